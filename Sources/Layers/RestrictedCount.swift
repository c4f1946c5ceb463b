// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How many events of restricted sources count for one area and one stretch of time: all that outputs tell of them.
public struct RestrictedCount: Sendable, Hashable, Codable {
    /// Name of the table inside a build folder.
    public static let fileName = "restricted-counts.csv"

    /// Level of the area.
    public var level: RestrictedArea.Level
    /// Key of the area.
    public var area: String
    /// English name of the area.
    public var name: String
    /// First day of the half-month or of the calendar years, `YYYY-MM-DD`.
    public var first: String
    /// Last day of the half-month or of the calendar years, `YYYY-MM-DD`.
    public var last: String
    /// Number of events, at least 1.
    public var events: Int
    /// Mean weight of the events of its batch, dimensionless, before any decay.
    public var weight: Double
    /// Last day of the half-month with which the batch was complete; nil for what is told by calendar year.
    public var complete: String?

    /// Takes the parts as they are.
    public init(
        level: RestrictedArea.Level, area: String, name: String, first: String, last: String, events: Int,
        weight: Double, complete: String?
    ) {
        self.level = level
        self.area = area
        self.name = name
        self.first = first
        self.last = last
        self.events = events
        self.weight = weight
        self.complete = complete
    }

    /// The days; nil when the texts are none.
    public var period: DayInterval? {
        guard let first = CalendarDay(parsing: first), let last = CalendarDay(parsing: last) else { return nil }
        return DayInterval(first: first, last: last)
    }

    /// The counts of batches, in their order; `name` gives an area's English name.
    public static func counts(of batches: [RestrictedBatch], name: (RestrictedArea) -> String) -> [RestrictedCount] {
        batches.flatMap { batch in
            batch.cells.map { cell in
                RestrictedCount(
                    level: batch.area.level, area: batch.area.id, name: name(batch.area),
                    first: cell.period.first.description, last: cell.period.last.description, events: cell.events,
                    weight: batch.weight, complete: batch.run?.last.description)
            }
        }
    }

    /// The batches that the counts were made of; nil when a day cannot be read.
    public static func batches(of counts: [RestrictedCount]) -> [RestrictedBatch]? {
        var batches: [RestrictedBatch] = []
        for count in counts {
            guard let period = count.period else { return nil }
            var run: HalfMonth?
            if let complete = count.complete {
                guard let day = CalendarDay(parsing: complete) else { return nil }
                run = HalfMonth(containing: day)
            }
            let area = RestrictedArea(count.level, count.area)
            let cell = RestrictedBatch.Cell(period: period, events: count.events)
            if let last = batches.last, last.area == area, last.run == run, run != nil {
                batches[batches.count - 1] = RestrictedBatch(
                    area: area, run: run, cells: last.cells + [cell], weight: last.weight)
            } else {
                batches.append(RestrictedBatch(area: area, run: run, cells: [cell], weight: count.weight))
            }
        }
        return batches
    }

    /// `restricted-counts.csv`: one line per area and stretch of time. Batches of one area and half-month are one line.
    public static func table(_ counts: [RestrictedCount]) -> String {
        var lines = ["area,level,name,first,last,events"]
        var position: [[String]: Int] = [:]
        var merged: [RestrictedCount] = []
        for count in counts {
            let key = [count.level.rawValue, count.area, count.first, count.last]
            if let known = position[key] {
                merged[known].events += count.events
            } else {
                position[key] = merged.count
                merged.append(count)
            }
        }
        for count in merged {
            let values = [
                count.area, count.level.rawValue, count.name, count.first, count.last, "\(count.events)",
            ]
            lines.append(values.map(HXLTable.quoted).joined(separator: ","))
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
