// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Surfaces

/// The share of each assessed cell in the events to come.
///
/// A share starts near towns and climbs the steps of a table: each compares the decayed mass S within its width with the
/// mass E that the shares so far expect there, and multiplies the share by (a + e S) / (a + e E), where e is the number
/// of cells that a kernel averages over and a the step's caution. After each step shares are divided by their sum. At
/// the end a hundredth goes back to the start. Nothing is fitted.
public struct Ladder<Number: LadderNumber>: Sendable {
    /// Steps.
    public let table: LadderTable
    /// Cells.
    public let ground: LadderGround
    /// Threads; the result is the same bit by bit for any number.
    public let threads: Int

    /// - Parameter table: nil for the steps that the ground has.
    public init(table: LadderTable? = nil, ground: LadderGround, threads: Int = 1) {
        self.table = table ?? ground.table
        self.ground = ground
        self.threads = threads
    }

    /// The shares, row-major; they sum to 1, and are 0 where a cell is not assessed.
    ///
    /// Specialised here, for other rooms call it as a generic function: without, each cell costs a look-up of its type.
    @specialized(where Number == Float)
    @specialized(where Number == Double)
    public func shares(_ evidence: LadderEvidence) -> [Number] { climb(evidence) { _ in } }

    /// Climbs all steps over the mass of the evidence.
    func climb(_ evidence: LadderEvidence, each: (LadderRung<Number>) -> Void) -> [Number] {
        var field: LadderField<Number>?
        return climb(
            { index in
                let step = table.steps[index]
                if field?.clock != .some(step.halfLifeDays) {
                    field = LadderField(evidence, clock: step.halfLifeDays, cells: ground.grid.count)
                }
                guard let field, field.sum > 0 else { return nil }
                return (within(step.width, field.values), field.sum)
            }, each: each)
    }

    /// Climbs all steps over what each sees of the mass, and the mass of all cells; nil skips a step.
    func climb(
        _ look: (Int) -> (seen: [Number], sum: Double)?, each: (LadderRung<Number>) -> Void
    ) -> [Number] {
        let start = ground.start.map { Number($0) }
        var shares = start
        for (index, step) in table.steps.enumerated() {
            guard let (seen, sum) = look(index) else { continue }
            let rung = rung(step, over: shares, seen: seen, sum: sum)
            each(rung)
            shares = rung.shares
        }
        let floor = Number(table.floor)
        return zip(shares, start).map { (1 - floor) * $0 + floor * $1 }
    }

    /// A field within a width: what a step sees of it.
    func within(_ width: LadderWidth, _ field: [Number]) -> [Number] {
        switch width {
        case .cell: field
        case .zone: byZone(field)
        case .kernel(let sigma): blurred(field, blur(sigma))
        }
    }

    /// The factor of each cell at a step, and the shares behind it, from what the step sees of the mass and the mass of all
    /// cells.
    func rung(_ step: LadderStep, over shares: [Number], seen: [Number], sum: Double) -> LadderRung<Number> {
        let expected = within(step.width, shares)
        var rung = LadderRung(step: step, before: shares, seen: seen, blurred: expected, scale: sum)
        if case .kernel(let sigma) = step.width {
            rung.scale = self.sum(seen) / self.sum(expected)
            rung.evenness = max(1, 4 * .pi * sigma.value * sigma.value / (ground.grid.cellSize * ground.grid.cellSize))
        }
        climb(&rung)
        return rung
    }

    func blur(_ sigma: Meters) -> GridBlur {
        GridBlur(sigma: sigma, cellSize: ground.grid.cellSize, cut: Number.cut)
    }

    /// The blurred field, cut to the assessed cells.
    func blurred(_ field: [Number], _ blur: GridBlur) -> [Number] {
        let blurred = Number.blurred(
            field, blur, columns: ground.grid.columns, rows: ground.grid.rows, threads: threads)
        return zip(blurred, ground.zones).map { value, zone in zone >= 0 ? value : 0 }
    }

    /// Each cell's zone's sum of the field.
    func byZone(_ field: [Number]) -> [Number] {
        var sums = [Double](repeating: 0, count: ground.zoneCount)
        for (value, zone) in zip(field, ground.zones) where zone >= 0 { sums[Int(zone)] += Double(value) }
        return ground.zones.map { $0 >= 0 ? Number(sums[Int($0)]) : 0 }
    }

    /// The sum in doubles: a sum of millions of floats would lose its last digits.
    func sum(_ field: [Number]) -> Double { field.reduce(0) { $0 + Double($1) } }

    private func climb(_ rung: inout LadderRung<Number>) {
        let caution = Number(rung.step.caution), evenness = Number(rung.evenness), scale = Number(rung.scale)
        var shares = rung.before
        var sum = 0.0
        for cell in shares.indices where shares[cell] > 0 {
            let expected = rung.blurred[cell] * scale
            shares[cell] *= (caution + evenness * rung.seen[cell]) / (caution + evenness * expected)
            sum += Double(shares[cell])
        }
        let factor = Number(1 / sum)
        for cell in shares.indices { shares[cell] *= factor }
        rung.shares = shares
        rung.norm = sum
    }
}

/// The decayed mass of each cell on one clock.
struct LadderField<Number: LadderNumber>: Sendable {
    let clock: Double?
    let values: [Number]
    let sum: Double

    init(clock: Double?, values: [Number], sum: Double) {
        self.clock = clock
        self.values = values
        self.sum = sum
    }

    init(_ evidence: LadderEvidence, clock: Double?, cells: Int, where included: (Int) -> Bool = { _ in true }) {
        let field = evidence.field(halfLife: clock, cells: cells, where: included)
        self.init(clock: clock, values: field.map { Number($0) }, sum: field.reduce(0, +))
    }
}

/// What one step did.
struct LadderRung<Number: LadderNumber>: Sendable {
    let step: LadderStep
    /// Shares before the step.
    let before: [Number]
    /// S: mass within the width.
    let seen: [Number]
    /// The shares before the step within the width; times `scale` they are E.
    let blurred: [Number]
    /// What turns `blurred` into E.
    var scale: Double
    /// e: cells that the width averages over.
    var evenness = 1.0
    /// Sum of the shares before they were divided by it.
    var norm = 1.0
    /// Shares behind the step.
    var shares: [Number] = []

    init(step: LadderStep, before: [Number], seen: [Number], blurred: [Number], scale: Double) {
        self.scale = scale
        self.step = step
        self.before = before
        self.seen = seen
        self.blurred = blurred
    }
}
