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

    /// Copies the files and writes `study/study.yaml` (JSON, which is YAML).
    /// - Throws: `StudyError` when a file cannot be copied.
    func write(into folder: String) throws {
        let target = "\(folder)/\(Study.folderInBuild)"
        let study = content.study
        do {
            try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
            var copies = CopiedSources(folder: target)
            let copy = try study.published { try copies.keep(study.path($0)) }
            for notice in ["SOURCES.md", "licences"] where FileManager.default.fileExists(atPath: study.path(notice)) {
                try FileManager.default.copyItem(atPath: study.path(notice), toPath: "\(target)/\(notice)")
            }
            for palette in study.palettes(of: content.layers) {
                try FileManager.default.copyItem(
                    atPath: study.palette(palette), toPath: "\(folder)/styles/\(palette).json")
            }
            try StableJSON.encode(content.wording)
                .write(to: URL(fileURLWithPath: "\(folder)/\(Wording.fileInBuild)"))
            try StableJSON.encode(copy).write(to: URL(fileURLWithPath: "\(target)/study.yaml"))
        } catch let error as CocoaError {
            throw StudyError(file: target, message: "cannot be written: \(error.localizedDescription)", kind: .output)
        }
    }
}

/// Files of several folders in one, each once, with all parts that belong to it.
private struct CopiedSources {
    let folder: String
    private var names: [String: String] = [:]

    init(folder: String) { self.folder = folder }

    /// Copies a source.
    /// - Returns: its name in the folder: its own, or with a number in front where another file has that.
    mutating func keep(_ path: String) throws -> String {
        if let known = names[path] { return known }
        let base = path.lastPathName, taken = Set(names.values)
        let prefix = taken.contains(base) ? "\(names.count + 1)-" : ""
        for part in SourceParts.files(of: path) {
            try FileManager.default.copyItem(atPath: part, toPath: "\(folder)/\(prefix)\(part.lastPathName)")
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
