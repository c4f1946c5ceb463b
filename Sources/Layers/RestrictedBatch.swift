// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// Events of one area that were released together, and stay together.
public struct RestrictedBatch: Sendable, Hashable {
    /// Events of one stretch of time.
    public struct Cell: Sendable, Hashable {
        /// A half-month, or whole calendar years.
        public let period: DayInterval
        /// Number of events, at least 1.
        public let events: Int

        /// Takes both as they are.
        public init(period: DayInterval, events: Int) {
            self.period = period
            self.events = events
        }
    }

    /// The area for which they count.
    public let area: RestrictedArea
    /// The half-month with which the run was complete; nil for batches that are told by calendar year.
    public let run: HalfMonth?
    /// In order of time; none overlap.
    public let cells: [Cell]
    /// Mean weight of the events to the nearest power of two: neither it nor a difference tells the kind of one.
    public let weight: Double

    /// Takes the parts as they are.
    public init(area: RestrictedArea, run: HalfMonth?, cells: [Cell], weight: Double) {
        self.area = area
        self.run = run
        self.cells = cells
        self.weight = weight
    }

    /// Number of events.
    public var events: Int { cells.reduce(0) { $0 + $1.events } }

    /// The nearest power of two, 0 staying 0: weights follow from public tables, and a mean to four digits would tell the kind
    /// of events, and how many people they cost, where all of a batch are alike.
    static func coarse(_ weight: Double) -> Double { weight > 0 ? exp2(log2(weight).rounded()) : 0 }

    /// The batch of these events, which are in order of time; by half-month, or by the calendar years that they touch.
    init(_ events: [RestrictedEvent], area: RestrictedArea, run: HalfMonth?) {
        var cells: [Cell] = []
        for event in events {
            let period = event.halfMonth.days
            if let last = cells.last, last.period == period {
                cells[cells.count - 1] = Cell(period: period, events: last.events + 1)
            } else {
                cells.append(Cell(period: period, events: 1))
            }
        }
        let mean = events.reduce(0) { $0 + $1.weight } / Double(max(1, events.count))
        let batch = RestrictedBatch(
            area: area, run: run, cells: cells, weight: Self.coarse(mean))
        self = run == nil ? batch.byYear : batch
    }

    /// The batch with the calendar years that it touches in place of half-months.
    var byYear: RestrictedBatch {
        guard let first = cells.first?.period.first.components.year,
            let last = cells.last?.period.last.components.year,
            let start = CalendarDay(year: first, month: 1, day: 1),
            let end = CalendarDay(year: last, month: 12, day: 31), let years = DayInterval(first: start, last: end)
        else { return self }
        return RestrictedBatch(area: area, run: nil, cells: [Cell(period: years, events: events)], weight: weight)
    }

    /// The batches as an output of a day shows them: by half-month while all of a batch lies in the window, by calendar
    /// year from then on. What is told by the same area and years is one number.
    static func shown(_ batches: [RestrictedBatch], windowFirst: CalendarDay) -> [RestrictedBatch] {
        let coarse = batches.map { batch in
            (batch.cells.first?.period.first ?? windowFirst) >= windowFirst ? batch : batch.byYear
        }
        return Dictionary(grouping: coarse) { Key(batch: $0) }.values.map(merged).sorted { precedes($0, $1) }
    }

    /// What makes two batches one number: batches of one run, or of the same years.
    private struct Key: Hashable {
        let area: RestrictedArea
        let run: HalfMonth?
        let years: DayInterval?

        init(batch: RestrictedBatch) {
            area = batch.area
            run = batch.run
            years = batch.run == nil ? batch.cells.first?.period : nil
        }
    }

    private static func merged(_ batches: [RestrictedBatch]) -> RestrictedBatch {
        if batches.count == 1 { return batches[0] }
        let ordered = batches.sorted { ($0.weight, $0.events) < ($1.weight, $1.events) }
        var counts: [DayInterval: Int] = [:]
        for cell in ordered.flatMap(\.cells) { counts[cell.period, default: 0] += cell.events }
        let total = counts.values.reduce(0, +)
        let sum = ordered.reduce(0) { $0 + $1.weight * Double($1.events) }
        return RestrictedBatch(
            area: batches[0].area, run: batches[0].run,
            cells: counts.map { Cell(period: $0.key, events: $0.value) }
                .sorted { $0.period.first < $1.period.first },
            weight: coarse(sum / Double(total)))
    }

    private static func precedes(_ a: RestrictedBatch, _ b: RestrictedBatch) -> Bool {
        if a.area != b.area { return a.area < b.area }
        let first = a.cells.first?.period.first, second = b.cells.first?.period.first
        if let first, let second, first != second { return first < second }
        // Years before half-months, then the run that was complete first.
        if let run = a.run, let other = b.run { return run < other }
        if a.run != nil || b.run != nil { return b.run != nil }
        guard let end = a.cells.last?.period.last, let other = b.cells.last?.period.last else { return false }
        return end < other
    }
}
