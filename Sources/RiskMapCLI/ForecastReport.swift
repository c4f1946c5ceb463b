// SPDX-License-Identifier: Apache-2.0

import Assessment
import Chance
import Geo
import Queries
import Validation

/// A forecast for people and for programs.
struct ForecastReport {
    let forecast: StudyForecast
    /// What is stated of the position that was asked for.
    let place: StudyForecast.PlaceStatement?
    /// The provinces; empty where a position was asked for.
    let provinces: [StudyForecast.ProvinceStatement]

    /// - Throws: `ForecastFault` for a position that is not assessed.
    init(forecast: StudyForecast, at coordinate: Coordinate?) throws {
        self.forecast = forecast
        place = try coordinate.map { coordinate in
            guard let place = try forecast.statement(at: coordinate) else {
                throw ForecastFault(coordinate: coordinate)
            }
            return place
        }
        provinces = coordinate == nil ? forecast.statements() : []
    }

    // MARK: Text

    var text: String {
        ([window] + (place.map(lines) ?? [provinceTable]) + [stamp, Self.caution]).joined(separator: "\n\n")
    }

    private static let caution =
        "Forecasts are of reported events. Absence of reports is not safety."

    private var window: String {
        let days = forecast.days(.month)
        return "\(days.first) to \(days.last), 30 days, from a record of \(forecast.recordDays.first) to "
            + "\(forecast.recordDays.last) that counts \(forecast.counts.joined(separator: " and "))"
    }

    private var provinceTable: String {
        var table = TextTable([
            ("Rank", .trailing), ("Province", .leading), ("Code", .leading), ("Chance", .leading),
            ("Expected", .trailing), ("9 of 10 in", .trailing), ("7 d", .trailing), ("30 d", .trailing),
            ("90 d", .trailing), ("", .leading),
        ])
        for statement in provinces {
            let province = statement.province
            table.add(
                [
                    statement.rank.map { "\($0)" } ?? "-", province.nameEnglish, province.id,
                    statement.chance.map(Self.phrase) ?? "refused",
                    Self.hasFigures(statement.allowance) ? statement.number.map { decimal($0.mean, 1) } ?? "-" : "-",
                    Self.hasFigures(statement.allowance) ? statement.number.map(Self.range) ?? "-" : "-",
                ] + statement.reported.map { "\($0)" } + [Self.remark(statement.allowance)])
        }
        return table.text
    }

    private static func hasFigures(_ allowance: ChanceAllowance) -> Bool { allowance == .full }

    private static func remark(_ allowance: ChanceAllowance) -> String {
        switch allowance {
        case .full: ""
        case .classesOnly: "few reports"
        case .refused(let reason): "\(reason)"
        }
    }

    /// The class of a chance in words.
    private static func phrase(_ chance: Double) -> String {
        let percent = ChanceClass(chance: chance).percent
        if percent.lowerBound == 0 { return "under \(decimal(percent.upperBound, 0)) %" }
        if percent.upperBound == 100 { return "over \(decimal(percent.lowerBound, 0)) %" }
        return "\(decimal(percent.lowerBound, 0)) to \(decimal(percent.upperBound, 0)) %"
    }

    private static func range(_ number: EventCount) -> String {
        let ninety = number.ninety
        return "\(ninety.lowerBound)-\(ninety.upperBound)"
    }

    private func lines(_ place: StudyForecast.PlaceStatement) -> [String] {
        var lines: [String] = []
        if case .refused(let reason) = place.allowance {
            lines.append("No chance is stated: \(reason).")
        } else {
            lines.append(chanceTable(place))
            if place.assessedShare < 0.9 { lines.append("Part of the circle of 25 km is not assessed.") }
            if case .classesOnly = place.allowance {
                lines.append("Few reports: classes only, and 25 km in 30 days only.")
            }
        }
        lines.append(
            "Reported within 25 km in the last 7, 30, 90 days: "
                + place.reported.map { "\($0)" }.joined(separator: ", ") + ".")
        if !place.allowance.isRefused { lines.append(why(place)) }
        return lines
    }

    private func chanceTable(_ place: StudyForecast.PlaceStatement) -> String {
        var table = TextTable([("Within", .trailing), ("in", .trailing), ("chance of at least one", .leading)])
        for key in ChanceKey.all {
            guard let chance = place.chances[key] else { continue }
            let figure = Self.hasFigures(place.allowance) ? " (\(percentText(chance * 100)))" : ""
            table.add(["\(key.radius.rawValue) km", "\(key.horizon.rawValue) d", Self.phrase(chance) + figure])
        }
        guard Self.hasFigures(place.allowance), let number = place.number else { return table.text }
        let low = place.doubt.factor(0.05) * number.mean, high = place.doubt.factor(0.95) * number.mean
        return table.text
            + "\n\nExpected within 25 km in 30 days: \(decimal(number.mean, 2)); nine of ten times \(Self.range(number)). "
            + "The rate itself is known to \(decimal(low, 2)) to \(decimal(high, 2))."
    }

    private func why(_ place: StudyForecast.PlaceStatement) -> String {
        let reasons = place.reasons
        let ages = reasons.ages.filter { $0.events > 0 }.map { age in
            "\(age.events) event\(age.events == 1 ? "" : "s") \(age.upTo.map { "up to \($0) days old" } ?? "older"): "
                + "\(decimal(age.share * 100, 1)) %"
        }
        let factors = FactorSentence(
            whole: reasons.whole, even: reasons.whole * reasons.even, nearTowns: reasons.nearTowns,
            clocks: reasons.clocks.map { ($0.halfLifeDays, $0.factor) })
        return "Why: \(factors.text).\nWhat it comes from, within 50 km: "
            + (ages + ["without them: \(decimal(reasons.background * 100, 1)) %"]).joined(separator: "; ") + "."
    }

    /// How often such statements came true.
    private var stamp: String {
        guard let backTest = forecast.backTest, let score = backTest.month else {
            return "The record is too short to say how often such statements came true."
        }
        let classes = score.classes.filter { $0.cases > 0 }.map { entry in
            "\(Self.phrase(entry.percent.lowerBound / 100)): \(decimal(entry.happened * 100, 1)) % of \(entry.cases)"
        }
        return
            "How often such statements came true (25 km, 30 days, \(backTest.origins.count) earlier days of this record): "
            + classes.joined(separator: "; ") + "."
    }

    // MARK: Document

    /// The members that docs/query.md describes.
    var document: Document { Document(self) }

    struct Document: Encodable {
        let formatVersion = 1
        let asOf: String
        let record, window7, window30: Days
        let counts: [String]
        let provinces: [Province]?
        let place: Place?
        let backTest: [ReliabilityDocument]?

        init(_ report: ForecastReport) {
            let forecast = report.forecast
            asOf = forecast.asOf.description
            record = Days(forecast.recordDays)
            window7 = Days(forecast.days(.week))
            window30 = Days(forecast.days(.month))
            counts = forecast.counts
            provinces = report.place == nil ? report.provinces.map(Province.init) : nil
            place = report.place.map(Place.init)
            backTest = forecast.backTest?.month?.classes.map(ReliabilityDocument.init)
        }

        enum CodingKeys: String, CodingKey {
            case formatVersion = "format_version", asOf = "as_of", record, window7 = "window_7d", window30 =
                "window_30d"
            case counts, provinces, place, backTest = "back_test"
        }
    }

    struct Days: Encodable {
        let first, last: String

        init(_ days: DayInterval) { (first, last) = (days.first.description, days.last.description) }
    }

    /// A chance in per cent as its class, and as a figure where figures are stated.
    struct Chance: Encodable {
        let radiusKilometers: Int?
        let horizonDays: Int
        let lower, upper: Double
        let percent: Double?

        init(_ chance: Double, _ key: ChanceKey?, _ allowance: ChanceAllowance) {
            let bounds = ChanceClass(chance: chance).percent
            radiusKilometers = key?.radius.rawValue
            horizonDays = key?.horizon.rawValue ?? Horizon.month.rawValue
            (lower, upper) = (bounds.lowerBound, bounds.upperBound)
            percent = hasFigures(allowance) ? chance * 100 : nil
        }

        enum CodingKeys: String, CodingKey {
            case radiusKilometers = "radius_km", horizonDays = "horizon_days", lower, upper, percent
        }
    }

    struct Number: Encodable {
        let expected: Double
        let p05, p95: Int

        init?(_ number: EventCount?, _ allowance: ChanceAllowance) {
            guard let number, hasFigures(allowance) else { return nil }
            expected = number.mean
            (p05, p95) = (number.ninety.lowerBound, number.ninety.upperBound)
        }
    }

    struct Province: Encodable {
        let iso3166_2, nameEnglish, nameArabic: String
        let rank: Int?
        let chance: Chance?
        let number: Number?
        let reported: [String: Int]
        let refused: String?

        init(_ statement: StudyForecast.ProvinceStatement) {
            iso3166_2 = statement.province.id
            nameEnglish = statement.province.nameEnglish
            nameArabic = statement.province.nameArabic
            rank = statement.rank
            chance = statement.chance.map { Chance($0, nil, statement.allowance) }
            number = Number(statement.number, statement.allowance)
            reported = ForecastReport.reported(statement.reported)
            refused = ForecastReport.reason(statement.allowance)
        }

        enum CodingKeys: String, CodingKey {
            case iso3166_2, nameEnglish = "name_en", nameArabic = "name_ar", rank, chance, number, reported, refused
        }
    }

    struct Place: Encodable {
        let latitude, longitude: Double
        let chances: [Chance]
        let number: Number?
        let rateP05, rateP95, assessedShare: Double?
        let reported: [String: Int]
        let refused: String?
        let why: Why

        init(_ place: StudyForecast.PlaceStatement) {
            (latitude, longitude) = (place.coordinate.latitude, place.coordinate.longitude)
            chances = ChanceKey.all.compactMap { key in
                place.chances[key].map { Chance($0, key, place.allowance) }
            }
            number = Number(place.number, place.allowance)
            rateP05 = number.map { $0.expected * place.doubt.factor(0.05) }
            rateP95 = number.map { $0.expected * place.doubt.factor(0.95) }
            assessedShare = place.assessedShare
            reported = ForecastReport.reported(place.reported)
            refused = ForecastReport.reason(place.allowance)
            why = Why(place.reasons)
        }

        enum CodingKeys: String, CodingKey {
            case latitude, longitude, chances, number, rateP05 = "rate_p05", rateP95 = "rate_p95"
            case assessedShare = "assessed_share", reported, refused, why
        }
    }

    struct Why: Encodable {
        let expectedInAll, evenShare, nearTowns: Double
        let clocks: [Clock]
        let background: Double
        let events: [Age]

        struct Clock: Encodable {
            let halfLifeDays: Double?
            let factor: Double
            enum CodingKeys: String, CodingKey { case halfLifeDays = "half_life_days", factor }
        }

        struct Age: Encodable {
            let upToDays: Int?
            let events: Int
            let share: Double
            enum CodingKeys: String, CodingKey { case upToDays = "up_to_days", events, share }
        }

        init(_ reasons: PlaceReasons) {
            (expectedInAll, evenShare, nearTowns) = (reasons.whole, reasons.even, reasons.nearTowns)
            clocks = reasons.clocks.map { Clock(halfLifeDays: $0.halfLifeDays, factor: $0.factor) }
            background = reasons.background
            events = reasons.ages.map { Age(upToDays: $0.upTo, events: $0.events, share: $0.share) }
        }

        enum CodingKeys: String, CodingKey {
            case expectedInAll = "expected_in_all", evenShare = "even_share", nearTowns = "near_towns", clocks
            case background, events
        }
    }

    private static func reported(_ counts: [Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: zip(StudyForecast.countedDays.map { "\($0)d" }, counts))
    }

    private static func reason(_ allowance: ChanceAllowance) -> String? {
        if case .refused(let reason) = allowance { return reason.description }
        return nil
    }
}

/// The factors that lead to the expected number of a place, in one sentence without its end.
struct FactorSentence {
    /// Expected in the whole area, and what an even spread of it would put at the place.
    let whole, even: Double
    let nearTowns: Double
    /// Half-lives in days, nil for the whole record, with their factors.
    let clocks: [(halfLifeDays: Double?, factor: Double)]

    var text: String {
        "about \(decimal(whole, 0)) in all in 30 days, of which an even spread would put \(decimal(even, 2)) here; "
            + "near towns x\(decimal(nearTowns, 1)), then "
            + clocks.map { "\(Self.clock($0.halfLifeDays)) x\(decimal($0.factor, 1))" }.joined(separator: ", ")
    }

    private static func clock(_ halfLife: Double?) -> String {
        switch halfLife {
        case nil: "whole record"
        case 365: "last year"
        case 30: "last month"
        case 7: "last week"
        case .some(let days): "last \(decimal(days, 0)) days"
        }
    }
}

/// A position for which nothing is forecast.
struct ForecastFault: Error, CustomStringConvertible {
    let coordinate: Coordinate

    var description: String {
        "\(decimal(coordinate.latitude, 4)), \(decimal(coordinate.longitude, 4)) lies outside of what is assessed; "
            + "add its country with --assessed, or ask a place within it"
    }
}
