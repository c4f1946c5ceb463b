// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

@testable import RedTeam

/// Surfaces of known events in an equal-area plane around 41 degrees east, 34.5 north.
enum Planes {
    static let plane = CoordinateReferenceSystem.lambertEqualArea(latitude: 34.5, longitude: 41)

    /// 60 by 50 cells of 5 km around the origin of the plane.
    static let grid = Grid(
        crs: plane, originX: -150_000, originY: 125_000, cellSize: 5000, columns: 60, rows: 50)!

    /// A floor with events of this mass, each a Gaussian.
    static func surface(floor: Float = 0, events: [(x: Double, y: Double, mass: Double)], sigma: Double = 10_000)
        -> Raster<Float>
    {
        var raster = Raster(grid: grid, filledWith: floor)
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let center = grid.center(column: column, row: row)
                for event in events {
                    let (x, y) = (center.x - event.x, center.y - event.y)
                    let peak = event.mass / (2 * .pi * sigma * sigma)
                    raster[column: column, row: row] += Float(peak * exp(-(x * x + y * y) / (2 * sigma * sigma)))
                }
            }
        }
        return raster
    }

    /// A square of this many kilometres around a position.
    static func square(_ kilometers: Double, around center: Coordinate) -> HidingArea {
        let degree = 6371.0088 * Double.pi / 180
        let (x, y) = (kilometers / 2 / degree / cos(center.latitude * .pi / 180), kilometers / 2 / degree)
        let ring = [(-x, -y), (x, -y), (x, y), (-x, y), (-x, -y)].map {
            PlanarPoint(x: center.longitude + $0.0, y: center.latitude + $0.1)
        }
        return HidingArea(id: "square", shape: MultiPolygon([Polygon(shell: ring)]))
    }

    static func view(_ surface: Raster<Float>, sigma: Double = 10_000) -> OutsiderView {
        OutsiderView(
            surfaces: [("intensity", surface)], additive: "intensity",
            kernels: KnownKernels(components: [(30, 1, sigma)], lawSigmas: [0]), plane: plane, cellSize: 0)
    }
}
