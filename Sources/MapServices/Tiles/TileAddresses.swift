// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import TileEncoding

/// Tiles under plain addresses, with rows from the north or (`/tms`) from the south, and TileJSON.
struct TileAddresses: ServedProtocol {
    let tiles: TileAnswers
    /// Where documents that look at every feature are made.
    let documents: RenderQueue

    var routes: [Route] {
        [
            Route(
                "/tiles/{layer}.json", id: "tileJSON", "TileJSON 3.0",
                [.path("layer", .layer(.all), "Layer"), .day], formats: .types([MediaType.json]), answer: tileJSON),
            Route(
                "/tiles/{layer}/{z}/{x}/{y}", id: "tile", "Tile in Web Mercator", Self.parameters(), formats: formats
            ) { try await tile($0, set: .webMercatorQuad, .north) }.with(\.mayBeEmpty, true),
            Route(
                "/tiles/{layer}/{tileMatrixSetId}/{z}/{x}/{y}", id: "tileOfSet", "Tile of a tile matrix set",
                Self.parameters(set: [.matrixSet]), formats: formats, answer: tileOfSet
            ).with(\.mayBeEmpty, true),
            Route(
                "/tms/1.0.0/{layer}/{z}/{x}/{y}", id: "tileFromSouth", "Tile in Web Mercator, rows from the south",
                Self.parameters(row: "Row from the south"), formats: formats
            ) { try await tile($0, set: .webMercatorQuad, .south) }.with(\.mayBeEmpty, true),
        ]
    }

    private static func parameters(
        set: [RouteParameter] = [], row: String = "Row from the north; '@2x' after it doubles the pixels of a picture"
    ) -> [RouteParameter] {
        [.path("layer", .layer(.all), "Layer; pictures are of raster layers, the others of feature layers")] + set + [
            .path("z", .whole(RouteParameter.zooms), "Zoom level"),
            .path("x", .whole(0...8_388_607), "Column from the west"), .path("y", .whole(0...4_194_303), row), .day,
        ]
    }

    private var formats: Route.Formats {
        .endings((tiles.rasterFormats + [.mvt]).map(\.ending), mayBeLeftOut: false)
    }

    /// TileJSON 3.0.0 of a raster or feature layer.
    private func tileJSON(_ context: AnswerContext) async throws -> ServerResponse {
        let name = context.part("layer")
        // The kinds of properties are found by looking at every feature.
        return try await documents.run(context.cost()) { _ in
            let build = try context.build(of: name)
            let document = TileJSONDocument(context: context, build: build)
            let json: JSONValue
            if case .reference(let ground)? = try? context.mapLayer(name, build) {
                json = document.reference(ground)
            } else {
                json =
                    build.raster(name) != nil
                    ? document.raster(try context.raster(name, build))
                    : document.vector(try context.vector(name, build))
            }
            return ServerResponse(json.bytes, type: MediaType.json)
                .with("Cache-Control", context.cacheControlOfAddresses(build, build.tier))
        }
    }

    private func tileOfSet(_ context: AnswerContext) async throws -> ServerResponse {
        let name = context.part("tileMatrixSetId")
        return try await tile(context, set: try TileMatrixSetDocument.named(name), .north)
    }

    /// From which side rows are counted.
    private enum RowOrigin { case north, south }

    private func tile(
        _ context: AnswerContext, set: TileMatrixSet, _ origin: RowOrigin
    ) async throws -> ServerResponse {
        let gzip = ResponseFinisher.acceptsGzip(context.request)
        if !context.isMember, let known = tiles.cached(context.request.target, acceptsGzip: gzip, of: context.set) {
            return known.plain
        }
        let layer = context.part("layer"), build = try context.build(of: layer)
        let name = TileFileName(context.part("y"))
        guard let format = name.format, format == .mvt ? name.scale == 1 : tiles.rasterFormats.contains(format) else {
            throw ServerError.unsupportedFormat(name.suffix)
        }
        let id = try Self.tile(context, row: name.row, set, origin)
        return try await tiles.tile(context, build: build, layer: layer, tile: id, format: format, scale: name.scale)
    }

    private static func tile(
        _ context: AnswerContext, row: String, _ set: TileMatrixSet, _ origin: RowOrigin
    ) throws(ServerError) -> TileID {
        guard let zoom = Int(context.part("z")), let column = Int(context.part("x")), let row = Int(row) else {
            throw .malformed("A tile address needs whole numbers for zoom, column and row.")
        }
        let id =
            origin == .north
            ? TileID(set, zoom: zoom, column: column, row: row)
            : TileID(tmsZoom: zoom, column: column, rowFromSouth: row, in: set)
        guard let id else { throw .tileOutOfRange }
        return id
    }
}
