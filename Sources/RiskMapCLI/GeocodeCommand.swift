// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Geo
import Places

/// `riskmap geocode`: names to places.
struct GeocodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geocode", abstract: "Finds the place that a name of a report means.",
        discussion: """
            A governorate's name means the governorate unless the text says city. An ambiguous or unknown name is \
            answered with its candidates and exit status 1; a batch reports them in its columns instead.
            """)

    @Argument(help: "Names as the report writes them, in Latin or Arabic script.")
    var names: [String] = []

    @Option(help: "Country, as ISO 3166-1 code or name.")
    var country: String?

    @Option(help: "Province, as ISO 3166-2 code, OCHA code or name.")
    var province: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A position near which the place is expected.", valueName: "LAT,LON"))
    var near: PositionArgument?

    @Option(help: "table, json or csv (a batch: csv unless given).")
    var format: OutputFormat?

    @Option(help: ArgumentHelp("Table with the column name, and country and province if known.", valueName: "FILE.csv"))
    var batch: String?

    @OptionGroup var study: StudyOption

    func validate() throws {
        if names.isEmpty && batch == nil { throw ValidationError("Give at least one name, or --batch FILE.csv.") }
        if !names.isEmpty && batch != nil { throw ValidationError("Give names or --batch, not both.") }
    }

    func run() throws {
        try reportingErrors {
            let geocoder = try Geocoder(study: study.resolved())
            if let batch { return try runBatch(batch, geocoder: geocoder) }
            let answers = names.map { name in
                geocoder.geocode(name, country: country, province: province, near: near?.coordinate)
            }
            try printOutput(GeocodeReport(answers: answers).text(format ?? .table))
            if answers.contains(where: { $0.match == nil }) { throw ExitCode(1) }
        }
    }

    private func runBatch(_ file: String, geocoder: Geocoder) throws {
        let rows = try geocoder.geocode(batch: file, country: country, province: province)
        try printOutput(GeocodeReport(batch: rows).text(format ?? .csv))
        let open = rows.count { $0.answer.match == nil }
        if open > 0 { printError("\(open) of \(rows.count) names are ambiguous or unknown; see the column status.") }
    }
}
