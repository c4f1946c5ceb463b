// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import GeoIO
import Incidents

/// Chooses the incidents that a sheet marks: all of the evidence, or those of its last days where they would cover the map.
struct SheetMarks {
    let asOf: CalendarDay

    /// More marks would hide the map.
    private static let most = 120
    /// Periods, the longest first, of which the longest is taken that has not too many.
    private static let periods = [365, 180, 90, 30, 14, 7]

    /// - Parameter incidents: gone through twice, so that those of a large table need not be held all at once.
    /// - Throws: `GeoIOError` for a place that cannot be brought to the plane.
    func marks(of incidents: some Sequence<SheetIncident>) throws -> MapMarks {
        let days = days(of: incidents)
        let chosen = incidents.filter { incident in days.map { isWithin($0, incident) } ?? true }
        return MapMarks(try SheetIncident.ranked(chosen).compactMap(Self.mark), days: days)
    }

    /// Days from which incidents are marked; nil for all days.
    private func days(of incidents: some Sequence<SheetIncident>) -> Int? {
        var all = 0, within = [Int](repeating: 0, count: Self.periods.count)
        for incident in incidents {
            all += 1
            for (place, days) in Self.periods.enumerated() where isWithin(days, incident) { within[place] += 1 }
        }
        guard all > Self.most else { return nil }
        return zip(Self.periods, within).first { $1 <= Self.most }?.0 ?? Self.periods.last
    }

    private func isWithin(_ days: Int, _ incident: SheetIncident) -> Bool {
        incident.period.last > asOf.advanced(by: -days)
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
