// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Studies
import Tables

/// Reads the transfer corridors of a study: a table of facts and a layer of their lines.
struct RouteReading {
    let table: String
    let geometry: String
    let attribution: String

    /// The routes in the order of the table.
    /// - Throws: `StudyError` with file and line for a bad value, an unknown id or a row without a line; `TableError`
    ///   and `GeoIOError` for files that cannot be read.
    func routes() throws -> [Route] {
        let lines = try readLines()
        var routes: [Route] = []
        var seen: Set<String> = []
        try TableReader(path: table).forEachRecord { record in
            let row = RouteRow(record: record)
            let id = try row.text("id")
            guard seen.insert(id).inserted else { throw row.fault("id", "is used twice") }
            guard let parts = lines[id] else {
                throw row.fault("id", "'\(id)' has no line in \(geometry); add a feature with this value of 'route'")
            }
            routes.append(try row.route(id: id, parts: parts, attribution: attribution))
        }
        if let orphan = lines.keys.sorted().first(where: { !seen.contains($0) }) {
            throw StudyError(file: geometry, message: "route '\(orphan)' has no row in \(table)")
        }
        return routes
    }

    /// Lines of a corridor, and whether a part was drawn by hand across a gap of the road data.
    struct Parts {
        var lines: [[PlanarPoint]] = []
        var usesConnector = false
    }

    private func readLines() throws -> [String: Parts] {
        var parts: [String: Parts] = [:]
        try VectorSource(path: geometry).forEachRecord { record in
            try refuseTracks(record)
            guard let id = record["route"], case .lines(let lines)? = record.geometry else {
                throw StudyError(
                    file: geometry, message: "feature \(record.origin.line) needs a line and a property 'route'")
            }
            parts[id, default: Parts()].lines += lines
            if record["connector"] == "true" { parts[id]?.usesConnector = true }
        }
        return parts
    }

    /// A corridor is drawn from reports between named places; positions with times are a movement, and no input.
    private func refuseTracks(_ record: Record) throws {
        let marks = ["time", "timestamp", "speed", "heading", "ele", "track_seg_point_id"]
        guard let mark = record.columns.names.first(where: { marks.contains($0.lowercased()) }) else { return }
        throw StudyError(
            file: geometry,
            message: "looks like a GPS track (property '\(mark)'); only corridors from published reports are accepted")
    }
}

/// One row of the routes' table.
private struct RouteRow {
    let record: Record

    func fault(_ column: String, _ message: String) -> StudyError {
        StudyError(file: record.origin.file, line: record.origin.line, message: "column '\(column)' \(message)")
    }

    func text(_ column: String) throws -> String {
        guard let text = record[column] else { throw fault(column, "is empty or missing") }
        return text
    }

    func route(id: String, parts: RouteReading.Parts, attribution: String) throws -> Route {
        try Route(
            id: id, title: text("title"), mode: code("mode"), from: text("from"), to: text("to"), basis: code("basis"),
            period: period(), count: count(), sources: list("sources"), lines: parts.lines,
            usesConnector: parts.usesConnector, attribution: attribution)
    }

    private func code<Code: RawRepresentable<String>>(_ column: String) throws -> Code {
        let value = try text(column)
        guard let code = Code(rawValue: value) else {
            throw fault(column, "holds '\(value)'; write land or air (mode), stated or assumed (basis)")
        }
        return code
    }

    private func day(_ column: String) throws -> CalendarDay {
        let value = try text(column)
        guard let day = CalendarDay(parsing: value) else {
            throw fault(column, "holds '\(value)', which is no day; write YYYY-MM-DD")
        }
        return day
    }

    private func period() throws -> DayInterval {
        guard let period = try DayInterval(first: day("period_start"), last: day("period_end")) else {
            throw fault("period_end", "lies before period_start")
        }
        return period
    }

    private func count() throws -> ClosedRange<Int>? {
        guard let least = try number("count_min"), let most = try number("count_max") else { return nil }
        guard least <= most else { throw fault("count_max", "is less than count_min") }
        return least...most
    }

    private func number(_ column: String) throws -> Int? {
        guard let value = record[column] else { return nil }
        guard let number = Int(value), number >= 0 else {
            throw fault(column, "holds '\(value)'; write a whole number")
        }
        return number
    }

    private func list(_ column: String) throws -> [String] {
        try text(column).split(separator: "|").map { String($0) }
    }
}
