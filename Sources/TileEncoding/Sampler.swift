// SPDX-License-Identifier: Apache-2.0

import Geo

/// Interpolates the values of a raster at the pixel centres of one picture.
struct Sampler {
    private let view: MapView
    private let pyramid: RasterPyramid
    private let level: Int
    private let grid: RasterLevel
    private let placement: Placement

    /// How pixels are placed in the raster.
    private enum Placement {
        /// Columns and rows run parallel to the raster's.
        case axes(columns: [CellPosition], rows: [CellPosition])
        case mesh(MercatorMesh)
    }

    /// Whether values between centres are blended, or each pixel takes that of its cell. The cells of the raster itself
    /// never are: a place has one value, whichever door it is asked through.
    private let isBlended: Bool

    /// - Parameter level: level of the pyramid; nil for the one that suits the view.
    init(_ view: MapView, pyramid: RasterPyramid, isBlended: Bool = true, level: Int? = nil) throws {
        self.view = view
        self.pyramid = pyramid
        self.level = level ?? pyramid.level(forResolution: view.resolution)
        self.isBlended = isBlended && self.level > 0
        let grid = pyramid.levels[self.level], isBlended = self.isBlended
        self.grid = grid
        if case .projected = view.plane {
            placement = .mesh(try MercatorMesh(view))
        } else {
            let axes = view.mercatorAxes()
            placement = .axes(
                columns: axes.columns.map { Self.column($0, grid, isBlended) },
                rows: axes.rows.map { Self.row($0, grid, isBlended) })
        }
    }

    private static func column(_ x: Double, _ grid: RasterLevel, _ isBlended: Bool) -> CellPosition {
        let position = CellPosition((x - grid.extent.minX) / grid.cellWidth, count: grid.columns)
        return isBlended ? position : position.nearest
    }

    private static func row(_ y: Double, _ grid: RasterLevel, _ isBlended: Bool) -> CellPosition {
        let position = CellPosition((grid.extent.maxY - y) / grid.cellHeight, count: grid.rows)
        return isBlended ? position : position.nearest
    }

    /// Most cells that are copied out of the blocks at a time. A picture that skips cells (a raster of few overviews,
    /// a box of a strange shape) is made of smaller parts instead of larger copies.
    private static let mostCells = 4 << 20

    /// Values of a part of the picture, row by row; infinity outside the raster.
    func values(rows: Range<Int>, columns: Range<Int>) throws -> [Float] {
        switch placement {
        case .axes(let allColumns, let allRows):
            let columnPart = Array(allColumns[columns]), rowPart = Array(allRows[rows])
            guard let across = Self.span(columnPart), let down = Self.span(rowPart) else {
                return [Float](repeating: .infinity, count: rows.count * columns.count)
            }
            if let halves = try halves(across, down, rows: rows, columns: columns) { return halves }
            let window = try pyramid.window(level: level, columns: across, rows: down)
            return Self.interpolate(window, columnPart, rowPart)
        case .mesh(let mesh):
            return try meshValues(mesh, rows: rows, columns: columns)
        }
    }

    /// The values of both halves of a part that would need too many cells at a time; nil for other parts.
    private func halves(
        _ across: Range<Int>, _ down: Range<Int>, rows: Range<Int>, columns: Range<Int>
    ) throws -> [Float]? {
        guard across.count > Self.mostCells / down.count else { return nil }
        if rows.count > 1 {
            let middle = rows.lowerBound + rows.count / 2
            return try values(rows: rows.lowerBound..<middle, columns: columns)
                + values(rows: middle..<rows.upperBound, columns: columns)
        }
        guard columns.count > 1 else { return nil }
        let middle = columns.lowerBound + columns.count / 2
        return try values(rows: rows, columns: columns.lowerBound..<middle)
            + values(rows: rows, columns: middle..<columns.upperBound)
    }

    /// The cells that the positions need; nil when all lie outside.
    private static func span(_ positions: some Sequence<CellPosition>) -> Range<Int>? {
        var lowest = Int.max, highest = -1
        for position in positions where position.lower >= 0 {
            lowest = min(lowest, position.lower)
            highest = max(highest, position.upper)
        }
        return highest < 0 ? nil : lowest..<highest + 1
    }

    private static func interpolate(
        _ window: CellWindow, _ columns: [CellPosition], _ rows: [CellPosition]
    ) -> [Float] {
        let count = columns.count * rows.count
        return [Float](unsafeUninitializedCapacity: count) { output, initialized in
            window.values.withUnsafeBufferPointer { cells in
                var next = 0
                for row in rows {
                    interpolateRow(window, cells, columns, row, output.baseAddress! + next)
                    next += columns.count
                }
            }
            initialized = count
        }
    }

    @inline(__always)
    private static func interpolateRow(
        _ window: CellWindow, _ cells: UnsafeBufferPointer<Float>, _ columns: [CellPosition], _ row: CellPosition,
        _ output: UnsafeMutablePointer<Float>
    ) {
        guard row.lower >= 0 else {
            output.initialize(repeating: .infinity, count: columns.count)
            return
        }
        let first = window.columns.lowerBound, width = window.columns.count
        let upper = cells.baseAddress! + (row.lower - window.rows.lowerBound) * width - first
        let lower = cells.baseAddress! + (row.upper - window.rows.lowerBound) * width - first
        columns.withUnsafeBufferPointer { columns in
            for (index, column) in columns.enumerated() {
                guard column.lower >= 0 else {
                    output[index] = .infinity
                    continue
                }
                output[index] = CellInterpolation.blend(
                    upper[column.lower], upper[column.upper], lower[column.lower], lower[column.upper],
                    column.weight, row.weight)
            }
        }
    }

    private func meshValues(_ mesh: MercatorMesh, rows: Range<Int>, columns: Range<Int>) throws -> [Float] {
        var places: [(column: CellPosition, row: CellPosition)] = []
        places.reserveCapacity(rows.count * columns.count)
        for row in rows {
            for column in columns {
                let point = mesh.point(column: column, row: row)
                places.append((Self.column(point.x, grid, isBlended), Self.row(point.y, grid, isBlended)))
            }
        }
        let inside = places.lazy.filter { $0.column.lower >= 0 && $0.row.lower >= 0 }
        guard let across = Self.span(inside.map(\.column)), let down = Self.span(inside.map(\.row)) else {
            return [Float](repeating: .infinity, count: places.count)
        }
        if let halves = try halves(across, down, rows: rows, columns: columns) { return halves }
        let window = try pyramid.window(level: level, columns: across, rows: down)
        return places.map { place in
            let (column, row) = place
            guard column.lower >= 0, row.lower >= 0 else { return .infinity }
            return CellInterpolation.blend(
                window.value(column: column.lower, row: row.lower), window.value(column: column.upper, row: row.lower),
                window.value(column: column.lower, row: row.upper), window.value(column: column.upper, row: row.upper),
                column.weight, row.weight)
        }
    }
}
