// SPDX-License-Identifier: Apache-2.0

/// Where a pixel lies between two neighbouring columns (or rows) of cells.
struct CellPosition {
    /// The lower cell; -1 outside the raster.
    let lower: Int
    /// The upper cell: the next one, or the same at the last.
    let upper: Int
    /// Weight of the upper cell, 0 to 1.
    let weight: Float

    /// - Parameters:
    ///   - position: from the raster's edge, in cells: the centre of cell 0 is 0.5.
    ///   - count: cells in that direction.
    @inline(__always)
    init(_ position: Double, count: Int) {
        guard position >= 0, position <= Double(count) else {
            lower = -1
            upper = -1
            weight = 0
            return
        }
        // Beyond the outermost centres the outermost cell goes on.
        let shifted = max(0, min(Double(count - 1), position - 0.5))
        let floor = shifted.rounded(.down)
        lower = Int(floor)
        upper = min(lower + 1, count - 1)
        weight = Float(shifted - floor)
    }
}

extension CellPosition {
    private init(cell: Int) {
        (lower, upper, weight) = (cell, cell, 0)
    }

    /// The cell that the position lies in, alone.
    var nearest: CellPosition { CellPosition(cell: weight < 0.5 ? lower : upper) }
}

/// Bilinear interpolation that keeps the outline of missing cells.
enum CellInterpolation {
    /// The value between four cells (a b over c d). Where the nearest cell has no data there is none; other cells
    /// without data lose their weight to those that have some, so that no value is drawn beyond its cell.
    @inline(__always)
    static func blend(_ a: Float, _ b: Float, _ c: Float, _ d: Float, _ u: Float, _ v: Float) -> Float {
        let value = (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v
        return value.isNaN ? blendGaps(a, b, c, d, u, v) : value
    }

    private static func blendGaps(_ a: Float, _ b: Float, _ c: Float, _ d: Float, _ u: Float, _ v: Float) -> Float {
        let nearest = v < 0.5 ? (u < 0.5 ? a : b) : (u < 0.5 ? c : d)
        if nearest.isNaN { return .nan }
        var sum: Float = 0
        var total: Float = 0
        for (value, weight) in [(a, (1 - u) * (1 - v)), (b, u * (1 - v)), (c, (1 - u) * v), (d, u * v)]
        where !value.isNaN {
            sum += value * weight
            total += weight
        }
        return sum / total
    }
}
