// SPDX-License-Identifier: Apache-2.0

import Chance
public import Geo
import Scoring

/// Where the ladder expected events and where they happened, summed over all folds. Located events only.
public struct Misses: Sendable {
    /// A square of the plane.
    public struct Square: Sendable, Hashable {
        /// The whole square, metres in the plane.
        public let extent: Extent
        /// The middle of its assessed cells.
        public let middle: PlanarPoint
        /// Events that were expected in its assessed cells within the folds.
        public var expected = 0.0
        /// Events that happened there.
        public var observed = 0
    }

    /// Events of a scoring cell that lay in the half of the area where least was expected on their day.
    public struct Surprise: Sendable, Hashable {
        /// The middle of the cell's assessed part, metres in the plane.
        public let place: PlanarPoint
        /// How many.
        public let events: Int
    }

    /// Squares with an assessed cell.
    public let squares: [Square]
    /// Scoring cells with such events.
    public let surprises: [Surprise]

    /// Side of a square.
    public static let side = Meters.kilometers(50)
}

/// Adds up what was expected and what happened, fold by fold.
struct MissTally {
    private let blocks: ScoringBlocks
    private let scoring: ScoringBlocks
    private let grid: Grid
    private var squares: [Misses.Square]
    private var surprises: [Int: Int] = [:]

    /// - Parameter scoring: the scoring cells, which tell where least is expected.
    init(_ ground: LadderGround, scoring: ScoringBlocks) {
        let cells = max(1, Int(checked: (Misses.side.value / ground.grid.cellSize).rounded()) ?? 1)
        blocks = ScoringBlocks(ground: ground, side: cells)
        self.scoring = scoring
        grid = ground.grid
        let side = Double(cells) * grid.cellSize
        squares = blocks.middles(on: grid).map { Misses.Square(extent: Self.square(around: $0, side), middle: $0) }
    }

    /// The square with edges on multiples of its side that holds a point.
    private static func square(around point: PlanarPoint, _ side: Double) -> Extent {
        let west = (point.x / side).rounded(.down) * side, south = (point.y / side).rounded(.down) * side
        // checked: finite, and wider than nothing
        return Extent(minX: west, minY: south, maxX: west + side, maxY: south + side)!
    }

    /// - Parameters:
    ///   - shares: of the cells in the events to come.
    ///   - expected: events in all.
    ///   - cells: cell of each event that happened.
    mutating func add(shares: [Float], expected: Double, cells: [Int]) {
        for (square, share) in blocks.sums(shares).enumerated() { squares[square].expected += share * expected }
        let leastExpected = DensityOrder(scoring.sums(shares), scoring).leastExpectedHalf
        for cell in cells {
            squares[Int(blocks.block[cell])].observed += 1
            let block = Int(scoring.block[cell])
            if leastExpected.contains(block) { surprises[block, default: 0] += 1 }
        }
    }

    var misses: Misses {
        let middles = scoring.middles(on: grid)
        return Misses(
            squares: squares,
            surprises: surprises.sorted { $0.key < $1.key }.map {
                Misses.Surprise(place: middles[$0.key], events: $0.value)
            })
    }
}
