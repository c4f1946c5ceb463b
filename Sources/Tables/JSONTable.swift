// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// A list of objects in JSON, as the answers of data services are: `[{...}]`, `{"data": [{...}]}`, `{"Result": [...]}`,
/// or one object a line.
public enum JSONTable {
    /// The rows of a file's bytes, nested members under names such as `group/question`; nil where there is no list of
    /// objects, or where it is GeoJSON or another format of maps.
    /// - Throws: `TableError.notJSON` when the text is no JSON, `TableError.refusedByService` for the answer of a service
    ///   that says why it gives no rows.
    public static func rows(name: String, bytes: [UInt8]) throws -> StreamedRows? {
        // Maps may be large, and are told from their first bytes.
        let start = String(decoding: bytes.prefix(4096), as: UTF8.self)
        if mapWords.contains(where: start.contains) { return nil }
        guard let answer = try? JSONDecoder().decode(JSONCell.self, from: Data(bytes)) else {
            return streamed(name: name, try lines(name: name, bytes: bytes), lacking: nil)
        }
        if let words = ServiceAnswer(answer).refusal { throw TableError.refusedByService(file: name, words: words) }
        guard let objects = answer.list else { return nil }
        let rows = objects.enumerated().map { (line: $0.offset + 1, object: Optional($0.element)) }
        return streamed(name: name, rows, lacking: ServiceAnswer(answer).lacking(rows: objects.count))
    }

    /// Rows under the names of all members; a line without an object is a row that cannot be read.
    private static func streamed(name: String, _ lines: [(line: Int, object: JSONCell?)], lacking: String?)
        -> StreamedRows
    {
        var names: [String] = [], positions: [String: Int] = [:]
        let rows = lines.map { line, object -> (Int, [(Int, String)]?) in
            guard let object else { return (line, nil) }
            return (
                line,
                object.flattened().map { key, text in
                    let position = positions[key] ?? names.count
                    if position == names.count {
                        names.append(key)
                        positions[key] = position
                    }
                    return (position, text)
                }
            )
        }
        let columns = RecordColumns(names), width = names.count
        return StreamedRows(name: name, columns: columns, lacking: lacking) { body in
            for (line, row) in rows {
                let origin = RecordOrigin(file: name, line: line)
                guard let row else {
                    try body(.malformed(MalformedRow(origin: origin, column: nil, reason: .notJSON)))
                    continue
                }
                var values = [String](repeating: "", count: width)
                for (position, text) in row { values[position] = text }
                try body(.record(Record(columns: columns, values: values, origin: origin)))
            }
        }
    }

    /// One object a line: what a line holds, empty lines left out. A line that holds none costs its row, where most hold one.
    private static func lines(name: String, bytes: [UInt8]) throws -> [(line: Int, object: JSONCell?)] {
        let lines = bytes.split(separator: RowScanner.lineFeed, omittingEmptySubsequences: false).enumerated()
            .filter { !$0.element.allSatisfy { $0 <= 0x20 } }
        let found = lines.map { place, text -> (line: Int, object: JSONCell?) in
            guard let cell = try? JSONDecoder().decode(JSONCell.self, from: Data(text)), case .object = cell else {
                return (place + 1, nil)
            }
            return (place + 1, cell)
        }
        let good = found.count { $0.object != nil }
        guard found.count > 1, 2 * good > found.count else { throw TableError.notJSON(file: name) }
        return found
    }

    private static let mapWords = [
        "\"FeatureCollection\"", "\"Feature\"", "\"Topology\"", "\"geometryType\"", "\"spatialReference\"",
    ]
}

/// A value of JSON.
enum JSONCell: Decodable {
    case text(String)
    case array([JSONCell])
    case object([String: JSONCell])

    /// Members of map formats, which GDAL reads.
    private static let mapMembers: Set<String> = ["features", "objects", "arcs"]

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.singleValueContainer().decode([String: JSONCell].self) {
            self = .object(members)
        } else if let items = try? decoder.singleValueContainer().decode([JSONCell].self) {
            self = .array(items)
        } else {
            self = .text(try Self.text(decoder.singleValueContainer()))
        }
    }

    private static func text(_ value: any SingleValueDecodingContainer) throws -> String {
        if value.decodeNil() { return "" }
        if let text = try? value.decode(String.self) { return text }
        if let truth = try? value.decode(Bool.self) { return truth ? "true" : "false" }
        if let whole = try? value.decode(Int.self) { return String(whole) }
        return "\(try value.decode(Double.self))"
    }

    /// The objects of a list, or of the only list of objects among the members.
    var list: [JSONCell]? {
        switch self {
        case .text: return nil
        case .array(let items):
            let objects = items.filter { if case .object = $0 { true } else { false } }
            return objects.count == items.count && !items.isEmpty ? objects : nil
        case .object(let members):
            guard members.keys.allSatisfy({ !Self.mapMembers.contains($0) }) else { return nil }
            let lists = members.values.compactMap { if case .array = $0 { $0.list } else { nil } }
            return lists.count == 1 ? lists[0] : nil
        }
    }

    /// Names and texts, sorted by name, because a dictionary has no order of its own.
    func flattened(_ prefix: String = "") -> [(String, String)] {
        switch self {
        case .text(let text): return [(prefix, text)]
        case .array(let items):
            let texts = items.compactMap { if case .text(let text) = $0 { text } else { nil } }
            return texts.count == items.count ? [(prefix, texts.joined(separator: " "))] : []
        case .object(let members):
            return members.sorted { $0.key < $1.key }.flatMap { key, cell in
                cell.flattened(prefix.isEmpty ? key : prefix + "/" + key)
            }
        }
    }
}
