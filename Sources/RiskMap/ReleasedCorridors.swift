// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Layers
import Scoring
import Zones

/// The corridors of a build as it released them: areas, or lines in the internal tier.
struct ReleasedCorridors {
    /// One released corridor.
    struct Corridor {
        let id, title: String
        let period: DayInterval
        let distance: Raster<Float>
        let halfWidth: Meters
    }

    let corridors: [Corridor]
    private let build: BuildReading
    private let grid: Grid

    /// - Throws: `GeoIOError`, or `QueryError.damaged` for a corridor without a period.
    init(build: BuildReading, plane: BuildGrid) throws {
        self.build = build
        grid = plane.grid
        var found: [Corridor] = []
        let path = "\(build.folder)/routes.geojson"
        try VectorSource(path: path).forEachRecord { record in
            guard let first = record["first"].flatMap({ CalendarDay(parsing: $0) }),
                let last = record["last"].flatMap({ CalendarDay(parsing: $0) }),
                let period = DayInterval(first: first, last: last), let geometry = record.geometry
            else { throw QueryError.damaged(path: path, reason: "corridor \(record.origin.line) has no period") }
            let distance = try Self.distance(to: plane.toPlane.transform(geometry, maximumEdge: 0.1), grid: plane.grid)
            let half = Double(record["width_km"] ?? "").map { $0 > 0 ? 0 : build.study.lengths.corridorWidth.value / 2 }
            found.append(
                Corridor(
                    id: record["id"] ?? "", title: record["title"] ?? "", period: period, distance: distance,
                    halfWidth: Meters(half ?? 0)))
        }
        corridors = found
    }

    /// The corridor factor on the computing grid.
    /// - Throws: `ScoringError`.
    func proximity() throws -> RouteProximity {
        let study = build.study
        return try RouteProximity(
            grid: grid,
            corridors: corridors.map {
                RouteCorridor(distanceToLine: $0.distance, halfWidth: $0.halfWidth, period: $0.period)
            },
            model: RouteModel(
                beta: study.study.model.routes.beta, reach: study.lengths.routeDecay,
                halfLifeDays: study.study.model.routes.halfLifeDays),
            asOf: study.asOf)
    }

    /// Distance to the area (0 inside), or to the line.
    private static func distance(to geometry: Geometry, grid: Grid) -> Raster<Float> {
        switch geometry {
        case .lines(let lines): return LineDistance(lines: lines, grid: grid).distance
        case .area(let area):
            let rings = area.polygons.flatMap { [$0.shell] + $0.holes }
            var distance = LineDistance(lines: rings, grid: grid).distance
            let inside = Coverage.footprint(of: area, on: grid)
            for (index, fraction) in zip(inside.indices, inside.fractions) where fraction >= 0.5 {
                distance.values[Int(index)] = 0
            }
            return distance
        case .point, .multiPoint: return Raster(grid: grid, filledWith: .infinity)
        }
    }
}
