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
        rate = EventRate(
            events: Self.rated(placeWeeks, of: record, on: day), record: recorded, clocks: Self.clocks(ground.table))
        allowances = Self.counts(events, of: record).map { [recorded] in
            ChanceAllowance(systematic: true, events: $0, days: Int(checked: recorded.length) ?? 0, behind: behind)
        }
    }

    static func clocks(_ table: LadderTable) -> [Double] {
        table == .first ? EventRate.firstClocks : EventRate.regularClocks
    }

    /// Age and weight of the events that make the rate: the located ones, and those of which nothing but their number is known.
    static func rated(
        _ evidence: LadderEvidence, of record: EventRecord, on day: CalendarDay
    ) -> [(age: Double, weight: Double)] {
        evidence.events.indices.filter { evidence.events[$0].isLocated }.map {
            (evidence.events[$0].age, evidence.weights[$0])
        } + record.unplaced(before: day).map { ($0, 1) }
    }

    /// Days of the events that the rule counts.
    private static let year = 365.0

    /// Located events of the last year in each zone.
    private static func counts(_ evidence: LadderEvidence, of record: EventRecord) -> [Int] {
        var counts = [Int](repeating: 0, count: record.ground.zoneCount)
        var zoneOfArea: [Int: Int?] = [:]
        for event in evidence.events where event.age <= year && event.isLocated {
            switch event.place {
            case .cell(let cell): counts[Int(record.ground.zones[Int(cell)])] += 1
            case .area(let area):
                let zone = zoneOfArea[area] ?? record.zone(ofArea: area)
                zoneOfArea[area] = .some(zone)
                if let zone { counts[zone] += 1 }
            }
        }
        return counts
    }

    /// Around each cell's centre the chance of at least one event, 0 to 1; NaN where the cell is not assessed.
    public func chances(_ radius: ChanceRadius, _ horizon: Horizon) -> [Float] {
        chances(of: sums(radius), radius, horizon)
    }

    /// The share around each cell, of which the chances of every horizon are made.
    public func sums(_ radius: ChanceRadius) -> [Float] {
        DiscSum(radius: radius.meters, cellSize: ground.grid.cellSize).sums(shares, on: ground.grid)
    }

    /// The same of sums that are known.
    public func chances(of sums: [Float], _ radius: ChanceRadius, _ horizon: Horizon) -> [Float] {
        let model = ChanceModel.regular(radius, horizon), expected = rate.expected(days: horizon.days)
        return zip(sums, ground.zones).map { share, zone in
            zone >= 0 ? Float(model.chance(expected: expected * Double(share))) : .nan
        }
    }
}
