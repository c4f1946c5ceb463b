// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Foundation
import Geo
import Layers
import Studies

/// `riskmap series`: the builds of a period, a folder for each day.
struct SeriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series", abstract: "Builds the layers of a study for the days of a period.",
        discussion: """
            Writes DIR/2017-01-01, DIR/2017-01-08 and so on, each what `riskmap build --as-of` of that day writes, and \
            beside them series.csv, series.json, a sheet of small maps and, where ffmpeg is installed, an animation. \
            `riskmap serve --dir DIR` serves them as a time line. A run that was stopped goes on where it was \
            (docs/series.md).
            """)

    @OptionGroup var study: StudyOption
    @OptionGroup var inputs: IncidentOptions

    @Option(help: ArgumentHelp("First day, YYYY-MM-DD.", valueName: "DATE"))
    var from: String

    @Option(
        help: ArgumentHelp(
            "Last day, YYYY-MM-DD; a build of it is made where whole steps lead to it.", valueName: "DATE"))
    var to: String

    @Option(help: ArgumentHelp("Days from one build to the next: 1d, 7d, 2w.", valueName: "STEP"))
    var step = "7d"

    @Option(help: ArgumentHelp("Folder of the series.", valueName: "DIR"))
    var out = "series"

    @OptionGroup var span: SpanOptions

    @Flag(help: "Count on each day only what had been published by then, as --known-on of that day would.")
    var asKnownThen = false

    @OptionGroup var release: ReleaseOptions

    @Option(help: ArgumentHelp("More formats of the vector layers: gpkg,kml,hxl.", valueName: "LIST"))
    var also: String?

    @Option(
        help: ArgumentHelp(
            "Write these files of each day alone, beside catalog.json, provinces.geojson and the layer of the sheet.",
            valueName: "LIST"))
    var only: String?

    @Flag(
        help: ArgumentHelp(
            "Write all but the finished maps on every day. Without it, days with more than "
                + "\(Series.Options.mostListed) incidents, but for the last, have no lists of incidents."))
    var full = false

    @Flag(help: "Draw the finished maps of each day too, as build does; all else as with --full.")
    var sheets = false

    @Option(help: ArgumentHelp("Layer of the sheet of small maps and of the animation.", valueName: "NAME"))
    var layer = SurfaceLayer.relativeRisk.name

    @Flag(inversion: .prefixedNo, help: "Make an animation where ffmpeg is installed.")
    var animation = true

    @OptionGroup var limits: RunLimits

    @Flag(help: "Print nothing but errors and warnings.")
    var quiet = false

    func validate() throws {
        try OutputPath.check(out, name: "--out")
        if asKnownThen, span.knownOn != nil {
            throw ValidationError("--known-on and --as-known-then exclude each other.")
        }
        if only != nil, sheets || full {
            throw ValidationError("--only excludes --sheets and --full; name the files in --only.")
        }
        _ = try (plan(), surface(), WantedFiles.selection(only), WantedFiles.formats(also))
    }

    func run() throws {
        try reportingErrors {
            let interrupts = InterruptGuard(
                sentence: "interrupted; the days that were finished are whole, and the same command goes on from there")
            defer { withExtendedLifetime(interrupts) {} }
            let progress = ProgressLine(quiet: quiet)
            defer { progress.clear() }
            let series = Series(study: try study.resolved(overrides()), plan: try plan(), options: try options())
            let report = try series.run { progress.show($0) }
            progress.clear()
            for note in report.notes { printError("riskmap: \(note)") }
            if !quiet { try printOutput(Self.text(report)) }
        }
    }

    private func plan() throws -> SeriesPlan {
        guard let first = CalendarDay(parsing: from), from.count == 10 else {
            throw ValidationError("--from: '\(from)' is no day; give YYYY-MM-DD.")
        }
        guard let last = CalendarDay(parsing: to), to.count == 10 else {
            throw ValidationError("--to: '\(to)' is no day; give YYYY-MM-DD.")
        }
        guard let days = SeriesPlan.step(parsing: step) else {
            throw ValidationError("--step: '\(step)' is no step; give days or weeks, such as 1d, 7d or 2w.")
        }
        guard let plan = SeriesPlan(from: first, to: last, step: days, isAsKnownThen: asKnownThen) else {
            throw ValidationError(
                "--to must not lie before --from, and a series has at most \(SeriesPlan.mostDays) days.")
        }
        return plan
    }

    private func surface() throws -> SurfaceLayer {
        guard let surface = SurfaceLayer(rawValue: layer) else {
            let known = SurfaceLayer.allCases.map(\.name).joined(separator: ", ")
            throw ValidationError("--layer: '\(layer)' is not one of \(known).")
        }
        return surface
    }

    private func options() throws -> Series.Options {
        var options = Series.Options(out: out)
        options.also = try WantedFiles.formats(also)
        options.selection = sheets ? .all : full ? .withoutSheets : nil
        if let only { options.selection = try WantedFiles.selection(only) }
        options.layer = try surface()
        options.hasAnimation = animation
        (options.maxRejected, options.threads) = (limits.maxRejected, limits.work.threads)
        options.maxMemory = limits.maxMemory?.bytes
        return options
    }

    private func overrides() throws -> ResolvedStudy.Overrides {
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = from
        span.set(&overrides)
        release.set(&overrides)
        overrides.inputs = inputs.sections()
        return overrides
    }

    private static func text(_ report: SeriesReport) -> String {
        let memory = report.peakMemory / 1_048_576
        let found = report.found.isEmpty ? "" : ", \(report.found.count) were there"
        return """
            \(report.folder): \(report.days.count) days, \(report.built.count) built\(found); \(memory) MiB
            beside them: \(report.files.joined(separator: ", "))
            """
    }
}
