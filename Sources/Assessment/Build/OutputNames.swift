// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Layers
import Studies

/// A name that no build writes.
public struct UnknownOutput: Error, CustomStringConvertible, Equatable {
    /// The name as it was given.
    public let name: String

    /// What is wrong, and the names that are known.
    public var description: String {
        "'\(name)' is no file of a build; known are \(OutputNames.sentence)"
    }
}

/// The names of all files that builds write.
public enum OutputNames {
    /// Finished maps of a raster layer, by what follows its name.
    static let sheetEndings = SheetFormat.allCases.map { "map.\($0.rawValue)" }

    /// What later builds and attacks need to know of restricted events: it stays where there are such.
    static let ofRestrictedEvents: Set<String> = [ContributionTable.fileName, RestrictedCount.fileName]

    private static let documents = [
        Catalog.fileName, ContributionTable.fileName, TransferTable.fileName, TransferTable.tableName,
        RestrictedCount.fileName, Wording.fileInBuild, "\(Study.folderInBuild)/",
        "\(CatalogReference.folder)/",
    ]

    private static func files(of raster: SurfaceLayer) -> [String] {
        BuildWriter.rasterFiles(raster.name) + sheetEndings.map { "\(raster.name).\($0)" }
            + ["styles/\(raster.name).json", "styles/\(raster.differenceStyle).json"]
    }

    private static let known = Set(
        documents + SurfaceLayer.allCases.flatMap(files)
            + FeatureLayer.Kind.allCases.flatMap { BuildWriter.featureFiles($0.layerName) })

    /// The files that a list names, separated by commas.
    /// - Throws: `UnknownOutput` for a name that no build writes.
    public static func selection(of list: String) throws(UnknownOutput) -> OutputSelection {
        var names: Set<String> = []
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            let name = part.trimmingCharacters(in: .whitespaces)
            let folder = "\(name)/"
            guard known.contains(name) || known.contains(folder) else { throw UnknownOutput(name: name) }
            names.insert(known.contains(name) ? name : folder)
        }
        return OutputSelection(only: names)
    }

    /// Formats of features that a selection names.
    static func formats(in selection: OutputSelection) -> Set<ExtraFormat> {
        guard let names = selection.names else { return [] }
        return Set(
            ExtraFormat.allCases.filter { format in names.contains { $0.hasSuffix(".\(format.fileExtension)") } })
    }

    /// The same in a sentence: rows of a table, not its every cell.
    static var sentence: String {
        let rasters = SurfaceLayer.allCases.map(\.name).joined(separator: ", ")
        let features = FeatureLayer.Kind.allCases.map(\.layerName).joined(separator: ", ")
        let ofRaster = files(of: .relativeRisk).map { $0.replacing(SurfaceLayer.relativeRisk.name, with: "LAYER") }
        let ofFeatures = BuildWriter.featureFiles("LAYER")
        return "\(ofRaster.joined(separator: ", ")) of the layers \(rasters); "
            + "\(ofFeatures.joined(separator: ", ")) of the layers \(features); and "
            + documents.joined(separator: ", ")
    }
}

extension OutputSelection {
    /// Refuses a selection of which a build has not made every file.
    /// - Parameters:
    ///   - folder: the folder that has been filled.
    ///   - layers: the surfaces that the study has.
    /// - Throws: `StudyError` with the names that lack and the layers that the study has.
    func check(in folder: String, layers: [String], study: ResolvedStudy) throws {
        let lacking = (names ?? []).filter { !FileManager.default.fileExists(atPath: "\(folder)/\($0)") }.sorted()
        guard !lacking.isEmpty else { return }
        let known = layers.joined(separator: ", ")
        throw StudyError(
            file: study.file,
            message:
                "--only: this study makes no \(lacking.joined(separator: ", ")); its surfaces are \(known). Chances, "
                + "numbers and what follows from them need a systematic record of enough events")
    }
}
