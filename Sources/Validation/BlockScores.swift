// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Scoring

/// The scoring cells: squares of cells of the ground, aligned to whole multiples from the plane's origin.
struct ScoringBlocks {
    /// Block of each cell; -1 where it is not assessed.
    let block: [Int32]
    /// Share of the assessed area of each block.
    let area: [Double]

    init(ground: LadderGround, side: Int) {
        let grid = ground.grid
        let columnShift = Self.shift(grid.originX / grid.cellSize, side)
        // Rows count from the north: the block's edge lies on a multiple as seen from the plane's origin.
        let rowShift = Self.shift(-grid.originY / grid.cellSize, side)
        let across = (grid.columns + columnShift) / side + 1
        var numbers: [Int: Int32] = [:], cells: [Double] = []
        block = (0..<grid.count).map { cell in
            guard ground.isAssessed(cell) else { return -1 }
            let key = (cell / grid.columns + rowShift) / side * across + (cell % grid.columns + columnShift) / side
            if let number = numbers[key] {
                cells[Int(number)] += 1
                return number
            }
            let number = Int32(cells.count)
            numbers[key] = number
            cells.append(1)
            return number
        }
        area = cells.map { $0 / Double(ground.assessedCount) }
    }

    private static func shift(_ origin: Double, _ side: Int) -> Int {
        let cells = Int(checked: origin.rounded()) ?? 0
        return ((cells % side) + side) % side
    }

    /// The middle of the assessed cells of each block, in the plane.
    func middles(on grid: Grid) -> [PlanarPoint] {
        var sums = [(x: Double, y: Double, members: Double)](repeating: (0, 0, 0), count: area.count)
        for (cell, block) in block.enumerated() where block >= 0 {
            let center = grid.center(column: cell % grid.columns, row: cell / grid.columns)
            sums[Int(block)].x += center.x
            sums[Int(block)].y += center.y
            sums[Int(block)].members += 1
        }
        return sums.map { PlanarPoint(x: $0.x / $0.members, y: $0.y / $0.members) }
    }

    /// The shares of the cells summed by block.
    func sums(_ shares: [Float]) -> [Double] {
        var sums = [Double](repeating: 0, count: area.count)
        for (share, block) in zip(shares, block) where block >= 0 { sums[Int(block)] += Double(share) }
        return sums
    }
}

/// What a model scored in one fold: sums that add up over folds.
struct FoldScore: Sendable {
    /// Sum over precise targets of log(p / uniform), and their number.
    var logScore = 0.0, targets = 0
    /// The same over targets known to an area.
    var impreciseLogScore = 0.0, impreciseTargets = 0
    /// For each share of the area: hits, hits of the best choice afterwards, and the area chosen.
    var hits = [Double](repeating: 0, count: Self.areas.count)
    var bestHits = [Double](repeating: 0, count: Self.areas.count)
    var chosen = [Double](repeating: 0, count: Self.areas.count)
    /// Hits when so much of the area is searched from the densest block down, for each of `SearchedAreas.shares`.
    var found: [Double] = []

    /// Shares of the area at which hits are counted.
    static let areas = [0.01, 0.05, 0.10]
    /// A share of nothing: what an impossible event costs.
    private static let least = 1e-12

    /// - Parameters:
    ///   - shares: of the cells.
    ///   - cells: cell of each precise target.
    ///   - areas: cells of each imprecise target with their share of it.
    init(
        shares: [Float], blocks: ScoringBlocks, cells: [Int], areas: [[(cell: Int32, share: Double)]], evenShare: Double
    ) {
        let forecast = blocks.sums(shares)
        var happened = [Double](repeating: 0, count: blocks.area.count)
        for cell in cells {
            let block = Int(blocks.block[cell])
            happened[block] += 1
            logScore += log(max(forecast[block], Self.least) / blocks.area[block])
        }
        targets = cells.count
        for area in areas {
            let stated = area.reduce(0) { $0 + Double(shares[Int($1.cell)]) }
            impreciseLogScore += log(max(stated, Self.least) / (Double(area.count) * evenShare))
        }
        impreciseTargets = areas.count
        count(forecast, happened, blocks)
    }

    /// Hits in the densest part of the area.
    private mutating func count(_ forecast: [Double], _ happened: [Double], _ blocks: ScoringBlocks) {
        let order = DensityOrder(forecast, blocks)
        let chosen = order.wholeBlocks(happened, within: Self.areas)
        let best = DensityOrder(happened, blocks).wholeBlocks(happened, within: Self.areas)
        for position in Self.areas.indices {
            hits[position] = chosen[position].hits
            bestHits[position] = best[position].hits
            self.chosen[position] = chosen[position].area
        }
        found = order.found(happened, within: SearchedAreas.shares)
    }
}
