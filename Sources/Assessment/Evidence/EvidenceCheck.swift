// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Places
import Studies

/// Refuses a map made of nothing: it would show the lowest risk everywhere, which nobody has reported.
struct EvidenceCheck {
    let study: ResolvedStudy
    let names: StudyNames
    let plane: BuildGrid

    /// - Throws: `StudyError` when no incident puts weight on the grid, unless the study says `allow_empty: true`.
    func check(_ evidence: StudyEvidence) throws {
        if study.study.allowEmpty == true { return }
        let summary = evidence.read.summary
        if summary.rows == 0 { throw refusal(inputs, "holds no rows") }
        if summary.claims == 0 {
            let first = evidence.read.rejected.first.map { "; the first: \($0)" } ?? ""
            throw refusal(inputs, "all \(summary.rows) rows were rejected\(first)")
        }
        var footprints = LawFootprints(gazetteer: names.gazetteer, transform: plane.toPlane, grid: plane.grid)
        // What is held back is withheld, not absent: such a map says so.
        if let restricted = evidence.restricted, restricted.events > 0 { return }
        let located = evidence.located.incidents
        for index in located.indices where located.isDrawn(index) {
            if try isOnTheMap(located.place(index).law, &footprints) { return }
        }
        throw refusal(study.file, "no incident lies on the map (\(reasons(evidence.located)))")
    }

    private func refusal(_ file: String, _ what: String) -> StudyError {
        StudyError(
            file: file,
            message: "\(what); a map of no incidents would show the lowest risk everywhere. Mend the input, or write "
                + "'allow_empty: true' into the study where it is known that there were none")
    }

    /// The files that the study names, for the message.
    private var inputs: String {
        let files = study.study.inputs.map { study.path($0.file) }
        return files.isEmpty ? "\(study.file): inputs" : files.joined(separator: ", ")
    }

    private func isOnTheMap(_ law: LocationLaw, _ footprints: inout LawFootprints) throws -> Bool {
        switch law {
        case .point(let coordinate, _): return study.extent.contains(coordinate.point)
        case .area(let law):
            let position = try footprints.position(of: law)
            return footprints.footprints[position].fractions.contains { $0 > 0 }
        case .unlocated: return false
        }
    }

    private func reasons(_ evidence: LocatedEvidence) -> String {
        let weightless = evidence.incidents.weights.count { $0 <= 0 }
        let example = evidence.placeProblems.first.map { ", such as '\($0.place)': \($0.reason)" } ?? ""
        let outside = evidence.incidents.drawnCount
        let counts = [
            (evidence.later, "later than the as-of date \(study.asOf)"),
            (evidence.earlier, "earlier than \(study.since?.description ?? "the earliest day")"),
            (evidence.withheld, "held back by the tier \(study.tier.rawValue)"),
            (evidence.unlocatedCount, "without a place\(example)"), (weightless, "of types without weight"),
            (outside, "outside the extent"),
        ]
        return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
