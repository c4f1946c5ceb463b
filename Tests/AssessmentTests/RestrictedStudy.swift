// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers

/// The study of two provinces with a restricted table in ACLED's columns and four district polygons.
///
/// Kelmar (XX-KE, 41 to 42 degrees east) is cut at 34.5 degrees north into XX-KE-S and XX-KE-N, Dorran (XX-DO, 40 to
/// 41) into XX-DO-S and XX-DO-N.
enum RestrictedStudy {
    static func study(_ rows: [String], asOf: String = "2026-03-01", districts: Bool = true) throws -> SquareStudy {
        let study = try SquareStudy()
        try study.edit(
            "\nroutes:\n  table",
            "  - name: field\n    format: acled\n    file: secret-file.csv\n\nroutes:\n  table")
        try study.edit("as_of: 2026-03-01", "as_of: \(asOf)")
        if districts {
            try study.edit(
                "  aliases: aliases.csv",
                "  districts: {file: districts.geojson, id: id, name_en: name, country: country}\n  aliases: aliases.csv"
            )
            try study.write(districtFile, to: "districts.geojson")
        }
        try write(rows, to: study)
        return study
    }

    static func write(_ rows: [String], to study: SquareStudy) throws {
        let header =
            "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,admin1,location,latitude,"
            + "longitude,geo_precision,source,fatalities\n"
        try study.write(header + rows.joined(), to: "secret-file.csv")
    }

    /// A battle in southern Kelmar, if nothing else is said.
    static func row(
        _ id: String, _ day: String, _ longitude: Double = 41.5, _ latitude: Double = 34.25,
        source: String = "Own Report", place: String = "Mulvok", kind: String = "Battles,Armed clash",
        province: String = "Kelmar"
    ) -> String {
        "\(id),\(day),1,\(kind),Ostria,\(province),\(place),\(latitude),\(longitude),1,\(source),0\n"
    }

    private static var districtFile: String {
        let units = [
            ("XX-DO-S", "South Dorran", 40, 34.0), ("XX-DO-N", "North Dorran", 40, 34.5),
            ("XX-KE-S", "South Kelmar", 41, 34.0), ("XX-KE-N", "North Kelmar", 41, 34.5),
        ]
        let features = units.map { id, name, west, south in
            let ring = [(0.0, 0.0), (1, 0), (1, 0.5), (0, 0.5), (0, 0)]
                .map { "[\(Double(west) + $0.0), \(south + $0.1)]" }.joined(separator: ", ")
            return #"{"type": "Feature", "properties": {"id": "\#(id)", "name": "\#(name)", "country": "XX"}, "#
                + #""geometry": {"type": "Polygon", "coordinates": [[\#(ring)]]}}"#
        }
        return #"{"type": "FeatureCollection", "features": ["# + features.joined(separator: ",\n") + "]}\n"
    }
}
