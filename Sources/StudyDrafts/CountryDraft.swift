// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
import GeoIO
import Layers
import Places
import Studies

/// Makes a study of any country: from the world layers that come with the program, the user's own boundaries and places where
/// there are any, and a table of reports.
public struct CountryDraft {
    /// What is wanted.
    public struct Request {
        /// Code or name of the country.
        public var country: String
        /// Layers of administrative units in any publisher's form.
        public var boundaries: [String] = []
        /// Files of populated places in any of the forms that a study reads.
        public var places: [String] = []
        /// Tables of reports.
        public var incidents: [String] = []
        /// `open` or `restricted`: what the reports are; nil where the user does not say.
        public var access: String?
        /// Languages of the sheets, one or two.
        public var languages: [Language] = [.english]
        /// Rectangle in degrees; nil to be told from the units.
        public var extent: Extent?
        /// Day for which the map holds.
        public var asOf: CalendarDay

        /// A study of the country and nothing else.
        public init(country: String, asOf: CalendarDay) {
            self.country = country
            self.asOf = asOf
        }
    }

    /// What was made.
    public struct Outcome {
        /// English name of the country.
        public let country: String
        /// Names of the files.
        public let files: [String]
        /// What was guessed, joined, cut or left out, a sentence each.
        public let notes: [String]
    }

    private let request: Request
    private let builtIn: String

    /// - Parameter builtIn: folder of the built-in study, beside which the world layers lie.
    public init(_ request: Request, builtIn: String) {
        self.request = request
        self.builtIn = builtIn
    }

    /// Fills a new folder; nothing is left behind when anything fails.
    /// - Throws: `StudyDraftError`, `StudyError` for the folder, and the errors of the readers.
    public func write(to directory: String) throws -> Outcome {
        var outcome: Outcome?
        _ = try NewStudyFolder(directory).fill { folder in
            var writer = DraftWriter(request: request, builtIn: builtIn, folder: folder)
            let made = try writer.write()
            outcome = made
            return made.files
        }
        try keepPermissions(in: directory)
        guard let outcome else { throw StudyError(file: directory, message: "cannot be written", kind: .output) }
        return outcome
    }
}

extension CountryDraft.Request {
    /// The files of the user that a study keeps, by folder.
    fileprivate var copies: [(folder: String, files: [(source: String, target: String)])] {
        [(DraftInput.folder, Self.targets(of: incidents, in: DraftInput.folder)), (Self.placeFolder, placeFiles)]
    }

    fileprivate var placeFiles: [(source: String, target: String)] { Self.targets(of: places, in: Self.placeFolder) }

    private static let placeFolder = "places"

    /// Where files go: under their own names, of two of one name the second with a number in front.
    private static func targets(of sources: [String], in folder: String) -> [(source: String, target: String)] {
        var taken: Set<String> = []
        return sources.enumerated().map { number, source in
            let name = source.lastPathName
            return (source, "\(folder)/\(taken.insert(name).inserted ? name : "\(number + 1)-\(name)")")
        }
    }
}

extension CountryDraft {
    /// Files appear with the permissions of new files; a table that only its owner may read stays one.
    private func keepPermissions(in directory: String) throws {
        let files = FileManager.default
        for (source, target) in request.copies.flatMap(\.files) {
            let attributes = try files.attributesOfItem(atPath: source)
            guard let permissions = attributes[.posixPermissions] else { continue }
            try files.setAttributes([.posixPermissions: permissions], ofItemAtPath: "\(directory)/\(target)")
        }
    }
}

/// One study on its way into its folder.
struct DraftWriter {
    let request: CountryDraft.Request
    let builtIn: String
    let folder: String
    private var notes: [String] = []

    init(request: CountryDraft.Request, builtIn: String, folder: String) {
        (self.request, self.builtIn, self.folder) = (request, builtIn, folder)
    }

    mutating func write() throws -> CountryDraft.Outcome {
        let world = try WorldLayers(folder: "\(builtIn)/world")
        let country = try world.country(request.country)
        var units = try DraftUnits(country: country, boundaries: request.boundaries, world: world)
        let cut = try LandCut(world.countries).applied(to: units.provinces)
        units.provinces = cut.units
        notes += units.notes + (cut.note.map { [$0] } ?? []) + (try BorderCheck(country).notes(on: units.provinces))
        let towns = try DraftPlaces(world: world, country: country.code)
        let frame = try DraftFrame(
            around: units.provinces, country: country.code, towns: towns.crowds, stated: request.extent)
        noteFrame(frame)
        units.clip(to: frame)
        if units.provinces.isEmpty {
            throw StudyDraftError.noFrame(country: country.code, reason: "no unit of it lies in the stated rectangle")
        }
        let inputs = try request.incidents.map { try DraftInput($0, access: request.access) }
        notes += inputs.flatMap(\.notes)
        var text = try layers(towns, country, units, frame)
        text.inputs = inputs
        try copyFiles()
        try text.text.write(toFile: "\(folder)/study.yaml", atomically: true, encoding: .utf8)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        return CountryDraft.Outcome(country: country.name, files: files.sorted(), notes: notes)
    }

    private mutating func noteFrame(_ frame: DraftFrame) {
        if !frame.outside.isEmpty {
            notes.append(
                "Left out, as they lie outside of the map: \(frame.outside.sorted().joined(separator: ", ")). "
                    + "Name another rectangle with --extent.")
        } else if frame.isPartial {
            notes.append(
                "Parts of units lie outside of the map and are left out. Name another rectangle with --extent.")
        }
    }

    private mutating func layers(
        _ towns: DraftPlaces, _ country: WorldLayers.Country, _ units: DraftUnits, _ frame: DraftFrame
    ) throws -> DraftText {
        let layers = DraftLayers(folder: folder, world: towns.world, extent: frame.extent)
        try layers.writeBase()
        let provinces = try unitLayer(units.provinces, "provinces", layers, country.code)
        let districts =
            try units.districts.isEmpty
            ? nil : unitLayer(units.districts, "districts", layers, country.code)
        let (own, all) = try towns.write(within: frame.extent, to: "\(folder)/places.csv")
        notes.append(
            "places.csv: \(Counted.text(own, "town", "towns")) of \(country.name), and larger ones of its neighbours.")
        let added = request.placeFiles.map(\.target)
        return DraftText(
            country: country, languages: request.languages, titles: try titles(of: country), frame: frame,
            asOf: request.asOf, provinces: provinces,
            districts: districts, places: added + (all == 0 ? [] : ["places.csv"]),
            hasBorders: FileManager.default.fileExists(atPath: "\(folder)/borders.fgb"),
            hasRivers: FileManager.default.fileExists(atPath: "\(folder)/rivers.fgb"),
            credits: DraftCredits(units: units, places: request.places).lines, model: try BuiltInModel(builtIn).text)
    }

    /// The title in English and in the languages of the study.
    private func titles(of country: WorldLayers.Country) throws -> [(language: Language, text: String)] {
        try ([.english] + request.languages.filter { $0 != .english }).compactMap { language in
            let file = "\(builtIn)/../styles/texts/\(language.code).yaml"
            let phrase = try ResolvedStudy.phrases(at: file)[TextKey.studyTitle.rawValue]
            return phrase.map {
                (language, $0.text(["country": country.names[language.code] ?? country.name], in: language))
            }
        }
    }

    private func unitLayer(
        _ units: [DraftUnit], _ name: String, _ layers: DraftLayers, _ country: String
    ) throws -> DraftText.UnitLayer {
        let languages = try layers.write(units, country: country, to: name)
        return DraftText.UnitLayer(
            file: "\(name).fgb", languages: languages,
            hasCodes: units.contains { !$0.code.isEmpty || !$0.iso.isEmpty && $0.iso != $0.id })
    }

    private func copyFiles() throws {
        for (name, files) in request.copies where !files.isEmpty {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
            for (source, target) in files { try copy(source, to: target) }
        }
        try FileManager.default.copyItem(atPath: "\(builtIn)/../styles", toPath: "\(folder)/styles")
    }

    /// A file with what belongs to it, for a shapefile has several.
    private func copy(_ path: String, to target: String) throws {
        let prefix = target.lastPathName.dropLast(path.lastPathName.count)
        for part in SourceParts.files(of: path) {
            let copied = "\(folder)/\(target.parentPath)/\(prefix)\(part.lastPathName)"
            try FileManager.default.copyItem(atPath: part, toPath: copied)
        }
    }
}
