// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Layers
import Queries

/// `riskmap watch`: answers rules from a build; what fires is told by the exit status, and nothing is ever sent.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Answers rules of a file from a build, with an exit status for scripts.",
        discussion: """
            Exit status 0: no rule fired; 3: at least one did; any other: an error, and nothing was answered. It sends \
            nothing itself. A rule that does not fire says nothing of safety (docs/watching.md).
            """)

    @Option(help: ArgumentHelp("YAML file of the rules.", valueName: "FILE"))
    var rules: String

    @Option(help: ArgumentHelp("Folder of the build.", valueName: "DIR"))
    var dir = "out"

    @Option(help: ArgumentHelp("Folder of an earlier build, for rules that ask what is new.", valueName: "OLD"))
    var since: String?

    @Option(help: ArgumentHelp("Folder of earlier builds, for rules that look back.", valueName: "DIR"))
    var history: String?

    @Option(help: "table or json.")
    var format = WatchFormat.table

    enum WatchFormat: String, ExpressibleByArgument, CaseIterable { case table, json }

    func run() throws {
        try reportingErrors {
            let rules = try WatchRules(file: rules)
            let watch = try Watch(
                rules, of: QueryService(folder: dir), since: since.map { try QueryService(folder: $0) },
                history: history)
            let report = try watch.report()
            try printOutput(format == .json ? jsonText(report) : WatchText(report: report).text)
            if report.fired > 0 { throw ExitStatus.fired }
        }
    }
}

/// The answers to rules for people.
struct WatchText {
    let report: WatchReport

    var text: String {
        let since = report.since.map { ", since \($0)" } ?? ""
        let heading =
            "\(report.rules.count) \(report.rules.count == 1 ? "rule" : "rules") on the build of \(report.asOf) (tier \(report.tier.rawValue)\(since)): "
            + "\(report.fired) fired, \(report.refused) not answered"
        return ([heading] + report.rules.map(block) + [report.notes.joined(separator: "\n")]).joined(separator: "\n\n")
    }

    private func block(_ answer: WatchAnswer) -> String {
        let state = answer.isFired ? "FIRED" : answer.refusal == nil ? "quiet" : "no answer"
        let line = answer.line.map { " (line \($0))" } ?? ""
        var lines = ["\(state)  \(answer.name.plain)\(line)"]
        if let place = answer.place { lines.append("  about    \(place.plain)") }
        lines.append("  answer   \(answer.sentence)")
        lines += answer.reports.prefix(20).map { report in
            let days = [report.firstDay, report.lastDay].compactMap(\.self)
            let day = days.first == days.last ? days.first ?? "" : days.joined(separator: " to ")
            return "  report   \(day.isEmpty ? "" : day + "  ")\(report.title) [\(report.id.plain)]"
        }
        if answer.reports.count > 20 { lines.append("  \(answer.reports.count - 20) more reports: --format json") }
        lines += answer.restricted.map {
            "  area     \($0.name.plain), \($0.first) to \($0.last): \($0.eventsTo - $0.eventsFrom) more restricted events"
        }
        return lines.joined(separator: "\n")
    }
}
