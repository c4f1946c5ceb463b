// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import Queries

/// All provinces, with a bar each on a terminal.
struct RankingReport {
    /// Characters of the longest bar.
    private static let barWidth = 25

    let answers: [QueryAnswer]

    func text(_ format: OutputFormat) throws -> String {
        switch format {
        case .table: table
        case .json: try jsonText(answers)
        case .csv: AnswerTable(answers: answers).csv
        }
    }

    /// Whether a record allows numbers anywhere.
    private var hasChances: Bool { answers.contains { $0.result.forecast?.chanceClass != nil } }

    private var columns: [(heading: String, alignment: TextTable.Alignment)] {
        let before: [(heading: String, alignment: TextTable.Alignment)] = [
            ("Rank", .trailing), ("Province", .leading), ("Code", .leading),
        ]
        let chances: [(heading: String, alignment: TextTable.Alignment)] = [
            ("Chance in 30 days", .trailing), ("Expected", .trailing), ("90 %", .trailing),
            ("30 days before", .trailing),
        ]
        let after: [(heading: String, alignment: TextTable.Alignment)] = [
            ("Relative risk", .trailing), ("Highest cell", .trailing), ("Located reports", .trailing),
            ("Incidents", .trailing), ("Claims", .trailing), ("", .leading),
        ]
        return before + (hasChances ? chances : []) + after
    }

    private var table: String {
        let showsBars = isatty(1) == 1
        let most = answers.compactMap { $0.result.ranking }.max() ?? 0
        var table = TextTable(columns)
        for answer in answers {
            let result = answer.result
            let head = [result.rank.map { "\($0)" } ?? "-", result.nameEnglish, result.iso3166_2]
            let share = most > 0 ? (result.ranking ?? 0) / most : 0
            table.add(
                head + (hasChances ? chances(result.forecast) : [])
                    + [
                        figure(result.relativeRisk), figure(result.relativeRiskMax),
                        result.locatedReports.map { "\($0.rounded(toSignificant: 3))" } ?? "-",
                        "\(result.incidents)", "\(result.claims)", showsBars ? bar(share) : "",
                    ])
        }
        let common = (answers.first?.notes ?? []).filter { note in answers.allSatisfy { $0.notes.contains(note) } }
        return ([table.text, ""] + common).joined(separator: "\n")
    }

    private func chances(_ forecast: ProvinceForecast?) -> [String] {
        guard let forecast else { return ["-", "-", "-", "-"] }
        let interval = forecast.expectedLow.flatMap { low in forecast.expectedHigh.map { "\(low)-\($0)" } }
        return [
            forecast.chance.map(percentText) ?? forecast.chanceText ?? "refused",
            figure(forecast.expected), interval ?? "-", forecast.changeFigure,
        ]
    }

    private func figure(_ value: Double?) -> String { value.map { decimal($0, $0 < 10 ? 2 : 0) } ?? "-" }

    private func bar(_ share: Double) -> String {
        let length = Int(checked: (share * Double(Self.barWidth)).rounded()) ?? 0
        return String(repeating: "█", count: min(max(0, length), Self.barWidth))
    }
}

extension ProvinceResult {
    /// What the ranking follows.
    fileprivate var ranking: Double? { forecast?.expected ?? locatedReports }
}

extension ProvinceForecast {
    /// The class of the chance in words: `5 to 20 %`.
    var chanceText: String? { chanceClass.map { $0.replacing("_", with: " ") + " %" } }

    /// `x2.1 up` where a change is marked, `x1.1` where it may be chance, `-` where nothing is said.
    var changeFigure: String {
        guard let ratio = changeRatio, let change else { return "-" }
        return "x\(decimal(ratio, 2))" + (change == .unmarked ? "" : " \(change.rawValue)")
    }

    /// The change in a sentence; nil where nothing is said.
    var changeText: String? {
        guard let ratio = changeRatio, let change else { return nil }
        let times = "\(decimal(ratio, 2)) times the number of 30 days before"
        return change == .unmarked ? "\(times); may be chance" : "\(times): \(change.rawValue), by more than chance"
    }
}
