// SPDX-License-Identifier: Apache-2.0

internal import CScore
import Foundation
import Geo

/// Measures blocks of cells, from large to small, with one set of scratch lists per size.
final class SegmentSearch {
    private let field: DistanceField
    private let segments: LineSegments
    private let distance: UnsafeMutablePointer<Float>
    private let nearest: UnsafeMutablePointer<Int32>?
    private let kernels = cscore_kernels_for(cscore_level_in_use()).pointee
    /// All segments and those kept by each size of block.
    private let lists: [SegmentList]
    private let scratch: UnsafeMutablePointer<Float>

    /// By what share distances of a block's scale can differ from those of its parts' scales.
    private func slack(_ block: CellSquare, _ middle: PlanarPoint, _ scale: (x: Double, y: Double)) -> Float {
        guard field.isGeographic else { return 1e-5 }
        let half = Double(block.side) / 2 * field.cellHeight
        let edges = [middle.y - half, middle.y + half].map { field.scale(atY: min(89, max(-89, $0))).x / scale.x }
        return Float((edges.map { abs($0 - 1) }.max() ?? 0) + 1e-5)
    }

    init(
        field: DistanceField, segments: LineSegments, distance: UnsafeMutablePointer<Float>,
        nearest: UnsafeMutablePointer<Int32>?
    ) {
        self.field = field
        self.segments = segments
        self.distance = distance
        self.nearest = nearest
        lists = (0...DistanceField.sides.count).map { _ in SegmentList(capacity: segments.count) }
        scratch = .allocate(capacity: segments.count + 16)
    }

    deinit { scratch.deallocate() }

    /// Measures the cells of a block of the largest size.
    func measure(_ block: CellSquare) {
        let middle = field.middle(of: block), scale = field.scale(atY: middle.y)
        kernels.localize(
            lists[0].view, segments.startX, segments.startY, segments.endX, segments.endY, segments.line,
            Int64(segments.count), middle.x, middle.y, scale.x, scale.y)
        descend(block, parent: middle, parentScale: scale, depth: 0, count: segments.count)
    }

    /// Chooses for the block among its parent's segments, then goes on to its parts.
    private func descend(
        _ block: CellSquare, parent: PlanarPoint, parentScale: (x: Double, y: Double), depth: Int, count: Int
    ) {
        guard block.column < field.columns, block.row < field.rows else { return }
        let middle = field.middle(of: block), scale = field.scale(atY: middle.y)
        let half = (
            x: Double(block.side) / 2 * field.cellWidth * scale.x,
            y: Double(block.side) / 2 * field.cellHeight * scale.y
        )
        let kept = Int(
            kernels.select_segments(
                lists[depth + 1].view, scratch, lists[depth].view, Int64(count),
                Float((middle.x - parent.x) * parentScale.x), Float((middle.y - parent.y) * parentScale.y),
                Float(scale.x / parentScale.x), Float(scale.y / parentScale.y),
                Float((half.x * half.x + half.y * half.y).squareRoot()),
                depth + 1 < DistanceField.sides.count ? slack(block, middle, scale) : 1e-5))
        guard depth + 1 < DistanceField.sides.count else { return write(block, middle, scale, kept) }
        let side = DistanceField.sides[depth + 1]
        for row in stride(from: block.row, to: block.row + block.side, by: side) {
            for column in stride(from: block.column, to: block.column + block.side, by: side) {
                descend(
                    CellSquare(column: column, row: row, side: side), parent: middle, parentScale: scale,
                    depth: depth + 1, count: kept)
            }
        }
    }

    private func write(_ block: CellSquare, _ middle: PlanarPoint, _ scale: (x: Double, y: Double), _ count: Int) {
        let radians = middle.y * Double.pi / 180, perRadian = 180 / Double.pi
        var tile = cscore_distance_tile(
            cellX: Float(field.cellWidth * scale.x), cellY: Float(-field.cellHeight * scale.y),
            columns: Int64(min(block.side, field.columns - block.column)),
            rows: Int64(min(block.side, field.rows - block.row)), geographic: field.isGeographic ? 1 : 0,
            sine: Float(sin(radians)), cosine: Float(cos(radians)), metersPerRadianX: Float(scale.x * perRadian),
            metersPerRadianY: Float(scale.y * perRadian))
        let first = block.row * field.columns + block.column
        kernels.distance_tile(
            &tile, lists[lists.count - 1].view, Int64(count), distance + first,
            nearest.map { $0 + first }, Int64(field.columns))
    }
}

/// Segments in single precision, relative to some point.
final class SegmentList {
    let view: cscore_segments

    init(capacity: Int) {
        func floats() -> UnsafeMutablePointer<Float> {
            let memory = UnsafeMutablePointer<Float>.allocate(capacity: capacity + 16)
            memory.initialize(repeating: 0, count: capacity + 16)
            return memory
        }
        let ids = UnsafeMutablePointer<Int32>.allocate(capacity: capacity + 16)
        ids.initialize(repeating: -1, count: capacity + 16)
        view = cscore_segments(ax: floats(), ay: floats(), ex: floats(), ey: floats(), id: ids)
    }

    deinit {
        for memory in [view.ax, view.ay, view.ex, view.ey] { memory?.deallocate() }
        view.id.deallocate()
    }
}
