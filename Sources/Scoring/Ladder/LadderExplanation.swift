// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Surfaces

/// Why a place has its share: the factor of each clock, and what each event nearby adds.
public struct LadderExplanation: Sendable {
    /// The place's share of the events to come.
    public let share: Double
    /// The share of the start, and by what each clock of the table multiplied it, in the table's order. The start, the
    /// factors and what the floor gives back multiply to the share.
    public let start: Double
    /// Clocks with their factors.
    public let factors: [(halfLifeDays: Double?, factor: Double)]
    /// What the share would be without the events nearby.
    public let background: Double
    /// What each event nearby adds, by its position in the evidence; with the background they sum to the share.
    public let events: [(event: Int, share: Double)]
}

extension Ladder {
    /// Shares a place's share out among the events nearby, by Aumann and Shapley: the integral of each event's marginal
    /// effect while all events nearby grow together from nothing to their mass.
    ///
    /// The integral over s is taken at 12 Gauss-Legendre nodes in v, s = v^3: at most 0.02 % off at towns with thousands
    /// of events.
    /// - Parameters:
    ///   - place: cells of the place with the share of each that counts.
    ///   - nearby: positions of the events that are told apart.
    @specialized(where Number == Float)
    public func explanation(
        of place: [(cell: Int, share: Double)], _ evidence: LadderEvidence, nearby: [Int]
    ) -> LadderExplanation {
        let path = LadderPath(ladder: self, evidence: evidence, nearby: nearby)
        var start = 0.0, factors: [(halfLifeDays: Double?, factor: Double)] = []
        var before = 0.0
        let whole = path.shares(at: 1) { rung in
            if factors.isEmpty {
                start = Self.sum(rung.before, over: place)
                before = start
            }
            let after = Self.sum(rung.shares, over: place)
            if factors.last?.halfLifeDays != rung.step.halfLifeDays || factors.isEmpty {
                factors.append((rung.step.halfLifeDays, 1))
            }
            factors[factors.count - 1].factor *= before > 0 ? after / before : 1
            before = after
        }
        let background = path.shares(at: 0) { _ in }
        return LadderExplanation(
            share: Self.sum(whole, over: place), start: start, factors: factors,
            background: Self.sum(background, over: place), events: Array(zip(nearby, path.parts(of: place))))
    }

    /// The share of a place: its cells with the share of each that counts.
    public static func sum(_ shares: [Number], over place: [(cell: Int, share: Double)]) -> Double {
        place.reduce(0) { $0 + $1.share * Double(shares[$1.cell]) }
    }
}

/// The ladder while the events nearby grow from nothing to their mass.
private struct LadderPath<Number: LadderNumber> {
    let ladder: Ladder<Number>
    let evidence: LadderEvidence
    let nearby: [Int]
    /// Far and near mass of each step's clock, and within its width.
    private let masses: [Mass]
    /// Rows and columns that hold the events nearby.
    private let window: CellWindow

    private struct Mass {
        let far: LadderField<Number>, near: LadderField<Number>
        let seenFar: [Number], seenNear: [Number]
    }

    init(ladder: Ladder<Number>, evidence: LadderEvidence, nearby: [Int]) {
        self.ladder = ladder
        self.evidence = evidence
        self.nearby = nearby
        let isNear = Set(nearby)
        let cells = ladder.ground.grid.count
        var fields: [(far: LadderField<Number>, near: LadderField<Number>)] = []
        masses = ladder.table.steps.map { step in
            if fields.last?.far.clock != step.halfLifeDays || fields.isEmpty {
                fields.append(
                    (
                        LadderField(evidence, clock: step.halfLifeDays, cells: cells) { !isNear.contains($0) },
                        LadderField(evidence, clock: step.halfLifeDays, cells: cells) { isNear.contains($0) }
                    ))
            }
            let (far, near) = fields[fields.count - 1]
            return Mass(
                far: far, near: near, seenFar: ladder.within(step.width, far.values),
                seenNear: ladder.within(step.width, near.values))
        }
        window = CellWindow(
            of: nearby.compactMap { if case .cell(let cell) = evidence.events[$0].place { Int(cell) } else { nil } },
            grid: ladder.ground.grid)
    }

    /// The shares with the events nearby at `scale` of their mass.
    func shares(at scale: Double, each: (LadderRung<Number>) -> Void) -> [Number] {
        ladder.climb(
            { index in
                let mass = masses[index]
                let sum = mass.far.sum + scale * mass.near.sum
                guard sum > 0 else { return nil }
                let near = Number(scale)
                return (zip(mass.seenFar, mass.seenNear).map { $0 + near * $1 }, sum)
            }, each: each)
    }

    /// What each event nearby adds to the share of the place.
    func parts(of place: [(cell: Int, share: Double)]) -> [Double] {
        var parts = [Double](repeating: 0, count: nearby.count)
        guard !nearby.isEmpty else { return parts }
        for (node, weight) in GaussLegendre.twelve {
            let slopes = slopes(of: place, at: node * node * node)
            for (position, event) in nearby.enumerated() {
                parts[position] += weight * 3 * node * node * slope(of: event, slopes)
            }
        }
        return parts
    }

    private func slope(of event: Int, _ slopes: [(clock: Double?, slope: [Double])]) -> Double {
        guard case .cell(let cell) = evidence.events[event].place else { return 0 }
        let position = window.position(of: Int(cell))
        return slopes.reduce(0) { $0 + evidence.decayed(event, halfLife: $1.clock) * $1.slope[position] }
    }

    /// By how much the share of the place grows with the mass of each cell of the window, by clock.
    private func slopes(
        of place: [(cell: Int, share: Double)], at scale: Double
    ) -> [(clock: Double?, slope: [Double])] {
        var rungs: [LadderRung<Number>] = []
        _ = shares(at: scale) { rungs.append($0) }
        var gradient = [Number](repeating: 0, count: ladder.ground.grid.count)
        for (cell, share) in place { gradient[cell] += Number(share * (1 - ladder.table.floor)) }
        var slopes: [(clock: Double?, slope: [Double])] = []
        for rung in rungs.reversed() {
            if slopes.last?.clock != rung.step.halfLifeDays || slopes.isEmpty {
                slopes.append((rung.step.halfLifeDays, [Double](repeating: 0, count: window.count)))
            }
            ladder.goBack(over: rung, &gradient, into: &slopes[slopes.count - 1].slope, window)
        }
        return slopes
    }
}

extension Ladder {
    /// The adjoint of a step: from the gradient by the shares behind it to that by the shares before it; adds the
    /// gradient by the mass of the window's cells to `slope`.
    fileprivate func goBack(
        over rung: LadderRung<Number>, _ gradient: inout [Number], into slope: inout [Double], _ window: CellWindow
    ) {
        let mean = zip(gradient, rung.shares).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        let back = AdjointParts(rung: rung, gradient: gradient, mean: mean)
        let spread = zip(back.byExpected, rung.blurred).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        switch rung.step.width {
        case .cell:
            window.add({ Double(back.bySeen[$0]) + spread }, to: &slope)
            gradient = zip(back.byShare, back.byExpected).map { $0 + $1 * Number(rung.scale) }
        case .zone:
            let seen = byZone(back.bySeen), expected = byZone(back.byExpected)
            window.add({ Double(seen[$0]) + spread }, to: &slope)
            gradient = zip(back.byShare, expected).map { $0 + $1 * Number(rung.scale) }
        case .kernel(let sigma):
            // E = E0 sum S / sum E0: the sums carry the gradient to every assessed cell.
            let total = sum(rung.blurred)
            let bySum = Number(spread / total), byTotal = Number(spread * rung.scale / total)
            var seen = back.bySeen, expected = back.byExpected
            for cell in seen.indices where ground.isAssessed(cell) {
                seen[cell] += bySum
                expected[cell] = expected[cell] * Number(rung.scale) - byTotal
            }
            window.add(blurred: seen, blur(sigma), to: &slope)
            gradient = zip(back.byShare, blurred(expected, blur(sigma))).map { $0 + $1 }
        }
    }
}

/// Gradients of a step by its three operands.
private struct AdjointParts<Number: LadderNumber> {
    /// By the share before the step, as the factor's operand.
    var byShare: [Number]
    /// By S.
    var bySeen: [Number]
    /// By E.
    var byExpected: [Number]

    /// - Parameter mean: sum of the gradient times the shares behind the step.
    init(rung: LadderRung<Number>, gradient: [Number], mean: Double) {
        let cells = gradient.count
        byShare = [Number](repeating: 0, count: cells)
        bySeen = byShare
        byExpected = byShare
        let caution = Number(rung.step.caution), evenness = Number(rung.evenness), scale = Number(rung.scale)
        let norm = Number(1 / rung.norm), mean = Number(mean)
        for cell in 0..<cells where rung.before[cell] > 0 {
            let raised = caution + evenness * rung.seen[cell]
            let lowered = 1 / (caution + evenness * rung.blurred[cell] * scale)
            let byRaised = (gradient[cell] - mean) * norm
            byShare[cell] = byRaised * raised * lowered
            bySeen[cell] = byRaised * rung.before[cell] * lowered * evenness
            byExpected[cell] = -byShare[cell] * rung.before[cell] * lowered * evenness
        }
    }
}

/// The rectangle of cells around some cells.
private struct CellWindow {
    let grid: Grid
    let rows: Range<Int>, columns: Range<Int>

    init(of cells: [Int], grid: Grid) {
        self.grid = grid
        let rows = cells.map { $0 / grid.columns }, columns = cells.map { $0 % grid.columns }
        self.rows = (rows.min() ?? 0)..<(rows.max() ?? -1) + 1
        self.columns = (columns.min() ?? 0)..<(columns.max() ?? -1) + 1
    }

    var count: Int { rows.count * columns.count }

    /// Position within the window.
    func position(of cell: Int) -> Int {
        (cell / grid.columns - rows.lowerBound) * columns.count + cell % grid.columns - columns.lowerBound
    }

    func add(_ value: (Int) -> Double, to sums: inout [Double]) {
        for row in rows {
            for column in columns {
                let cell = grid.index(column: column, row: row)
                sums[position(of: cell)] += value(cell)
            }
        }
    }

    /// Adds the blurred field at the window's cells; the field is read as far as the kernel reaches.
    func add<Number: LadderNumber>(blurred field: [Number], _ blur: GridBlur, to sums: inout [Double]) {
        let reach = blur.taps.count - 1
        let outerRows = max(0, rows.lowerBound - reach)..<min(grid.rows, rows.upperBound + reach)
        let outerColumns = max(0, columns.lowerBound - reach)..<min(grid.columns, columns.upperBound + reach)
        let part = outerRows.flatMap { row in
            field[
                grid.index(
                    column: outerColumns.lowerBound, row: row)..<grid.index(column: outerColumns.upperBound, row: row)]
        }
        let blurred = Number.blurred(part, blur, columns: outerColumns.count, rows: outerRows.count, threads: 1)
        for row in rows {
            for column in columns {
                let inner = (row - outerRows.lowerBound) * outerColumns.count + column - outerColumns.lowerBound
                sums[position(of: grid.index(column: column, row: row))] += Double(blurred[inner])
            }
        }
    }
}

/// Nodes and weights of Gauss and Legendre's rule on 0 to 1.
enum GaussLegendre {
    static let twelve: [(node: Double, weight: Double)] = nodes(12)

    /// Roots of the Legendre polynomial by Newton's method, from Tricomi's first guess.
    static func nodes(_ count: Int) -> [(node: Double, weight: Double)] {
        (1...count).map { number in
            var x = cos(.pi * (Double(number) - 0.25) / (Double(count) + 0.5)), slope = 1.0
            for _ in 0..<50 {
                let (value, before) = legendre(count, x)
                slope = Double(count) * (x * value - before) / (x * x - 1)
                x -= value / slope
            }
            return ((1 - x) / 2, 1 / ((1 - x * x) * slope * slope))
        }
    }

    private static func legendre(_ degree: Int, _ x: Double) -> (value: Double, before: Double) {
        var before = 1.0, value = x
        for n in 2...degree {
            (before, value) = (value, (Double(2 * n - 1) * x * value - Double(n - 1) * before) / Double(n))
        }
        return (value, before)
    }
}
