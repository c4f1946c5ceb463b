// SPDX-License-Identifier: Apache-2.0

import Geo

/// Values of a raster between the centres of its cells.
struct SurfaceSampler {
    let raster: Raster<Float>
    /// Whether values between centres are blended, or those of the cells stand.
    var isBlended = true

    /// Bilinear value at a position in cells from the north-west corner of the grid; NaN outside the grid and where
    /// no surrounding cell has a value. Where only some have one, these alone count: the surface then reaches the
    /// border that clips it, instead of ending in steps before it.
    func value(column: Double, row: Double) -> Float {
        let grid = raster.grid
        guard column >= 0, row >= 0, column <= Double(grid.columns), row <= Double(grid.rows) else { return .nan }
        guard isBlended else {
            // checked: inside the grid
            return raster[column: min(Int(column), grid.columns - 1), row: min(Int(row), grid.rows - 1)]
        }
        let x = min(max(column - 0.5, 0), Double(grid.columns - 1))
        let y = min(max(row - 0.5, 0), Double(grid.rows - 1))
        let left = Int(x), top = Int(y)
        let right = min(left + 1, grid.columns - 1), bottom = min(top + 1, grid.rows - 1)
        let shareX = Float(x - Double(left)), shareY = Float(y - Double(top))
        let values = raster.values
        let upper = top * grid.columns, lower = bottom * grid.columns
        let (a, b) = (values[upper + left], values[upper + right])
        let (c, d) = (values[lower + left], values[lower + right])
        let north = a + (b - a) * shareX, south = c + (d - c) * shareX
        let blend = north + (south - north) * shareY
        // A rounding step above the largest value would leave the style's range and open a gap in the surface.
        if !blend.isNaN { return min(max(blend, min(a, b, c, d)), max(a, b, c, d)) }
        return partial([
            (a, (1 - shareX) * (1 - shareY)), (b, shareX * (1 - shareY)), (c, (1 - shareX) * shareY),
            (d, shareX * shareY),
        ])
    }

    private func partial(_ corners: [(value: Float, share: Float)]) -> Float {
        var sum: Float = 0, shares: Float = 0, first = Float.nan
        var least = Float.infinity, most = -Float.infinity
        for corner in corners where !corner.value.isNaN {
            sum += corner.value * corner.share
            shares += corner.share
            first = corner.value
            least = min(least, corner.value)
            most = max(most, corner.value)
        }
        // Exactly on an empty corner the others have no share, yet the surface is known beside it.
        return shares > 0 ? min(max(sum / shares, least), most) : first
    }
}
