// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Geo
import GeoIO
package import Layers
package import Studies

/// A build folder as a query reads it: opened once, so that every answer is of one build, whatever is put in its place.
package struct BuildReading: Sendable {
    package let folder: OpenedFolder
    package let catalog: Catalog
    /// Results of the provinces, in the order of their ids.
    package let provinces: [ProvinceResult]
    /// Results of the districts by their ids, read when one is first asked about; empty where the build tells none.
    let districts: Once<[String: ProvinceResult]>
    /// The incidents as the layers tell of them, read when they are first asked about.
    let incidents: Once<[ToldIncident]>
    /// The study that the folder carries.
    package let study: ResolvedStudy
    /// The corridors as they were released.
    package let corridors: [ReleasedCorridor]

    private let relativeRiskFile, intensityFile: OpenedFile
    /// Nil in a day of a series that carries no lists of incidents.
    private var contributionFile: OpenedFile?
    /// Nil in a build of an earlier program.
    private let transferFile: OpenedFile?
    /// The layers of the record's forecast that the build holds.
    private let forecastFiles: [SurfaceLayer: OpenedFile]
    /// Palette of the chance within 25 km in 30 days; nil where the build has no such layer.
    private let chanceStyle: Style?

    /// Rasters of more cells are not answered from: two of them have to stand in memory.
    private static let mostCells = 1 << 27
    /// Documents of more bytes are in no build.
    static let mostBytes = 1 << 30

    /// - Throws: `OpenedFolderError`, `CatalogError`, `QueryError`, `StyleError`, `GeoIOError` or `StudyError` for a folder
    ///   that is no whole build.
    package init(folder: OpenedFolder) throws {
        self.folder = folder
        do {
            catalog = try Self.document(Catalog.fileName, folder, Catalog.init(contents:path:))
        } catch is OpenedFolderError {
            throw CatalogError.missing(path: "\(folder.name)/\(Catalog.fileName)")
        }
        let layer = catalog.layer(named: FeatureLayer.Kind.provinces.layerName)
        provinces = try Self.document("provinces.geojson", folder) { data, path in
            try FeatureProperties<ProvinceResult>(layer: layer, path: path, content: "results of provinces").read(data)
        }
        districts = try Self.districts(folder, catalog)
        incidents = try ToldIncident.reading(folder, catalog)
        study = try Self.study(in: folder)
        relativeRiskFile = try Self.raster("\(SurfaceLayer.relativeRisk.name).tif", folder)
        intensityFile = try Self.raster("\(SurfaceLayer.intensity.name).tif", folder)
        contributionFile = try Self.contributions(of: folder)
        transferFile = try? folder.open(TransferTable.fileName)
        corridors = try ReleasedCorridor.read(folder, catalog)
        let chance = "styles/\(SurfaceLayer.chance30d.name).json"
        chanceStyle = try catalog.layer(named: SurfaceLayer.chance30d.name).map { _ in
            try Self.document(chance, folder, Style.load(contents:path:))
        }
        let listed = Set(catalog.layers.map(\.name))
        forecastFiles = try Dictionary(
            uniqueKeysWithValues: Self.forecastLayers.filter { listed.contains($0.name) }.map {
                ($0, try Self.raster("\($0.name).tif", folder))
            })
    }

    private static let forecastLayers = SurfaceLayer.allCases.filter { !$0.isOfReports }

    /// Id of the class of a chance, as the palette of the folder has it; nil without one.
    package func chanceClass(of value: Float) -> String? {
        chanceStyle.flatMap { style in style.classIndex(of: value).map { style.classes[$0].id } }
    }

    /// The layers of the record's forecast that the build holds, in the order of the table.
    package var forecastLayers: [SurfaceLayer] { Self.forecastLayers.filter { forecastFiles[$0] != nil } }

    /// The file of the relative risk or of a layer of the forecast; nil where the build has none of it.
    func file(of layer: SurfaceLayer) -> OpenedFile? {
        layer == .relativeRisk ? relativeRiskFile : layer == .intensity ? intensityFile : forecastFiles[layer]
    }

    /// A released layer of the forecast; nil where the build has none of it.
    package func forecast(_ layer: SurfaceLayer) throws -> Raster<Float>? {
        try forecastFiles[layer].map { try RasterFile(path: $0.path).readAll() }
    }

    /// The released relative risk; NaN where nothing is assessed.
    package func relativeRisk() throws -> Raster<Float> { try RasterFile(path: relativeRiskFile.path).readAll() }

    /// The released intensity.
    package func intensity() throws -> Raster<Float> { try RasterFile(path: intensityFile.path).readAll() }

    /// Whether the build tells what contributes.
    package var hasContributions: Bool { contributionFile != nil }

    /// Nil where there is none; a name that is no file of its own is refused.
    private static func contributions(of folder: OpenedFolder) throws -> OpenedFile? {
        guard FileManager.default.fileExists(atPath: "\(folder.path)/\(ContributionTable.fileName)") else { return nil }
        return try folder.open(ContributionTable.fileName)
    }

    /// What contributes to any zone, at the precision of the tier.
    package func contributions() throws -> ContributionTable {
        let path = "\(folder.name)/\(ContributionTable.fileName)"
        guard let contributionFile, contributionFile.size <= Self.mostBytes, let bytes = contributionFile.readAll()
        else {
            throw CatalogError.missing(path: path)
        }
        return try ContributionTable(contents: Data(bytes), path: path)
    }

    /// The transfers that reports tell of.
    package func transfers() throws -> TransferTable {
        let path = "\(folder.name)/\(TransferTable.fileName)"
        guard let transferFile, transferFile.size <= Self.mostBytes, let bytes = transferFile.readAll() else {
            throw CatalogError.missing(path: path)
        }
        return try TransferTable(contents: Data(bytes), path: path)
    }

    /// The same build with the contributions that its folder has now.
    /// - Throws: `OpenedFolderError` when the folder has none.
    func reopeningContributions() throws -> BuildReading {
        var build = self
        build.contributionFile = try folder.open(ContributionTable.fileName)
        return build
    }

    /// Digest of all files of the study that the folder carries.
    package func studyDigest() throws -> String {
        let digest = InputDigest(), folderName = Study.folderInBuild
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(folderName)").sorted() {
            // Notices lie in a folder of their own and change no answer.
            guard let file = try? folder.open("\(folderName)/\(name)") else { continue }
            try withExtendedLifetime(file) { try digest.add(file: file.path, as: name) }
        }
        return digest.hexadecimal
    }

    private static func document<Value>(
        _ name: String, _ folder: OpenedFolder, _ read: (Data, String) throws -> Value
    ) throws -> Value {
        try read(Data(folder.contents(name, limit: mostBytes)), "\(folder.name)/\(name)")
    }

    private static func raster(_ name: String, _ folder: OpenedFolder) throws -> OpenedFile {
        let file = try folder.open(name)
        let grid = try RasterFile(path: file.path).grid
        guard grid.columns.multipliedReportingOverflow(by: grid.rows).overflow == false, grid.count <= mostCells else {
            throw QueryError.damaged(
                path: "\(folder.name)/\(name)",
                reason: "it has more than \(mostCells) cells, more than can be answered from")
        }
        return file
    }

    private static func isBeside(_ name: String) -> Bool {
        OpenedFolder.isPlain(name) && !name.contains("/") && !name.contains(":")
    }

    /// The study with every file that it names inside the folder's copy.
    private static func study(in folder: OpenedFolder) throws -> ResolvedStudy {
        let copy = Study.folderInBuild
        try folder.checkPlainFiles(in: copy)
        do {
            let file = "\(folder.path)/\(copy)/study.yaml"
            let study = try StudyFile.read(Study.self, at: file)
            for name in study.namesOfCopiedFiles where !isBeside(name) {
                throw StudyError(file: file, message: "names '\(name.prefix(80))', which is no file beside it")
            }
            return try ResolvedStudy(study: study, file: file)
        } catch let error as StudyError {
            throw StudyError(
                file: error.file.replacing(folder.path, with: folder.name), line: error.line, message: error.message,
                kind: error.kind)
        }
    }
}

extension Study {
    /// Files of names and boundaries that the study of a build names.
    fileprivate var namesOfCopiedFiles: [String] {
        let files = [calibration, geodata.provinces.file, geodata.countries.file, geodata.districts?.file]
        let tables = [
            geodata.districtSeats, geodata.regions, geodata.aliases, geodata.airports,
            geodata.crossings, geodata.rivers, geodata.borders, geodata.roads,
        ]
        return (files + tables).compactMap { $0 } + (geodata.places?.paths ?? [])
    }
}
