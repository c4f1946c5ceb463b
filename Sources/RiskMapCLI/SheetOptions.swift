// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Foundation
import Geo
import Layers

/// `--sheets`, `--sheet-formats`, `--paper`, `--produced`: the finished maps of a build.
struct SheetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Finished maps: main, all, none, or names of layers with commas between them.", valueName: "LIST"))
    var sheets = "main"

    @Option(help: ArgumentHelp("Files of each finished map: png,pdf,svg.", valueName: "LIST"))
    var sheetFormats = "png,pdf"

    @OptionGroup var paper: PaperOptions

    func validate() throws { _ = try (layers(), formats()) }

    /// What the options say.
    /// - Throws: `ValidationError` for a name or a day that there is not.
    func selection() throws -> SheetSelection {
        SheetSelection(
            layers: try layers(), formats: try formats(), paper: paper.paper, produced: try paper.day())
    }

    private func layers() throws -> SheetSelection.Layers? {
        switch sheets {
        case "main": return .main
        case "all": return .all
        case "none": return nil
        default: break
        }
        let names = sheets.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let known = SurfaceLayer.allCases.map(\.name)
        let unknown = names.isEmpty ? sheets : names.first { !known.contains($0) }
        guard let unknown else { return .named(names) }
        throw ValidationError(
            "--sheets: '\(unknown)' is no layer; give main, all, none, or of \(known.joined(separator: ", ")).")
    }

    private func formats() throws -> [SheetFormat] {
        let formats = try sheetFormats.split(separator: ",").map { text in
            guard let format = SheetFormat(rawValue: text.trimmingCharacters(in: .whitespaces).lowercased()) else {
                throw ValidationError("--sheet-formats: '\(text)' is not one of png, pdf, svg.")
            }
            return format
        }
        guard !formats.isEmpty else { throw ValidationError("--sheet-formats: give one or more of png, pdf, svg.") }
        return SheetFormat.allCases.filter(formats.contains)
    }
}

/// `--paper`, `--produced`: what every finished map may be told.
struct PaperOptions: ParsableArguments {
    @Option(help: "Paper of finished maps: A4 or A3.", transform: paper)
    var paper = SheetPaper.a4

    @Option(
        help: ArgumentHelp(
            "Day on which the map is made, to be printed on it; without it that of SOURCE_DATE_EPOCH, or none.",
            valueName: "DATE"))
    var produced: String?

    func validate() throws { _ = try day() }

    private static func paper(_ text: String) throws -> SheetPaper {
        guard let paper = SheetPaper(rawValue: text.uppercased()) else {
            throw ValidationError("'\(text)' is no paper that is known; give A4 or A3.")
        }
        return paper
    }

    /// The stated day, else that of the environment; no clock is asked, so that the same inputs give the same files.
    /// - Throws: `ValidationError` for what is no day.
    func day() throws -> CalendarDay? {
        if let produced {
            guard let day = CalendarDay(parsing: produced) else {
                throw ValidationError("--produced: '\(produced)' is no day of the calendar; write YYYY-MM-DD.")
            }
            return day
        }
        guard let text = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"] else { return nil }
        guard let seconds = Int(text), seconds >= 0, seconds < 1 << 40 else {
            throw ValidationError("SOURCE_DATE_EPOCH: '\(text.prefix(40))' is no number of seconds since 1970.")
        }
        return CalendarDay(daysSinceEpoch: seconds / 86_400)
    }
}
