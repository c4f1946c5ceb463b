// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Incidents
import Foundation
import Layers
import Studies

/// `riskmap build`: from reports and routes to risk layers.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Builds the risk layers of a study.",
        discussion: """
            Writes one folder with GeoTIFF, PNG and GeoJSON layers, finished maps, catalog.json and \
            contributions.json. The folder appears in one step: an interrupted run leaves the last build as it was.
            """)

    @OptionGroup var study: StudyOption
    @OptionGroup var inputs: IncidentOptions

    @Option(help: ArgumentHelp("Folder of the build.", valueName: "DIR"))
    var out = "out"

    @OptionGroup var frame: FrameOptions
    @OptionGroup var release: ReleaseOptions

    @Option(help: ArgumentHelp("More formats of the vector layers: gpkg,kml,hxl.", valueName: "LIST"))
    var also: String?

    @Option(
        help: ArgumentHelp(
            "Write these files and catalog.json alone, such as relative-risk.tif,provinces.geojson.", valueName: "LIST")
    )
    var only: String?

    @OptionGroup var limits: RunLimits

    @Option(
        help: ArgumentHelp(
            "Earlier build of the same tier whose counts of restricted events stay told.", valueName: "DIR"))
    var previous: String?

    @OptionGroup var sheets: SheetOptions

    @Flag(help: "Print nothing but errors and warnings.")
    var quiet = false

    func validate() throws {
        try OutputPath.check(out, name: "--out")
        _ = try WantedFiles.selection(only)
    }

    func run() throws {
        try reportingErrors {
            let interrupts = InterruptGuard()
            defer { withExtendedLifetime(interrupts) {} }
            let progress = ProgressLine(quiet: quiet)
            defer { progress.clear() }
            var options = Pipeline.Options(
                out: out, also: try WantedFiles.formats(also), maxRejected: limits.maxRejected,
                threads: limits.work.threads, previous: previous, maxMemory: limits.maxMemory?.bytes,
                selection: try WantedFiles.selection(only))
            options.sheets = try sheets.selection()
            let pipeline = Pipeline(study: try study.resolved(overrides()), options: options)
            let report = try pipeline.run { progress.show($0) }
            progress.clear()
            printWarnings(report.reading.doubts)
            if !quiet { try printOutput(BuildReportText(report: report).text) }
        }
    }

    private func overrides() throws -> ResolvedStudy.Overrides {
        var overrides = frame.overrides
        release.set(&overrides)
        overrides.inputs = inputs.sections()
        return overrides
    }
}

/// What `--also` and `--only` name.
enum WantedFiles {
    /// More formats of the vector layers.
    static func formats(_ also: String?) throws -> [ExtraFormat] {
        try (also ?? "").split(separator: ",").map { text in
            guard let format = ExtraFormat(rawValue: text.trimmingCharacters(in: .whitespaces)) else {
                let known = ExtraFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--also: '\(text)' is not one of \(known).")
            }
            return format
        }
    }

    /// The files of a build; `otherwise` where nothing is named.
    static func selection(_ only: String?, otherwise: OutputSelection = .all) throws -> OutputSelection {
        guard let only else { return otherwise }
        do {
            return try OutputNames.selection(of: only)
        } catch {
            throw ValidationError("--only: \(error).")
        }
    }
}

/// Who a map is for, and how it treats what is known roughly, in place of the study's.
struct ReleaseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Release tier: public, partner or internal.", valueName: "TIER"))
    var release: String?

    @Option(
        help: ArgumentHelp("How imprecise events are spread: informed, uniform, centroid or drop.", valueName: "HOW"))
    var imprecise: String?

    /// Puts what is given in place of the study's own.
    func set(_ overrides: inout ResolvedStudy.Overrides) {
        overrides.release = release
        overrides.imprecise = imprecise
    }
}

/// What a run may take.
struct RunLimits: ParsableArguments {
    @Option(help: ArgumentHelp("Stop when more rows than this are rejected.", valueName: "N"))
    var maxRejected: Int?

    @OptionGroup var work: ThreadOption

    @Option(
        help: ArgumentHelp(
            "Memory that the run may use, such as 2GiB; larger inputs are refused. Without it, what the system has left.",
            valueName: "SIZE"))
    var maxMemory: MemorySize?

    func validate() throws {
        if let maxRejected, maxRejected < 0 { throw ValidationError("--max-rejected must be zero or more.") }
    }
}

/// How many threads a run has.
struct ThreadOption: ParsableArguments {
    @Option(help: ArgumentHelp("Number of threads; the result does not depend on it.", valueName: "N"))
    var threads = 2

    func validate() throws {
        if threads < 1 { throw ValidationError("--threads must be at least 1.") }
    }
}

/// The day of the map, the days that count and the size of a cell, in place of the study's.
struct FrameOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Day for which the surface holds, YYYY-MM-DD.", valueName: "DATE"))
    var asOf: String?

    @OptionGroup var span: SpanOptions

    /// What replaces the study's own.
    var overrides: ResolvedStudy.Overrides {
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = asOf
        span.set(&overrides)
        return overrides
    }
}

/// The days that count and the size of a cell, in place of the study's.
struct SpanOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Leave out what happened before this day, YYYY-MM-DD.", valueName: "DATE"))
    var since: String?

    @Option(
        help: ArgumentHelp(
            "Leave out rows that were published, or whose events ended, after this day, YYYY-MM-DD.", valueName: "DATE")
    )
    var knownOn: String?

    @Option(help: ArgumentHelp("Side of a cell: metres, or with a unit, such as 5km.", valueName: "METERS"))
    var cell: String?

    /// Puts what is given in place of the study's own.
    func set(_ overrides: inout ResolvedStudy.Overrides) {
        overrides.since = since
        overrides.knownOn = knownOn
        overrides.cell = cell
    }
}

/// `--incidents FILE --incident-format F`: a table in place of the study's inputs.
struct IncidentOptions: ParsableArguments {
    @Option(
        name: .customLong("incidents"),
        help: ArgumentHelp("Table of incidents in place of the study's inputs.", valueName: "FILE"))
    var incidentFiles: [String] = []

    /// The one table; nil where none is given.
    var incidents: String? { incidentFiles.first }

    @Option(
        help: ArgumentHelp(
            "Its format: \(Vocabulary.named.map(\.name).formatted(.list(type: .or).locale(Locale(identifier: "en")))). "
                + "Without it the columns tell.", valueName: "F"))
    var incidentFormat: String?

    @Option(
        help: ArgumentHelp(
            "How it writes days where the column does not tell: DD/MM/YYYY or MM/DD/YYYY.", valueName: "FORM"))
    var dateFormat: String?

    func validate() throws {
        if incidentFiles.count > 1 {
            throw ValidationError("--incidents takes one table; name several under inputs of a study, or join them.")
        }
        if incidents == nil, incidentFormat != nil || dateFormat != nil {
            throw ValidationError("--incident-format and --date-format need --incidents.")
        }
    }

    /// The input section; nil when the study's own inputs are used. Paths are relative to the working folder here,
    /// not to the study.
    func sections() -> [InputSection]? {
        guard let incidents else { return nil }
        var section = InputSection.file(incidents, format: incidentFormat)
        section.dateFormat = dateFormat
        return [section]
    }
}
