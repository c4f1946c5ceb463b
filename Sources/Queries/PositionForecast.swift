// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// What the record says within 25 km of a position in 30 days.
struct PositionForecast {
    let build: BuildReading
    /// ISO 3166-2 of the province around the position; nil outside of all.
    let province: String?
    /// The value of a layer at the position; nil where the build has no such layer, NaN where it refuses one.
    let value: (SurfaceLayer) throws -> Float?

    /// What is stated in the country of the province; nil without a record.
    var country: CatalogForecast.Country? {
        guard let province, let region = build.provinces.first(where: { $0.iso3166_2 == province }) else { return nil }
        return build.catalog.forecast?.countries.first { $0.country == region.country }
    }

    /// The chance as figure or class, and why there is none; nil without a record.
    /// - Throws: what reading a layer throws.
    func forecast() throws -> ProvinceForecast? {
        guard let country else { return nil }
        guard build.catalog.forecast?.resolution != .units else { return .ofUnitsAlone(country) }
        func known(_ layer: SurfaceLayer) throws -> Float? { try value(layer).flatMap { $0.isNaN ? nil : $0 } }
        let chance = try known(.chance30d)
        return ProvinceForecast(
            chance: country.stated == .figures ? chance.map { Double($0).rounded(toSignificant: 4) } : nil,
            chanceClass: chance.flatMap { build.chanceClass(of: $0) },
            expected: try known(.expectedNear).map { Double($0).rounded(toSignificant: 4) },
            interval: Self.interval(try known(.expectedLow), try known(.expectedHigh)), reported: [],
            refusal: country.reason.isEmpty ? nil : country.reason)
    }

    /// Whole numbers around the bounds, which blending between cells has made fractions.
    private static func interval(_ low: Float?, _ high: Float?) -> ClosedRange<Int>? {
        guard let low = low.flatMap({ Int(checked: Double($0).rounded(.down)) }),
            let high = high.flatMap({ Int(checked: Double($0).rounded(.up)) }), low <= high
        else { return nil }
        return low...high
    }
}

extension ProvinceForecast {
    /// What is said of a place where a part of the record is known by area alone.
    fileprivate static func ofUnitsAlone(_ country: CatalogForecast.Country) -> ProvinceForecast {
        let units =
            "part of the record is restricted, so chances and numbers are stated for provinces and districts: ask for one"
        return ProvinceForecast(
            chance: nil, chanceClass: nil, expected: nil, interval: nil, reported: [],
            refusal: country.stated == .nothing ? country.reason : units)
    }
}
