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
                evidence: movedEvidence)
        }
        let changed = try clock.stage("moving restricted events") {
            try PlacementComparison(threads: threads, clock: clock).changedOutputs(content, moved)
        }
        let earlier = try earlierReleases()
        let outcomes = try clock.stage("attacking the outputs") {
            let target = try target(earlier: earlier.map { ($0.name, $0.view) })
            let found = try RedTeam.candidates(on: target)
            let movedFound = changed.isEmpty ? found : try RedTeam.candidates(on: movedTarget(target, moved))
            return judged(truth, found, movedEvents, movedFound)
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

    /// Candidates of an attack, by its name.
    private typealias Found = (name: String, positions: [Coordinate])

    private func judged(
        _ truth: RestrictedTruth, _ found: [Found], _ movedEvents: [HiddenEvent], _ movedFound: [Found]
    ) -> [(outcome: AttackOutcome, moved: AttackOutcome?)] {
        var judge = AttackJudge(knownPlaces: truth.openPlaces)
        return zip(found, movedFound).map { found, movedFound in
            let outcome = judge.outcome(name: found.name, candidates: found.positions, events: truth.events)
            // What is published of them needs no guess about towns.
            let moved = judge.outcome(
                name: found.name, candidates: movedFound.positions, events: movedEvents, knowsPlaces: false)
            return (outcome, moved)
        }
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
            let intensity = try ReplayedBuild(content: content, threads: threads, history: nil).intensity(asOf: day)
            return OutsiderView(
                surfaces: [(SurfaceLayer.intensity.name, intensity)],
                additive: SurfaceLayer.intensity.name, kernels: KnownKernels(components: [], lawSigmas: []),
                plane: content.study.crs, cellSize: content.study.cell.value)
        }
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
