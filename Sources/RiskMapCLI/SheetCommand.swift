// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Foundation
import Geo
import Layers

/// `riskmap sheet`: a finished map of a build, or of a part of it.
struct SheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Draws a finished map of a build, or of a part of it.",
        discussion: """
            Draws from a build folder alone: any raster layer, whole, or a rectangle, or a province, as PDF, SVG or PNG.
            """)

    @Option(help: ArgumentHelp("Folder of the build.", valueName: "DIR"))
    var dir = "out"

    @Option(help: ArgumentHelp("Layer; the main one when absent.", valueName: "NAME"))
    var layer: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Part of the study: west,south,east,north in degrees.", valueName: "W,S,E,N"))
    var extent: ExtentArgument?

    @Option(help: ArgumentHelp("Part of the study: a province, by its code or any of its names.", valueName: "NAME"))
    var province: String?

    @OptionGroup var paper: PaperOptions

    @Option(help: ArgumentHelp("pdf, svg or png; by the ending of --out when absent.", valueName: "FORMAT"))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "One language or two, the first first, such as ar,en; those of the build when absent.",
            valueName: "LIST"))
    var lang: String?

    @Option(help: ArgumentHelp("File of the map.", valueName: "FILE"))
    var out: String

    func validate() throws {
        try OutputPath.check(out, name: "--out")
        if extent != nil, province != nil { throw ValidationError("Give --extent or --province, not both.") }
        _ = try (languages(), chosenFormat())
    }

    func run() throws {
        try reportingErrors {
            let part: SheetPart = extent.map { .extent($0.extent) } ?? province.map { .province($0) } ?? .whole
            let sheet = FolderSheet(
                layer: layer, part: part, paper: paper.paper, languages: try languages(), produced: try paper.day())
            try WholeFile.write(bytes: sheet.data(folder: dir, format: chosenFormat()), to: out)
        }
    }

    private func chosenFormat() throws -> SheetFormat {
        if let format {
            guard let known = SheetFormat(rawValue: format.lowercased()) else {
                throw ValidationError("--format: '\(format)' is not one of pdf, svg, png.")
            }
            return known
        }
        let ending = out.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let format = SheetFormat(rawValue: ending) else {
            throw ValidationError("--out: '\(out)' ends in none of .pdf, .svg, .png; give --format too.")
        }
        return format
    }

    private func languages() throws -> [Language]? {
        guard let lang else { return nil }
        let languages = try lang.split(separator: ",").map { code in
            guard let language = Language(rawValue: code.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("--lang: '\(code)' is no known language; known are \(Language.known).")
            }
            return language
        }
        guard (1...2).contains(languages.count), Set(languages).count == languages.count else {
            throw ValidationError("--lang: give one language or two different ones, such as ar,en.")
        }
        return languages
    }
}

/// `W,S,E,N` in degrees.
struct ExtentArgument: ExpressibleByArgument {
    let extent: Extent

    init?(argument: String) {
        let parts = argument.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
        let numbers = parts.compactMap { $0 }
        guard parts.count == 4, numbers.count == 4, (-180...180).contains(numbers[0]),
            (-180...180).contains(numbers[2]),
            (-90...90).contains(numbers[1]), (-90...90).contains(numbers[3]),
            let extent = Extent(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3])
        else { return nil }
        self.extent = extent
    }
}
