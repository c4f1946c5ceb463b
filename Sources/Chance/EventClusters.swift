// SPDX-License-Identifier: Apache-2.0

import Geo
public import Scoring
import Surfaces

/// Where more events of the last year were reported close together than their number alone would bring: hot spots of raw
/// counts in squares of about 10 km, each with the squares within 20 km.
public struct EventClusters: Sendable {
    /// Side of a square and reach of its neighbourhood, between centres, in metres.
    public static let side = 10_000.0, band = 20_000.0
    /// Days of the events that count.
    public static let days = 365

    private let squares: CountSquares
    private let spots: HotSpots

    /// - Parameter events: aged to the day of the forecast; those that are known to an area only are in no square.
    public init(_ events: LadderEvidence, on ground: LadderGround) {
        squares = CountSquares(ground)
        var counts = [Double](repeating: 0, count: squares.places.count)
        for event in events.events where event.age <= Double(Self.days) {
            if case .cell(let cell) = event.place { counts[squares.place(of: Int(cell))] += 1 }
        }
        spots = HotSpots(counts: counts, neighbours: squares.neighbours(within: Self.band))
    }

    /// For each cell of the ground the score of its square where that is a hot spot, 0 where not; NaN where not assessed.
    public var marks: [Float] {
        squares.spread { place in spots.isMarked[place] ? Float(spots.scores[place]) : 0 }
    }

    /// Number of squares that are hot spots.
    public var marked: Int { spots.isMarked.count { $0 } }
}

/// Squares of several cells of a ground: those with an assessed cell.
struct CountSquares {
    /// Column and row of each square in play.
    let places: [(column: Int, row: Int)]
    /// Cells along a side.
    private let cells: Int
    private let ground: LadderGround
    private let columns: Int
    /// For each square of the whole grid its position among those in play; -1 for none.
    private let numbers: [Int32]

    init(_ ground: LadderGround) {
        self.ground = ground
        let grid = ground.grid
        cells = max(1, Int(checked: (EventClusters.side / grid.cellSize).rounded()) ?? 1)
        columns = (grid.columns + cells - 1) / cells
        let rows = (grid.rows + cells - 1) / cells
        var isInPlay = [Bool](repeating: false, count: columns * rows)
        for cell in ground.zones.indices where ground.isAssessed(cell) {
            isInPlay[Self.square(cell, grid, cells, columns)] = true
        }
        var numbers = [Int32](repeating: -1, count: columns * rows)
        var places: [(column: Int, row: Int)] = []
        for square in isInPlay.indices where isInPlay[square] {
            numbers[square] = Int32(places.count)
            places.append((square % columns, square / columns))
        }
        self.numbers = numbers
        self.places = places
    }

    private static func square(_ cell: Int, _ grid: Grid, _ cells: Int, _ columns: Int) -> Int {
        cell / grid.columns / cells * columns + cell % grid.columns / cells
    }

    /// Position of the square that holds an assessed cell.
    func place(of cell: Int) -> Int { Int(numbers[Self.square(cell, ground.grid, cells, columns)]) }

    /// Squares in play whose centres lie within a distance of each one's.
    func neighbours(within band: Double) -> [[Int32]] {
        let side = Double(cells) * ground.grid.cellSize, reach = Int(checked: (band / side).rounded(.down)) ?? 0
        let offsets = (-reach...reach).flatMap { row in (-reach...reach).map { (column: $0, row: row) } }.filter {
            let squared = Double($0.column * $0.column + $0.row * $0.row)
            // A band of whole sides holds the squares on its rim.
            return squared > 0 && squared <= band * band / (side * side) * (1 + 1e-9)
        }
        return places.map { place in
            offsets.compactMap { number(place.column + $0.column, place.row + $0.row) }
        }
    }

    private func number(_ column: Int, _ row: Int) -> Int32? {
        guard column >= 0, column < columns, row >= 0, row < numbers.count / columns else { return nil }
        let number = numbers[row * columns + column]
        return number < 0 ? nil : number
    }

    /// One value per cell of the ground from one per square; NaN where not assessed.
    func spread(_ value: (Int) -> Float) -> [Float] {
        let values = places.indices.map(value)
        return ground.zones.indices.map { ground.isAssessed($0) ? values[place(of: $0)] : .nan }
    }
}
