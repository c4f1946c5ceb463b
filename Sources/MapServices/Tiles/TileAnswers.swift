// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

/// Bytes of a tile with what a client must know of them.
struct EncodedTile: Sendable {
    let bytes: [UInt8]
    let isGzipped: Bool
}

/// A tile as it is sent, kept under the address it was asked for by.
struct CachedTile: Sendable {
    /// The build set it was made from.
    let generation: Int
    /// The answer before what depends on the request.
    let plain: ServerResponse
    /// The whole answer to a plain GET.
    let finished: ServerResponse
}

/// One tile of one layer of one build.
struct TileRequest: Sendable {
    enum Layer: Sendable {
        case raster(ServedSurface)
        case vector(ServedFeatures)
        case reference(ServedReference)
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
        case .reference(let layer): layer.name
        }
    }

    var key: String {
        "\(build.tag)/\(name)/\(tile.matrixSet.rawValue)/\(tile.zoom)/\(tile.column)/\(tile.row)/\(size).\(format.suffix)"
    }

    /// The bytes of the tile.
    func encoded() throws -> EncodedTile {
        switch layer {
        case .raster(let layer):
            let view = MapView(tile: tile, size: size)
            let bytes = try format == .webP ? layer.renderer.webP(view) : layer.renderer.png(view)
            return EncodedTile(bytes: bytes, isGzipped: false)
        case .vector(let layer): return Self.packed(layer.pyramid.tile(tile))
        case .reference(let layer):
            if format == .mvt { return Self.packed(layer.pyramid.tile(tile)) }
            let picture = try layer.picture(tile, size: size)
            return EncodedTile(bytes: try format == .webP ? picture.webP() : picture.png(), isGzipped: false)
        }
    }

    private static func packed(_ bytes: [UInt8]) -> EncodedTile {
        bytes.isEmpty
            ? EncodedTile(bytes: [], isGzipped: false) : EncodedTile(bytes: Deflate.gzip(bytes), isGzipped: true)
    }
}

/// Makes the tiles of every protocol, each once, and keeps those that anyone may see.
struct TileAnswers: Sendable {
    /// What raster tiles are offered as, the one for clients without a wish first.
    let rasterFormats: [TileFormat]
    let cache: ByteBoundedCache<String, CachedTile>
    private let queue: RenderQueue
    private let metrics: ServiceMetrics
    private let finishing: Finishing
    private let flights = SingleFlight<String, EncodedTile>()

    init(queue: RenderQueue, metrics: ServiceMetrics, finishing: Finishing, options: ServiceOptions) {
        rasterFormats = options.offersWebP ? [.png, .webP] : [.png]
        cache = ByteBoundedCache(limit: options.tileCacheBytes)
        self.queue = queue
        self.metrics = metrics
        self.finishing = finishing
    }

    /// The tile of an address that was asked for before; nil when it must be made.
    func cached(_ target: String, acceptsGzip: Bool, of set: BuildSet?) -> CachedTile? {
        guard let cached = cache.value(for: Self.cacheKey(target, acceptsGzip)), cached.generation == set?.generation
        else { return nil }
        return cached
    }

    private static func cacheKey(_ target: String, _ acceptsGzip: Bool) -> String {
        acceptsGzip && !isPicture(target) ? target + " gzip" : target
    }

    /// Whether an address is that of a picture, which is never compressed again.
    static func isPicture(_ target: String) -> Bool { target.hasSuffix(".png") || target.hasSuffix(".webp") }

    /// The answer to a tile request of any protocol.
    func tile(
        _ context: AnswerContext, build: Build, layer: String, tile: TileID, format: TileFormat, scale: Int = 1
    ) async throws -> ServerResponse {
        let request: TileRequest
        switch format {
        case _ where build.reference(layer) != nil:
            guard case .reference(let ground) = try context.mapLayer(layer, build) else { throw context.unknownPage }
            request = TileRequest(
                build: build, layer: .reference(ground), tile: tile, size: format == .mvt ? 0 : 256 * scale,
                format: format)
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
        try await flights.value(for: request.key) {
            try await queue.run(context.cost()) { _ in
                metrics.countRendered(layer: request.name, isOpen: request.build.tier == .public)
                return try request.encoded()
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
            finished: finishing.finished(response, ServerRequest(target: target), isMember: false))
        let key = Self.cacheKey(target, response.header("Content-Encoding") != nil)
        // Beside the bytes: the address, two lists of headers and the entry's place in the cache.
        cache.store(cached, for: key, bytes: response.body.count + target.utf8.count + 1200)
    }
}
