// SPDX-License-Identifier: Apache-2.0

internal import CScore
import Dispatch
import Foundation
import Geo

/// Cells of a plane of metres, or of degrees on the ellipsoid, from which distances to lines are measured.
struct DistanceField {
    let west: Double
    let north: Double
    let cellWidth: Double
    let cellHeight: Double
    let columns: Int
    let rows: Int
    let isGeographic: Bool

    /// Sides of the blocks of cells that choose among segments, one inside the other; the last is measured.
    static let sides = [256, 64, 16]

    /// Distance of each cell, and the id of the nearest line where `wantsNearest`; nil without any segment. Blocks are
    /// independent, so threads do not change the result.
    func measure(
        _ lines: [[PlanarPoint]], ids: [Int32]?, wantsNearest: Bool, threads: Int
    ) -> (distance: [Float], nearest: [Int32])? {
        let segments = LineSegments(lines, ids: ids)
        guard segments.count > 0 else { return nil }
        var nearest: [Int32] = []
        let distance = Self.filled(columns * rows) { distance in
            nearest = Self.filled(wantsNearest ? columns * rows : 0) { nearest in
                measure(segments, distance.baseAddress!, wantsNearest ? nearest.baseAddress : nil, threads: threads)
            }
        }
        return (distance, nearest)
    }

    private func measure(
        _ segments: LineSegments, _ distance: UnsafeMutablePointer<Float>, _ nearest: UnsafeMutablePointer<Int32>?,
        threads: Int
    ) {
        let blocks = CellBlockList(columns: columns, rows: rows, side: Self.sides[0])
        let groups = max(1, min(threads, blocks.count))
        nonisolated(unsafe) let target = (distance, nearest)
        DispatchQueue.concurrentPerform(iterations: groups) { group in
            let search = SegmentSearch(field: self, segments: segments, distance: target.0, nearest: target.1)
            for block in stride(from: group, to: blocks.count, by: groups) { search.measure(blocks[block]) }
        }
    }

    /// An array whose every value `fill` sets.
    private static func filled<Value>(_ count: Int, _ fill: (UnsafeMutableBufferPointer<Value>) -> Void) -> [Value] {
        [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
            cscore_prefer_large_pages(buffer.baseAddress, Int64(count * MemoryLayout<Value>.stride))
            fill(buffer)
            initialized = count
        }
    }

    /// The middle of a full block whose first cell is given.
    func middle(of block: CellSquare) -> PlanarPoint {
        PlanarPoint(
            x: west + (Double(block.column) + Double(block.side) / 2) * cellWidth,
            y: north - (Double(block.row) + Double(block.side) / 2) * cellHeight)
    }

    /// Metres per unit of x and of y at a height of the plane.
    func scale(atY y: Double) -> (x: Double, y: Double) {
        guard isGeographic else { return (1, 1) }
        // Radii of curvature of WGS 84 along the parallel and the meridian.
        let axis = 6_378_137.0, e2 = 0.006_694_379_990_14, degree = Double.pi / 180
        let sine = sin(y * degree), q = 1 - e2 * sine * sine
        return (degree * axis / q.squareRoot() * cos(y * degree), degree * axis * (1 - e2) / (q * q.squareRoot()))
    }
}

/// A square of cells by its first cell; it may reach beyond the last.
struct CellSquare {
    let column: Int
    let row: Int
    let side: Int
}

/// The squares of one side that cover a rectangle of cells, row by row.
struct CellBlockList {
    let columns: Int
    let rows: Int
    let side: Int

    var perRow: Int { (columns + side - 1) / side }
    var count: Int { perRow * ((rows + side - 1) / side) }
    subscript(position: Int) -> CellSquare {
        CellSquare(column: position % perRow * side, row: position / perRow * side, side: side)
    }
}
