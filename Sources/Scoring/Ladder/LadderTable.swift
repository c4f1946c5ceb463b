// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How far a step of the ladder looks.
public enum LadderWidth: Sendable, Hashable {
    /// The cell's own zone, such as its country.
    case zone
    /// A Gaussian of this standard deviation.
    case kernel(Meters)
    /// The cell alone.
    case cell
}

/// One step: compares what happened within a width, faded by a clock, with what the steps before expect there.
public struct LadderStep: Sendable, Hashable {
    /// Days after which an event counts half; nil where the whole record counts alike.
    public let halfLifeDays: Double?
    /// How far it looks.
    public let width: LadderWidth
    /// Events that the expectation is worth: the larger, the slower a step believes the counts.
    public let caution: Double

    /// Takes the parts as they are.
    public init(halfLifeDays: Double?, width: LadderWidth, caution: Double) {
        self.halfLifeDays = halfLifeDays
        self.width = width
        self.caution = caution
    }
}

/// The steps of a ladder and the share of its start that stays at its end.
public struct LadderTable: Sendable, Hashable {
    /// The steps in order; those of one clock stand together.
    public let steps: [LadderStep]
    /// Share of the start in the end.
    public let floor: Double

    /// Takes the parts as they are.
    public init(steps: [LadderStep], floor: Double = 0.01) {
        self.steps = steps
        self.floor = floor
    }

    /// Four clocks (the whole record, a year, a month, a week), each at four widths (zone, 20 km, 5 km, the cell).
    public static let regular = LadderTable(
        steps: [(nil, 0.5), (365, 0.5), (30, 5), (7, 5)].flatMap { (halfLife: Double?, caution: Double) in
            [.zone, .kernel(.kilometers(20)), .kernel(.kilometers(5)), .cell].map {
                LadderStep(halfLifeDays: halfLife, width: $0, caution: caution)
            }
        })

    /// The form that the regular one was found from: sixteen steps over five clocks and five widths.
    public static let first = LadderTable(
        steps: [
            (nil, [.zone, .kernel(.kilometers(30)), .kernel(.kilometers(10)), .kernel(.kilometers(4)), .cell], 0.5),
            (365, [.zone, .cell], 0.5),
            (90, [.zone, .cell], 5),
            (30, [.zone, .kernel(.kilometers(30)), .kernel(.kilometers(10)), .cell], 5),
            (7, [.zone, .kernel(.kilometers(10)), .cell], 5),
        ].flatMap { (halfLife: Double?, widths: [LadderWidth], caution: Double) in
            widths.map { LadderStep(halfLifeDays: halfLife, width: $0, caution: caution) }
        })

    /// The clocks in the order of the steps, each once.
    public var clocks: [Double?] {
        steps.reduce(into: []) { clocks, step in
            if !clocks.contains(step.halfLifeDays) { clocks.append(step.halfLifeDays) }
        }
    }
}
