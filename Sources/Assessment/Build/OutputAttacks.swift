// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Incidents
import Layers
import RedTeam
import Scoring
import Studies

/// Attacks a build's own outputs, and repeats it with restricted events elsewhere in their areas.
struct OutputAttacks {
    let content: BuildContent
    /// Folder that holds the build.
    let folder: String
    /// Folders of earlier releases, which an outsider kept.
    let previous: [String]
    /// What the build took over from an earlier one.
    let history: RestrictedHistory?
    let clock: StageClock
    let threads: Int

    /// - Throws: the typed error of the stop that failed.
    func run() throws -> RedTeamReport {
        let truth = RestrictedTruth(
            evidence: content.evidence.located, study: content.study, gazetteer: content.names.gazetteer)
        let (movedEvidence, movedEvents) = truth.moved(content.evidence.located)
        let moved = try clock.stage("moving restricted events") {
            try ReplayedBuild(content: content, threads: threads, history: history).content(
                evidence: movedEvidence, asOf: content.study.asOf)
        }
        let changed = try clock.stage("moving restricted events") {
            try PlacementComparison(threads: threads, clock: clock).changedOutputs(content, moved)
        }
        let earlier = try earlierReleases()
        let outcomes = try clock.stage("attacking the outputs") {
            let target = try target(earlier: earlier.map { ($0.name, $0.view) })
            let found = try RedTeam.candidates(on: target)
            let movedFound = changed.isEmpty ? found : try RedTeam.candidates(on: movedTarget(target, moved))
            return zip(found, movedFound).map { found, movedFound in
                (
                    AttackOutcome(
                        name: found.name, candidates: found.positions, events: truth.events,
                        knownPlaces: truth.openPlaces),
                    Optional(
                        AttackOutcome(name: found.name, candidates: movedFound.positions, events: movedEvents))
                )
            }
        }
        let traces = try clock.stage("searching the files") {
            try FolderTraces(
                evidence: content.evidence.located, truth: truth, sources: content.evidence.read.sources
            ).search(folder)
        }
        return RedTeamReport(
            events: truth.events, moved: movedEvents, outcomes: outcomes, changedOutputs: changed,
            unproven: Set(earlier.filter { !$0.isProven }.map { RedTeam.differenceName($0.name) }), traces: traces)
    }

    private func target(earlier: [(name: String, view: OutsiderView)]) throws -> RedTeam.Target {
        let view = try FolderView(folder: folder).view(threads: threads)
        let intensity = view.surfaces.first { $0.name == view.additive }?.raster
        return RedTeam.Target(
            view: view, earlier: earlier, answers: try intensity.map { try ReleasedFigures(intensity: $0) })
    }

    /// What the outsider would hold had the events happened elsewhere.
    private func movedTarget(_ target: RedTeam.Target, _ moved: BuildContent) throws -> RedTeam.Target {
        var other = target
        other.view.surfaces = try moved.releasedSurfaces
        other.view.bands = try moved.bands
        other.view.zones = try moved.publishedZones
        let intensity = other.view.surfaces.first { $0.name == other.view.additive }?.raster
        other.answers = try intensity.map { try ReleasedFigures(intensity: $0) }
        return other
    }

    // MARK: Earlier releases

    /// - Parameter isProven: both releases tell nothing by their own account, so their difference cannot either.
    private typealias Earlier = (name: String, view: OutsiderView, isProven: Bool)

    private func earlierReleases() throws -> [Earlier] {
        let folders = previous.enumerated().compactMap { index, folder -> Earlier? in
            // A folder that cannot be read holds no release that anybody compares with.
            guard let reading = try? FolderView(folder: folder), reading.catalog.tier != .internal,
                let view = try? reading.view(threads: 0)
            else { return nil }
            let name = index == 0 ? "the previous release" : "release \(index + 1) before"
            let isOpen = !reading.catalog.sources.contains { $0.access == .restricted }
            return (name, view, reading.catalog.redTeam != nil || isOpen)
        }
        return folders + [(name: "the day before", view: try dayBefore(), isProven: true)]
    }

    /// The release that the same evidence gives one day earlier.
    private func dayBefore() throws -> OutsiderView {
        try clock.stage("scoring the day before") {
            let day = content.study.asOf.advanced(by: -1)
            let before = try ReplayedBuild(content: content, threads: threads, history: nil)
                .content(evidence: content.evidence.located, asOf: day)
            return OutsiderView(
                surfaces: [(SurfaceLayer.intensity.name, try before.released(before.scored.surfaces.base.intensity))],
                additive: SurfaceLayer.intensity.name, kernels: KnownKernels(components: [], lawSigmas: []),
                plane: content.study.crs, cellSize: content.study.cell.value)
        }
    }
}

/// Makes the content of the build again from other evidence or for another day.
struct ReplayedBuild {
    let content: BuildContent
    let threads: Int
    /// What an earlier build has told; nil for none.
    let history: RestrictedHistory?

    /// - Parameter located: the evidence of the build, some of it moved.
    /// - Throws: `GeoIOError`, `SurfaceFault`, `StudyError`.
    func content(evidence located: LocatedEvidence, asOf: CalendarDay) throws -> BuildContent {
        let study = try content.study.dated(asOf)
        var evidence = content.evidence
        evidence.located = located
        evidence.located.incidents.removeAll { !Self.isReleased($0, study: study) }
        evidence.located.withheld += located.incidents.count - evidence.located.incidents.count
        if evidence.restricted != nil {
            evidence.restricted = RestrictedOutcome(
                located.restricted ?? RestrictedEvents(), study: study, gazetteer: content.names.gazetteer,
                previous: history)
        }
        let scored = try Pipeline(study: study, options: Pipeline.Options(out: "", threads: threads))
            .score(evidence, names: content.names, plane: content.plane, clock: StageClock(report: { _ in }))
        return BuildContent(
            study: study, evidence: evidence, names: content.names, plane: content.plane, scored: scored)
    }

    /// Whether the tier shows the incident on that day.
    private static func isReleased(_ entry: LocatedIncident, study: ResolvedStudy) -> Bool {
        entry.incident.period.first <= study.asOf
            && ReleasePolicy(tier: study.tier)
                .mayAppear(endedOn: entry.incident.period.last, asOf: study.asOf, access: entry.access)
    }
}

extension ResolvedStudy {
    /// The study for another day.
    fileprivate func dated(_ day: CalendarDay) throws -> ResolvedStudy {
        if day == asOf { return self }
        var other = study
        other.asOf = day.description
        return try ResolvedStudy(study: other, file: file)
    }
}

extension BuildContent {
    /// Whether the outputs could tell outsiders of restricted events.
    var mustBeAttacked: Bool {
        let located = evidence.located
        return study.tier != .internal
            && (located.restricted != nil
                || located.incidents.indices.contains { located.incidents.access($0) == .restricted })
    }
}
