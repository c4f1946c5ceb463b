// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import GeoIO
import Incidents
import Layers
import Studies

extension SheetContent {
    /// The sheets of a build that is being made.
    /// - Parameter listed: the incidents that its outputs list.
    /// - Throws: `GeoIOError` for a corridor that cannot be brought to the plane.
    init(_ content: BuildContent, listed: [ListedIncident]) throws {
        let areas = CorridorAreas(width: content.study.lengths.corridorWidth, plane: content.plane)
        self.init(
            study: content.study, wording: content.wording, gazetteer: content.names.gazetteer, plane: content.plane,
            digest: content.evidence.digest, version: RiskMapVersion.text,
            withheld: content.scored.provinces.withheld,
            corridors: try content.evidence.routes.map { route in
                SheetCorridor(
                    from: route.from, to: route.to, mode: route.mode, basis: route.basis, period: route.period,
                    area: try areas.planar(route))
            },
            marks: try Self.marks(content, listed), attributions: content.attributions,
            evidence: content.hasEvidence ? content.evidencePeriod : nil, drawn: content.evidence.drawn,
            forecast: content.forecast?.forecast.section, mainLayer: content.mainLayer.name,
            isOfRecord: content.isOfRecord,
            doubt: content.values(of: .doubt).map(content.scored.assessed.masked))
    }

    private static func marks(_ content: BuildContent, _ listed: [ListedIncident]) throws -> MapMarks {
        let areas = ReleasedAreas(footprints: content.scored.footprints, toDegrees: content.plane.toDegrees)
        let toPlane = content.plane.toPlane, asOf = content.study.asOf
        let incidents = listed.lazy.compactMap { listed in
            SheetIncident(listed, asOf: asOf) {
                try areas.geometry(of: $0).map { try toPlane.transform($0, maximumEdge: 0.1) }
            }
        }
        return try SheetMarks(asOf: asOf).marks(of: incidents)
    }
}

extension SheetIncident {
    /// Nil for an incident that no sheet marks.
    fileprivate init?(
        _ listed: ListedIncident, asOf: CalendarDay, geometry: @escaping (ReleasedLocation) throws -> Geometry?
    ) {
        let entry = listed.entry, shown = listed.shown, weight = entry.weight.rounded(toDecimals: 4)
        guard let first = CalendarDay(parsing: shown.first), let last = CalendarDay(parsing: shown.last),
            let period = DayInterval(first: first, last: last),
            Self.isMarked(weight: weight, first: first, asOf: asOf, access: entry.access)
        else { return nil }
        self.init(id: shown.id, type: shown.type, period: period, weight: weight) { try geometry(shown.location) }
    }
}
