// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import GeoIO
import Incidents

/// Chooses the incidents that a sheet marks: all of the evidence, or those of its last days where they would cover the map.
struct SheetMarks {
    let incidents: [SheetIncident]
    let asOf: CalendarDay

    /// More marks would hide the map.
    private static let most = 120
    /// Periods, the longest first, of which the longest is taken that has not too many.
    private static let periods = [365, 180, 90, 30, 14, 7]

    /// - Throws: `GeoIOError` for a place that cannot be brought to the plane.
    func marks() throws -> MapMarks {
        var chosen = incidents, days: Int?
        for period in Self.periods where chosen.count > Self.most {
            days = period
            chosen = incidents.filter { $0.period.last > asOf.advanced(by: -period) }
        }
        return MapMarks(try chosen.compactMap(Self.mark), days: days)
    }

    private static func mark(_ incident: SheetIncident) throws -> MapMark? {
        let kind = MapMark.Kind(type: incident.type)
        switch try incident.geometry() {
        case .point(let point): return MapMark(position: point, kind: kind)
        case .area(let area):
            return try GeometryOperations.interiorPoint(of: area).map { MapMark(position: $0, kind: kind, area: area) }
        case .multiPoint, .lines, nil: return nil
        }
    }
}

extension MapMark.Kind {
    /// The shape of an event type; of an unknown one that of all others.
    init(type: String) {
        self =
            switch EventType(rawValue: type) {
            case .suicideAttack, .ied, .airStrike, .depotExplosion: .explosion
            case .battle, .attackOnPrison: .fighting
            case .violenceAgainstCivilians, .abduction: .people
            default: .other
            }
    }
}
