// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Gazetteer
import Geo
import GeoIO
import Layers
import Studies

/// Writes what base maps are drawn of: ground and names from the study's own geodata, nothing of its evidence.
struct ReferenceBuilder {
    let study: ResolvedStudy
    let gazetteer: Gazetteer
    let wording: Wording

    /// Decimals of a degree: a metre.
    private static let decimals = 5
    /// Points of lines and of areas at most; roads of the least classes give way to it.
    private static let mostPoints = 400_000
    /// Degrees by which a detailed line or area may move: ten metres, about a pixel of the deepest zoom level.
    private static let tolerance = 0.0001

    /// - Returns: the catalog's entry.
    /// - Throws: `GeoIOError` when a layer cannot be read or written, an error of the file system when the folder cannot be
    ///   made.
    func write(_ writer: BuildWriter) throws -> CatalogReference {
        try FileManager.default.createDirectory(
            atPath: writer.path(CatalogReference.folder), withIntermediateDirectories: true)
        let names = ReferenceNames(study: study, gazetteer: gazetteer, wording: wording)
        var notes: [String] = []
        let labels = try labels(names)
        let lines = try lines(&notes)
        for (path, layer) in [
            (CatalogReference.areas, try areas(names)), (CatalogReference.lines, lines),
            (CatalogReference.labels, labels),
        ] {
            try VectorWriter.write(
                layer, to: writer.path(path), format: .geoJSON(coordinatePrecision: Self.decimals))
        }
        let files = [CatalogReference.areas, CatalogReference.lines, CatalogReference.labels]
        return CatalogReference(
            languages: wording.languages, files: files.map(writer.file), labelCount: labels.features.count, notes: notes
        )
    }

    private var nameFields: [FieldDefinition] {
        wording.languages.map { FieldDefinition(name: "name_\($0.code)", type: .text) }
    }

    private func values(_ name: TextByLanguage) -> [FieldValue] {
        wording.languages.map { name[$0].isEmpty ? .null : .text(name[$0]) }
    }

    // MARK: Areas

    private var provinces: [Region] {
        gazetteer.content.provinces.filter { study.isAssessed($0.country) }.sorted { $0.id < $1.id }
    }

    private func areas(_ names: ReferenceNames) throws -> VectorLayer {
        let countries = gazetteer.content.countries.sorted { $0.id < $1.id }, provinces = provinces
        let isDetailed = Self.points(countries) + Self.points(provinces) > Self.mostPoints
        func feature(_ kind: String, _ region: Region, _ name: TextByLanguage) throws -> VectorLayer.Feature {
            let area =
                isDetailed ? try GeometryOperations.simplify(region.area, tolerance: Self.tolerance) : region.area
            return VectorLayer.Feature(
                id: "\(kind):\(region.id)", geometry: .area(area), values: [.text(kind)] + values(name))
        }
        let features =
            try countries.map { try feature("country", $0, names.countryName(of: $0)) }
            + provinces.map { try feature("province", $0, names.name(of: $0)) }
        return VectorLayer(
            name: "areas", summary: "Countries, and provinces of the study.",
            fields: [FieldDefinition(name: "kind", type: .text)] + nameFields,
            features: features.filter { !($0.geometry?.points.isEmpty ?? true) }, shape: .areas)
    }

    private static func points(_ regions: [Region]) -> Int {
        regions.reduce(0) { $0 + $1.area.polygons.reduce(0) { $0 + $1.shell.count } }
    }

    // MARK: Lines

    private func lines(_ notes: inout [String]) throws -> VectorLayer {
        let borders = ReferenceBorders(provinces: provinces.map(\.area))
        var entries = try ReferenceLines(study: study).entries
        for rank in [5, 4, 3] where Self.points(entries) > Self.mostPoints {
            let kept = entries.filter { $0.kind != .road(rank: rank) }
            if kept.count < entries.count {
                notes.append(
                    "\(entries.count - kept.count) roads of class \(rank) are not on the base map: too many points.")
            }
            entries = kept
        }
        let features = try Self.gathered(entries).compactMap { entry -> VectorLayer.Feature? in
            let parts = try Self.simplified(entry.parts)
            guard !parts.isEmpty else { return nil }
            let isOuter = !entry.isInside && !parts.contains(where: borders.follow)
            return VectorLayer.Feature(
                geometry: .lines(parts),
                values: [.text(entry.kindName), entry.rank.map { .integer($0) } ?? .null, .boolean(isOuter)])
        }
        return VectorLayer(
            name: "lines", summary: "Borders, rivers and roads; rank 1 is the greatest.",
            fields: [
                FieldDefinition(name: "kind", type: .text), FieldDefinition(name: "rank", type: .integer),
                FieldDefinition(name: "outer", type: .boolean),
            ], features: features, shape: .lines)
    }

    /// Degrees along a side of the squares that roads of a class are joined in: thousands of short edges would be mostly
    /// commas and names of members.
    private static let squareSide = 0.5

    /// Borders and rivers as they are, then roads, those of a class in a square as one.
    private static func gathered(_ entries: [ReferenceLines.Entry]) -> [ReferenceLines.Entry] {
        var roads: [RoadSquare: [[PlanarPoint]]] = [:]
        var others: [ReferenceLines.Entry] = []
        for entry in entries {
            guard case .road(let rank) = entry.kind else {
                others.append(entry)
                continue
            }
            for part in entry.parts where part.count > 1 {
                roads[RoadSquare(rank, part[0], side: squareSide), default: []].append(part)
            }
        }
        return others
            + roads.sorted { $0.key < $1.key }.map {
                ReferenceLines.Entry(kind: .road(rank: $0.key.rank), name: "", parts: $0.value)
            }
    }

    private static func points(_ entries: [ReferenceLines.Entry]) -> Int {
        entries.reduce(0) { $0 + $1.parts.reduce(0) { $0 + $1.count } }
    }

    private static func simplified(_ parts: [[PlanarPoint]]) throws -> [[PlanarPoint]] {
        try parts.filter { $0.count > 1 }.flatMap { part in
            part.count < 50 ? [part] : try GeometryOperations.simplify([part], tolerance: tolerance)
        }
    }

    // MARK: Labels

    private func labels(_ names: ReferenceNames) throws -> VectorLayer {
        let places = ReferenceNames.settlements(of: gazetteer.content).filter(isNear)
        let towns = ReferenceTowns(places) { study.isAssessed($0) }.towns
            .map { feature($0, names) }
        let rivers = gazetteer.content.lines.filter { $0.feature == .river }.map { feature($0, names) }
        // Large towns before rivers, all others after them: the order is that in which names are given their places.
        let large = towns.prefix { $0.firstZoom <= 6 }
        let features =
            gazetteer.content.countries.sorted { $0.id < $1.id }.compactMap { country(names, $0) }
            + provinces.compactMap { province(names, $0) }
            + large.map(\.feature) + rivers + towns.dropFirst(large.count).map(\.feature)
        return VectorLayer(
            name: "labels",
            summary: "Names in the order of importance, with the zoom levels of web maps that they are for.",
            fields: [
                FieldDefinition(name: "kind", type: .text), FieldDefinition(name: "first_zoom", type: .integer),
                FieldDefinition(name: "last_zoom", type: .integer), FieldDefinition(name: "room", type: .real),
                FieldDefinition(name: "population", type: .integer),
            ] + nameFields, features: features)
    }

    /// Degrees around the study within which a town may be on its maps; gazetteers know the capitals of the world.
    private static let margin = 1.0

    private func isNear(_ place: Place) -> Bool {
        guard let point = place.coordinate?.point else { return false }
        return study.extent.expanded(by: Self.margin)?.contains(point) ?? false
    }

    private func country(_ names: ReferenceNames, _ region: Region) -> VectorLayer.Feature? {
        area("country", region, names.countryName(of: region), 2, 8)
    }

    private func province(_ names: ReferenceNames, _ region: Region) -> VectorLayer.Feature? {
        area("province", region, names.name(of: region), 6, 11)
    }

    private func area(
        _ kind: String, _ region: Region, _ name: TextByLanguage, _ first: Int, _ last: Int
    ) -> VectorLayer.Feature? {
        let site = ReferenceSite(in: region.area)
        guard !site.positions.isEmpty, !name.languages.isEmpty else { return nil }
        return VectorLayer.Feature(
            id: "\(kind):\(region.id)", geometry: .multiPoint(site.positions),
            values: [
                .text(kind), .integer(first), .integer(last), .real((site.room * 1e4).rounded() / 1e4), .null,
            ] + values(name))
    }

    private func feature(_ line: NamedLine, _ names: ReferenceNames) -> VectorLayer.Feature {
        VectorLayer.Feature(
            id: line.id, geometry: .lines(line.lines.filter { $0.count > 1 }),
            values: [.text("river"), .integer(6), .integer(22), .null, .null] + values(names.name(of: line)))
    }

    private func feature(
        _ town: ReferenceTowns.Town, _ names: ReferenceNames
    ) -> (firstZoom: Int, feature: VectorLayer.Feature) {
        let place = town.place
        let kind: ReferenceLabel.Kind =
            place.isCapital ? .capital : town.firstZoom <= 6 ? .city : town.firstZoom <= 9 ? .town : .village
        let feature = VectorLayer.Feature(
            id: place.id, geometry: .point(town.coordinate.point),
            values: [
                .text(kind.rawValue), .integer(town.firstZoom), .integer(22), .null,
                place.population > 0 ? .integer(place.population) : .null,
            ] + values(names.name(of: place)))
        return (town.firstZoom, feature)
    }
}

/// A square of degrees with the roads of a class that begin in it.
private struct RoadSquare: Hashable, Comparable {
    let rank: Int
    let column: Int
    let row: Int

    init(_ rank: Int, _ point: PlanarPoint, side: Double) {
        self.rank = rank
        column = Int(checked: (point.x / side).rounded(.down)) ?? 0
        row = Int(checked: (point.y / side).rounded(.down)) ?? 0
    }

    static func < (a: RoadSquare, b: RoadSquare) -> Bool { (a.rank, a.row, a.column) < (b.rank, b.row, b.column) }
}

extension ReferenceLines.Entry {
    /// What the kind is called in files.
    fileprivate var kindName: String {
        switch kind {
        case .border: "border"
        case .disputedBorder: "disputed-border"
        case .river: "river"
        case .road: "road"
        }
    }

    fileprivate var rank: Int? {
        switch kind {
        case .border, .disputedBorder: nil
        case .river(let rank), .road(let rank): rank
        }
    }

    /// Whether it does not matter on which side of the study's outline the line lies.
    fileprivate var isInside: Bool {
        switch kind {
        case .border, .disputedBorder: false
        case .river, .road: true
        }
    }
}
