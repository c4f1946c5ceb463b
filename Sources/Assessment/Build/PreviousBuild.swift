// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import Studies

/// What an earlier build has told of restricted events.
struct PreviousBuild {
    let folder: String
    let tier: ReleaseTier
    let history: RestrictedHistory
    /// The counts as they stand in its files.
    let counts: [RestrictedCount]

    /// Whether the folder holds a build of a study with restricted inputs.
    static func tellsRestrictedEvents(folder: String) -> Bool {
        BuildFolder.isBuild(folder)
            && FileManager.default.fileExists(atPath: "\(folder)/\(RestrictedCount.fileName)")
    }

    /// - Throws: `CatalogError` or `StudyError` for a folder that is no whole build.
    init(folder: String) throws {
        self.folder = folder
        let catalog = try Catalog.read(folder: folder)
        counts = try ContributionTable.read(folder: folder).restricted ?? []
        guard let asOf = CalendarDay(parsing: catalog.asOf), let batches = RestrictedCount.batches(of: counts) else {
            throw StudyError(file: folder, message: "its counts of restricted events cannot be read; build it again")
        }
        tier = catalog.tier
        history = RestrictedHistory(asOf: asOf, batches: batches)
    }

    /// The history of a folder that a study names as its previous build.
    /// - Throws: `StudyError` when it is of another tier or of a later day.
    func history(for study: ResolvedStudy) throws -> RestrictedHistory {
        guard tier == study.tier else {
            throw StudyError(
                file: folder,
                message: "--previous: it is a '\(tier.rawValue)' build and this one is '\(study.tier.rawValue)'; "
                    + "name the last build of this tier")
        }
        guard history.asOf <= study.asOf else {
            throw StudyError(
                file: folder,
                message: "--previous: its day \(history.asOf) is later than \(study.asOf); name an earlier build")
        }
        return history
    }

    /// Refuses to replace a build whose restricted events are no longer those of the table.
    /// - Throws: `StudyError`.
    func refuseChange(of events: [RestrictedEvent], study: ResolvedStudy) throws {
        guard tier == study.tier, !history.batches.isEmpty else { return }
        let delay = ReleasePolicy(tier: tier).delayDays(.restricted)
        let again = RestrictedRelease(of: events, asOf: history.asOf, delayDays: delay)
        guard again.batches != history.batches else { return }
        throw StudyError(
            file: folder,
            message: "this build was made of other restricted events than the study holds now, and the difference of "
                + "both would show single ones; add --previous \(folder), or write to another folder and never "
                + "publish both", kind: .output)
    }
}
