// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import Studies
import Tables

/// The results of one day of a series, as its folder tells them.
struct SeriesDay {
    let day: CalendarDay
    let catalog: Catalog
    let units: [SeriesUnit]

    /// - Throws: `CatalogError` or `StudyError` for a folder that is no whole build.
    init(_ day: CalendarDay, in folder: SeriesFolder) throws {
        self.day = day
        let path = folder.path(of: day)
        catalog = try Catalog.read(folder: path)
        units = try SeriesUnit.read(.provinces, in: path) + SeriesUnit.read(.districts, in: path)
    }
}

/// A province or district on a day.
struct SeriesUnit: Decodable {
    /// Key of a district; nil for a province.
    let district: String?
    let result: ProvinceResult

    private enum CodingKeys: String, CodingKey { case district = "district_id" }

    init(from decoder: any Decoder) throws {
        district = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .district)
        result = try ProvinceResult(from: decoder)
    }

    private struct Table: Decodable {
        struct Feature: Decodable { let properties: SeriesUnit }
        let features: [Feature]
    }

    /// Those of a layer; none where the build has no such layer.
    static func read(_ kind: FeatureLayer.Kind, in folder: String) throws -> [SeriesUnit] {
        let file = "\(folder)/\(kind.layerName).geojson"
        guard let data = FileManager.default.contents(atPath: file) else { return [] }
        do {
            return try JSONDecoder().decode(Table.self, from: data).features.map(\.properties)
        } catch {
            throw StudyError(file: file, message: "does not hold the results of a build; remove the folder of that day")
        }
    }
}

/// `series.csv`: a line for each province and district on each day.
struct SeriesTable {
    static let fileName = "series.csv"

    private static let columns: [(name: String, tag: String)] = [
        ("day", "#date"), ("level", "#geo+level"), ("code", "#geo+code"), ("pcode", "#adm1+code"),
        ("name_en", "#geo+name+en"), ("name_ar", "#geo+name+ar"), ("province", "#adm1+code+iso"),
        ("country", "#country+code"), ("rank", "#indicator+rank"), ("relative_risk", "#indicator+risk"),
        ("relative_risk_max", "#indicator+risk+max"), ("chance", "#indicator+chance"),
        ("chance_class", "#indicator+chance+class"), ("expected", "#indicator+expected"),
        ("expected_p05", "#indicator+expected+min"), ("expected_p95", "#indicator+expected+max"),
        ("change_ratio", "#indicator+change"), ("change", "#indicator+change+mark"),
        ("refusal", "#meta+refusal"), ("reported_7d", "#event+num+d7"), ("reported_30d", "#event+num+d30"),
        ("reported_90d", "#event+num+d90"), ("incidents", "#event+num"), ("located_reports", "#event+weight"),
        ("assessed", "#status+assessed"), ("withheld", "#status+withheld"), ("tier", "#meta+tier"),
    ]

    private var writer = TableWriter(columns: columns.map(\.name), tags: columns.map(\.tag))

    var data: Data { Data(writer.text.utf8) }

    mutating func append(_ day: SeriesDay) {
        for unit in day.units { writer.append(Self.cells(unit, day.day)) }
    }

    private static func cells(_ unit: SeriesUnit, _ day: CalendarDay) -> [String] {
        let result = unit.result, forecast = result.forecast
        return [
            "\(day)", unit.district == nil ? "province" : "district", unit.district ?? result.iso3166_2,
            result.pcode ?? "", result.nameEnglish, result.nameArabic, result.iso3166_2, result.country,
            text(result.rank), text(result.relativeRisk), text(result.relativeRiskMax), text(forecast?.chance),
            forecast?.chanceClass ?? "", text(forecast?.expected), text(forecast?.expectedLow),
            text(forecast?.expectedHigh), text(forecast?.changeRatio), forecast?.change?.rawValue ?? "",
            forecast?.refusal ?? "", text(forecast?.reported7), text(forecast?.reported30), text(forecast?.reported90),
            "\(result.incidents)", text(result.locatedReports),
            "\(result.assessed)", "\(result.withheld)", result.tier.rawValue,
        ]
    }

    private static func text(_ value: (some CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "" }
}
