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
        let start = place.reduce(0) { $0 + $1.share * ground.start[$1.cell] }
        let place = place.filter { ground.isAssessed($0.cell) }.map { (cell: ground.inner($0.cell), share: $0.share) }
        var factors: [(halfLifeDays: Double?, factor: Double)] = [], before = start
        let sum = path.climb(at: 1) { rung in
            let after = Self.sum(rung.shares, over: place) / rung.sum
            if factors.last.map({ $0.halfLifeDays != rung.step.halfLifeDays }) ?? true {
                factors.append((rung.step.halfLifeDays, 1))
            }
            factors[factors.count - 1].factor *= before > 0 ? after / before : 1
            before = after
        }
        return LadderExplanation(
            share: path.share(of: place, start: start, sum: sum), start: start, factors: factors,
            background: path.share(of: place, start: start, sum: path.climb(at: 0) { _ in }),
            events: Array(zip(nearby, path.parts(of: place))))
    }
}

/// The ladder while the events nearby grow from nothing to their mass.
private final class LadderPath<Number: GridNumber> {
    private let ladder: Ladder<Number>
    private let evidence: LadderEvidence
    private let nearby: [Int]
    private var mass: PathMass<Number>
    private let fields: LadderFields<Number>
    /// Rows and columns that hold the events nearby.
    private let window: CellWindow

    init(ladder: Ladder<Number>, evidence: LadderEvidence, nearby: [Int]) {
        self.ladder = ladder
        self.evidence = evidence
        self.nearby = nearby
        var isNear = [Bool](repeating: false, count: evidence.events.count)
        for event in nearby { isNear[event] = true }
        mass = PathMass(
            far: CellMass(evidence, ladder) { [isNear] in !isNear[$0] },
            near: CellMass(evidence, ladder) { [isNear] in isNear[$0] }, on: ladder)
        fields = LadderFields(cells: ladder.ground.inner.count, keeping: ladder.table.steps.count)
        window = CellWindow(
            of: nearby.compactMap { event in
                if case .cell(let cell) = evidence.events[event].place { ladder.ground.inner(Int(cell)) } else { nil }
            }, grid: ladder.ground.inner)
    }

    /// Climbs with the events nearby at `scale` of their mass.
    func climb(at scale: Double, each: (LadderRung<Number>) -> Void) -> Double {
        mass.scale = scale
        var climb = LadderClimb(ladder, mass, in: fields)
        return climb.climb(each: each)
    }

    /// The share of a place behind the last step, with the floor.
    func share(of place: [(cell: Int, share: Double)], start: Double, sum: Double) -> Double {
        let floor = ladder.table.floor
        return (1 - floor) * Ladder.sum(UnsafePointer(fields.current), over: place) / sum + floor * start
    }

    /// What each event nearby adds to the share of the place.
    func parts(of place: [(cell: Int, share: Double)]) -> [Double] {
        var parts = [Double](repeating: 0, count: nearby.count)
        guard !nearby.isEmpty else { return parts }
        let clocks = ladder.table.clocks, descent = LadderDescent(ladder, window)
        // By clock, summed over the nodes: an event's weight on a clock is the same at all of them.
        var slopes = clocks.map { _ in [Double](repeating: 0, count: window.count) }
        for (node, weight) in GaussLegendre.twelve {
            var rungs: [LadderRung<Number>] = []
            let sum = climb(at: node * node * node) { rungs.append($0) }
            descent.begin(at: place, shares: UnsafePointer(fields.current), sum: sum)
            for rung in rungs.reversed() {
                let clock = clocks.firstIndex(of: rung.step.halfLifeDays)!  // checked: the steps' own clocks
                descent.goBack(over: rung, mass, into: &slopes[clock], times: weight * 3 * node * node)
            }
        }
        for (position, event) in nearby.enumerated() {
            guard case .cell(let cell) = evidence.events[event].place else { continue }
            let place = window.position(of: ladder.ground.inner(Int(cell)))
            parts[position] = zip(clocks, slopes).reduce(0) {
                $0 + evidence.decayed(event, halfLife: $1.0) * $1.1[place]
            }
        }
        return parts
    }
}

/// The mass of the far events and a part of that of the near ones, within the width of each step.
private struct PathMass<Number: GridNumber>: LadderMass {
    /// By step, of the far and of the near events.
    private let sums: [(far: Double, near: Double)], seenSums: [(far: Double, near: Double)]
    private let ladder: Ladder<Number>
    /// By step; nil where a step is by zone.
    private let fields: [(far: CellValues<Number>, near: CellValues<Number>)?]
    private let zones: [(far: [Double], near: [Double])]
    /// Part of the near events' mass.
    var scale = 0.0

    init(far: CellMass<Number>, near: CellMass<Number>, on ladder: Ladder<Number>) {
        self.ladder = ladder
        let steps = ladder.table.steps
        sums = steps.indices.map { (far.sum($0), near.sum($0)) }
        seenSums = steps.indices.map { (far.seenSum($0), near.seenSum($0)) }
        fields = steps.indices.map { steps[$0].width == .zone ? nil : (far.field($0), near.field($0)) }
        zones = steps.indices.map { steps[$0].width == .zone ? (far.byZone($0), near.byZone($0)) : ([], []) }
    }

    func sum(_ step: Int) -> Double { sums[step].far + scale * sums[step].near }

    func seenSum(_ step: Int) -> Double { seenSums[step].far + scale * seenSums[step].near }

    func byZone(_ step: Int) -> [Double] { zip(zones[step].far, zones[step].near).map { $0 + scale * $1 } }

    var scratch: Int { 0 }

    func seen(_ step: Int, _ band: Range<Int>, _: UnsafeMutablePointer<Number>) -> BandMass<Number> {
        let first = band.lowerBound * ladder.ground.inner.columns
        let field = fields[step]!  // checked: steps by zone ask for zones
        return BandMass(seen: field.far.first + first, near: field.near.first + first, scale: Number(scale))
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
