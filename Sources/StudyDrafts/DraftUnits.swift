// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// The units of a country from the user's layers, else from the built-in one.
struct DraftUnits {
    /// First-level units.
    var provinces: [DraftUnit]
    /// Second-level units; none where no layer has them.
    private(set) var districts: [DraftUnit] = []
    /// What was guessed and left out.
    private(set) var notes: [String] = []
    /// Names of the publishers whose layers are used.
    private(set) var publishers: [String] = []

    /// - Throws: `StudyDraftError`; the reader's errors.
    init(country: WorldLayers.Country, boundaries: [String], world: WorldLayers) throws {
        let known = try world.units(of: country.code)
        var layers = try boundaries.map { try BoundaryReader(country: country.code, area: country.area).read($0) }
        Self.settleLevels(&layers, known: known.count)
        provinces = known
        for layer in layers {
            notes.append("\(layer.file.lastPathName), level \(layer.level ?? 0): \(layer.form.sentence).")
        }
        notes += layers.flatMap(\.notes)
        if let first = layers.first(where: { $0.level == 1 }) {
            try learn(first, from: known)
        } else {
            publishers.append(Self.builtIn)
            notes.append("provinces: \(known.count) units of the built-in layer (Natural Earth).")
        }
        if let second = layers.first(where: { $0.level == 2 }) ?? layers.first(where: { ($0.level ?? 0) > 2 }) {
            districts = second.units
            publishers.append(second.form.publisher)
        }
        noteUnused(layers)
        if provinces.isEmpty { throw StudyDraftError.noProvinces(country: country.code) }
    }

    static let builtIn = "Natural Earth"

    /// Leaves out what lies outside of the map.
    mutating func clip(to frame: DraftFrame) {
        (provinces, districts) = (frame.clipped(provinces), frame.clipped(districts))
    }

    private mutating func learn(_ layer: BoundaryReader.Layer, from known: [DraftUnit]) throws {
        let (taught, matched) = try UnitCrosswalk(world: known).taught(layer.units)
        provinces = taught
        publishers.append(layer.form.publisher)
        notes.append(
            "provinces: \(taught.count) units of \(layer.file.lastPathName); for \(matched) of them the built-in layer knows "
                + "codes and names in other languages.")
    }

    private mutating func noteUnused(_ layers: [BoundaryReader.Layer]) {
        for level in [1, 2] where layers.filter({ $0.level == level }).count > 1 {
            notes.append("Several layers are of level \(level); the first is used.")
        }
        let finer = layers.filter { ($0.level ?? 0) > 2 }
        if layers.contains(where: { $0.level == 2 }), let file = finer.first?.file.lastPathName {
            notes.append("\(file) is of a level below districts and is not used.")
        }
    }

    /// Where neither columns nor records tell the level, the number of units does: a layer that is the coarser of two, or that
    /// has about as many units as the built-in one, is of the first.
    private static func settleLevels(_ layers: inout [BoundaryReader.Layer], known: Int) {
        let counts = layers.map(\.units.count)
        for index in layers.indices where layers[index].level == nil {
            let isFinest = layers.count > 1 && counts.contains { $0 < counts[index] }
            let isMany = Double(counts[index]) > 2.2 * Double(max(known, 1))
            layers[index].level = isFinest || layers.count == 1 && isMany ? 2 : 1
        }
    }
}

/// Units that the countries layer has elsewhere: disputed areas, and borders that two publishers draw apart.
struct BorderCheck {
    private static let leastArea = 200.0
    private static let squareDegree = 111.32 * 111.32
    private let country: WorldLayers.Country

    init(_ country: WorldLayers.Country) { self.country = country }

    /// One sentence with the units that lie outside of the country as the base map has it, and by how much.
    func notes(on units: [DraftUnit]) throws -> [String] {
        var outside: [(name: String, size: Double)] = []
        for unit in units {
            let rest = try GeometryOperations.difference(unit.area, country.area)
            let latitude = rest.extent?.center.y ?? 0
            let size = GeometryOperations.area(of: rest) * Self.squareDegree * max(0, DraftFrame.cosine(latitude))
            if size >= Self.leastArea { outside.append((unit.name, size)) }
        }
        guard !outside.isEmpty else { return [] }
        let list = outside.sorted { $0.size > $1.size }.prefix(5)
            .map { "\($0.name) \(Int(checked: $0.size.rounded()) ?? 0) km2" }.joined(separator: ", ")
        return [
            "\(Counted.text(outside.count, "unit reaches", "units reach")) beyond \(country.name) as the base map has it (\(list)): disputed areas, the coast, or "
                + "borders drawn apart; what happens there counts for the unit."
        ]
    }
}

/// What a study must credit, by the layers that it uses.
struct DraftCredits {
    let units: DraftUnits
    let places: [String]

    private static let known = [
        "OCHA COD-AB": "Administrative boundaries: OCHA Common Operational Dataset (CC BY-IGO; see its own terms)",
        "geoBoundaries": "Administrative boundaries: geoBoundaries (CC BY 4.0 or as its layer states)",
        "GADM": "Administrative boundaries: GADM (not for redistribution or commercial use)",
        "Who's On First": "Administrative boundaries: Who's On First (see its sources for licences)",
    ]

    var lines: [String] {
        var lines = [
            "Countries, borders, rivers: Natural Earth (public domain)", "Names: GeoNames (CC BY 4.0), Unicode CLDR",
        ]
        for publisher in units.publishers where publisher != DraftUnits.builtIn {
            let line = Self.known[publisher] ?? "Administrative boundaries: the user's own layer"
            if !lines.contains(line) { lines.append(line) }
        }
        let hasStreetMap = places.contains { $0.lowercased().contains("osm") }
        return lines + (hasStreetMap ? ["Places: © OpenStreetMap contributors (ODbL 1.0)"] : [])
    }
}

/// Numbers with their nouns.
enum Counted {
    /// `1 unit`, `2 units`.
    static func text(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
}
