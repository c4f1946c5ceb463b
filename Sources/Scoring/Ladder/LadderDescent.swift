// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces

/// The way back over the steps of a climb: by how much the share of a place grows with the mass of each cell of a window.
///
/// The share of a place does not change when all shares before a step are multiplied by a number, so that the factors
/// between steps count as constants. Cells that are not assessed hold no share: whatever gradient they take goes nowhere.
final class LadderDescent<Number: GridNumber> {
    private let ladder: Ladder<Number>
    private let window: CellWindow
    /// By the shares behind the step that is next; then by the mass that a step sees, and by the shares within its width.
    private let gradient: LadderFields<Number>, bySeen: LadderFields<Number>
    private var runs: [LadderRun] { ladder.ground.runs }
    private var cells: Int { ladder.ground.inner.count }

    init(_ ladder: Ladder<Number>, _ window: CellWindow) {
        self.ladder = ladder
        self.window = window
        gradient = LadderFields(cells: ladder.ground.inner.count)
        bySeen = LadderFields(cells: ladder.ground.inner.count)
    }

    private var byShares: UnsafeMutablePointer<Number> { gradient.current }
    private var byWithin: UnsafeMutablePointer<Number> { gradient.next(inPlace: false) }

    /// Begins at the share of a place behind the last step.
    func begin(at place: [(cell: Int, share: Double)], shares: UnsafePointer<Number>, sum: Double) {
        let kept = (1 - ladder.table.floor) / sum, share = Ladder.sum(shares, over: place) / sum
        byShares.update(repeating: Number(-kept * share), count: cells)
        for (cell, share) in place { byShares[cell] += Number(kept * share) }
    }

    /// Goes back over a step, and adds the gradient by the mass of the window's cells, times a factor, to `slope`.
    func goBack(
        over rung: LadderRung<Number>, _ mass: some LadderMass<Number>, into slope: inout [Double], times factor: Double
    ) {
        if rung.step.width == .zone {
            let byZone = goBackByZone(over: rung, mass)
            let ground = ladder.ground
            window.add(
                {
                    let zone = ground.zones[ground.whole($0)]
                    return zone >= 0 ? factor * byZone[Int(zone)] : 0
                }, to: &slope)
            return
        }
        let byExpected = ratio(back: rung, mass)
        let byMass = byExpected / rung.total, byTotal = Number(-byExpected * rung.mass / (rung.total * rung.total))
        if let blur = ladder.blurs[rung.index], let weights = ladder.weights(of: rung.index) {
            addBlurred(blur, weights, times: byTotal)
            window.add({ factor * byMass * Double(weights[$0]) }, to: &slope)
            window.add(blurred: bySeen.current, blur, times: factor, to: &slope)
        } else {
            Number.add(byWithin, nil, times: byTotal, count: cells, to: byShares)
            let bySeen = bySeen.current
            window.add({ factor * (Double(bySeen[$0]) + byMass) }, to: &slope)
        }
    }

    /// The ratio of a step, cell by cell.
    /// - Returns: the sum of the gradient by E times the shares within the width.
    private func ratio(back rung: LadderRung<Number>, _ mass: some LadderMass<Number>) -> Double {
        let columns = ladder.ground.inner.columns, within = rung.within ?? rung.before
        var sum = 0.0
        withUnsafeTemporaryAllocation(of: Number.self, capacity: max(1, mass.scratch)) { scratch in
            for band in GridBlur.bands(of: ladder.ground.inner.rows) {
                let first = band.lowerBound * columns
                let seen = mass.seen(rung.index, band, scratch.baseAddress!)
                var step = ladder.ratio(rung, seen, within: within + first, from: 0)
                step.shares = rung.before + first
                sum += Number.goBack(
                    over: step, count: band.count * columns, byShares + first, bySeen: bySeen.current + first,
                    byWithin: byWithin + first)
            }
        }
        return sum
    }

    private func addBlurred(_ blur: GridBlur, _ weights: UnsafePointer<Number>, times number: Number) {
        let grid = ladder.ground.inner, bandCells = GridBlur.bandRows * grid.columns
        Workers.run(
            count: 1, threads: 1, scratch: bandCells + Number.scratch(of: blur, columns: grid.columns)
        ) { (_, scratch: UnsafeMutablePointer<Number>) in
            // Cells that are not assessed may take what another band left, but no value that is none.
            scratch.initialize(repeating: 0, count: bandCells)
            for band in GridBlur.bands(of: grid.rows) {
                Number.blur(
                    byWithin, blur, band: band, span: ladder.ground.span(ofRows: band), columns: grid.columns,
                    rows: grid.rows, into: scratch, scratch: scratch + bandCells)
                let first = band.lowerBound * grid.columns
                Number.add(
                    scratch, weights + first, times: number, count: band.count * grid.columns, to: byShares + first)
            }
        }
    }

    /// - Returns: the gradient by the mass of each zone.
    private func goBackByZone(over rung: LadderRung<Number>, _ mass: some LadderMass<Number>) -> [Double] {
        let seen = mass.byZone(rung.index), factors = rung.zoneFactors(seen)
        let expected = rung.zones.map { $0 * rung.mass / rung.total }
        // The gradient times the shares behind the step, by zone.
        var products = seen.map { _ in 0.0 }
        for run in runs {
            products[run.zone] +=
                Number.scale(
                    byShares + run.first, by: Number(factors[run.zone]), weights: rung.before + run.first,
                    count: run.count,
                    into: byShares + run.first
                ).weighted
        }
        let byExpected = zip(products, expected).map { -$0 / (rung.step.caution + $1) }
        let sum = zip(byExpected, rung.zones).reduce(0) { $0 + $1.0 * $1.1 }
        for run in runs {
            let byShare = byExpected[run.zone] * rung.mass / rung.total - sum * rung.mass / (rung.total * rung.total)
            Number.add(nil, nil, times: Number(byShare), count: run.count, to: byShares + run.first)
        }
        return zip(products, seen).map { $0 / (rung.step.caution + $1) + sum / rung.total }
    }
}
