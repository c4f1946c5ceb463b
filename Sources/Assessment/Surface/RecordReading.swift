// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Incidents
import Places
import Scoring
import Studies

/// The events of the inputs that are systematic records, as a forecast wants them.
struct RecordReading {
    let study: ResolvedStudy
    let located: LocatedIncidents
    /// The systematic inputs, by the id of their source.
    let records: [String: InputRecord]
    let plane: BuildGrid

    /// Events brought to the plane in one call.
    private static let batch = 65_536

    /// The events of the assessed countries, each 1: severity and reliability weigh nothing here, but what weighs nothing
    /// on the map (a statement, a transfer) is no event.
    /// - Throws: `GeoIOError` when a position or polygon cannot be brought to the plane.
    func events(_ footprints: inout LawFootprints) throws -> [EventRecord.Event] {
        // Claims are put together only where an input tells them apart.
        let areAll = study.study.inputs.allSatisfy { records[$0.name] != nil }
        let drawn = located.indices.filter { index in
            located.isDrawn(index) && study.isAssessed(located.place(index).country)
                && (areAll || located.incident(index).claims.allSatisfy { records[$0.attribution.sourceID] != nil })
        }
        var events: [EventRecord.Event] = []
        events.reserveCapacity(drawn.count)
        for start in stride(from: 0, to: drawn.count, by: Self.batch) {
            try append(drawn[start..<min(start + Self.batch, drawn.count)], &footprints, to: &events)
        }
        return events
    }

    private func append(
        _ batch: ArraySlice<Int>, _ footprints: inout LawFootprints, to events: inout [EventRecord.Event]
    ) throws {
        let laws = batch.map { located.place($0).law }
        let points = try plane.toPlane.transform(
            laws.map { law in
                if case .point(let coordinate, _) = law { return coordinate.point }
                // An area has a placeholder that nothing reads.
                return study.extent.center
            })
        for (index, (law, point)) in zip(batch, zip(laws, points)) {
            // checked: incidents are counted in 32 bits
            let number = Int32(index), days = located.period(index)
            switch law {
            case .point:
                guard let (column, row) = plane.grid.cell(at: point) else { continue }
                let cell = Int32(plane.grid.index(column: column, row: row))
                events.append(EventRecord.Event(place: .cell(cell), point: point, days: days, number: number))
            case .area(let law):
                let area = try footprints.position(of: law)
                events.append(EventRecord.Event(place: .area(area), point: nil, days: days, number: number))
            case .unlocated: continue
            }
        }
    }
}
