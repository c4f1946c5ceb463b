// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
import Geo
import Scoring
import Testing

@Suite struct RecentChangeTests {
    /// 60 by 40 cells of 5 km in one zone.
    private static let grid = Grid(
        crs: CoordinateReferenceSystem("ESRI:54009"), originX: 0, originY: 200_000, cellSize: 5000, columns: 60,
        rows: 40)!
    private static let ground = (try? LadderGround(grid: grid, zones: [Int16](repeating: 0, count: grid.count)))!
    private static let start = CalendarDay(daysSinceEpoch: 17_000)

    /// - Parameter events: column, row and day since the start of the record.
    private static func record(_ events: [(column: Int, row: Int, day: Int)]) -> EventRecord {
        EventRecord(
            ground: ground,
            events: events.map { event in
                EventRecord.Event(
                    place: .cell(Int32(grid.index(column: event.column, row: event.row))),
                    point: grid.center(column: event.column, row: event.row),
                    days: DayInterval(start.advanced(by: event.day)))
            }, firstDay: start)
    }

    /// One event every second day at one place of the west, for 400 days; in the last 30 days `many` a day in the east.
    private static func events(east many: Int) -> [(column: Int, row: Int, day: Int)] {
        (0..<200).map { (10, 20, $0 * 2) } + (370..<400).flatMap { day in (0..<many).map { _ in (50, 20, day) } }
    }

    private static func change(east many: Int) -> (RecentChange, Forecast) {
        let now = Forecast(record(events(east: many)), on: start.advanced(by: 400))
        return (RecentChange(since: now), now)
    }

    @Test func aNewClusterIsMarkedAsRisen() {
        let marks = Self.change(east: 2).0.marks
        let east = marks[Self.grid.index(column: 50, row: 20)]
        #expect(east > Float(log(1.5)))
        // Far from both nothing is marked.
        #expect(marks[Self.grid.index(column: 30, row: 2)] == 0)
    }

    @Test func aSteadyRecordHasNoMark() {
        #expect(Self.change(east: 0).0.marks.allSatisfy { $0 == 0 })
    }

    /// The value is the ratio of the numbers that two forecasts state, 30 days apart.
    @Test func theRatioIsThatOfTwoForecasts() {
        let (change, now) = Self.change(east: 2)
        let cell = Self.grid.index(column: 50, row: 20)
        let before = Forecast(now.record, on: Self.start.advanced(by: 370))
        let ratio =
            now.count(around: cell, .twentyFive, .month).mean / before.count(around: cell, .twentyFive, .month).mean
        #expect((Double(change.marks[cell]) - log(ratio)).magnitude < 1e-4)
    }

    /// Later events cannot enter what was said before: marks of a day do not change with what follows.
    @Test func nothingLaterIsKnown() {
        let events = Self.events(east: 2)
        let now = Forecast(Self.record(events), on: Self.start.advanced(by: 400))
        let with = Forecast(
            Self.record(events + [(30, 30, 400), (30, 30, 405)]), on: Self.start.advanced(by: 400))
        #expect(RecentChange(since: now).marks == RecentChange(since: with).marks)
    }

    /// A record too short on the earlier day said nothing then.
    @Test func nothingIsSaidWhereNothingWasSaid() {
        let record = Self.record((0..<60).map { (10, 20, $0) })
        let change = RecentChange(since: Forecast(record, on: Self.start.advanced(by: 50)))
        #expect(!change.marks.contains { !$0.isNaN })
        #expect(change.change(in: AreaFootprint(indices: [0], fractions: [1]), zone: 0, reported: 0) == nil)
    }

    /// Ten reported where two were expected, twice as many expected now: marked; the ratio alone, or the number alone, is not.
    @Test func aMarkNeedsBoth() {
        let before = EventCount(mean: 2, area: .disc25, horizon: .month)
        #expect(RateChange(before: before, after: 4, reported: 12).mark == .up)
        #expect(RateChange(before: before, after: 4, reported: 3).mark == nil)
        #expect(RateChange(before: before, after: 2.5, reported: 12).mark == nil)
        let many = EventCount(mean: 40, area: .disc25, horizon: .month)
        #expect(RateChange(before: many, after: 10, reported: 0).mark == .down)
        #expect(RateChange(before: many, after: 10, reported: 40).mark == nil)
    }

    // MARK: Clusters

    /// Squares of two cells: the marked ones are whole squares, and events known to an area count in none.
    @Test func clustersAreMarkedBySquares() {
        // Five squares by five, ten events in each.
        let events = (0..<250).map { (column: 16 + $0 % 10, row: 16 + $0 / 10 % 10, day: 300 + $0 % 90) }
        let scattered = (0..<40).map { (column: ($0 * 7) % 60, row: ($0 * 11) % 40, day: 300 + $0) }
        let forecast = Forecast(Self.record(events + scattered), on: Self.start.advanced(by: 400))
        let marks = EventClusters(forecast.events, on: Self.ground).marks
        let square = [(20, 20), (21, 20), (20, 21), (21, 21)].map { marks[Self.grid.index(column: $0.0, row: $0.1)] }
        #expect(square[0] > 3 && Set(square).count == 1)
        #expect(marks[Self.grid.index(column: 50, row: 5)] == 0)
        #expect(!marks.contains { $0 < 0 || $0.isNaN })
    }

    @Test func eventsOlderThanAYearAreInNoCluster() {
        let events = (0..<40).map { (column: 20, row: 20, day: $0 / 2) } + [(column: 0, row: 0, day: 430)]
        let forecast = Forecast(Self.record(events), on: Self.start.advanced(by: 440))
        #expect(EventClusters(forecast.events, on: Self.ground).marks[Self.grid.index(column: 20, row: 20)] == 0)
    }
}
