// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Queries

/// `riskmap query`: risk by province, by any other place, or by position.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Tells the risk of a province, a place or a position, and why.",
        discussion: """
            Answers from a build folder alone. A name, or --at, gives one object with --format json; several names, or \
            --all, give an array. An unknown name is answered with the nearest candidates and exit status 1.
            """)

    @Argument(help: "Provinces, districts, towns or regions, in any spelling or script, or ISO 3166-2 codes.")
    var names: [String] = []

    @Flag(help: "All provinces, the highest rank first.")
    var all = false

    @Flag(help: "The transfers of detainees that reports tell of: moved, received, planned and held, never added.")
    var transfers = false

    @Option(parsing: .unconditional, help: ArgumentHelp("The cell at a position.", valueName: "LAT,LON"))
    var at: PositionArgument?

    @Option(help: ArgumentHelp("Folder of the build.", valueName: "DIR"))
    var dir = "out"

    @Option(help: "table, json or csv.")
    var format = OutputFormat.table

    @Flag(help: "List the incidents and routes that contribute most.")
    var why = false

    @Flag(help: "With --why: words of the sources, where they may be shown.")
    var quote = false

    func validate() throws {
        let ways = [!names.isEmpty, all, at != nil, transfers].count { $0 }
        if ways != 1 { throw ValidationError("Give names, or --all, or --at LAT,LON, or --transfers.") }
        if transfers && why { throw ValidationError("--why explains a place; --transfers names the claims itself.") }
        if quote && !why { throw ValidationError("--quote shows words behind the reasons; give --why too.") }
        if all && why { throw ValidationError("--why explains one place; give its name instead of --all.") }
    }

    func run() throws {
        try reportingErrors {
            let service = try QueryService(folder: dir)
            if transfers { return try printOutput(TransferReport(transfers: service.transfers()).text(format)) }
            if all { return try printOutput(RankingReport(answers: service.ranking()).text(format)) }
            let answers =
                if let at {
                    [try service.answer(at: at.coordinate, why: why)]
                } else {
                    try names.map { try service.answer(named: $0, why: why) }
                }
            let shown = quote ? answers : answers.map(\.withoutQuotes)
            try printOutput(AnswerReport(answers: shown).text(format))
        }
    }
}
