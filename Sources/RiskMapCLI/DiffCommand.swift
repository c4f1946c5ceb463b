// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Queries

/// `riskmap diff`: what is new between two builds.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Tells what is new between two builds of one study.",
        discussion: """
            Reads both build folders and nothing else. Incidents that are new, gone or changed; provinces whose expected \
            number rose or fell, marked only where that is more than chance; counters of restricted events. Builds of \
            different studies or tiers are refused (docs/watching.md).
            """)

    @Argument(help: ArgumentHelp("Folder of the earlier build.", valueName: "OLD"))
    var old: String

    @Argument(help: ArgumentHelp("Folder of the later build.", valueName: "NEW"))
    var new: String

    @Option(help: "table, json or html.")
    var format = PageFormat.table

    func run() throws {
        try reportingErrors {
            let later = try QueryService(folder: new)
            let news = try later.news(since: QueryService(folder: old))
            try printOutput(DiffReport(news: news).text(format))
        }
    }
}
