// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// Our own table of spellings, missing places and corrections (`aliases.csv`).
///
/// Each row says with `kind` what it does: `name` adds spellings, `remove` takes wrong ones away, `fix` corrects a
/// position, `place` adds a place, `code` a code, `merge` joins a unit without code to a province.
struct AliasTable {
    /// Corrections of one place.
    struct Fix {
        var coordinate: Coordinate?
        var uncertainty: Meters?
        var province: String?
    }

    private(set) var places: [Place] = []
    private(set) var codes: [String: String] = [:]
    /// Names of units without code, and the province that each belongs to.
    private(set) var merges: [String: String] = [:]
    private(set) var fixes: [String: Fix] = [:]
    private(set) var prominence: [String: Double] = [:]
    private var added: [String: [String]] = [:]
    private var removed: [String: Set<String>] = [:]
    private var origins: [(id: String, origin: RecordOrigin)] = []

    /// The empty table.
    init() {}

    init(path: String) throws {
        try NameTable(path: path, required: ["place_id", "kind"]).forEachRow { try add($0) }
    }

    /// The spellings of an id: those of its source without the wrong ones, and ours.
    func spellings(of id: String, source: [String]) -> [String] {
        let wrong = removed[id] ?? []
        let kept = wrong.isEmpty ? source : source.filter { !wrong.contains($0) }
        return (added[id] ?? []) + kept
    }

    /// Ids that have a spelling of ours equal to `name`.
    func id(ofSpelling name: String) -> String? {
        added.filter { $0.value.contains(name) }.keys.sorted().first
    }

    /// One sentence per row whose id no file knows, as when a study brings its own list of places.
    func notes(known: Set<String>) -> [String] {
        origins.filter { !known.contains($0.id) }.map { "\($0.origin): no file has the place \($0.id); row unused." }
    }

    private mutating func add(_ row: FieldReader) throws {
        let id = try row.text("place_id"), kind = try row.text("kind")
        let spellings = row.list("alias")
        if kind != "place" && kind != "code" && kind != "merge" { origins.append((id, row.record.origin)) }
        switch kind {
        case "name":
            added[id, default: []] += spellings
            if let fame = try row.number("prominence") { prominence[id] = fame }
        case "remove": removed[id, default: []].formUnion(spellings)
        case "fix":
            fixes[id] = Fix(
                coordinate: try row.coordinate("lon", "lat"),
                uncertainty: try row.length("uncertainty_m"),
                province: row.record["province"])
        case "place": places.append(try place(id, spellings, row))
        case "code": for code in spellings { codes[code] = id }
        case "merge": for name in spellings { merges[name] = id }
        default: throw row.bad("kind", kind, expected: "name, remove, fix, place, code or merge")
        }
    }

    private func place(_ id: String, _ spellings: [String], _ row: FieldReader) throws -> Place {
        let word = try row.text("feature")
        guard let feature = FeatureClass(rawValue: word) else {
            throw row.bad("feature", word, expected: FeatureClass.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard let name = spellings.first else { throw row.bad("alias", "", expected: "a name") }
        return Place(
            id: id, name: name, variants: Array(spellings.dropFirst()), country: row.record["country"] ?? "",
            province: row.record["province"], coordinate: try row.coordinate("lon", "lat"), feature: feature,
            prominence: try row.number("prominence"), uncertainty: try row.length("uncertainty_m") ?? Meters(5000),
            host: row.record["host"])
    }
}
