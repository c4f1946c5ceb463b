// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Briefings
import Foundation
import Geo
import Layers
import Queries

/// `riskmap briefing`: what somebody who goes to a place needs, on one or two pages.
struct BriefingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "briefing", abstract: "Writes one or two pages about a place: finding, map, figures, why, doubt.",
        discussion: """
            Reads build folders and nothing else. The ending of --out chooses the form: .pdf, .html, .md or .json. With \
            --since the folder of an earlier build, or a day of one of the builds in --history, it tells what is new \
            (docs/briefing.md).
            """)

    @Argument(help: "A province, district, town or region, in any spelling or script, or an ISO 3166-2 code.")
    var name: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("A position.", valueName: "LAT,LON"))
    var at: PositionArgument?

    @Option(help: ArgumentHelp("GeoJSON file with a polygon.", valueName: "FILE"))
    var area: String?

    @Option(
        help: ArgumentHelp(
            "Folder of an earlier build, or a day: the newest build of --history on it or before.",
            valueName: "DIR-or-DATE"))
    var since: String?

    @Option(help: ArgumentHelp("Folder of builds, for --since with a day.", valueName: "DIR"))
    var history: String?

    @Option(help: ArgumentHelp("Language of the texts; the first of the build when absent.", valueName: "CODE"))
    var lang: String?

    @Option(help: ArgumentHelp("Folder of the build.", valueName: "DIR"))
    var dir = "out"

    @Option(help: ArgumentHelp("File to write: .pdf, .html, .md or .json.", valueName: "FILE"))
    var out: String

    func validate() throws {
        guard [name != nil, at != nil, area != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("Give a name, or --at LAT,LON, or --area FILE.")
        }
        guard form != nil else { throw ValidationError("--out must end in .pdf, .html, .md or .json.") }
        try OutputPath.check(out, name: "--out")
        if let lang, Language(rawValue: lang) == nil {
            throw ValidationError("'\(lang)' is no known language; known are \(Language.known).")
        }
    }

    private var form: BriefingForm? {
        BriefingForm(rawValue: (out as NSString).pathExtension.lowercased())
    }

    func run() throws {
        try reportingErrors {
            let service = try QueryService(folder: dir)
            let earlier = try since.map { try QueryService(folder: Self.folder($0, history)) }
            let maker = try BriefingMaker(service, since: earlier, language: lang.flatMap(Language.init(rawValue:)))
            let bytes = try maker.briefing(of: place()).bytes(form ?? .pdf)
            try FileOutput.write(bytes, to: out)
            printError("riskmap: wrote \(out)")
        }
    }

    private func place() throws -> BriefingPlace {
        if let at { return .position(at.coordinate) }
        if let name { return .named(name) }
        let file = area ?? ""
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw ValidationError("The file '\(file)' of --area cannot be read.")
        }
        do {
            return .area(try BuildQueries.area(Array(contents)))
        } catch {
            throw ValidationError("'\(file)' must be a GeoJSON polygon, multipolygon or feature, in degrees.")
        }
    }

    /// The folder that `--since` names, or the newest build of a day or before it.
    static func folder(_ since: String, _ history: String?) throws -> String {
        guard let day = CalendarDay(parsing: since) else { return since }
        guard let history else {
            throw ValidationError("--since \(since) is a day; give the folder of builds with --history.")
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: history)) ?? []
        let builds = names.sorted().compactMap { name -> (asOf: String, folder: String)? in
            let folder = "\(history)/\(name)"
            guard let catalog = try? Catalog.read(folder: folder), catalog.asOf <= day.description else { return nil }
            return (catalog.asOf, folder)
        }
        guard let build = builds.max(by: { ($0.asOf, $0.folder) < ($1.asOf, $1.folder) }) else {
            throw ValidationError("'\(history)' holds no build of \(since) or before.")
        }
        return build.folder
    }
}

/// Files that a command writes whole: under another name first, so that nobody reads half of one.
enum FileOutput {
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw OutputFailure(description: "'\(path)' cannot be written: \((error as NSError).localizedDescription)")
        }
    }
}
