// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Scoring
import Zones

/// The located events of a record that happened in a unit: in one of its cells, or in an area that lies in it by half at least.
struct UnitEvents {
    private let events: [LadderEvent]

    init(_ evidence: LadderEvidence, of record: EventRecord, in unit: AreaFootprint) {
        let inside = Set(unit.cells(coveredFrom: 0.5))
        var areas: [Int: Bool] = [:]
        events = evidence.events.filter { event in
            guard event.isLocated else { return false }
            switch event.place {
            case .cell(let cell): return inside.contains(cell)
            case .area(let area):
                let lies = areas[area] ?? Self.lies(record.footprints[area], in: inside)
                areas[area] = lies
                return lies
            }
        }
    }

    /// Events that ended at most so many days ago.
    func count(days: Int) -> Int { events.count { $0.age <= Double(days) } }

    private static func lies(_ area: AreaFootprint, in cells: Set<Int32>) -> Bool {
        let within = zip(area.indices, area.fractions).reduce(0.0) { $0 + (cells.contains($1.0) ? Double($1.1) : 0) }
        return within > 0 && within >= area.cellCount / 2
    }
}
