// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// Features as comma-separated values with a row of HXL hashtags below the header (RFC 4180, UTF-8, LF).
///
/// Points get a latitude and a longitude; areas and lines have no place in a table and are left to the other formats.
enum HXLTable {
    /// - Parameter notice: what every use must show, repeated in a last column, for rows are what is copied.
    static func text(_ layer: VectorLayer, notice: String) -> String {
        let hasPoints = layer.features.contains { if case .point = $0.geometry { true } else { false } }
        let names = layer.fields.map(\.name) + (hasPoints ? ["latitude", "longitude"] : []) + ["notice"]
        let own = tagsOfLayers[layer.name] ?? [:]
        var rows = [names, names.map { own[$0] ?? tags[$0] ?? "" }]
        for feature in layer.features {
            rows.append(feature.values.map(cell) + (hasPoints ? position(feature.geometry) : []) + [notice])
        }
        return rows.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func position(_ geometry: Geometry?) -> [String] {
        guard case .point(let point) = geometry else { return ["", ""] }
        return ["\(point.y)", "\(point.x)"]
    }

    private static func cell(_ value: FieldValue) -> String {
        switch value {
        case .null: ""
        case .text(let text): text
        case .json(let member): member.text
        case .integer(let number): "\(number)"
        case .real(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .boolean(let truth): truth ? "true" : "false"
        }
    }

    static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// Where a column means something else than in other layers.
    private static let tagsOfLayers = [
        "districts": ["name_en": "#adm2+name+i_en", "name_ar": "#adm2+name+i_ar"]
    ]

    /// Hashtags of the HXL 1.1 core schema with attributes of our own where it has none.
    private static let tags = [
        "district_id": "#adm2+code", "pcode": "#adm1+code+pcode", "notice": "#meta+notice",
        "iso3166_2": "#adm1+code+iso",
        "name_en": "#adm1+name+i_en",
        "name_ar": "#adm1+name+i_ar",
        "relative_risk": "#indicator+risk+relative+mean+num", "relative_risk_max": "#indicator+risk+relative+max+num",
        "relative_risk_p90": "#indicator+risk+relative+p90+num", "rank": "#indicator+risk+rank",
        "rank_best": "#indicator+risk+rank+min", "rank_worst": "#indicator+risk+rank+max",
        "chance": "#indicator+chance+d30+pct", "chance_class": "#indicator+chance+d30+class",
        "expected": "#event+expected+d30+num", "expected_p05": "#event+expected+d30+min",
        "expected_p95": "#event+expected+d30+max", "reported_7d": "#event+reported+d7+num",
        "reported_30d": "#event+reported+d30+num", "reported_90d": "#event+reported+d90+num",
        "change_ratio": "#indicator+change+d30+ratio", "change": "#indicator+change+d30+mark",
        "refusal": "#status+refusal", "located_reports": "#indicator+reports+located+num",
        "withheld": "#status+withheld", "class": "#indicator+risk+class",
        "incidents": "#event+num", "claims": "#event+claims+num",
        "incidents_reaching_in": "#event+reaching+num", "root_sources": "#meta+source+num",
        "claims_in_conflict": "#event+claims+conflict+num",
        "unlocated": "#event+unlocated+num", "as_of": "#date+reported", "intensity": "#indicator+intensity+num",
        "country": "#country+code+v_iso2", "tier": "#meta+access", "assessed": "#status+assessed",
        "id": "#event+id", "title": "#event+name", "type": "#event+type", "first_day": "#date+start",
        "last_day": "#date+end",
        "province": "#adm1+code+iso", "precision": "#loc+precision", "quantity_min": "#affected+min",
        "quantity_best": "#affected+best", "quantity_max": "#affected+max", "claim_text": "#description+claims",
        "weight": "#indicator+weight+num", "access": "#meta+source+access", "latitude": "#geo+lat",
        "longitude": "#geo+lon", "mode": "#description+mode", "origin": "#loc+origin+name",
        "destination": "#loc+dest+name",
        "basis": "#status+basis", "width_km": "#indicator+width+num", "uses_connector": "#status+connector",
        "sources": "#meta+source", "attribution": "#meta+license", "class_number": "#indicator+class+num",
        "label_en": "#indicator+label+i_en", "label_ar": "#indicator+label+i_ar", "lower": "#indicator+lower+num",
        "upper": "#indicator+upper+num", "color": "#meta+color",
    ]
}
