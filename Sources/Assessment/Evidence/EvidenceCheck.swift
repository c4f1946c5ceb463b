// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Studies

/// Refuses a map made of nothing: it would show a land without reports, which nobody has reported.
struct EvidenceCheck {
    let study: ResolvedStudy

    /// - Throws: `StudyError` when no incident puts weight on the map, unless the study says `allow_empty: true`, and when
    ///   too few rows can be used, whatever it says.
    func check(_ evidence: StudyEvidence) throws {
        let summary = evidence.read.summary, mayBeEmpty = study.study.allowEmpty == true
        // Rows that were rejected are no sign that nothing happened.
        if mayBeEmpty, summary.rejected == 0, summary.claims == 0 { return }
        if summary.rows == 0 { throw refusal(inputs, "holds no rows") }
        if summary.claims == 0 {
            let first = example(evidence.read.rejected.first)
            if summary.rejected == 0, let day = study.knownOn {
                throw refusal(inputs, "none of the \(summary.rows) rows was known on \(day)")
            }
            throw StudyError(
                file: inputs,
                message:
                    "all \(summary.rows) rows were rejected\(first); a map of no incidents would show a land without "
                    + "reports. Mend the input or its mapping")
        }
        try refuseLoss(evidence)
        if mayBeEmpty { return }
        try refuseBorrowedDay(evidence)
        // What is held back is withheld, not absent: such a map says so.
        if let restricted = evidence.restricted, restricted.events > 0 { return }
        if evidence.placed.onMap == 0 {
            throw refusal(study.file, "no incident lies on the map (\(reasons(evidence)))")
        }
    }

    /// A table named on the command line may be of another time than the study: its map would be empty or half of it.
    private func refuseBorrowedDay(_ evidence: StudyEvidence) throws {
        guard study.hasBorrowedDay, let newest = evidence.read.newest else { return }
        let age = study.asOf.days(since: newest)
        guard !(0...Self.mostDaysApart).contains(age) else { return }
        throw StudyError(
            file: study.file,
            message: "the newest report is of \(newest), and the study's as_of is \(study.asOf); "
                + "give --as-of \(newest), or --as-of \(study.asOf) where that day is meant")
    }

    /// The newest report of a table may be so much older than a study's day.
    private static let mostDaysApart = 60

    /// A table that has changed its form loses most rows and would replace a good map with a poor one.
    private func refuseLoss(_ evidence: StudyEvidence) throws {
        let least = study.study.leastUsedShare ?? Self.leastUsedShare
        for (reading, first) in evidence.read.inputs {
            let file = reading.file, summary = reading.summary
            // What people took out says nothing of the table.
            let taken = summary.reasons.reduce(0) { $0 + (RejectionReason.decisions.contains($1.code) ? $1.count : 0) }
            let known = summary.rows - summary.notKnownYet - taken
            guard Double(summary.claims) < least * Double(known) else { continue }
            let reasons = summary.reasons.map { "\($0.code) \($0.count)" }.joined(separator: ", ")
            throw StudyError(
                file: file,
                message: "\(summary.rejected - taken) of \(known) rows cannot be used (\(reasons)), and at least "
                    + "\(least) of all rows have to be usable\(example(first)). Mend the input or its mapping, "
                    + "or write a smaller 'least_used_share' into the study where this much may be lost")
        }
    }

    /// The first rejection behind a semicolon, as part of a sentence that goes on.
    private func example(_ rejected: Rejected?) -> String {
        guard let rejected else { return "" }
        let text = "\(rejected)"
        return "; the first: " + (text.hasSuffix(".") ? String(text.dropLast()) : text)
    }

    /// Rows that have to be usable where the study names no share.
    private static let leastUsedShare = 0.5

    private func refusal(_ file: String, _ what: String) -> StudyError {
        StudyError(
            file: file,
            message: "\(what); a map of no incidents would show a land without reports. Mend the input, or write "
                + "'allow_empty: true' into the study where it is known that there were none")
    }

    /// The files that the study names, for the message.
    private var inputs: String {
        let files = study.study.inputs.map { study.path($0.file) }
        return files.isEmpty ? "\(study.file): inputs" : files.joined(separator: ", ")
    }

    private func reasons(_ found: StudyEvidence) -> String {
        let evidence = found.located, placed = found.placed
        let example = evidence.placeProblems.first.map { ", such as '\($0.place)': \($0.reason)" } ?? ""
        let counts = [
            (evidence.later, "later than the as-of date \(study.asOf)"),
            (evidence.earlier, "earlier than \(study.since?.description ?? "the earliest day")"),
            (evidence.withheld, "held back by the tier \(study.tier.rawValue)"),
            (placed.unlocated, "without a place\(example)"), (placed.countryOnly, "known to the country only"),
            (placed.weightless, "of types without weight"), (placed.outsideExtent, "outside the extent"),
            (placed.outsideAssessed, "outside the assessed countries"),
        ]
        return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
