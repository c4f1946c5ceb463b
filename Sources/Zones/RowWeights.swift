// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// True areas of cells on grids whose cells are not equal in area, up to a common factor, one value per row.
public enum RowWeights {
    /// Web Mercator on the sphere of radius 6 378 137 m: the scale is sec(latitude) along both axes, so a cell's true
    /// area goes with cos^2(latitude) = sech^2(y / radius), whose integral over the row is a difference of tanh.
    public static func webMercator(_ grid: Grid) -> [Double] {
        let radius = 6_378_137.0
        return (0..<grid.rows).map { row in
            let north = (grid.originY - Double(row) * grid.cellSize) / radius
            let south = north - grid.cellSize / radius
            return (tanh(north) - tanh(south)) / (grid.cellSize / radius)
        }
    }

    /// Equal steps of latitude (degrees): the area of a row goes with the difference of the sines.
    public static func geographic(north: Double, south: Double, rows: Int) -> [Double] {
        let degree = Double.pi / 180, step = (north - south) / Double(rows)
        return (0..<rows).map { row in
            let top = north - Double(row) * step
            return (sin(top * degree) - sin((top - step) * degree)) / (step * degree)
        }
    }
}
