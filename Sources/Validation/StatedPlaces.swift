// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Scoring

/// Places of which a chance is stated from an earlier day, and what came of it.
protocol StatedPlaces: Sendable {
    /// The chances of a day beside what happened, by days ahead.
    func outcomes(from origin: CalendarDay) -> [(horizon: Horizon, tally: ChanceTally)]
}

/// Circles of 25 km, where events are known to their points.
struct StatedCircles: StatedPlaces {
    private let record: EventRecord
    private let threads: Int
    private let centers: [Int]
    private let events: Outcomes

    init(_ record: EventRecord, threads: Int) {
        self.record = record
        self.threads = threads
        centers = ScoredPlaces.centers(record.ground, .twentyFive)
        events = Outcomes(ground: record.ground, radius: .twentyFive)
    }

    func outcomes(from origin: CalendarDay) -> [(horizon: Horizon, tally: ChanceTally)] {
        let forecast = PlaceForecast(record, on: origin, threads: threads)
        let stated = forecast.allowances.map { !$0.isRefused }
        let sums = forecast.sums(.twentyFive)
        return Horizon.allCases.map { horizon in
            let chances = forecast.chances(of: sums, .twentyFive, horizon)
            let hits = events.hits(FoldTargets(record: record, origin: origin, horizon: horizon).points)
            var tally = ChanceTally()
            for place in centers where stated[Int(record.ground.zones[place])] {
                tally.add(chance: Double(chances[place]), references: [], happened: hits[place])
            }
            return (horizon, tally)
        }
    }
}

/// Units such as provinces, where events may be known to such a unit alone.
struct StatedUnits: StatedPlaces {
    private let record: EventRecord
    private let threads: Int
    private let units: [AreaFootprint]
    /// Zone of each unit; nil for one that is not assessed.
    private let zones: [Int?]
    /// The unit of each cell by most of it; -1 for none.
    private let unitOfCell: [Int32]
    /// The unit that holds most of each area.
    private let unitOfArea: [Int?]

    init(_ record: EventRecord, units: [AreaFootprint], threads: Int) {
        self.record = record
        self.threads = threads
        self.units = units
        var unitOfCell = [Int32](repeating: -1, count: record.ground.grid.count)
        for (unit, cells) in units.enumerated() {
            for cell in cells.cells(coveredFrom: 0.5) { unitOfCell[Int(cell)] = Int32(unit) }
        }
        self.unitOfCell = unitOfCell
        unitOfArea = record.footprints.map { $0.mostFrequent(of: unitOfCell, count: units.count) }
        zones = units.map { cells in
            cells.cells(coveredFrom: 0.5).lazy.map { Int(record.ground.zones[Int($0)]) }.first { $0 >= 0 }
        }
    }

    func outcomes(from origin: CalendarDay) -> [(horizon: Horizon, tally: ChanceTally)] {
        let forecast = Forecast(record, on: origin, threads: threads)
        return Horizon.allCases.map { horizon in
            let hits = hits(from: origin, horizon)
            var tally = ChanceTally()
            for (unit, zone) in zones.enumerated() {
                guard let zone, !forecast.allowances[zone].isRefused else { continue }
                tally.add(
                    chance: forecast.count(in: units[unit], horizon).chanceOfAny, references: [],
                    happened: hits.contains(unit))
            }
            return (horizon, tally)
        }
    }

    /// The units in which a located event happened within the days ahead.
    private func hits(from origin: CalendarDay, _ horizon: Horizon) -> Set<Int> {
        let end = origin.advanced(by: horizon.rawValue)
        var hits: Set<Int> = []
        for event in record.events[record.known(before: origin).upperBound...]
        where event.isLocated && event.days.first >= origin && event.days.first < end {
            switch event.place {
            case .cell(let cell): hits.insert(Int(unitOfCell[Int(cell)]))
            case .area(let area): if let unit = unitOfArea[area] { hits.insert(unit) }
            }
        }
        return hits
    }
}
