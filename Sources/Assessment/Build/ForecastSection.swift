// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Layers
import Validation

extension StudyForecast {
    /// The forecast as the catalog tells it.
    var section: CatalogForecast {
        CatalogForecast(
            counts: counts, record: CatalogPeriod(recordDays), window7: CatalogPeriod(days(.week)),
            window30: CatalogPeriod(days(.month)),
            countries: countries.enumerated().map { zone, country in
                let allowance = allowance(zone: zone)
                return CatalogForecast.Country(
                    country: country, stated: .init(allowance), reason: allowance.caveat ?? "")
            },
            resolution: isOfUnits ? .units : .cells, origins: backTest?.origins.count ?? 0, skill: skill)
    }

    /// Classes of earlier statements within 25 km or of provinces, by days ahead.
    private var skill: [CatalogForecast.SkillClass] {
        (backTest?.scores ?? []).flatMap { score in
            score.classes.filter { $0.cases > 0 }.map { entry in
                CatalogForecast.SkillClass(
                    horizonDays: score.horizon.rawValue, lower: entry.percent.lowerBound,
                    upper: entry.percent.upperBound, stated: (100 * entry.stated).rounded(toDecimals: 2),
                    happened: (100 * entry.happened).rounded(toDecimals: 2), cases: entry.cases)
            }
        }
    }
}

extension CatalogPeriod {
    /// Days as the catalog writes them.
    init(_ days: DayInterval) { self.init(first: days.first.description, last: days.last.description) }
}

extension CatalogForecast.Country.Stated {
    /// How much a rule allows.
    init(_ allowance: ChanceAllowance) {
        switch allowance {
        case .full: self = .figures
        case .classesOnly: self = .classes
        case .refused: self = .nothing
        }
    }
}
