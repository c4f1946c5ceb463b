// SPDX-License-Identifier: Apache-2.0

public import Geo
public import JSON
import Layers
public import TileEncoding

/// All tiles of a layer, made by the same encoder that answers requests.
public struct TileExport: Sendable {
    /// What is known of a layer before its tiles are made.
    public struct Description: Sendable, Hashable {
        /// Key of the layer.
        public let name: String
        /// What a reader calls it.
        public let title: String
        /// What a value means.
        public let summary: String
        /// Text that every use must show.
        public let attribution: String
        /// West, south, east, north in degrees.
        public let bounds: [Double]
        /// Vector tiles (gzipped) instead of PNG.
        public let isVector: Bool
        /// Names of the properties of vector tiles with their kinds, as in TileJSON.
        public let fields: JSONValue
    }

    private let build: Build
    private let rasters: [ServedSurface]

    /// Takes the newest build of the store and its changes since the one before; nil before the first load.
    public init?(store: BuildStore) {
        guard let set = store.current else { return nil }
        build = set.latest
        rasters = build.rasters + set.differences(to: build)
    }

    /// Name of the layer that is shown first; nil for a build without rasters.
    public var mainLayer: String? { build.mainLayer.isEmpty ? nil : build.mainLayer }

    private func raster(_ name: String) -> ServedSurface? { rasters.first { $0.name == name } }

    /// Names of all layers, rasters first.
    public var layerNames: [String] { rasters.map(\.name) + build.vectors.map(\.name) }

    /// What is known of a layer; nil for an unknown name.
    public func description(of name: String) -> Description? {
        if let layer = raster(name) {
            return Description(
                name: name, title: layer.title.main, summary: layer.sentences(build), attribution: build.attribution,
                bounds: layer.bounds.values, isVector: false, fields: [:])
        }
        return build.vector(name).map { layer in
            Description(
                name: name, title: layer.title.main, summary: layer.sentences(build), attribution: build.attribution,
                bounds: layer.bounds.values, isVector: true, fields: layer.fieldKinds)
        }
    }

    /// The tiles that touch a layer, in no particular order.
    public func tiles(of name: String, zooms: ClosedRange<Int>) -> [TileID] {
        guard let bounds = raster(name)?.bounds ?? build.vector(name)?.bounds,
            let extent = bounds.extent.flatMap({ WebMercator.project($0) })
        else { return [] }
        let set = TileMatrixSet.webMercatorQuad
        return zooms.flatMap { zoom -> [TileID] in
            guard let range = set.tiles(touching: extent, zoom: zoom) else { return [] }
            return range.rows.flatMap { row in
                range.columns.compactMap { TileID(set, zoom: zoom, column: $0, row: row) }
            }
        }
    }

    /// The bytes of a tile as they are archived; nil where the layer has nothing.
    /// - Throws: `GeoIOError` when the raster cannot be read.
    public func bytes(of name: String, tile: TileID, level: DeflateLevel = .archive) throws -> [UInt8]? {
        if let layer = raster(name) {
            let image = try layer.renderer.indexed(MapView(tile: tile))
            if image.uniform == 0 { return nil }
            return PNGEncoder.encode(image, palette: layer.style.palette, level: level)
        }
        guard let layer = build.vector(name) else { return nil }
        let bytes = layer.pyramid.tile(tile)
        return bytes.isEmpty ? nil : Deflate.gzip(bytes, level: level)
    }
}
