// SPDX-License-Identifier: Apache-2.0

internal import CScore
public import Geo

/// Cells over a rectangle of any plane, metres or degrees, which need not be square. Row 0 is the northernmost.
public struct SurfaceWindow: Sendable, Hashable {
    /// Western edge.
    public let west: Double
    /// Northern edge.
    public let north: Double
    /// Number of columns.
    public let columns: Int
    /// Number of rows.
    public let rows: Int
    /// East-west size of a cell.
    public let cellWidth: Double
    /// North-south size of a cell.
    public let cellHeight: Double

    /// Divides the rectangle into equal cells; both counts must be positive.
    public init(extent: Extent, columns: Int, rows: Int) {
        precondition(columns > 0 && rows > 0, "a window has cells")
        west = extent.minX
        north = extent.maxY
        self.columns = columns
        self.rows = rows
        cellWidth = extent.width / Double(columns)
        cellHeight = extent.height / Double(rows)
    }

    /// The cells of a grid.
    public init(_ grid: Grid) { self.init(extent: grid.extent, columns: grid.columns, rows: grid.rows) }

    /// Number of cells.
    public var count: Int { columns * rows }
    /// East-west size of the rectangle.
    var width: Double { Double(columns) * cellWidth }
    /// North-south size of the rectangle.
    var height: Double { Double(rows) * cellHeight }

    /// How far outside the rectangle the farthest points lie along either axis; 0 where none does.
    func outside(x: [Double], y: [Double]) -> (x: Double, y: Double) {
        let (west, east) = Self.range(of: x, and: self.west), (south, north) = Self.range(of: y, and: self.north)
        return (
            max(self.west - west, east - self.west - width), max(north - self.north, self.north - height - south)
        )
    }

    /// The larger of both, lengths along y divided by `anisotropy`.
    func outside(x: [Double], y: [Double], anisotropy: Double) -> Double {
        let outside = outside(x: x, y: y)
        return max(outside.x, outside.y / anisotropy)
    }

    /// The least and the greatest of many values and one more, eight at a time.
    private static func range(of values: [Double], and one: Double) -> (Double, Double) {
        var least = SIMD8<Double>(repeating: one), greatest = least
        values.withUnsafeBytes { bytes in
            for block in 0..<values.count / 8 {
                let value = bytes.loadUnaligned(fromByteOffset: block * 64, as: SIMD8<Double>.self)
                least.replace(with: value, where: value .< least)
                greatest.replace(with: value, where: value .> greatest)
            }
        }
        let rest = values.suffix(values.count % 8)
        return (min(least.min(), rest.min() ?? one), max(greatest.max(), rest.max() ?? one))
    }
}

/// Weighted points of a plane, one array per coordinate.
public struct PointMasses: Sendable {
    /// Easting or longitude.
    public var x: [Double]
    /// Northing or latitude.
    public var y: [Double]
    /// Weights; none may be negative.
    public var weights: [Double]

    /// Takes three arrays of one length.
    public init(x: [Double], y: [Double], weights: [Double]) {
        precondition(x.count == y.count && y.count == weights.count, "a point has x, y and a weight")
        self.x = x
        self.y = y
        self.weights = weights
    }

    /// Number of points.
    public var count: Int { x.count }

    /// The points whose positions satisfy a condition.
    func filtered(_ keep: (Int) -> Bool) -> PointMasses {
        let kept = x.indices.filter(keep)
        return PointMasses(x: kept.map { x[$0] }, y: kept.map { y[$0] }, weights: kept.map { weights[$0] })
    }

    /// Adds up the weights of points with equal coordinates; the first of them keeps its place in the order. Events
    /// that were coded with a gazetteer share few places, and a surface costs by the place.
    public func coalesced() -> PointMasses {
        var place: [PlanarPoint: Int] = [:]
        var result = PointMasses(x: [], y: [], weights: [])
        for position in x.indices {
            let point = PlanarPoint(x: x[position], y: y[position])
            if let known = place[point] {
                result.weights[known] += weights[position]
            } else {
                place[point] = result.count
                result.x.append(point.x)
                result.y.append(point.y)
                result.weights.append(weights[position])
            }
        }
        return result
    }
}

/// A block of memory for one surface, aligned so that loops may write past the caches, its rows padded to whole cache
/// lines. Reused between calls, it saves the time that fresh pages cost.
public final class SurfaceBuffer {
    /// Columns in use.
    public let columns: Int
    /// Rows.
    public let rows: Int
    /// Floats from one row to the next.
    public let stride: Int
    /// The first value.
    public let values: UnsafeMutablePointer<Float>

    /// Memory for the cells of a window, set to zero.
    public init(_ window: SurfaceWindow) {
        columns = window.columns
        rows = window.rows
        stride = (window.columns + 15) / 16 * 16
        let bytes = stride * rows * MemoryLayout<Float>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 1 << 21)
        cscore_prefer_large_pages(memory, Int64(bytes))
        values = memory.initializeMemory(as: Float.self, repeating: 0, count: stride * rows)
    }

    deinit { UnsafeMutableRawPointer(values).deallocate() }

    /// The values as packed rows.
    public func packed() -> [Float] {
        (0..<rows).flatMap { UnsafeBufferPointer(start: values + $0 * stride, count: columns) }
    }
}
