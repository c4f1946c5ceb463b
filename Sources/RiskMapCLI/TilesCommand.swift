// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Geo
import GeoIO
import Layers
import MapServices
import TileArchives
import TileEncoding

/// `riskmap tiles`: the tiles of one layer as files that need no server.
struct TilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles", abstract: "Writes the tiles of a layer: a folder, MBTiles or PMTiles.",
        discussion: "The tiles are those that 'riskmap serve' answers, made by the same encoder.")

    @Option(help: ArgumentHelp("Folder of a build.", valueName: "DIR"))
    var dir = "out"

    @Option(help: "Layer to write; the build's main layer by default.")
    var layer: String?

    @Option(help: "directory, mbtiles or pmtiles.")
    var format = ArchiveFormat.pmtiles

    @Option(help: ArgumentHelp("Zoom levels.", valueName: "FIRST-LAST"))
    var zoom = ZoomRange(levels: 4...10)

    @Option(
        help: ArgumentHelp("File or folder to write; LAYER with the format's suffix by default.", valueName: "PATH"))
    var out: String?

    @Option(help: ArgumentHelp("Folder of palettes, for builds that hold none.", valueName: "DIR"))
    var styles = "styles"

    /// What is written.
    enum ArchiveFormat: String, ExpressibleByArgument, CaseIterable {
        case directory, mbtiles, pmtiles
        var suffix: String { self == .directory ? "" : ".\(rawValue)" }
    }

    /// `4-10`, or one level.
    struct ZoomRange: ExpressibleByArgument {
        let levels: ClosedRange<Int>

        init(levels: ClosedRange<Int>) { self.levels = levels }

        init?(argument: String) {
            let sides = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = sides.first ?? nil, let last = sides.last ?? nil, sides.count <= 2, first >= 0,
                first <= last, last <= 16
            else { return nil }
            levels = first...last
        }

        var defaultValueDescription: String { "\(levels.lowerBound)-\(levels.upperBound)" }
    }

    func validate() throws {
        if let out { try OutputPath.check(out, name: "--out") }
    }

    func run() throws {
        try reportingErrors {
            let interrupts = InterruptGuard(discard: UnfinishedArchives.discard)
            defer { withExtendedLifetime(interrupts) {} }
            GDAL.limitBlockCache(to: 8 << 20)
            let store = BuildStore(
                origin: .directory(dir, styles: styles), blocks: RasterBlockCache(limit: 64 << 20))
            try store.reload()
            guard let export = TileExport(store: store), let layer = layer ?? export.mainLayer,
                let description = export.description(of: layer)
            else { throw ValidationError("There is no layer '\(layer ?? "")' in '\(dir)'.") }
            try write(export, description)
        }
    }

    private func write(_ export: TileExport, _ description: TileExport.Description) throws {
        let path = out ?? description.name + format.suffix
        let metadata = TileSetMetadata(
            name: description.name, title: description.title, summary: description.summary,
            attribution: description.attribution, bounds: description.bounds, zooms: zoom.levels,
            isVector: description.isVector, fields: description.fields)
        switch format {
        case .directory: try fill(DirectoryArchive(path: path, metadata: metadata), export, description.name)
        case .mbtiles: try fill(MBTilesArchive(path: path, metadata: metadata), export, description.name)
        case .pmtiles: try fill(PMTilesArchive(path: path, metadata: metadata), export, description.name)
        }
    }

    private func fill(_ empty: some TileArchive, _ export: TileExport, _ layer: String) throws {
        var archive = empty
        var written = 0, bytes = 0
        do {
            let tiles = export.tiles(of: layer, zooms: zoom.levels)
                .map { (id: HilbertCurve.id($0), tile: $0) }.sorted { $0.id < $1.id }
            for (_, tile) in tiles {
                guard let contents = try export.bytes(of: layer, tile: tile) else { continue }
                try archive.add(tile, bytes: contents)
                written += 1
                bytes += contents.count
            }
            try archive.finish()
        } catch {
            archive.discard()
            throw error
        }
        let levels =
            zoom.levels.count == 1 ? "level \(zoom.levels.lowerBound)" : "levels \(zoom.defaultValueDescription)"
        try printOutput("\(out ?? layer + format.suffix): \(written) tiles of '\(layer)', \(levels), \(bytes) bytes")
    }
}
