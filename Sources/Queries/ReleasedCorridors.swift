// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Geo
import GeoIO
package import Layers
package import Scoring
package import Studies
import Zones

/// A corridor as a build released it.
package struct ReleasedCorridor: Sendable {
    package let id, title: String
    /// Names of the first and the last place.
    package let origin, destination: String
    /// By road or by air; whether a report states it. What a folder does not say is by road, and assumed.
    package let mode: Route.Mode
    package let basis: Route.Basis
    package let period: DayInterval
    /// An area, or lines in the internal tier; degrees.
    package let geometry: Geometry
    /// Whether the geometry is the corridor's own area, and not the line in its middle.
    package let isArea: Bool
    /// Whether a report states the way; it is assumed otherwise.
    package var isStated: Bool { basis == .stated }

    /// The corridors; none where the catalog has no such layer, as a study without corridors has none.
    /// - Throws: `OpenedFolderError`, `GeoIOError`, or `QueryError.damaged` for a corridor without a period.
    package static func read(_ folder: OpenedFolder, _ catalog: Catalog) throws -> [ReleasedCorridor] {
        guard let layer = catalog.layer(named: FeatureLayer.Kind.routes.layerName) else { return [] }
        var found: [ReleasedCorridor] = []
        try layer.forEachRecord(in: folder) { record in
            guard let first = record["first_day"].flatMap({ CalendarDay(parsing: $0) }),
                let last = record["last_day"].flatMap({ CalendarDay(parsing: $0) }),
                let period = DayInterval(first: first, last: last), let geometry = record.geometry
            else {
                throw QueryError.damaged(
                    path: "\(folder.name)/routes.geojson", reason: "corridor \(record.origin.line) has no period")
            }
            let isArea = Double(record["width_km"] ?? "").map { $0 > 0 } ?? true
            found.append(
                ReleasedCorridor(
                    id: record["id"] ?? "", title: record["title"] ?? "", origin: record["origin"] ?? "",
                    destination: record["destination"] ?? "",
                    mode: record["mode"].flatMap(Route.Mode.init) ?? .land,
                    basis: record["basis"].flatMap(Route.Basis.init) ?? .assumed, period: period, geometry: geometry,
                    isArea: isArea))
        }
        return found
    }
}

/// The released corridors of a build on its computing grid.
package struct ReleasedCorridors {
    package let corridors: [ReleasedCorridor]
    private let distances: [Raster<Float>]
    private let build: BuildReading
    private let grid: Grid

    /// - Throws: `GeoIOError`.
    package init(build: BuildReading, plane: BuildGrid) throws {
        self.build = build
        grid = plane.grid
        corridors = build.corridors
        distances = try build.corridors.map {
            try Self.distance(to: plane.toPlane.transform($0.geometry, maximumEdge: 0.1), grid: plane.grid)
        }
    }

    /// The corridor factor on the computing grid.
    /// - Throws: `SurfaceFault`.
    package func proximity() throws -> RouteProximity {
        let study = build.study
        return try RouteProximity(
            grid: grid,
            corridors: zip(corridors, distances).map { corridor, distance in
                RouteCorridor(
                    distanceToLine: distance,
                    halfWidth: corridor.isArea ? Meters(0) : study.corridorHalfWidth,
                    period: corridor.period)
            },
            model: study.routeModel, asOf: study.asOf)
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
