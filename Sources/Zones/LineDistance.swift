// SPDX-License-Identifier: Apache-2.0

internal import CScore
public import Geo

/// Distance of each cell's centre to the nearest of some lines, exactly to the lines' segments.
public struct LineDistance: Sendable {
    /// Metres; infinite where there is no line at all.
    public let distance: Raster<Float>
    /// Id of the nearest line, or its position when no ids were given; -1 where there is none. Of lines equally near
    /// the first.
    public let nearest: Raster<Int32>

    /// Lines and cells in one plane of metres. A line of one point counts as that point.
    public init(lines: [[PlanarPoint]], ids: [Int32]? = nil, grid: Grid, threads: Int = 1) {
        let field = DistanceField(
            west: grid.originX, north: grid.originY, cellWidth: grid.cellSize, cellHeight: grid.cellSize,
            columns: grid.columns, rows: grid.rows, isGeographic: false)
        if let measured = field.measure(lines, ids: ids, wantsNearest: true, threads: threads) {
            distance = Raster(grid: grid, values: measured.distance)
            nearest = Raster(grid: grid, values: measured.nearest)
        } else {
            distance = Raster(grid: grid, filledWith: .infinity)
            nearest = Raster(grid: grid, filledWith: -1)
        }
    }

    /// Metres on the WGS 84 ellipsoid from the centres of equal cells of an extent in degrees, row-major from the
    /// north-west, to lines in degrees; and the id of the nearest line. Within 0.2 % of the geodesic over some
    /// hundred kilometres between the latitudes 60 S and 60 N: segments are straight in longitude and latitude, the
    /// nearest is found with the ellipsoid's radii at the cell's tile, and its distance is taken with those at the
    /// middle latitude.
    public static func geographic(
        lines: [[PlanarPoint]], ids: [Int32]? = nil, extent: Extent, columns: Int, rows: Int, threads: Int = 1
    ) -> (distance: [Float], nearest: [Int32]) {
        let field = DistanceField(extent, columns: columns, rows: rows)
        let nothing = (
            [Float](repeating: .infinity, count: columns * rows), [Int32](repeating: -1, count: columns * rows)
        )
        return field.measure(lines, ids: ids, wantsNearest: true, threads: threads) ?? nothing
    }

    /// The same distances without the ids.
    public static func geographicDistance(
        lines: [[PlanarPoint]], extent: Extent, columns: Int, rows: Int, threads: Int = 1
    ) -> [Float] {
        let field = DistanceField(extent, columns: columns, rows: rows)
        return field.measure(lines, ids: nil, wantsNearest: false, threads: threads)?.distance
            ?? [Float](repeating: .infinity, count: columns * rows)
    }
}

extension DistanceField {
    /// Equal cells of an extent in degrees.
    init(_ extent: Extent, columns: Int, rows: Int) {
        self.init(
            west: extent.minX, north: extent.maxY, cellWidth: extent.width / Double(columns),
            cellHeight: extent.height / Double(rows), columns: columns, rows: rows, isGeographic: true)
    }
}

/// The segments of lines, one array per coordinate.
struct LineSegments {
    var startX: [Double] = []
    var startY: [Double] = []
    var endX: [Double] = []
    var endY: [Double] = []
    var line: [Int32] = []

    init(_ lines: [[PlanarPoint]], ids: [Int32]?) {
        for (position, line) in lines.enumerated() {
            let id = ids?[position] ?? Int32(position)
            if line.count == 1 { append(line[0], line[0], id) }
            for (start, end) in zip(line, line.dropFirst()) { append(start, end, id) }
        }
    }

    var count: Int { line.count }

    private mutating func append(_ start: PlanarPoint, _ end: PlanarPoint, _ id: Int32) {
        startX.append(start.x)
        startY.append(start.y)
        endX.append(end.x)
        endY.append(end.y)
        line.append(id)
    }
}
