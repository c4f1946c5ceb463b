// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Scoring
import Studies

/// Makes the content of the build again from other evidence or for another day, and nothing of it that must be the same.
struct ReplayedBuild {
    let content: BuildContent
    let threads: Int
    /// What an earlier build has told; nil for none.
    let history: RestrictedHistory?

    /// The content of the same day with other evidence.
    ///
    /// Surfaces follow from masses and corridors alone: where the masses are the same in every number, so are they.
    ///
    /// - Parameter located: the evidence of the build, some of it moved.
    /// - Throws: `GeoIOError`, `SurfaceFault`, `StudyError`.
    func content(evidence located: LocatedEvidence) throws -> BuildContent {
        let study = content.study, evidence = evidence(located, study), pipeline = pipeline(study)
        let gridded = try gridded(evidence, pipeline)
        let surfaces =
            gridded.masses.isSame(as: content.scored.masses)
            ? content.scored.surfaces
            : try RiskSurfaces(
                evidence: gridded.masses.evidence, routes: evidence.routes, study: study,
                transform: content.plane.toPlane, threads: threads)
        var replayed = BuildContent(
            study: study, evidence: evidence, names: content.names, plane: content.plane,
            scored: ScoredEvidence(gridded, surfaces: surfaces), forecast: content.forecast, shapes: content.shapes)
        // A forecast follows from the record alone; where nothing of it is told otherwise, it is the same.
        if content.forecast?.forecast.isOfUnits == true,
            try evidence.restricted?.digestText != content.evidence.restricted?.digestText
        {
            replayed.forecast = try pipeline.forecastSurfaces(replayed, StageClock { _ in })
        }
        return replayed
    }

    /// The intensity of the same evidence for another day as its file would hold it, without the corridors.
    /// - Throws: `GeoIOError`, `SurfaceFault`, `StudyError`.
    func intensity(asOf day: CalendarDay) throws -> Raster<Float> {
        let study = try content.study.dated(day), pipeline = pipeline(study)
        let gridded = try gridded(evidence(content.evidence.located, study), pipeline)
        let surface = try RiskSurface(
            evidence: gridded.masses.evidence, stack: study.surfaceStack(),
            settings: study.surfaceSettings(threads: threads))
        return try gridded.assessed.released(surface.intensity)
    }

    private func pipeline(_ study: ResolvedStudy) -> Pipeline {
        Pipeline(study: study, options: Pipeline.Options(out: "", threads: threads))
    }

    /// The cells of provinces and of areas that came before are those of the build.
    private func gridded(_ evidence: StudyEvidence, _ pipeline: Pipeline) throws -> GriddedEvidence {
        try pipeline.gridded(
            evidence, names: content.names, plane: content.plane, known: content.scored.footprints,
            zones: content.scored.zones)
    }

    private func evidence(_ located: LocatedEvidence, _ study: ResolvedStudy) -> StudyEvidence {
        var evidence = content.evidence
        evidence.located = located
        evidence.located.incidents.removeAll { !Self.isReleased($0, study: study) }
        evidence.located.withheld += located.incidents.count - evidence.located.incidents.count
        if evidence.restricted != nil {
            evidence.restricted = RestrictedOutcome(
                located.restricted ?? RestrictedEvents(), study: study, gazetteer: content.names.gazetteer,
                previous: history)
        }
        return evidence
    }

    /// Whether the tier shows the incident on that day.
    private static func isReleased(_ entry: LocatedIncident, study: ResolvedStudy) -> Bool {
        entry.incident.period.first <= study.asOf
            && ReleasePolicy(tier: study.tier)
                .mayAppear(endedOn: entry.incident.period.last, asOf: study.asOf, access: entry.access)
    }
}

extension EventMasses {
    /// Whether both put the same masses at the same places of the same grid, for the same day and in the same order.
    func isSame(as other: EventMasses) -> Bool {
        let (one, two) = (evidence, other.evidence)
        return one.grid == two.grid && one.asOf == two.asOf && one.population == nil && two.population == nil
            && one.evenFootprints == two.evenFootprints && one.footprints == two.footprints
            && one.events.elementsEqual(two.events)
    }
}
