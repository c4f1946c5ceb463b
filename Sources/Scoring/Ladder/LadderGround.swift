// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Surfaces

/// The assessed cells of a grid with their zones, how likely each is before any event is known, and the steps that are
/// climbed on them: whoever asks for shares on one ground climbs the same ladder.
///
/// Cells that are not assessed do not exist: nothing is smoothed onto them, and they hold no share.
public struct LadderGround: Sendable {
    /// The grid.
    public let grid: Grid
    /// Zone of each cell, row-major, from 0; -1 where it is not assessed.
    public let zones: [Int16]
    /// Number of zones.
    public let zoneCount: Int
    /// Number of assessed cells.
    public let assessedCount: Int
    /// Share of each cell at the start; sums to 1, 0 where it is not assessed.
    public let start: [Double]
    /// The steps of the ladder.
    public let table: LadderTable
    /// The smallest part of the grid with all assessed cells: shares climb there.
    let inner: Grid
    /// Where the inner grid begins.
    private let offset: (column: Int, row: Int)
    /// Assessed cells of one zone side by side, from north to south and from west to east.
    let runs: [LadderRun]
    /// First run of each row, and behind the last row the number of runs.
    private let rowRuns: [Int]

    /// - Parameters:
    ///   - zones: zone of each cell of the grid, from 0; negative where it is not assessed.
    ///   - start: what the start is in proportion to, one value of 0 or more per cell; nil for an even start.
    ///   - table: the steps of the ladder.
    /// - Throws: `SurfaceFault.nothingPositive` when no cell is assessed.
    public init(
        grid: Grid, zones: [Int16], start: [Double]? = nil, table: LadderTable = .regular
    ) throws(SurfaceFault) {
        precondition(zones.count == grid.count && (start?.count ?? grid.count) == grid.count, "one value per cell")
        self.grid = grid
        self.zones = zones
        self.table = table
        zoneCount = Int(zones.max() ?? -1) + 1
        assessedCount = zones.count { $0 >= 0 }
        let raw = zones.indices.map { zones[$0] >= 0 ? start?[$0] ?? 1 : 0 }
        let sum = raw.reduce(0, +)
        guard sum > 0, sum.isFinite else { throw .nothingPositive }
        self.start = raw.map { $0 / sum }
        let part = CellWindow(grid: grid) { zones[$0] >= 0 }
        inner = part.asGrid
        offset = (part.columns.lowerBound, part.rows.lowerBound)
        (runs, rowRuns) = LadderRun.all(zones, grid, within: part)
    }

    /// A cell of the inner grid as one of the whole.
    func whole(_ cell: Int) -> Int {
        grid.index(column: cell % inner.columns + offset.column, row: cell / inner.columns + offset.row)
    }

    /// An assessed cell as one of the inner grid.
    func inner(_ cell: Int) -> Int {
        inner.index(column: cell % grid.columns - offset.column, row: cell / grid.columns - offset.row)
    }

    /// The columns of the inner grid between the first and the last assessed cell of some rows.
    func span(ofRows rows: Range<Int>) -> Range<Int> {
        let columns = runs[runs(ofRows: rows)].map { $0.first % inner.columns..<$0.first % inner.columns + $0.count }
        guard let first = columns.map(\.lowerBound).min(), let end = columns.map(\.upperBound).max() else {
            return 0..<0
        }
        return first..<end
    }

    /// The runs of some rows.
    func runs(ofRows rows: Range<Int>) -> Range<Int> { rowRuns[rows.lowerBound]..<rowRuns[rows.upperBound] }

    /// What a start near towns is in proportion to: (2 + d)^-2, with d the kilometres from the cell's centre to the
    /// nearest town; even where no town is known.
    public static func nearTowns(kilometers: [Float]) -> [Double] {
        kilometers.map { distance in
            let near = 2 + Double(distance.isFinite ? distance : 0)
            return 1 / (near * near)
        }
    }

    /// Whether a cell is assessed.
    public func isAssessed(_ cell: Int) -> Bool { zones[cell] >= 0 }
}

/// Assessed cells of one zone side by side in a row.
struct LadderRun: Sendable, Hashable {
    /// First cell on the whole grid, and on its inner part.
    let cell: Int, first: Int
    var count: Int
    let zone: Int

    /// The runs of the inner part of a grid, and the first of each of its rows.
    static func all(_ zones: [Int16], _ grid: Grid, within part: CellWindow) -> (runs: [LadderRun], rows: [Int]) {
        var runs: [LadderRun] = [], rows: [Int] = []
        for row in part.rows {
            rows.append(runs.count)
            for column in part.columns {
                let cell = grid.index(column: column, row: row)
                guard zones[cell] >= 0 else { continue }
                if column > part.columns.lowerBound, zones[cell] == zones[cell - 1] {
                    runs[runs.count - 1].count += 1
                } else {
                    runs.append(LadderRun(cell: cell, first: part.position(of: cell), count: 1, zone: Int(zones[cell])))
                }
            }
        }
        return (runs, rows + [runs.count])
    }
}
