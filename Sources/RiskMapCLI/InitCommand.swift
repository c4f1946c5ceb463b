// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Foundation
import Geo
import Studies
import StudyDrafts

/// `riskmap init`: a study of one's own to start from.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a study of any country, or a copy of the built-in one with empty tables.",
        discussion: """
            With --country it makes a study of that country from the world layers that come with the program, or from your own \
            boundaries and places in the form in which publishers give them, and checks it:

              riskmap init sudan --country SD --incidents events.csv
            """)

    @Argument(help: "Folder to make; it must not exist or be empty.")
    var directory: String

    @Option(help: ArgumentHelp("ISO 3166-1 code or name of the country.", valueName: "COUNTRY"))
    var country: String?

    @Option(
        help: ArgumentHelp(
            "Layer of administrative units (OCHA COD-AB, geoBoundaries, GADM, Who's On First, Natural Earth, your own); again "
                + "for districts.", valueName: "FILE"))
    var boundaries: [String] = []

    @Option(
        help: ArgumentHelp(
            "Populated places (GeoNames dump, OpenStreetMap extract, Who's On First, a table); may come again.",
            valueName: "FILE"))
    var places: [String] = []

    @Option(help: ArgumentHelp("Table of reports; may come again.", valueName: "FILE"))
    var incidents: [String] = []

    @Option(help: ArgumentHelp("open (published already) or restricted (own reports).", valueName: "ACCESS"))
    var access: String?

    @Option(
        help: ArgumentHelp("Language of the sheets (en, ar, fr, es, ru, uk, ku); twice for two.", valueName: "CODE"),
        transform: Self.language)
    var language: [Language] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Rectangle in degrees, where the country's own is not wanted.", valueName: "W,S,E,N"))
    var extent: String?

    @Option(
        help: ArgumentHelp("Day for which the map holds; the newest report's when absent.", valueName: "YYYY-MM-DD"))
    var asOf: String?

    private static func language(_ code: String) throws -> Language {
        guard let language = Language(rawValue: code) else {
            throw ValidationError("'\(code)' is no known language; known are \(Language.known)")
        }
        return language
    }

    func validate() throws {
        try OutputPath.check(directory, name: "The folder")
        if country == nil,
            !boundaries.isEmpty || !places.isEmpty || !incidents.isEmpty || !language.isEmpty || extent != nil
        {
            throw ValidationError("--boundaries, --places, --incidents, --language and --extent need --country")
        }
        if language.count > 2 || Set(language).count != language.count {
            throw ValidationError("--language names one language, or comes twice for two different ones")
        }
        if let access, !["open", "restricted"].contains(access) {
            throw ValidationError("--access is open or restricted, not \(access)")
        }
    }

    func run() throws {
        try reportingErrors {
            let interrupts = InterruptGuard()
            defer { withExtendedLifetime(interrupts) {} }
            if let country { try draft(country) } else { try copyBuiltIn() }
        }
    }

    private func copyBuiltIn() throws {
        let written = try StudyTemplate(builtIn: BuiltInStudy.folder()).write(to: directory)
        try printOutput(
            """
            Wrote \(written.count) files to \(directory). Next:
              1. edit \(directory)/study.yaml (extent, dates, countries)
              2. fill in sources.csv, incidents.csv and claims.csv; the columns are explained in README.md
              3. riskmap check \(directory)/study.yaml
              4. riskmap build --study \(directory)/study.yaml --out my-map
            """)
    }

    // MARK: A study of a country

    private func draft(_ country: String) throws {
        let outcome = try CountryDraft(try request(country), builtIn: BuiltInStudy.folder()).write(to: directory)
        try printOutput("A study of \(outcome.country) in \(directory) (\(outcome.files.count) files).")
        for note in outcome.notes { try printOutput("  - \(note)") }
        let file = "\(directory)/study.yaml"
        do { try finish(file) } catch {
            printError(
                "The study stays in \(directory) and cannot be built yet: mend what follows, then riskmap check \(file)."
            )
            throw error
        }
    }

    private func finish(_ file: String) throws {
        if !incidents.isEmpty, asOf == nil { try settleDay(file) }
        try printOutput("\n" + CheckReportText(report: try check(file), file: file, countries: []).text)
        try printOutput("Next: riskmap build --study \(file) --out \(directory)-map")
    }

    private func request(_ country: String) throws -> CountryDraft.Request {
        var request = CountryDraft.Request(country: country, asOf: try day())
        (request.boundaries, request.places, request.incidents) = (boundaries, places, incidents)
        request.access = access
        if !language.isEmpty { request.languages = language }
        request.extent = try extent.map(rectangle)
        return request
    }

    private func day() throws -> CalendarDay {
        // A new study has no other day than the one on which it is made, until it has reports.
        let text = asOf ?? String(Date().ISO8601Format().prefix(10))
        guard let day = CalendarDay(parsing: text) else {
            throw StudyError(file: "--as-of", message: "'\(text)' is no day of the calendar; write YYYY-MM-DD")
        }
        return day
    }

    private func rectangle(_ text: String) throws -> Extent {
        let numbers = text.split(separator: ",").compactMap { Double($0.trimmingPrefix(while: \.isWhitespace)) }
        guard numbers.count == 4,
            let extent = Extent(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3])
        else {
            throw StudyError(
                file: "--extent", message: "'\(text)' is no rectangle; write west,south,east,north in degrees")
        }
        return extent
    }

    private func check(_ file: String) throws -> BuildReport {
        let options = Pipeline.Options(out: "out", also: [], maxRejected: nil, threads: 1)
        return try Pipeline(study: try ResolvedStudy(file: file), options: options).check(wantsDetails: false)
    }

    /// Puts the day of the newest report in the place of today's.
    private func settleDay(_ file: String) throws {
        guard let newest = try check(file).newest else { return }
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("as_of: ") ? "as_of: \(newest)" : String(line)
        }
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
}
