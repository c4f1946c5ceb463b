// SPDX-License-Identifier: Apache-2.0

import Geo

/// Where names stand at one zoom level of the whole world, or in one picture: they never touch each other.
public struct LabelSheet: Sendable {
    /// A name that has found its place.
    struct Placed: Sendable {
        /// Number of the label in the atlas.
        let label: Int
        /// Languages shown, 1 or 2.
        let lines: Int
        /// The name without its halo, in pixels from the north-western corner, y downwards.
        let frame: Frame
        let alignment: TextStyle.Alignment
        /// The town's dot.
        var dot: PlanarPoint?
        /// Radians by which a river's name is turned around the middle of the frame.
        var angle = 0.0

        /// Everything that is drawn, halo and dot included.
        var reach: Frame {
            var reach = frame
            if angle != 0 {
                let side = (frame.width * frame.width + frame.height * frame.height).squareRoot()
                reach = Frame(x: frame.center.x - side / 2, y: frame.center.y - side / 2, width: side, height: side)
            }
            return (dot.map { reach.union(LabelPlacer.frame(ofDot: $0)) } ?? reach).inset(-LabelHalo.reach)
        }
    }

    private static let side = 256.0
    let placed: [Placed]
    private let squares: [GridSquare: [Int]]

    init(_ placed: [Placed]) {
        self.placed = placed
        var squares: [GridSquare: [Int]] = [:]
        for (index, entry) in placed.enumerated() {
            for square in entry.reach.squares(side: Self.side) { squares[square, default: []].append(index) }
        }
        self.squares = squares
    }

    /// Names that stand at all.
    public var count: Int { placed.count }

    /// What reaches into a frame, in the order of importance.
    func reaching(into frame: Frame) -> [Placed] {
        let near = Set(frame.squares(side: Self.side).flatMap { squares[$0] ?? [] })
        return near.sorted().map { placed[$0] }.filter { $0.reach.intersects(frame) }
    }
}

extension Frame {
    func union(_ other: Frame) -> Frame {
        let west = min(x, other.x), north = min(y, other.y)
        return Frame(x: west, y: north, width: max(maxX, other.maxX) - west, height: max(maxY, other.maxY) - north)
    }
}
