// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Scoring
import Zones

/// The located events of a record that happened in a unit: at a point inside of it, or in an area that lies in it by half at
/// least.
struct UnitEvents {
    private let events: [LadderEvent]

    /// - Parameter outline: the unit in the plane of the grid, which decides where its border runs through a cell; without it
    ///   the greater part of the cell does.
    init(_ evidence: LadderEvidence, of record: EventRecord, in unit: AreaFootprint, outline: MultiPolygon?) {
        let inside = Set(unit.cells(coveredFrom: 0.5)), shares = Self.shares(of: unit)
        var areas: [Int: Bool] = [:]
        events = evidence.events.indices.filter { index in
            let event = evidence.events[index]
            guard event.isLocated else { return false }
            switch event.place {
            case .cell(let cell):
                guard let share = shares[cell] else { return false }
                guard share < Self.whole, let outline, let point = record.events[index].point else {
                    return inside.contains(cell)
                }
                return outline.contains(point)
            case .area(let area):
                let lies = areas[area] ?? Self.lies(record.footprints[area], in: inside)
                areas[area] = lies
                return lies
            }
        }.map { evidence.events[$0] }
    }

    /// A cell of a larger share lies in the unit, its edges rounded.
    private static let whole: Float = 0.9999

    private static func shares(of unit: AreaFootprint) -> [Int32: Float] {
        Dictionary(zip(unit.indices, unit.fractions.map { Float($0) }), uniquingKeysWith: +)
    }

    /// Events that ended at most so many days ago.
    func count(days: Int) -> Int { events.count { $0.age <= Double(days) } }

    private static func lies(_ area: AreaFootprint, in cells: Set<Int32>) -> Bool {
        let within = zip(area.indices, area.fractions).reduce(0.0) { $0 + (cells.contains($1.0) ? Double($1.1) : 0) }
        return within > 0 && within >= area.cellCount / 2
    }
}
