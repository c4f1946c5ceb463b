// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

/// Bytes of a tile with what a client must know of them.
struct EncodedTile: Sendable {
    let bytes: [UInt8]
    let isGzipped: Bool
}

/// One tile of one layer of one build.
struct TileRequest: Sendable {
    enum Layer: Sendable {
        case raster(ServedSurface)
        case vector(ServedFeatures)
    }

    let build: Build
    let layer: Layer
    let tile: TileID
    /// Pixels along a side, for rasters.
    let size: Int
    let format: TileFormat

    var name: String {
        switch layer {
        case .raster(let layer): layer.name
        case .vector(let layer): layer.name
        }
    }

    var key: String {
        "\(build.tag)/\(name)/\(tile.matrixSet.rawValue)/\(tile.zoom)/\(tile.column)/\(tile.row)/\(size).\(format.suffix)"
    }
}

extension MapService {
    /// The finished answer for an address that was asked for before; nil when it must be made.
    ///
    /// Only tiles that anyone may see are kept, under addresses without a query.
    ///
    /// - Parameter acceptsGzip: whether the client takes gzip, which vector tiles are kept in.
    public func cachedTile(target: String, acceptsGzip: Bool) -> ServerResponse? {
        cached(target, acceptsGzip: acceptsGzip, of: store.current)?.finished
    }

    private func cached(_ target: String, acceptsGzip: Bool, of set: BuildSet?) -> CachedTile? {
        guard let cached = tiles.value(for: Self.cacheKey(target, acceptsGzip)),
            cached.generation == set?.generation
        else { return nil }
        return cached
    }

    private static func cacheKey(_ target: String, _ acceptsGzip: Bool) -> String {
        acceptsGzip && !isPicture(target) ? target + " gzip" : target
    }

    /// Whether an address is that of a picture, which is never compressed again.
    public static func isPicture(_ target: String) -> Bool { target.hasSuffix(".png") || target.hasSuffix(".webp") }

    /// What raster tiles are offered as, the one for clients without a wish first.
    var rasterFormats: [TileFormat] { options.offersWebP ? [.png, .webP] : [.png] }

    /// `/tiles/...` and `/tms/1.0.0/...`.
    func tileRoute(_ context: AnswerContext) async throws -> ServerResponse {
        let path = context.path
        let gzip = ResponseFinisher.acceptsGzip(context.request)
        if !context.isMember, let known = cached(context.request.target, acceptsGzip: gzip, of: context.set) {
            return known.plain
        }
        switch (path[0], path.count) {
        case ("tiles", 2) where path[1].hasSuffix(".json"):
            // The kinds of properties are found by looking at every feature.
            let name = String(path[1].dropLast(5))
            return try await queues.documents.run(cost(of: context.request)) { _ in
                try self.tileJSON(context, layer: name)
            }
        case ("tiles", 5):
            return try await tile(context, layer: path[1], set: .webMercatorQuad, path[2], path[3], path[4], .north)
        case ("tiles", 6):
            guard let set = TileMatrixSet(rawValue: path[2]) else {
                throw ServerError.unknown(kind: "tile matrix set", name: path[2])
            }
            return try await tile(context, layer: path[1], set: set, path[3], path[4], path[5], .north)
        case ("tms", 6) where path[1] == "1.0.0":
            return try await tile(context, layer: path[2], set: .webMercatorQuad, path[3], path[4], path[5], .south)
        default: throw ServerError.unknown(kind: "page", name: "/" + path.joined(separator: "/"))
        }
    }

    /// From which side rows are counted.
    enum RowOrigin { case north, south }

    private func tile(
        _ context: AnswerContext, layer: String, set: TileMatrixSet, _ zoom: String, _ column: String,
        _ file: String, _ origin: RowOrigin
    ) async throws -> ServerResponse {
        let build = try context.build(of: layer)
        let name = TileFileName(file)
        guard let format = name.format, format == .mvt || rasterFormats.contains(format) else {
            throw ServerError.unsupportedFormat(name.suffix)
        }
        guard let zoom = Int(zoom), let column = Int(column), let row = Int(name.row) else {
            throw ServerError.malformed("A tile address needs whole numbers for zoom, column and row.")
        }
        let id =
            origin == .north
            ? TileID(set, zoom: zoom, column: column, row: row)
            : TileID(tmsZoom: zoom, column: column, rowFromSouth: row, in: set)
        guard let id else { throw ServerError.tileOutOfRange }
        return try await tile(context, build: build, layer: layer, tile: id, format: format, scale: name.scale)
    }

    /// The answer to a tile request of any protocol.
    func tile(
        _ context: AnswerContext, build: Build, layer: String, tile: TileID, format: TileFormat, scale: Int = 1
    ) async throws -> ServerResponse {
        let request: TileRequest
        switch format {
        case .png, .webP:
            request = TileRequest(
                build: build, layer: .raster(try context.raster(layer, build)), tile: tile, size: 256 * scale,
                format: format)
        case .mvt:
            let vector = try context.vector(layer, build)
            request = TileRequest(build: build, layer: .vector(vector), tile: tile, size: 0, format: format)
        }
        let response = Self.response(try await encoded(request, context), format, context, build)
        keep(response, context)
        return response
    }

    private func encoded(_ request: TileRequest, _ context: AnswerContext) async throws -> EncodedTile {
        let queue = queues.tiles, metrics = metrics, cost = cost(of: context.request)
        return try await flights.value(for: request.key) {
            try await queue.run(cost) { _ in
                metrics.countRendered(layer: request.name, isOpen: request.build.tier == .public)
                switch request.layer {
                case .raster(let layer):
                    let view = MapView(tile: request.tile, size: request.size)
                    let bytes = try request.format == .webP ? layer.renderer.webP(view) : layer.renderer.png(view)
                    return EncodedTile(bytes: bytes, isGzipped: false)
                case .vector(let layer):
                    let bytes = layer.pyramid.tile(request.tile)
                    return bytes.isEmpty
                        ? EncodedTile(bytes: [], isGzipped: false)
                        : EncodedTile(bytes: Deflate.gzip(bytes), isGzipped: true)
                }
            }
        }
    }

    private static func response(
        _ tile: EncodedTile, _ format: TileFormat, _ context: AnswerContext, _ build: Build
    ) -> ServerResponse {
        let cache = ("Cache-Control", context.cacheControl(build, build.tier))
        if tile.bytes.isEmpty { return ServerResponse(status: 204, headers: [cache], kind: "tile") }
        var headers = [("Content-Type", format.mediaType), cache]
        guard tile.isGzipped else {
            headers.append(("ETag", "\"\(build.tag)\""))
            return ServerResponse(headers: headers, body: .bytes(tile.bytes), kind: "tile")
        }
        headers.append(("Vary", "Accept-Encoding"))
        if ResponseFinisher.acceptsGzip(context.request) {
            headers += [("Content-Encoding", "gzip"), ("ETag", "\"\(build.tag)-gz\"")]
            return ServerResponse(headers: headers, body: .bytes(tile.bytes), kind: "tile")
        }
        headers.append(("ETag", "\"\(build.tag)\""))
        return ServerResponse(headers: headers, body: .bytes(Deflate.gunzip(tile.bytes) ?? []), kind: "tile")
    }

    private func keep(_ response: ServerResponse, _ context: AnswerContext) {
        guard context.target.query.isEmpty, !context.isMember, response.status == 200 else { return }
        let target = context.request.target
        let cached = CachedTile(
            generation: context.set.generation, plain: response,
            finished: finished(response, ServerRequest(target: target), isMember: false))
        let key = Self.cacheKey(target, response.header("Content-Encoding") != nil)
        // Beside the bytes: the address, two lists of headers and the entry's place in the cache.
        tiles.store(cached, for: key, bytes: response.body.count + target.utf8.count + 1200)
    }
}

/// What tiles are encoded as.
enum TileFormat: Sendable {
    case png, webP, mvt

    var mediaType: String {
        switch self {
        case .png: "image/png"
        case .webP: "image/webp"
        case .mvt: MediaType.mvt
        }
    }

    /// How addresses of such tiles end.
    var suffix: String {
        switch self {
        case .png: "png"
        case .webP: "webp"
        case .mvt: "pbf"
        }
    }
}

/// The last segment of a tile address: `25.png`, `25@2x.webp`, `25.pbf`.
struct TileFileName: Sendable, Hashable {
    let row: String
    let scale: Int
    let suffix: String

    init(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        suffix = parts.count == 2 ? String(parts[1]) : ""
        let isDouble = parts.first?.hasSuffix("@2x") == true
        scale = isDouble ? 2 : 1
        row = String(parts.first.map { isDouble ? $0.dropLast(3) : $0 } ?? "")
    }

    var format: TileFormat? {
        switch suffix.lowercased() {
        case "png": .png
        case "webp": .webP
        case "pbf", "mvt": .mvt
        default: nil
        }
    }
}
