// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Gazetteer
package import Geo
package import GeoIO
import Zones

/// Turns area laws into the cells that they cover, each shape once.
package struct LawFootprints {
    private let gazetteer: Gazetteer
    private let transform: CoordinateTransform
    private let grid: Grid
    private var positions: [AreaLaw: Int] = [:]
    private var evenPositions: [String: Int] = [:]
    private var regions: [String: MultiPolygon] = [:]
    private var areas: [AreaLaw: MultiPolygon] = [:]
    /// Cells that were made before the list was started again.
    private var knownCells: [AreaLaw: AreaFootprint] = [:], knownEvenCells: [String: AreaFootprint] = [:]
    /// The footprints in the order in which their laws first came.
    package private(set) var footprints: [AreaFootprint] = []
    /// Positions of the footprints over which mass is spread evenly.
    package var even: Set<Int> { Set(evenPositions.values) }

    /// `transform` leads from lon/lat to the grid's plane.
    package init(gazetteer: Gazetteer, transform: CoordinateTransform, grid: Grid) {
        self.gazetteer = gazetteer
        self.transform = transform
        self.grid = grid
    }

    /// An empty list that makes no shape or footprint of this one again: positions count anew from the first law that comes.
    package var restarted: LawFootprints {
        var fresh = self
        for (law, position) in positions { fresh.knownCells[law] = footprints[position] }
        for (id, position) in evenPositions { fresh.knownEvenCells[id] = footprints[position] }
        (fresh.positions, fresh.evenPositions, fresh.footprints) = ([:], [:], [])
        return fresh
    }

    /// Position of the law's footprint in `footprints`; the footprint is empty when the area lies outside the grid.
    /// - Throws: `GeoIOError` when a polygon cannot be worked on.
    package mutating func position(of law: AreaLaw) throws -> Int {
        if let known = positions[law] { return known }
        let position = footprints.count
        footprints.append(try knownCells[law] ?? Coverage.footprint(of: area(of: law), on: grid))
        positions[law] = position
        return position
    }

    /// Position of a region's footprint over which mass is spread evenly, apart from the region's other one.
    /// - Throws: `GeoIOError` when the polygon cannot be worked on.
    package mutating func evenPosition(ofRegion id: String) throws -> Int {
        if let known = evenPositions[id] { return known }
        let position = footprints.count
        footprints.append(try knownEvenCells[id] ?? Coverage.footprint(of: region(id), on: grid))
        evenPositions[id] = position
        return position
    }

    /// The footprint of a law that has come before; nil for others.
    package func footprint(of law: AreaLaw) -> AreaFootprint? { positions[law].map { footprints[$0] } }

    /// The law's area in the grid's plane; empty for an unknown id.
    package mutating func area(of law: AreaLaw) throws -> MultiPolygon {
        if let known = areas[law] { return known }
        let area = try shape(of: law)
        areas[law] = area
        return area
    }

    private mutating func shape(of law: AreaLaw) throws -> MultiPolygon {
        switch law {
        case .regions(let ids):
            let areas = try ids.map { try region($0) }
            return areas.count == 1 ? areas[0] : try GeometryOperations.union(areas)
        case .disc(let center, let radius, let id):
            let disc = Self.disc(center: try transform.transform(center.point), radius: radius.value)
            return try GeometryOperations.intersection(disc, try region(id))
        case .buffer(let line, let distance):
            guard let lines = gazetteer.line(id: line)?.lines else { return MultiPolygon([]) }
            let planar = try transform.transform(lines, maximumEdge: 0.1)
            return try GeometryOperations.buffer(.lines(planar), distance: distance.value)
        case .shape(let geometry, let distance): return try drawn(geometry, distance: distance)
        }
    }

    /// A shape of a report in the grid's plane: an area mended where it crosses itself, all else with a distance around it.
    private func drawn(_ geometry: Geometry, distance: Meters) throws -> MultiPolygon {
        let planar = try transform.transform(geometry, maximumEdge: 0.1)
        guard case .area(let area) = planar else {
            return try GeometryOperations.buffer(planar, distance: distance.value)
        }
        return try GeometryOperations.makeValid(area)
    }

    /// A region in the grid's plane. Its edges are cut at 0.1 degrees first: a straight edge in degrees is curved here.
    package mutating func region(_ id: String) throws -> MultiPolygon {
        if let known = regions[id] { return known }
        let area = try gazetteer.area(id: id).map { try transform.transform($0, maximumEdge: 0.1) }
        regions[id] = area ?? MultiPolygon([])
        return regions[id] ?? MultiPolygon([])
    }

    /// A circle as a polygon of 96 sides with the circle's area.
    package static func disc(center: PlanarPoint, radius: Double) -> MultiPolygon {
        let sides = 96
        // A regular polygon inscribed in the circle would be 0.07 % too small.
        let angle = 2 * Double.pi / Double(sides)
        let reach = radius * (angle / sin(angle)).squareRoot()
        let ring = (0...sides).map { step in
            let turn = angle * Double(step % sides)
            return PlanarPoint(x: center.x + reach * cos(turn), y: center.y + reach * sin(turn))
        }
        return MultiPolygon([Polygon(shell: ring)])
    }
}
