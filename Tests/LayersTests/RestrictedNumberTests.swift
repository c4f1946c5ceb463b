// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Testing

@Suite("Numbers of restricted events that wait")
struct RestrictedNumberTests {
    private func event(_ province: String, _ day: String, _ root: String) -> RestrictedEvent {
        RestrictedEvent(
            district: nil, province: province, halfMonth: HalfMonth(containing: CalendarDay(parsing: day)!),
            rootSources: root.isEmpty ? [] : [root], weight: 1)
    }

    private func numbers(_ events: [RestrictedEvent]) -> [String] {
        RestrictedNumber.numbers(of: events, windowFirst: CalendarDay(parsing: "2025-03-01")!) {
            ["A1": "AA", "A2": "AA", "B1": "BB"][$0]
        }.map { "\($0)" }
    }

    @Test("By country and half-month, what is older than the window by year")
    func periods() {
        #expect(
            numbers([
                event("A1", "2025-04-03", "x"), event("A2", "2025-04-11", "y"), event("A2", "2025-04-16", "x"),
                event("A1", "2025-02-20", "x"), event("A1", "2025-01-20", "x"),
            ]) == [
                "AA 2025-01-01/2025-12-31: 2", "AA 2025-04-01/2025-04-15: 2", "AA 2025-04-16/2025-04-30: 1",
            ])
    }

    @Test("A country with too few events or witnesses, and a province of none, have no number")
    func thresholds() {
        let two = [event("A1", "2025-04-03", "x"), event("A2", "2025-04-11", "y")]
        #expect(numbers(two) == [])
        #expect(numbers(two + [event("B1", "2025-04-11", "z")]) == [])
        #expect(numbers(["03", "04", "05"].map { event("A1", "2025-04-\($0)", "x") }) == [])
        #expect(
            numbers(["03", "04", "05", "06", "07"].map { event("A1", "2025-04-\($0)", "") }) == [
                "AA 2025-04-01/2025-04-15: 5"
            ])
        #expect(numbers(two + [event("C1", "2025-04-11", "z")]) == [])
    }

    @Test("What waits is what no batch tells")
    func waiting() {
        let told = (0..<3).map { event("A1", "2025-04-03", "w\($0)") }
        let release = RestrictedRelease(
            of: told + [event("A2", "2025-04-04", "v"), event("A2", "2025-06-29", "v")],
            asOf: CalendarDay(parsing: "2025-06-30")!, delayDays: 14)
        #expect(release.releasedEvents == 3 && release.waiting.map(\.province) == ["A2"])
    }
}
