// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

extension FeatureLayer {
    /// `provinces`: the results with their areas in lon/lat degrees, in the order given.
    /// - Parameter main: the layer whose palette colours them.
    /// - Throws: `EncodingError` when a list of a province has no form as JSON.
    public static func provinces(
        _ results: [(result: ProvinceResult, area: MultiPolygon)], main: SurfaceLayer
    ) throws -> FeatureLayer {
        let columns = ProvinceResult.columns(of: results.map(\.result))
        let features = try results.map { result, area in
            VectorLayer.Feature(
                id: result.iso3166_2, geometry: .area(area), values: try columns.values(result))
        }
        return FeatureLayer(
            kind: .provinces, title: Wording.english.text(.provinces),
            vector: VectorLayer(
                name: "provinces", summary: "Chance, expected number, relative risk and evidence by province",
                fields: columns.fields, features: features, shape: .areas),
            style: main.name)
    }

    /// `districts`: the results of second-level units with their areas in lon/lat degrees, in the order given.
    /// - Parameters:
    ///   - results: `iso3166_2` is the code of the province that a unit belongs to.
    ///   - main: the layer whose palette colours them.
    /// - Throws: `EncodingError` when a list of a unit has no form as JSON.
    public static func districts(
        _ results: [(region: Region, result: ProvinceResult)], main: SurfaceLayer
    ) throws -> FeatureLayer {
        let columns = ProvinceResult.columns(of: results.map(\.result))
        let features = try results.map { region, result in
            VectorLayer.Feature(
                id: region.id, geometry: .area(region.area),
                values: [.text(region.id)] + (try columns.values(result)))
        }
        return FeatureLayer(
            kind: .districts, title: Wording.english.text(.districts),
            vector: VectorLayer(
                name: districtsName, summary: "Chance, expected number, relative risk and evidence by district",
                fields: [FieldDefinition(name: "district_id", type: .text)] + columns.fields,
                features: features, shape: .areas),
            style: main.name)
    }

    /// Name of the layer of districts.
    public static let districtsName = "districts"

    /// `isobands`: one feature per class of the style with the area (lon/lat degrees) in which the surface lies in
    /// it; classes without an area are left out.
    /// - Throws: `EncodingError` when a value has no form as JSON.
    public static func isobands(
        _ areas: [(styleClass: StyleClass, area: MultiPolygon)], style: Style, asOf: CalendarDay, tier: ReleaseTier
    ) throws -> FeatureLayer {
        let others = style.title.languages.filter { $0 != .english && $0 != .arabic }
        let all = FeatureColumns<(index: Int, entry: StyleClass)>([
            ("class", .text, { .text($0.entry.id) }),
            ("class_number", .integer, { .integer($0.index + 1) }),
            ("label_en", .text, { .text($0.entry.label.en) }),
            ("label_ar", .text, { .text($0.entry.label.ar) }),
            ("lower", .real, { .real($0.entry.lower.decimal) }),
            ("upper", .real, { $0.entry.upper.isFinite ? .real($0.entry.upper.decimal) : .null }),
            ("color", .text, { .text($0.entry.rgba.color.hex) }),
            ("as_of", .text, { _ in .text("\(asOf)") }),
            ("tier", .text, { _ in .text(tier.rawValue) }),
        ])
        let labels = others.map { language in
            (
                FieldDefinition(name: "label_\(language.code)", type: .text),
                { @Sendable (band: (index: Int, entry: StyleClass)) throws -> FieldValue in
                    .text(band.entry.label[language])
                }
            )
        }
        let columns = all.inserting(labels, after: "label_ar")
        let features = try areas.filter { !$0.area.isEmpty }.map { entry, area in
            let index = style.classes.firstIndex(of: entry) ?? 0
            return VectorLayer.Feature(
                id: entry.id, geometry: .area(area), values: try columns.values((index, entry)))
        }
        return FeatureLayer(
            kind: .isobands, title: FeatureLayer.Kind.isobands.title(.english, main: style.title),
            vector: VectorLayer(
                name: "isobands", summary: "Areas of equal class: \(style.title.main), \(style.units.main)",
                fields: columns.fields, features: features, shape: .areas),
            style: style.layer)
    }
}

extension ProvinceResult {
    /// The province without figures: something is known there and may not be told.
    public func withholdingFigures() -> ProvinceResult {
        var result = self
        (result.relativeRisk, result.relativeRiskMax, result.relativeRiskP90) = (nil, nil, nil)
        (result.intensity, result.rank, result.locatedReports, result.forecast) = (nil, nil, nil, nil)
        (result.incidents, result.claims, result.rootSources, result.claimsInConflict) = (0, 0, 0, 0)
        result.incidentsReachingIn = 0
        (result.assessed, result.withheld) = (false, true)
        return result
    }

    /// The columns of some results; names in further languages have one each where any is known.
    static func columns(of results: [ProvinceResult]) -> FeatureColumns<ProvinceResult> {
        let languages = Set(results.flatMap(\.names.keys)).sorted { $0.code < $1.code }
        let names = languages.map { language in
            (
                FieldDefinition(name: "name_\(language.code)", type: .text),
                { @Sendable (result: ProvinceResult) throws -> FieldValue in .optional(result.names[language]) }
            )
        }
        return columns.inserting(names, after: CodingKeys.nameArabic.rawValue)
    }

    private static let columns = FeatureColumns<ProvinceResult>([
        (CodingKeys.iso3166_2.rawValue, .text, { .text($0.iso3166_2) }),
        (CodingKeys.pcode.rawValue, .text, { .optional($0.pcode) }),
        (CodingKeys.nameEnglish.rawValue, .text, { .text($0.nameEnglish) }),
        (CodingKeys.nameArabic.rawValue, .text, { .text($0.nameArabic) }),
        (CodingKeys.relativeRisk.rawValue, .real, { .rounded($0.relativeRisk, 4) }),
        (CodingKeys.relativeRiskMax.rawValue, .real, { .rounded($0.relativeRiskMax, 4) }),
        (CodingKeys.relativeRiskP90.rawValue, .real, { .rounded($0.relativeRiskP90, 4) }),
        (CodingKeys.rank.rawValue, .integer, { .optional($0.rank) }),
        (CodingKeys.rankBest.rawValue, .integer, { .optional($0.forecast?.rankBest) }),
        (CodingKeys.rankWorst.rawValue, .integer, { .optional($0.forecast?.rankWorst) }),
        (CodingKeys.chance.rawValue, .real, { .rounded($0.forecast?.chance, 2) }),
        (CodingKeys.chanceClass.rawValue, .text, { .optional($0.forecast?.chanceClass) }),
        (CodingKeys.expected.rawValue, .real, { .rounded($0.forecast?.expected, 3) }),
        (CodingKeys.expectedLow.rawValue, .integer, { .optional($0.forecast?.expectedLow) }),
        (CodingKeys.expectedHigh.rawValue, .integer, { .optional($0.forecast?.expectedHigh) }),
        (CodingKeys.reported7.rawValue, .integer, { .optional($0.forecast?.reported7) }),
        (CodingKeys.reported30.rawValue, .integer, { .optional($0.forecast?.reported30) }),
        (CodingKeys.reported90.rawValue, .integer, { .optional($0.forecast?.reported90) }),
        (CodingKeys.changeRatio.rawValue, .real, { .rounded($0.forecast?.changeRatio, 3) }),
        (CodingKeys.change.rawValue, .text, { .optional($0.forecast?.change?.rawValue) }),
        (CodingKeys.refusal.rawValue, .text, { .optional($0.forecast?.refusal) }),
        (CodingKeys.locatedReports.rawValue, .real, { .rounded($0.locatedReports, 6) }),
        (CodingKeys.incidents.rawValue, .integer, { .integer($0.incidents) }),
        (CodingKeys.incidentsReachingIn.rawValue, .integer, { .integer($0.incidentsReachingIn) }),
        (CodingKeys.claims.rawValue, .integer, { .integer($0.claims) }),
        (CodingKeys.rootSources.rawValue, .integer, { .integer($0.rootSources) }),
        (CodingKeys.claimsInConflict.rawValue, .integer, { .integer($0.claimsInConflict) }),
        (CodingKeys.unlocated.rawValue, .integer, { .integer($0.unlocated) }),
        (CodingKeys.asOf.rawValue, .text, { .text($0.asOf) }),
        (CodingKeys.intensity.rawValue, .real, { .rounded($0.intensity, 6) }),
        (CodingKeys.country.rawValue, .text, { .text($0.country) }),
        (CodingKeys.tier.rawValue, .text, { .text($0.tier.rawValue) }),
        (CodingKeys.assessed.rawValue, .boolean, { .boolean($0.assessed) }),
        (CodingKeys.withheld.rawValue, .boolean, { .boolean($0.withheld) }),
    ])
}
