// SPDX-License-Identifier: Apache-2.0

import CScore
import Foundation

/// Where the cells of a lattice lie in the plane of its points.
package struct LatticeFrame {
    /// Position of the north-west corner.
    let x: Double
    let y: Double
    /// Whether y runs north, as coordinates do, or south, as distances from that corner.
    let northUp: Bool

    /// Positions are distances from the north-west corner: x east, y south.
    package static let northWestCorner = LatticeFrame(x: 0, y: 0, northUp: false)

    /// Positions are coordinates of the window's plane.
    static func plane(_ window: SurfaceWindow) -> LatticeFrame {
        LatticeFrame(x: window.west, y: window.north, northUp: true)
    }
}

/// Gaussians of one standard deviation over a rectangle of cells, through a lattice of nodes.
///
/// Nodes are stored in lines of equal x, so that the widening to columns runs along memory in both of its steps.
package struct GaussianLattice {
    let columns: LatticeAxis
    let rows: LatticeAxis
    let frame: LatticeFrame
    let kernels: cscore_kernels
    var nodes: NodeWindow
    let columnTable: NodeTable
    let rowTable: NodeTable

    /// A lattice without mass. `reach` is how far outside of the cells points may lie; `anisotropy` is the factor
    /// by which `sigma` differs along y; `scale` multiplies the surface.
    package init(
        columns: (count: Int, size: Double), rows: (count: Int, size: Double), frame: LatticeFrame = .northWestCorner,
        sigma: Double, anisotropy: Double = 1, reading: CellReading, accuracy: SurfaceAccuracy, reach: Double = 0,
        scale: Double = 1, level: InstructionLevel = .current
    ) {
        let precision = LatticePrecision(accuracy)
        self.init(
            columns: LatticeAxis(
                cellCount: columns.count, cellSize: columns.size, sigma: sigma, precision: precision, reach: reach),
            rows: LatticeAxis(
                cellCount: rows.count, cellSize: rows.size, sigma: sigma * anisotropy, precision: precision,
                reach: reach * anisotropy),
            frame: frame, reading: reading, scale: scale, level: level)
    }

    /// A lattice without mass for the centres of a window's cells and points of its plane.
    init(
        over window: SurfaceWindow, sigma: Double, anisotropy: Double, accuracy: SurfaceAccuracy, reach: Double,
        scale: Double = 1, level: InstructionLevel
    ) {
        self.init(
            columns: (window.columns, window.cellWidth), rows: (window.rows, window.cellHeight), frame: .plane(window),
            sigma: sigma, anisotropy: anisotropy, reading: .center, accuracy: accuracy, reach: reach, scale: scale,
            level: level)
    }

    /// A lattice without mass over axes that may have any spacing.
    init(
        columns: LatticeAxis, rows: LatticeAxis, frame: LatticeFrame, reading: CellReading, scale: Double,
        level: InstructionLevel
    ) {
        self.columns = columns
        self.rows = rows
        kernels = level.kernels
        columnTable = self.columns.interpolation(reading, factor: scale, kernels: kernels)
        rowTable = self.rows.interpolation(reading, kernels: kernels)
        self.frame = frame
        nodes = NodeWindow(firstLine: 0, firstDepth: 0, lines: self.columns.nodeCount, depth: self.rows.nodeCount)
    }

    /// The lattice for reading influences only, which need its axes and not its nodes.
    package var withoutNodes: GaussianLattice {
        var copy = self
        copy.nodes = NodeWindow(firstLine: 0, firstDepth: 0, lines: 0, depth: 0)
        return copy
    }

    /// Tables for mass that lies evenly over cells; made once for many blocks.
    package func sourceTables() -> (columns: NodeTable, rows: NodeTable) {
        (columns.aggregation(kernels: kernels), rows.aggregation(kernels: kernels))
    }

    /// Adds mass that lies evenly over each cell of the block.
    package mutating func add(_ block: CellBlock) { nodes.add(masses(of: block, sourceTables())) }

    /// The nodes of mass that lies evenly over each cell of the block.
    package func masses(of block: CellBlock, _ tables: (columns: NodeTable, rows: NodeTable)) -> NodeWindow {
        aggregate(block, tables.columns, tables.rows)
    }

    /// The transpose of `interpolate`: what a unit of mass at each node adds to the sum of the block's values times
    /// the surface. Grown by zeros so that any stencil which touches it lies inside.
    package func influence(on block: CellBlock) -> NodeWindow {
        let window = aggregate(block, columnTable, rowTable)
        var grown = NodeWindow(
            firstLine: window.firstLine - 16, firstDepth: window.firstDepth - 16, lines: window.lines + 32,
            depth: window.depth + 32)
        grown.add(window)
        return grown
    }

    /// What a unit mass at each point adds to the sum behind `influence`.
    package func sample(_ influence: inout NodeWindow, x: [Double], y: [Double], into out: inout [Double]) {
        let mapping = spreading(fromLine: influence.firstLine, depth: influence.firstDepth)
        influence.withLattice { kernels.sample($0, mapping, x, y, &out, Int64(x.count)) }
    }

    /// Rectangle of positions outside of which no point has an influence in the window.
    package func bounds(of window: NodeWindow) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
        let x = Double(window.firstLine - columns.pad) * columns.spacing
        let y = Double(window.firstDepth - rows.pad) * rows.spacing
        return (
            x...x + Double(window.lines) * columns.spacing, y...y + Double(window.depth) * rows.spacing
        )
    }

    /// How points map to the nodes of a window that starts with these.
    func spreading(fromLine line: Int, depth: Int) -> cscore_spreading {
        let alpha = columns.precision.alpha
        let down: Double = frame.northUp ? -1 : 1
        return cscore_spreading(
            originX: frame.x + Double(line - columns.pad) * columns.spacing,
            originY: frame.y + down * Double(depth - rows.pad) * rows.spacing, scaleX: 1 / columns.spacing,
            scaleY: down / rows.spacing, exponent: Float(1 / (2 * alpha * alpha * log(2))),
            taps: Int32(columns.precision.taps))
    }

    private func aggregate(_ block: CellBlock, _ columnTable: NodeTable, _ rowTable: NodeTable) -> NodeWindow {
        guard block.columns > 0, block.rows > 0 else {
            return NodeWindow(firstLine: columns.pad, firstDepth: rows.pad, lines: 0, depth: 0)
        }
        let firstLine = Int(columnTable.base[block.firstColumn]), firstDepth = Int(rowTable.base[block.firstRow])
        let lines = Int(columnTable.base[block.firstColumn + block.columns - 1]) + columnTable.taps - firstLine
        let depth = Int(rowTable.base[block.firstRow + block.rows - 1]) + rowTable.taps - firstDepth
        var window = NodeWindow(firstLine: firstLine, firstDepth: firstDepth, lines: lines, depth: depth)
        var byDepth = [Float](repeating: 0, count: depth * block.columns)
        var byColumn = [Float](repeating: 0, count: depth * block.columns)
        aggregate(block.values, block.columns, into: &byDepth, block.columns, rowTable, block.firstRow, block.rows)
        kernels.transpose(
            &byColumn, Int64(depth), byDepth, Int64(block.columns), Int64(depth), Int64(block.columns))
        aggregate(
            byColumn, depth, into: &window.values, window.stride, columnTable, block.firstColumn, block.columns)
        return window
    }

    private func aggregate(
        _ source: [Float], _ width: Int, into target: inout [Float], _ stride: Int, _ table: NodeTable, _ first: Int,
        _ count: Int
    ) {
        let base = table.base[first..<first + count].map { $0 - table.base[first] }
        table.weights.withUnsafeBufferPointer { weights in
            kernels.aggregate(
                &target, Int64(stride), source, Int64(width), Int64(width), Int64(count), base,
                weights.baseAddress.map { $0 + first * table.taps }, Int32(table.taps))
        }
    }
}

extension GaussianLattice {
    /// Columns of cells that one pass widens: its intermediate rows stay in the second-level cache.
    private static let passColumns = 256

    /// Writes the surface: mass per unit area, one value per cell, `stride` floats from row to row.
    func interpolate(into out: UnsafeMutablePointer<Float>, stride: Int, threads: Int) {
        let passes = (columns.cellCount + Self.passColumns - 1) / Self.passColumns
        let size = Self.passColumns * nodes.stride
        Workers.run(count: passes, threads: threads, scratch: 2 * size) { pass, scratch in
            let from = pass * Self.passColumns, to = min(from + Self.passColumns, columns.cellCount)
            widen(from..<to, into: scratch, turned: scratch + size)
            interpolate(scratch + size, from..<to, into: out, stride: stride)
        }
    }

    /// From nodes to some columns of cells: into `wide` line by line, and from there to rows of nodes, `passColumns`
    /// floats apart.
    private func widen(
        _ range: Range<Int>, into wide: UnsafeMutablePointer<Float>, turned: UnsafeMutablePointer<Float>
    ) {
        let depth = Int64(nodes.stride), width = Int64(range.count)
        columnTable.base.withUnsafeBufferPointer { base in
            columnTable.weights.withUnsafeBufferPointer { weights in
                kernels.interpolate(
                    wide, depth, nodes.values, depth, depth, width, base.baseAddress! + range.lowerBound,
                    weights.baseAddress! + range.lowerBound * columnTable.taps, Int32(columnTable.taps), 0)
            }
        }
        kernels.transpose(turned, Int64(Self.passColumns), wide, depth, width, depth)
    }

    private func interpolate(
        _ turned: UnsafeMutablePointer<Float>, _ range: Range<Int>, into out: UnsafeMutablePointer<Float>, stride: Int
    ) {
        kernels.interpolate(
            out + range.lowerBound, Int64(stride), turned, Int64(Self.passColumns), Int64(range.count),
            Int64(rows.cellCount), rowTable.base, rowTable.weights, Int32(rowTable.taps), 1)
    }

    /// The surface as packed rows.
    package func surface(threads: Int = 1) -> [Float] {
        let count = columns.cellCount * rows.cellCount
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let out = buffer.baseAddress { interpolate(into: out, stride: columns.cellCount, threads: threads) }
            initialized = count
        }
    }
}

extension NodeWindow {
    /// Hands the nodes to a loop.
    mutating func withLattice(_ body: (cscore_lattice) -> Void) {
        let (stride, lines, depth) = (Int64(stride), Int64(lines), Int64(depth))
        values.withUnsafeMutableBufferPointer {
            body(cscore_lattice(nodes: $0.baseAddress, stride: stride, lines: lines, depth: depth))
        }
    }
}
