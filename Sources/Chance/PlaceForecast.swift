// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Scoring

/// The part of a forecast that chances come from: shares of the cells in the place-weeks to come, and their number.
public struct PlaceForecast: Sendable {
    /// Events before the day, each 1.
    let events: LadderEvidence
    /// Ground of the record.
    let ground: LadderGround
    /// Days of the record before the day.
    public let recorded: RecordedDays
    /// Share of each cell.
    public let shares: [Float]
    /// Place-weeks per day in all.
    public let rate: EventRate
    /// What may be stated in each zone.
    public let allowances: [ChanceAllowance]

    /// - Parameters:
    ///   - day: the day from which on the forecast holds: nothing that ended on it or later is known.
    ///   - behind: days from the end of the record to the day of the map.
    public init(_ record: EventRecord, on day: CalendarDay, behind: Int = 0, threads: Int = 1) {
        recorded = RecordedDays(length: Double(max(0, day.days(since: record.firstDay))))
        ground = record.ground
        events = record.evidence(before: day)
        let placeWeeks = events.counting(.placeWeeks)
        shares = Ladder<Float>(ground: ground, threads: threads).shares(placeWeeks)
        rate = EventRate(events: Self.precise(placeWeeks), record: recorded, clocks: Self.clocks(ground.table))
        allowances = Self.allowances(events, on: ground, days: recorded, behind: behind)
    }

    static func clocks(_ table: LadderTable) -> [Double] {
        table == .first ? EventRate.firstClocks : EventRate.regularClocks
    }

    static func precise(_ evidence: LadderEvidence) -> [(age: Double, weight: Double)] {
        evidence.events.indices.filter(evidence.isPrecise).map { (evidence.events[$0].age, evidence.weights[$0]) }
    }

    private static func allowances(
        _ evidence: LadderEvidence, on ground: LadderGround, days: RecordedDays, behind: Int
    ) -> [ChanceAllowance] {
        var counts = [Int](repeating: 0, count: ground.zoneCount)
        for event in evidence.events where event.age <= 365 {
            if case .cell(let cell) = event.place { counts[Int(ground.zones[Int(cell)])] += 1 }
        }
        return counts.map {
            ChanceAllowance(systematic: true, events: $0, days: Int(checked: days.length) ?? 0, behind: behind)
        }
    }

    /// Around each cell's centre the chance of at least one event, 0 to 1; NaN where the cell is not assessed.
    public func chances(_ radius: ChanceRadius, _ horizon: Horizon) -> [Float] {
        let model = ChanceModel.regular(radius, horizon), expected = rate.expected(days: horizon.days)
        let sums = DiscSum(radius: radius.meters, cellSize: ground.grid.cellSize).sums(shares, on: ground.grid)
        return zip(sums, ground.zones).map { share, zone in
            zone >= 0 ? Float(model.chance(expected: expected * Double(share))) : .nan
        }
    }
}
