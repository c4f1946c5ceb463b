// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import TileEncoding

/// Features as comma-separated values (RFC 4180, UTF-8): one line for each, one column for each property, then where it lies.
struct FeatureTable {
    static let mediaType = "text/csv; charset=utf-8; header=present"

    let features: [TileFeature]
    /// What every use must show, repeated in the last column, for rows are what is copied.
    let notice: String

    /// Where a feature lies: the position of a point, the rectangle of anything else.
    private static let places = ["latitude", "longitude", "west", "south", "east", "north"]

    /// The table with its header.
    var text: String {
        let names = self.names
        var text = Self.line(["id"] + names + Self.places + ["notice"])
        for feature in features {
            let values = Dictionary(feature.properties.map { ($0.name, $0.value) }, uniquingKeysWith: { a, _ in a })
            let cells = names.map { Self.cell(values[$0] ?? .null) }
            text += Self.line([Self.guarded(feature.key)] + cells + Self.place(feature) + [Self.guarded(notice)])
        }
        return text
    }

    /// Names of properties in the order in which they first come.
    private var names: [String] {
        var names: [String] = [], seen: Set<String> = Set(["id", "notice"] + Self.places)
        for name in features.lazy.flatMap(\.properties).map(\.name) where seen.insert(name).inserted {
            names.append(name)
        }
        return names
    }

    private static func place(_ feature: TileFeature) -> [String] {
        if case .point(let point)? = feature.geometry { return ["\(point.y)", "\(point.x)", "", "", "", ""] }
        guard let bounds = feature.bounds else { return ["", "", "", "", "", ""] }
        return ["", ""] + [bounds.west, bounds.south, bounds.east, bounds.north].map { "\($0)" }
    }

    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: return ""
        case .bool(let truth): return truth ? "true" : "false"
        case .number(let digits): return digits
        case .string(let text): return guarded(text)
        case .array, .object, .encoded: return guarded(String(decoding: value.bytes, as: UTF8.self))
        }
    }

    /// An apostrophe before what a program for spreadsheets would take for a formula; numbers are none.
    static func guarded(_ text: String) -> String {
        switch text.unicodeScalars.first(where: { $0 != "'" }) {
        case "=", "+", "-", "@", "\t", "\r": NumberText.finite(text) == nil ? "'" + text : text
        default: text
        }
    }

    private static func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\n" }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
