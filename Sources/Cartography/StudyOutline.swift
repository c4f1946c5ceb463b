// SPDX-License-Identifier: Apache-2.0

import Geo

/// Tells the borders of the study from those among its neighbours.
struct StudyOutline {
    /// Squares of pixels through which the outline of a province passes.
    private let squares: Set<Square>

    private struct Square: Hashable {
        let column: Int
        let row: Int

        init(_ point: PlanarPoint, _ columnOffset: Int = 0, _ rowOffset: Int = 0) {
            column = Int((point.x / 6).rounded(.down)) + columnOffset
            row = Int((point.y / 6).rounded(.down)) + rowOffset
        }
    }

    init(_ rings: [[PlanarPoint]]) {
        var squares: Set<Square> = []
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) {
                let steps = max(1, Int(max(abs(b.x - a.x), abs(b.y - a.y)) / 5))
                // An outline far outside the picture needs no squares.
                guard steps < 10_000 else { continue }
                for step in 0...steps {
                    let share = Double(step) / Double(steps)
                    squares.insert(Square(PlanarPoint(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)))
                }
            }
        }
        self.squares = squares
    }

    /// Whether most points of the line lie on the outline of a province. Without provinces every line does.
    func follows(_ line: [PlanarPoint]) -> Bool {
        squares.isEmpty || line.count { touches($0) } * 2 > line.count
    }

    private func touches(_ point: PlanarPoint) -> Bool {
        for row in -1...1 {
            for column in -1...1 where squares.contains(Square(point, column, row)) { return true }
        }
        return false
    }
}
