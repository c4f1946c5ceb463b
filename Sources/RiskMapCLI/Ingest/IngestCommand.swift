// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Articles
import Extraction
import Foundation
import Geo
import Incidents
import JSON
import Places
import Studies
import Tables

/// How `riskmap ingest` prints what it read.
enum IngestFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people at a terminal.
    case table
    /// For programs.
    case json
    /// The table of claims, for review in a spreadsheet.
    case csv
    /// The page of review.
    case html
}

/// `riskmap ingest`: articles to drafted claims, and reviewed claims into a study.
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Drafts claims from news articles: places, dates, numbers, and who says so.",
        discussion: """
            Reads plain text, HTML, PDF (with poppler's pdftotext) and feeds, in English and Arabic; '-' is standard input. Nothing \
            is fetched. What comes out are drafts, which a person reviews on one page before they count:

              riskmap ingest article.html --published 2026-01-21 --review review.html
              riskmap build --incidents reviewed.csv
            """)

    @Argument(help: "Articles as files, or - for standard input.")
    var files: [String] = []

    @Option(help: ArgumentHelp("Day of publication, YYYY-MM-DD, where the page does not say it.", valueName: "DATE"))
    var published: String?

    @Option(
        help: ArgumentHelp("Key of the source; made of the file's name when absent. For one article.", valueName: "ID"))
    var sourceID: String?

    @Option(help: ArgumentHelp("Language, en or ar, where the letters do not tell.", valueName: "LANG"))
    var lang: String?

    @Option(help: "table, json, csv or html.")
    var format = IngestFormat.table

    @Option(help: ArgumentHelp("Write the page on which a person reviews the claims.", valueName: "OUT.html"))
    var review: String?

    @Option(
        help: ArgumentHelp(
            "open for what is published, restricted for reports of your own, which count for areas only.",
            valueName: "ACCESS"))
    var access = "open"

    @Option(help: ArgumentHelp("More words for the rules; may be given several times.", valueName: "FILE.csv"))
    var lexicon: [String] = []

    @Option(help: ArgumentHelp("Take the claims that a person has reviewed into the study.", valueName: "REVIEWED.csv"))
    var accept: String?

    @Flag(help: "Say for each claim which rules made it.")
    var why = false

    @Flag(help: "Have the text of the articles in the JSON.")
    var text = false

    @Flag(help: "Show no progress.")
    var quiet = false

    @OptionGroup var study: StudyOption

    func validate() throws {
        if files.isEmpty, accept == nil { throw ValidationError("Give articles as files, or - for standard input.") }
        if !files.isEmpty, accept != nil { throw ValidationError("Give articles or --accept, not both.") }
        if accept != nil, study.study == nil {
            throw ValidationError("--accept needs --study: the study that takes the claims.")
        }
        if let published, CalendarDay(parsing: published) == nil {
            throw ValidationError("--published takes a day such as 2026-01-21, not '\(published)'.")
        }
        if let lang, ArticleLanguage(rawValue: lang) == nil {
            throw ValidationError("--lang takes en or ar, not '\(lang)'.")
        }
        if SourceAccess(rawValue: access) == nil {
            throw ValidationError("--access takes open or restricted, not '\(access)'.")
        }
        if let review {
            try OutputPath.check(review, name: "--review")
            if files.contains(where: { Self.isSame($0, review) }) {
                throw ValidationError("--review names an article that is read; the page would take its place.")
            }
        }
    }

    private static func isSame(_ a: String, _ b: String) -> Bool {
        func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        return resolved(a) == resolved(b)
    }

    func run() throws {
        try reportingErrors {
            if let accept { return try ReviewedClaims(file: accept, study: study.file()).take() }
            let ingest = try Ingest(
                study: study.resolved(), lexicon: lexicon, published: published.flatMap { CalendarDay(parsing: $0) },
                sourceID: sourceID, language: lang.flatMap(ArticleLanguage.init(rawValue:)))
            let progress = ProgressLine(quiet: quiet)
            let result = try ingest.read(files) { progress.show($0) }
            progress.clear()
            try write(result)
            if !result.failures.isEmpty { throw ExitStatus.badInput }
        }
    }

    private func write(_ result: Ingest.Result) throws {
        for failure in result.failures { printError("riskmap: \(failure)") }
        guard !result.readings.isEmpty else { return }
        if let review {
            try WholeFile.write(try page(of: result), to: review)
            printError("\(review): open it in a browser, decide each claim, and save the table.")
        }
        try printOutput(try answer(of: result))
    }

    private func answer(of result: Ingest.Result) throws -> String {
        switch format {
        case .table: IngestText(readings: result.readings, grouping: result.grouping, showsRules: why).text
        case .json: String(decoding: document(of: result, hasText: text).value.bytes, as: UTF8.self)
        case .csv:
            String(IngestTable(readings: result.readings, grouping: result.grouping, access: access).text.dropLast())
        case .html: try page(of: result)
        }
    }

    private func document(of result: Ingest.Result, hasText: Bool) -> IngestDocument {
        IngestDocument(
            readings: result.readings, grouping: result.grouping, access: access, hasText: hasText,
            notes: result.failures)
    }

    private func page(of result: Ingest.Result) throws -> String {
        ReviewPage(
            document: document(of: result, hasText: true).value, provinces: result.provinces.map(ReviewProvince.init)
        ).html()
    }
}
