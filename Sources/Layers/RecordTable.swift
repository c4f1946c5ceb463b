// SPDX-License-Identifier: Apache-2.0

import Geo

/// Events of a systematic record as `contributions.json` carries them: what a reader needs to say why a chance is what it is.
///
/// An event stands at its cell of the computing grid: a chance knows it no better, and 2 decimals of a degree would move one
/// in six to another cell.
public struct RecordTable: Sendable, Hashable, Codable {
    /// First day of the record, and the day from which on its forecast holds, `YYYY-MM-DD`.
    public var firstDay: String, forecastDay: String
    /// For each event its cell of the computing grid, row by row from the north-west; -1 - n for area n of `areas`.
    public var cells: [Int]
    /// For each event the days from its last day to the day of the forecast.
    public var ages: [Int]
    /// For each event its position among the incidents of the file; -1 where it is not listed.
    public var incidents: [Int]
    /// Areas of the events that are known to an area only.
    public var areas: [ReleasedLocation]

    /// Takes the parts as they are.
    public init(
        firstDay: String, forecastDay: String, cells: [Int], ages: [Int], incidents: [Int], areas: [ReleasedLocation]
    ) {
        self.firstDay = firstDay
        self.forecastDay = forecastDay
        self.cells = cells
        self.ages = ages
        self.incidents = incidents
        self.areas = areas
    }

    private enum CodingKeys: String, CodingKey {
        case firstDay = "first_day", forecastDay = "forecast_day", cells, ages = "ages_days", incidents, areas
    }

    /// What is wrong, in words that follow a colon; nil where every number points to something.
    func fault(incidents count: Int) -> String? {
        guard cells.count == ages.count, cells.count == incidents.count else {
            return "record: its lists of cells, ages and incidents are not of one length"
        }
        guard let first = CalendarDay(parsing: firstDay), let day = CalendarDay(parsing: forecastDay), first <= day
        else { return "record: its days are none" }
        // Of a calendar of ten thousand years.
        guard ages.allSatisfy({ (0...4_000_000).contains($0) }) else { return "record: an age is out of range" }
        guard incidents.allSatisfy({ (-1..<count).contains($0) }) else {
            return "record: it names an incident that is not listed"
        }
        return cells.allSatisfy { (-areas.count...Int(Int32.max)).contains($0) }
            ? nil : "record: it names an area that is not listed"
    }
}
