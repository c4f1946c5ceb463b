// SPDX-License-Identifier: Apache-2.0

import Geo

/// Which features of a layer of lines are public roads for vehicles.
enum RoadClass {
    /// OpenStreetMap's classes, without their `_link`. Drives and yards (`service`), tracks, ways on foot and what is not yet
    /// built are no public roads.
    private static let highways: Set<String> = [
        "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "road",
    ]
    /// Words of Natural Earth's types that are no roads for vehicles.
    private static let otherTypes = ["ferry", "track", "construction", "proposed", "path"]
    /// Values of OpenStreetMap's `access` that keep the public out.
    private static let closed: Set<String> = ["no", "private", "military"]

    /// Whether a feature is one. A layer without `highway` and `type` is taken for roads as a whole.
    static func isPublicRoad(_ record: Record) -> Bool {
        if let access = record["access"]?.lowercased(), closed.contains(access) { return false }
        if record.columns.position(of: "highway") != nil {
            return record["highway"].map { highways.contains(plain($0)) } ?? false
        }
        guard let type = record["type"]?.lowercased() else { return true }
        return !otherTypes.contains { type.contains($0) }
    }

    /// Whether the columns say what class a road has.
    static func isTold(in columns: RecordColumns) -> Bool {
        ["highway", "type", "scalerank"].contains { columns.position(of: $0) != nil }
    }

    private static func plain(_ highway: String) -> String {
        let text = highway.lowercased()
        return text.hasSuffix("_link") ? String(text.dropLast(5)) : text
    }
}
