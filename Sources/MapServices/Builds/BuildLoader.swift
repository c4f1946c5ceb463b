// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
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

    /// Builds and layers are numbered below these, so that each raster of each generation has a number of its own.
    private static let mostBuilds = 4096, mostLayers = 64

    /// The smallest number of a raster of a generation.
    static func firstIdentity(ofGeneration generation: Int) -> Int { generation * mostBuilds * mostLayers }

    /// All builds of the directory, oldest first.
    func load(generation: Int) throws -> BuildSet {
        let folders = try Self.folders(in: directory)
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

    /// Reads one folder, again when it is exchanged while it is read: the parts of a build must be of one build.
    private func load(_ folder: String, identity: Int) throws -> Build {
        for _ in 0..<5 {
            let before = Self.signature(of: folder)
            let result = Result { try loadOnce(folder, identity: identity) }
            if Self.signature(of: folder) == before { return try result.get() }
        }
        throw BuildLoadError(description: "'\(folder)' kept changing while it was read; try again")
    }

    private func loadOnce(_ folder: String, identity: Int) throws -> Build {
        let (catalog, catalogBytes) = try Self.catalog(in: folder)
        var tag = ContentTag()
        tag.add(catalogBytes)
        var rasters: [RasterLayer] = []
        var vectors: [FeatureLayer] = []
        var files: [String: ServedFile] = [:]
        for (index, layer) in catalog.layers.enumerated() {
            for entry in layer.files {
                files[entry.path] = ServedFile(
                    file: try Self.open("\(folder)/\(entry.path)"), mediaType: entry.mediaType, tier: layer.tier)
            }
            switch layer.kind {
            case .raster:
                let styles = try styles(layer, folder: folder, &tag)
                var raster = try raster(
                    layer, style: styles.own, files: files, identity: identity * Self.mostLayers + index)
                raster.differenceStyle = styles.difference
                rasters.append(raster)
            case .vector: vectors.append(try Self.vector(layer, within: catalog.extent, files: files))
            }
        }
        return Build(
            folder: folder, day: catalog.asOf, title: catalog.title, tag: tag.text, tier: catalog.tier,
            rasters: rasters, vectors: vectors, files: files, catalog: catalog, catalogBytes: catalogBytes,
            calibration: OpenFile(path: "\(folder)/study/calibration.yaml")?.readAll().map { ContentTag.of($0) } ?? "")
    }

    private static func catalog(in folder: String) throws -> (Catalog, [UInt8]) {
        let path = "\(folder)/\(Catalog.fileName)"
        guard let bytes = try open(path).readAll() else {
            throw BuildLoadError(description: "cannot read '\(path)'")
        }
        do {
            // Clients get these bytes as they are, and Foundation takes more for JSON than they do.
            _ = try JSONValue.parse(bytes)
            let catalog = try JSONDecoder().decode(Catalog.self, from: Data(bytes))
            guard catalog.formatVersion <= Catalog.currentFormatVersion else {
                throw BuildLoadError(
                    description: "'\(path)' was written by a later version of riskmap; use that version to serve it")
            }
            return (catalog, bytes)
        } catch let error as JSONFault {
            throw BuildLoadError(description: "'\(path)' is \(error)")
        } catch let error as DecodingError {
            throw BuildLoadError(description: "'\(path)' is not a catalog of a build: \(error)")
        }
    }

    private static func open(_ path: String) throws -> OpenFile {
        guard let file = OpenFile(path: path) else {
            throw BuildLoadError(description: "cannot open '\(path)': the build is incomplete, build it again")
        }
        return file
    }

    /// The palettes of a layer and of its changes between dates; both enter the tag.
    private func styles(
        _ layer: CatalogLayer, folder: String, _ tag: inout ContentTag
    ) throws -> (own: Style, difference: Style?) {
        let own = try style(layer, folder: folder)
        let difference = try palette("\(layer.style)-difference", folder: folder)
        tag.add(own.1)
        if let difference { tag.add(difference.1) }
        return (own.0, difference?.0)
    }

    private func style(_ layer: CatalogLayer, folder: String) throws -> (Style, [UInt8]) {
        if let found = try palette(layer.style, folder: folder) { return found }
        let candidates = candidates(layer.style, folder)
        throw BuildLoadError(
            description:
                "layer '\(layer.name)' has no palette at \(candidates.map { "'\($0)'" }.joined(separator: " or "))"
                + "; name the folder of palettes with --styles")
    }

    /// A palette of the build or else of the folder of palettes; nil where neither has it.
    private func palette(_ name: String, folder: String) throws -> (Style, [UInt8])? {
        for path in candidates(name, folder) {
            guard let file = OpenFile(path: path), let bytes = file.readAll() else { continue }
            return (try Style.load(from: file.stablePath), bytes)
        }
        return nil
    }

    private func candidates(_ style: String, _ folder: String) -> [String] {
        ["\(folder)/styles/\(style).json", "\(stylesFolder)/\(style).json"]
    }

    private func raster(
        _ layer: CatalogLayer, style: Style, files: [String: ServedFile], identity: Int
    ) throws -> RasterLayer {
        guard let path = layer.files.first(where: { $0.path.hasSuffix(".tif") })?.path, let file = files[path]?.file
        else { throw BuildLoadError(description: "raster layer '\(layer.name)' has no .tif file in the catalog") }
        return try Self.raster(
            name: layer.name, title: layer.title, summary: layer.summary, tier: layer.tier, style: style, file: file,
            blocks: blocks, identity: identity)
    }

    static func raster(
        name: String, title: BilingualText, summary: String, tier: ReleaseTier, style: Style, file: OpenFile,
        blocks: RasterBlockCache, identity: Int
    ) throws -> RasterLayer {
        let source = try RasterFileSource(path: file.stablePath)
        let pyramid = try RasterPyramid(source: source, cache: blocks, identity: identity)
        return RasterLayer(
            name: name, title: title, summary: summary, tier: tier,
            renderer: RasterRenderer(pyramid: pyramid, style: style),
            bounds: DegreeBox(WebMercator.unproject(pyramid.levels[0].extent)), files: [file],
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
    ) throws -> FeatureLayer {
        guard let path = layer.files.first(where: { $0.path.hasSuffix(".geojson") })?.path,
            let bytes = files[path]?.file.readAll()
        else { throw BuildLoadError(description: "vector layer '\(layer.name)' has no .geojson file in the catalog") }
        let collection: FeatureCollection
        do {
            collection = try FeatureCollection(geoJSON: bytes)
        } catch {
            throw BuildLoadError(description: "'\(path)': \(error)")
        }
        guard let bounds = DegreeBox(layer.extent) ?? DegreeBox(extent) else {
            throw BuildLoadError(description: "layer '\(layer.name)' and the build have no extent in the catalog")
        }
        return FeatureLayer(
            name: layer.name, title: layer.title, summary: layer.summary, tier: layer.tier,
            pyramid: VectorPyramid(name: layer.name, collection: collection), bounds: bounds)
    }
}

extension BuildLoader {
    /// A single raster file with a style, served as if it were a build of one layer.
    static func load(raster path: String, style: Style, blocks: RasterBlockCache, generation: Int) throws -> BuildSet {
        let file = try open(path)
        let layer = try raster(
            name: style.layer, title: style.title, summary: style.units.en, tier: .public, style: style, file: file,
            blocks: blocks, identity: firstIdentity(ofGeneration: generation))
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
