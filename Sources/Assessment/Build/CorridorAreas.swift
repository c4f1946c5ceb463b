// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Studies

/// Transfer routes as corridor areas of the study's width.
struct CorridorAreas {
    /// Corners are cut by at most this much, metres: a fortieth of the least width.
    private static let simplification = 500.0

    let width: Meters
    let plane: BuildGrid

    /// The area in the plane of the grid.
    /// - Throws: `GeoIOError`.
    func planar(_ route: Route) throws -> MultiPolygon {
        let lines = try plane.toPlane.transform(route.lines, maximumEdge: 0.1)
        return try GeometryOperations.buffer(.lines(lines), distance: width.value / 2)
    }

    /// The area in lon/lat degrees.
    /// - Throws: `GeoIOError`.
    func degrees(_ route: Route) throws -> MultiPolygon {
        try plane.toDegrees.transform(
            GeometryOperations.simplify(planar(route), tolerance: Self.simplification))
    }
}
