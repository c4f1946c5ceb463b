// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

extension FeatureLayer {
    /// `provinces`: the results with their areas in lon/lat degrees, in the order given.
    public static func provinces(_ results: [(result: ProvinceResult, area: MultiPolygon)]) throws -> FeatureLayer {
        let features = try results.map { result, area in
            VectorLayer.Feature(
                id: result.iso3166_2, geometry: .area(area), values: try ProvinceResult.columns.values(result))
        }
        return FeatureLayer(
            kind: .provinces, title: BilingualText(en: "Risk by province", ar: "الخطر حسب المحافظة"),
            vector: VectorLayer(
                name: "provinces", summary: "Risk score, intensity and evidence by province",
                fields: ProvinceResult.columns.fields, features: features),
            style: SurfaceLayer.main.name)
    }

    /// `isobands`: one feature per class of the style with the area (lon/lat degrees) in which the surface lies in
    /// it; classes without an area are left out.
    public static func isobands(
        _ areas: [(styleClass: StyleClass, area: MultiPolygon)], style: Style, asOf: CalendarDay, tier: ReleaseTier
    ) throws -> FeatureLayer {
        let columns = FeatureColumns<(index: Int, entry: StyleClass)>([
            ("class", .text, { .text($0.entry.id) }),
            ("class_number", .integer, { .integer($0.index + 1) }),
            ("label_en", .text, { .text($0.entry.label.en) }),
            ("label_ar", .text, { .text($0.entry.label.ar) }),
            ("lower", .real, { .real(Double($0.entry.lower)) }),
            ("upper", .real, { $0.entry.upper.isFinite ? .real(Double($0.entry.upper)) : .null }),
            ("color", .text, { .text($0.entry.rgba.color.hex) }),
            ("as_of", .text, { _ in .text("\(asOf)") }),
            ("tier", .text, { _ in .text(tier.rawValue) }),
        ])
        let features = try areas.filter { !$0.area.isEmpty }.map { entry, area in
            let index = style.classes.firstIndex(of: entry) ?? 0
            return VectorLayer.Feature(
                id: entry.id, geometry: .area(area), values: try columns.values((index, entry)))
        }
        return FeatureLayer(
            kind: .isobands, title: BilingualText(en: "\(style.title.en) by class", ar: style.title.ar),
            vector: VectorLayer(
                name: "isobands", summary: "Areas of equal class: \(style.title.en), \(style.units.en)",
                fields: columns.fields, features: features),
            style: style.layer)
    }
}

extension ProvinceResult {
    /// Class of a province whose figures are withheld: something is known there and may not be told.
    public static let withheldClass = "withheld"

    /// Whether the figures are withheld.
    public var isWithheld: Bool { scoreClass == Self.withheldClass }

    /// The province without figures, in a class of its own.
    public func withheld() -> ProvinceResult {
        var result = self
        (result.score, result.scoreMax, result.scoreP90, result.intensity, result.rank) = (nil, nil, nil, nil, nil)
        result.scoreClass = Self.withheldClass
        result.shareByClass = [Self.withheldClass: 1]
        (result.incidents, result.claims, result.rootSources, result.claimsInConflict) = (0, 0, 0, 0)
        result.assessed = false
        return result
    }

    static let columns = FeatureColumns<ProvinceResult>([
        (CodingKeys.iso3166_2.rawValue, .text, { .text($0.iso3166_2) }),
        (CodingKeys.nameEnglish.rawValue, .text, { .text($0.nameEnglish) }),
        (CodingKeys.nameArabic.rawValue, .text, { .text($0.nameArabic) }),
        (CodingKeys.score.rawValue, .real, { .rounded($0.score, 2) }),
        (CodingKeys.scoreMax.rawValue, .real, { .rounded($0.scoreMax, 2) }),
        (CodingKeys.scoreP90.rawValue, .real, { .rounded($0.scoreP90, 2) }),
        (CodingKeys.scoreClass.rawValue, .text, { .text($0.scoreClass) }),
        (CodingKeys.rank.rawValue, .integer, { .optional($0.rank) }),
        (
            CodingKeys.shareByClass.rawValue, .json,
            { try .json(encoding: $0.shareByClass.mapValues { $0.rounded(toDecimals: 4) }) }
        ),
        (CodingKeys.incidents.rawValue, .integer, { .integer($0.incidents) }),
        (CodingKeys.claims.rawValue, .integer, { .integer($0.claims) }),
        (CodingKeys.rootSources.rawValue, .integer, { .integer($0.rootSources) }),
        (CodingKeys.claimsInConflict.rawValue, .integer, { .integer($0.claimsInConflict) }),
        (CodingKeys.unlocated.rawValue, .integer, { .integer($0.unlocated) }),
        (CodingKeys.asOf.rawValue, .text, { .text($0.asOf) }),
        (CodingKeys.intensity.rawValue, .real, { .rounded($0.intensity, 6) }),
        (CodingKeys.country.rawValue, .text, { .text($0.country) }),
        (CodingKeys.tier.rawValue, .text, { .text($0.tier.rawValue) }),
        (CodingKeys.assessed.rawValue, .boolean, { .boolean($0.assessed) }),
    ])
}
