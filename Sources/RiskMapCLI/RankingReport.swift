// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import Queries

/// All provinces, with a bar each on a terminal.
struct RankingReport {
    /// Characters of a bar for a score of 100.
    private static let barWidth = 25

    let answers: [QueryAnswer]

    func text(_ format: OutputFormat) throws -> String {
        switch format {
        case .table: table
        case .json: try jsonText(answers)
        case .csv: AnswerTable(answers: answers).csv
        }
    }

    private var table: String {
        let showsBars = isatty(1) == 1
        var table = TextTable([
            ("Rank", .trailing), ("Province", .leading), ("Code", .leading), ("Score", .trailing), ("Class", .leading),
            ("Max", .trailing), ("Incidents", .trailing), ("Claims", .trailing), ("", .leading),
        ])
        for answer in answers {
            let result = answer.result
            table.add([
                result.rank.map { "\($0)" } ?? "-", result.nameEnglish, result.iso3166_2,
                result.score.map { decimal($0, 1) } ?? "-", result.scoreClass.replacing("_", with: " "),
                result.scoreMax.map { decimal($0, 1) } ?? "-", "\(result.incidents)", "\(result.claims)",
                showsBars ? bar(result.score ?? 0) : "",
            ])
        }
        let common = (answers.first?.notes ?? []).filter { note in answers.allSatisfy { $0.notes.contains(note) } }
        return ([table.text, ""] + common).joined(separator: "\n")
    }

    private func bar(_ score: Double) -> String {
        let length = Int(checked: (score / 100 * Double(Self.barWidth)).rounded()) ?? 0
        return String(repeating: "█", count: min(max(0, length), Self.barWidth))
    }
}
