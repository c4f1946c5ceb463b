// SPDX-License-Identifier: Apache-2.0

import Geo
import Foundation
import GeoIO
import JSON
import Layers
import Studies

/// The part of a study that a build folder carries, so that a query knows its names and parameters anywhere: the
/// boundaries, the gazetteer, the model, the palettes and the texts, without inputs, corridors' lines or paths.
struct StudyCopy {
    let content: BuildContent
    /// The files that are wanted.
    var selection = OutputSelection.all
    /// Build of the same study whose files are linked instead of copied; nil for none.
    var twin: String?

    /// Copies the files and writes `study/study.yaml` (JSON, which is YAML).
    /// - Throws: `StudyError` when a file cannot be copied.
    func write(into folder: String) throws {
        do {
            if selection.contains("\(Study.folderInBuild)/") {
                try writeStudy(into: "\(folder)/\(Study.folderInBuild)")
            }
            try writeStyles(into: folder)
        } catch let error as CocoaError {
            throw StudyError(file: folder, message: "cannot be written: \(error.localizedDescription)", kind: .output)
        }
    }

    private func writeStudy(into target: String) throws {
        let study = content.study
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
        var copies = CopiedSources(folder: target, twin: twin.map { "\($0)/\(Study.folderInBuild)" })
        let copy = try study.published { try copies.keep(study.path($0)) }
        for notice in ["SOURCES.md", "licences"] where FileManager.default.fileExists(atPath: study.path(notice)) {
            try FileManager.default.copyItem(atPath: study.path(notice), toPath: "\(target)/\(notice)")
        }
        try StableJSON.encode(copy).write(to: URL(fileURLWithPath: "\(target)/study.yaml"))
    }

    /// Palettes of the layers, and what legends say.
    private func writeStyles(into folder: String) throws {
        let study = content.study, files = FileManager.default
        func wanted(_ name: String) throws -> String? {
            guard selection.contains(name) else { return nil }
            try files.createDirectory(atPath: "\(folder)/\(name.parentPath)", withIntermediateDirectories: true)
            return "\(folder)/\(name)"
        }
        for palette in study.palettes(of: content.layers) {
            guard let path = try wanted("styles/\(palette).json") else { continue }
            try files.copyItem(atPath: study.palette(palette), toPath: path)
        }
        guard let path = try wanted(Wording.fileInBuild) else { return }
        try StableJSON.encode(content.wording).write(to: URL(fileURLWithPath: path))
    }
}

/// Files of several folders in one, each once, with all parts that belong to it.
private struct CopiedSources {
    let folder: String
    private let twin: String?
    private var names: [String: String] = [:]

    init(folder: String, twin: String?) {
        self.folder = folder
        self.twin = twin
    }

    /// Copies a source.
    /// - Returns: its name in the folder: its own, or with a number in front where another file has that.
    mutating func keep(_ path: String) throws -> String {
        if let known = names[path] { return known }
        let base = path.lastPathName, taken = Set(names.values)
        let prefix = taken.contains(base) ? "\(names.count + 1)-" : ""
        for part in SourceParts.files(of: path) {
            let name = "\(prefix)\(part.lastPathName)"
            // Where the file system knows no links, or they may not be made, a copy serves as well.
            if let twin, link("\(twin)/\(name)", "\(folder)/\(name)") == 0 { continue }
            try FileManager.default.copyItem(atPath: part, toPath: "\(folder)/\(name)")
        }
        names[path] = prefix + base
        return prefix + base
    }
}

extension ResolvedStudy {
    /// The study as a build folder may carry it; `keep` copies a file and returns its name there.
    fileprivate func published(_ keep: (String) throws -> String) throws -> Study {
        var copy = study
        (copy.calibration, copy.model.intensity, copy.styles) = (nil, intensity, "../styles")
        (copy.inputs, copy.sources, copy.routes) = ([], nil, nil)
        copy.geodata.provinces.file = try keep(copy.geodata.provinces.file)
        copy.geodata.countries.file = try keep(copy.geodata.countries.file)
        if let districts = copy.geodata.districts { copy.geodata.districts?.file = try keep(districts.file) }
        copy.geodata.districtSeats = try copy.geodata.districtSeats.map(keep)
        copy.geodata.regions = try copy.geodata.regions.map(keep)
        copy.geodata.places = try copy.geodata.places?.map(keep)
        copy.geodata.aliases = try copy.geodata.aliases.map(keep)
        copy.geodata.airports = try copy.geodata.airports.map(keep)
        copy.geodata.crossings = try copy.geodata.crossings.map(keep)
        copy.geodata.rivers = try copy.geodata.rivers.map(keep)
        copy.geodata.borders = try copy.geodata.borders.map(keep)
        // An extract of a whole country would be larger than all else; sheets of the folder are drawn without its roads then.
        copy.geodata.roads = try copy.geodata.roads.flatMap { try isSmall(path($0)) ? keep($0) : nil }
        return copy
    }

    private func isSmall(_ path: String) -> Bool {
        let sizes = SourceParts.files(of: path).map { part in
            (try? FileManager.default.attributesOfItem(atPath: part)[.size] as? NSNumber)?.intValue ?? 0
        }
        return sizes.reduce(0, +) <= Self.mostRoadBytes
    }

    private static let mostRoadBytes = 8 << 20
}
