// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// Peaks of a surface, each placed within its cell.
public enum LocalMaxima {
    /// A peak in the plane of the raster.
    public struct Peak: Sendable {
        /// Position between the cell centres.
        public let point: PlanarPoint
        /// Value of the peak's cell.
        public let value: Double
    }

    /// Rises of less than this share of the value are rounding.
    private static let leastRise: Float = 1e-6

    /// The cells above their eight neighbours, the highest first; at most `limit`. A flat surface has none.
    ///
    /// A parabola through the cell and its two neighbours along each axis places the peak; where all three are
    /// positive, through their logarithms, which is exact for a Gaussian.
    public static func peaks(of raster: Raster<Float>, limit: Int = 1000) -> [Peak] {
        let grid = raster.grid
        guard grid.columns > 2, grid.rows > 2 else { return [] }
        var peaks: [Peak] = []
        for row in 1..<grid.rows - 1 {
            for column in 1..<grid.columns - 1 where isPeak(raster, column, row) {
                peaks.append(peak(of: raster, column, row))
            }
        }
        return Array(peaks.sorted { ($1.value, $0.point.x) < ($0.value, $1.point.x) }.prefix(limit))
    }

    /// Where two cells share the top, as an event on their common edge makes them, the first of them is the peak.
    private static func isPeak(_ raster: Raster<Float>, _ column: Int, _ row: Int) -> Bool {
        let value = raster[column: column, row: row]
        guard value.isFinite else { return false }
        let bar = value - leastRise * abs(value)
        var lower = 0, finite = 0, isFirst = true
        for y in row - 1...row + 1 {
            for x in column - 1...column + 1 {
                if (x, y) == (column, row) {
                    isFirst = false
                    continue
                }
                let other = raster[column: x, row: y]
                // A cell at the edge of what is assessed may be a peak.
                guard other.isFinite else { continue }
                if other > value || (isFirst && other == value) { return false }
                finite += 1
                if other < bar { lower += 1 }
            }
        }
        return finite > 2 && lower * 8 >= finite * 5
    }

    private static func peak(of raster: Raster<Float>, _ column: Int, _ row: Int) -> Peak {
        let value = Double(raster[column: column, row: row])
        let east = offset(
            Double(raster[column: column - 1, row: row]), value, Double(raster[column: column + 1, row: row]))
        let south = offset(
            Double(raster[column: column, row: row - 1]), value, Double(raster[column: column, row: row + 1]))
        let center = raster.grid.center(column: column, row: row), size = raster.grid.cellSize
        return Peak(point: PlanarPoint(x: center.x + east * size, y: center.y - south * size), value: value)
    }

    /// Where the parabola through three values at -1, 0 and 1 has its top, between -0.5 and 0.5.
    static func offset(_ before: Double, _ at: Double, _ after: Double) -> Double {
        if min(before, at, after) > 0 { return top(log(before), log(at), log(after)) }
        return top(before, at, after)
    }

    private static func top(_ before: Double, _ at: Double, _ after: Double) -> Double {
        let bend = before - 2 * at + after
        guard bend < 0, bend.isFinite else { return 0 }
        return min(max((before - after) / (2 * bend), -0.5), 0.5)
    }
}
