// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import TileEncoding

/// A folder or file that cannot be served; its sentence is for the operator, not for clients.
public struct BuildLoadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public let description: String
}

/// Reads builds into memory.
struct BuildLoader: Sendable {
    /// A build folder, or a folder of build folders.
    let directory: String
    /// Palettes of layers whose build has none of its own.
    let stylesFolder: String
    let blocks: RasterBlockCache
    /// Opens what answers questions about a build; nil: nothing does.
    var queries: (any RiskQueryOpener)?
    /// Where base maps are kept for other builds of the study.
    var shelf = ReferenceShelf()

    /// Builds and layers are numbered below these, so that each raster of each generation has a number of its own.
    private static let mostBuilds = 4096, mostLayers = CatalogCheck.mostLayers

    /// The smallest number of a raster of a generation.
    static func firstIdentity(ofGeneration generation: Int) -> Int { generation * mostBuilds * mostLayers }

    /// All builds of the directory, oldest first.
    func load(generation: Int) throws -> BuildSet {
        let folders = try Self.folders(in: directory)
        guard folders.count <= Self.mostBuilds else {
            throw BuildLoadError(
                description: "'\(directory)' holds more than \(Self.mostBuilds) builds; move some away")
        }
        var builds: [Build] = []
        for (index, folder) in folders.enumerated() {
            builds.append(try load(folder, identity: generation * Self.mostBuilds + index))
        }
        return BuildSet(builds: builds.sorted { ($0.day, $0.folder) < ($1.day, $1.folder) }, generation: generation)
    }

    /// The folder itself where it is a build, else those inside it that are, in the order of their names.
    static func folders(in directory: String) throws -> [String] {
        if BuildFolder.isBuild(directory) { return [directory] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let builds = names.sorted().filter { !$0.hasPrefix(".") }.map { "\(directory)/\($0)" }
            .filter(BuildFolder.isBuild)
        guard !builds.isEmpty else {
            throw BuildLoadError(
                description: "'\(directory)' holds no build: run 'riskmap build --out \(directory)' first")
        }
        return builds
    }

    /// What changes whenever a build is replaced: the catalogs' file numbers and times of change.
    static func signature(of directory: String) -> String {
        let folders = (try? folders(in: directory)) ?? []
        return folders.map { folder in
            var status = stat()
            guard stat("\(folder)/\(Catalog.fileName)", &status) == 0 else { return "\(folder) gone" }
            return "\(folder) \(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_size)"
        }.joined(separator: "\n")
    }

    /// Reads one folder, again when it changes or goes while it is read: the parts of a build must be of one build.
    ///
    /// The folder is opened once and its files below it: what is exchanged at its path meanwhile does not matter.
    private func load(_ path: String, identity: Int) throws -> Build {
        var last: any Error = BuildLoadError(description: "'\(path)' kept changing while it was read; try again")
        for _ in 0..<5 {
            let folder = try OpenedFolder(path: path)
            let before = try folder.stamp()
            let result = Result { try loadOnce(folder, identity: identity) }
            guard try folder.stamp() == before else { continue }
            switch result {
            case .success(let build): return build
            case .failure(let error):
                last = error
                // A folder that was taken away while its files were opened is no fault of the one that came instead.
                guard try OpenedFolder(path: path).isSame(as: folder) == false else { throw error }
            }
        }
        throw last
    }

    private func loadOnce(_ folder: OpenedFolder, identity: Int) throws -> Build {
        let (catalog, catalogBytes) = try CatalogCheck.read(folder)
        var tag = ContentTag()
        tag.add(catalogBytes)
        var files = try Self.files(catalog, folder, &tag)
        if let reference = catalog.reference {
            let own = try Self.referenceFiles(reference, folder, &tag, tier: catalog.tier)
            files.merge(own) { first, _ in first }
        }
        let wording = try wording(folder, &tag)
        var rasters: [ServedSurface] = []
        var vectors: [ServedFeatures] = []
        for (index, var layer) in catalog.layers.enumerated() {
            layer.title = layer.title.arranged(for: wording.languages)
            switch layer.kind {
            case .raster:
                let styles = try styles(layer, folder: folder, wording, &tag)
                var raster = try raster(
                    layer, style: styles.own, files: files, identity: identity * Self.mostLayers + index)
                raster.differenceStyle = styles.difference
                rasters.append(raster)
            case .vector: vectors.append(try Self.vector(layer, within: catalog.extent, files: files))
            }
        }
        return Build(
            folder: folder.name, day: catalog.asOf, title: catalog.title.arranged(for: wording.languages),
            tag: tag.text,
            // A build is as closed as the most closed of its layers: its catalog tells of all of them.
            tier: catalog.layers.map(\.tier).reduce(catalog.tier, max),
            rasters: rasters, vectors: vectors, files: files, catalog: catalog, catalogBytes: catalogBytes,
            surfaces: Self.surfaces(folder), wording: wording,
            references: try reference(catalog, files, wording, folder: folder), queries: try queries?.open(folder))
    }

    /// The texts that the build carries; English and Arabic of builds of earlier versions, which carry none.
    private func wording(_ folder: OpenedFolder, _ tag: inout ContentTag) throws -> Wording {
        guard let file = try? folder.open(Wording.fileInBuild), file.size <= 1 << 20, let bytes = file.readAll() else {
            return .ofEarlierBuilds
        }
        tag.add(bytes)
        do {
            return try JSONDecoder().decode(Wording.self, from: Data(bytes))
        } catch {
            throw BuildLoadError(
                description: "'\(folder.name)/\(Wording.fileInBuild)' holds no texts of a build; build it again")
        }
    }

    /// A tag of the surfaces that the intensity is made of: in the study, or beside it in builds of earlier versions. Empty
    /// where the folder does not say.
    private static func surfaces(_ folder: OpenedFolder) -> String {
        func json(_ name: String) -> JSONValue? {
            (try? folder.contents("study/\(name)", limit: 1 << 20)).flatMap { try? JSONValue.parse($0) }
        }
        let stated = json("study.yaml")?["model"]?["intensity"] ?? json("calibration.yaml")
        return stated.map { ContentTag.of($0.bytes) } ?? ""
    }

    /// The files that the catalog lists, opened; their contents enter the tag, so that no two builds that differ in
    /// any of them share one.
    private static func files(
        _ catalog: Catalog, _ folder: OpenedFolder, _ tag: inout ContentTag
    ) throws -> [String: ServedFile] {
        var files: [String: ServedFile] = [:]
        for layer in catalog.layers {
            for entry in layer.files {
                let file = try folder.open(entry.path)
                guard file.forEachPiece({ tag.add($0) }) else {
                    throw BuildLoadError(description: "cannot read '\(folder.name)/\(entry.path)' to its end")
                }
                // The type by the ending of the name: what the catalog calls it would go into a header as it is.
                files[entry.path] = ServedFile(
                    file: file, mediaType: CatalogFile.mediaType(of: entry.path), tier: layer.tier)
            }
        }
        return files
    }

    /// The palettes of a layer and of its changes between dates; both enter the tag.
    private func styles(
        _ layer: CatalogLayer, folder: OpenedFolder, _ wording: Wording, _ tag: inout ContentTag
    ) throws -> (own: Style, difference: Style?) {
        let own = try style(layer, folder: folder)
        let difference = try differencePalette("\(layer.style)-difference", folder: folder)
        tag.add(own.1)
        if let difference { tag.add(difference.1) }
        return (wording.worded(own.0), difference.map { wording.worded($0.0) })
    }

    /// The palette of changes: that of the build, unless it is one of an earlier version for differences; then the program's.
    private func differencePalette(_ name: String, folder: OpenedFolder) throws -> (Style, [UInt8])? {
        if let own = try palette(name, folder: folder), own.0.isOfRatios { return own }
        return try shippedPalette(name, folder: folder).flatMap { $0.0.isOfRatios ? $0 : nil }
    }

    private func style(_ layer: CatalogLayer, folder: OpenedFolder) throws -> (Style, [UInt8]) {
        if let found = try palette(layer.style, folder: folder) { return found }
        throw BuildLoadError(
            description: "layer '\(layer.name)' has no palette at '\(folder.name)/styles/\(layer.style).json' or "
                + "'\(stylesFolder)/\(layer.style).json'; name the folder of palettes with --styles")
    }

    /// A palette of the build or else of the folder of palettes; nil where neither has it.
    private func palette(_ name: String, folder: OpenedFolder) throws -> (Style, [UInt8])? {
        guard let own = try? folder.open("styles/\(name).json") else {
            return try shippedPalette(name, folder: folder)
        }
        return try read(own, as: name, folder: folder)
    }

    /// A palette of the folder of palettes; nil where it has none.
    private func shippedPalette(_ name: String, folder: OpenedFolder) throws -> (Style, [UInt8])? {
        try OpenedFile(path: "\(stylesFolder)/\(name).json").flatMap { try read($0, as: name, folder: folder) }
    }

    private func read(_ file: OpenedFile, as name: String, folder: OpenedFolder) throws -> (Style, [UInt8])? {
        guard file.size <= 1 << 20, let bytes = file.readAll() else { return nil }
        return (try Style.load(contents: Data(bytes), path: "\(folder.name)/styles/\(name).json"), bytes)
    }

    private func raster(
        _ layer: CatalogLayer, style: Style, files: [String: ServedFile], identity: Int
    ) throws -> ServedSurface {
        guard let path = layer.files.first(where: { $0.path.hasSuffix(".tif") })?.path, let file = files[path]?.file
        else { throw BuildLoadError(description: "raster layer '\(layer.name)' has no .tif file in the catalog") }
        return try Self.raster(
            name: layer.name, title: layer.title, summary: layer.summary, tier: layer.tier, style: style, file: file,
            blocks: blocks, identity: identity)
    }

    static func raster(
        name: String, title: TextByLanguage, summary: String, tier: ReleaseTier, style: Style, file: OpenedFile,
        blocks: RasterBlockCache, identity: Int, label: String? = nil
    ) throws -> ServedSurface {
        let source = try RasterFileSource(path: file.path, name: label ?? "\(name).tif")
        let world = TileMatrixSet.mercatorLimit * 1.001
        guard let extent = source.levels.first?.extent, extent.minX > -world, extent.maxX < world,
            extent.minY > -world, extent.maxY < world
        else { throw BuildLoadError(description: "raster layer '\(name)' reaches beyond the map of the world") }
        let pyramid = try RasterPyramid(source: source, cache: blocks, identity: identity)
        guard let bounds = WebMercator.unproject(pyramid.levels[0].extent) else {
            throw BuildLoadError(description: "'\(label ?? name)' covers no area of the globe")
        }
        return ServedSurface(
            name: name, title: title, summary: summary, tier: tier,
            renderer: RasterRenderer(pyramid: pyramid, style: style),
            bounds: DegreeBox(bounds), files: [file],
            maxZoom: zoom(forCell: pyramid.levels[0].cellWidth))
    }

    /// Two zoom levels beyond the one whose pixels are as small as the cells, at least 9 and at most 16.
    private static func zoom(forCell size: Double) -> Int {
        let exact = (TileMatrixSet.webMercatorQuad.tileSize(zoom: 0) / 256 / size)
        let native = (0...16).first { Double(1 << $0) >= exact } ?? 16
        return min(16, max(9, native + 2))
    }

    /// A layer without features, or with a single point, has no rectangle of its own: that of the build stands for it.
    private static func vector(
        _ layer: CatalogLayer, within extent: [Double], files: [String: ServedFile]
    ) throws -> ServedFeatures {
        guard let path = layer.files.first(where: { $0.path.hasSuffix(".geojson") })?.path,
            let bytes = files[path]?.file.readAll()
        else { throw BuildLoadError(description: "vector layer '\(layer.name)' has no .geojson file in the catalog") }
        let collection: FeatureCollection
        do {
            collection = try FeatureCollection(geoJSON: bytes)
        } catch {
            throw BuildLoadError(description: "'\(path)': \(error)")
        }
        let isOnGlobe = collection.features.allSatisfy { feature in
            feature.bounds.map { $0.west >= -180 && $0.east <= 180 && $0.south >= -90 && $0.north <= 90 } ?? true
        }
        guard isOnGlobe else {
            throw BuildLoadError(description: "'\(path)': a feature lies beyond 180 degrees east or west, or a pole")
        }
        guard let bounds = DegreeBox(layer.extent) ?? DegreeBox(extent) else {
            throw BuildLoadError(description: "layer '\(layer.name)' and the build have no extent in the catalog")
        }
        return ServedFeatures(
            name: layer.name, title: layer.title, summary: layer.summary, tier: layer.tier,
            pyramid: VectorPyramid(name: layer.name, collection: collection), bounds: bounds)
    }
}

extension BuildLoader {
    /// A single raster file with a style, served as if it were a build of one layer.
    static func load(raster path: String, style: Style, blocks: RasterBlockCache, generation: Int) throws -> BuildSet {
        guard let file = OpenedFile(path: path) else {
            throw BuildLoadError(description: "cannot open '\(path)': there is no such file, or it may not be read")
        }
        let layer = try raster(
            name: style.layer, title: style.title, summary: style.units.main, tier: .public, style: style, file: file,
            blocks: blocks, identity: firstIdentity(ofGeneration: generation), label: path)
        var tag = ContentTag()
        tag.add("\(path) \(file.size) \(file.modified) \(style)".utf8)
        let served = ServedFile(
            file: file, mediaType: CatalogFile.mediaType(of: "a.tif"), tier: .public)
        let build = Build(
            folder: "", day: "", title: style.title, tag: tag.text, tier: .public, rasters: [layer], vectors: [],
            files: ["\(style.layer).tif": served], catalog: nil, catalogBytes: nil)
        return BuildSet(builds: [build], generation: generation)
    }
}
