// SPDX-License-Identifier: Apache-2.0

import Geo

/// A square of a plane of pixels.
struct GridSquare: Hashable {
    let column: Int
    let row: Int
}

extension Frame {
    /// The squares of a grid that the frame touches.
    func squares(side: Double) -> [GridSquare] {
        func number(_ value: Double) -> Int { Int(checked: (value / side).rounded(.down)) ?? 0 }
        let columns = number(x)...max(number(x), number(maxX)), rows = number(y)...max(number(y), number(maxY))
        return rows.flatMap { row in columns.map { GridSquare(column: $0, row: row) } }
    }
}

/// Frames that are taken, found by the squares that they touch: with thousands of names each is compared with its
/// neighbours alone.
struct FrameGrid {
    private static let side = 64.0
    private var squares: [GridSquare: [Frame]] = [:]

    /// Whether nothing that is taken touches the frame.
    func isFree(_ frame: Frame) -> Bool {
        frame.squares(side: Self.side).allSatisfy { square in
            squares[square]?.contains { $0.intersects(frame) } != true
        }
    }

    mutating func take(_ frame: Frame) {
        for square in frame.squares(side: Self.side) { squares[square, default: []].append(frame) }
    }
}
