// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Testing

@testable import Scoring

func day(_ text: String) -> CalendarDay { CalendarDay(parsing: text)! }

func period(_ first: String, _ last: String) -> DayInterval {
    DayInterval(first: day(first), last: day(last))!
}

@Suite struct DecayTests {
    let asOf = day("2026-02-15")

    @Test(arguments: [(0, 1.0), (30, 0.5), (60, 0.25), (90, 0.125), (180, 0.015625)])
    func halvesEveryHalfLife(age: Int, expected: Double) {
        let weight = Decay.weight(of: DayInterval(asOf.advanced(by: -age)), asOf: asOf, halfLifeDays: 30)
        #expect(abs(weight - expected) < 1e-15)
    }

    @Test func anIntervalIsTheMeanOverItsDays() {
        let interval = period("2026-01-21", "2026-02-12")
        let days = (3...25).map { exp2(-Double($0) / 30) }
        let mean = days.reduce(0, +) / 23
        #expect(abs(Decay.weight(of: interval, asOf: asOf, halfLifeDays: 30) - mean) < 1e-14)
        let long = DayInterval(first: asOf.advanced(by: -9999), last: asOf)!
        let slow = (0...9999).map { exp2(-Double($0) / 1e9) }.reduce(0, +) / 10_000
        #expect(abs(Decay.weight(of: long, asOf: asOf, halfLifeDays: 1e9) - slow) < 1e-12)
    }

    @Test func allOfHistoryCountsAlikeAndTheFutureNotAtAll() {
        #expect(Decay.weight(of: period("1990-01-01", "1990-12-31"), asOf: asOf, halfLifeDays: nil) == 1)
        #expect(Decay.weight(of: period("2026-02-16", "2026-03-01"), asOf: asOf, halfLifeDays: nil) == 0)
        #expect(Decay.weight(of: period("2026-02-16", "2026-03-01"), asOf: asOf, halfLifeDays: 30) == 0)
        // Of an interval that runs past the as-of date only the days so far are possible.
        #expect(Decay.weight(of: period("2026-02-15", "2026-03-01"), asOf: asOf, halfLifeDays: 30) == 1)
    }

    @Test func theBaselineCountsTheDaysInItsWindow() {
        #expect(Decay.shareWithin(days: 365, of: DayInterval(asOf.advanced(by: -364)), asOf: asOf) == 1)
        #expect(Decay.shareWithin(days: 365, of: DayInterval(asOf.advanced(by: -365)), asOf: asOf) == 0)
        let half = DayInterval(first: asOf.advanced(by: -366), last: asOf.advanced(by: -363))!
        #expect(Decay.shareWithin(days: 365, of: half, asOf: asOf) == 0.5)
    }

    @Test func expectedEventsByHand() {
        let place = EventMass.Location.point(PlanarPoint(x: 0, y: 0), sigma: Meters(2000))
        let events = [
            EventMass(location: place, weight: 2, period: DayInterval(asOf)),
            EventMass(location: place, weight: 4, period: DayInterval(asOf.advanced(by: -30))),
            EventMass(location: place, weight: 8, period: DayInterval(asOf.advanced(by: -400))),
        ]
        let expected = ExpectedEvents(of: events, asOf: asOf, settings: SurfaceSettings())
        #expect(abs(expected.recent - log(2) * (2 + 2 + 8 * exp2(-400.0 / 30))) < 1e-12)
        #expect(abs(expected.baseline - 6 * 30 / 365) < 1e-12)
        #expect(abs(expected.total - (expected.recent + expected.baseline) / 2) < 1e-12)
        let twoYears = ExpectedEvents(of: events, asOf: asOf, settings: SurfaceSettings(baselineDays: 730))
        #expect(abs(twoYears.baseline - 14 * 30 / 730) < 1e-12)
    }

    @Test func aSteadyStreamHasTheSameExpectationInBothBands() {
        // One event of weight 1 per day for 20 years: 30 per 30 days in either band.
        let events = (0..<7300).map {
            EventMass(
                location: .area(footprint: 0), weight: 1, period: DayInterval(asOf.advanced(by: -$0)))
        }
        let expected = ExpectedEvents(of: events, asOf: asOf, settings: SurfaceSettings())
        #expect(abs(expected.baseline - 30) < 1e-9)
        #expect(abs(expected.recent - 30) < 0.36)  // days are counted at their start: + ln 2 / 60
    }
}
