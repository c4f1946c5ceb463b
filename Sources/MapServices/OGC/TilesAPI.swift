// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// OGC API Tiles: tile sets and tiles of raster layers (as maps) and of feature layers.
struct TilesAPI: ServedProtocol {
    let tiles: TileAnswers
    let collections: Collections

    var routes: [Route] { mapRoutes + vectorRoutes }

    private static let json = Route.Formats.types([MediaType.json])
    private static let tilePath = "{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"
    private static let tileParts =
        [RouteParameter.matrixSet] + RouteParameter.tile(zoom: "tileMatrix", row: "tileRow", column: "tileCol")

    private var mapRoutes: [Route] {
        let layer = RouteParameter.path("collectionId", .layer(.pictures), "Raster layer")
        let path = "/collections/{collectionId}/map/tiles", set = RouteParameter.matrixSet
        return [
            Route(path, id: "mapTileSets", "Map tile sets", [layer, .form], formats: Self.json, answer: mapTileSets),
            Route(
                path + "/{tileMatrixSetId}", id: "mapTileSet", "One map tile set", [layer, set, .form],
                formats: Self.json, answer: mapTileSet),
            Route(
                path + "/\(Self.tilePath)", id: "mapTile", "Map tile", [layer] + Self.tileParts,
                formats: .endings(tiles.rasterFormats.map(\.ending), mayBeLeftOut: true)
            ) {
                let (layer, build) = try collections.drawn($0)
                return try await tile($0, build, layer.name, tiles.rasterFormats)
            },
        ]
    }

    private var vectorRoutes: [Route] {
        let layer = RouteParameter.path("collectionId", .layer(.vectors), "Feature layer")
        let path = "/collections/{collectionId}/tiles", set = RouteParameter.matrixSet
        return [
            Route(
                path, id: "vectorTileSets", "Vector tile sets", [layer, .form], formats: Self.json,
                answer: vectorTileSets),
            Route(
                path + "/{tileMatrixSetId}", id: "vectorTileSet", "One vector tile set", [layer, set, .form],
                formats: Self.json, answer: vectorTileSet),
            Route(
                path + "/\(Self.tilePath)", id: "vectorTile", "Vector tile", [layer] + Self.tileParts,
                formats: .endings([TileFormat.mvt.ending], mayBeLeftOut: true)
            ) {
                if let (ground, build) = try collections.reference($0) {
                    return try await tile($0, build, ground.name, [.mvt])
                }
                let (layer, build) = try collections.features($0)
                return try await tile($0, build, layer.name, [.mvt])
            }.with(\.mayBeEmpty, true),
        ]
    }

    private func mapTileSets(_ context: AnswerContext) throws(ServerError) -> ServerResponse {
        let (layer, build) = try collections.drawn(context)
        let documents = try TileSetDocument(context: context, build: build, drawn: layer)
        return try DocumentPage.response(documents.list, title: layer.title.main, context)
    }

    private func mapTileSet(_ context: AnswerContext) throws(ServerError) -> ServerResponse {
        let (layer, build) = try collections.drawn(context)
        let document = try TileSetDocument(context: context, build: build, drawn: layer)
            .json(try Self.matrixSet(context), formats: tiles.rasterFormats)
        return try DocumentPage.response(document, title: layer.title.main, context)
    }

    private func vectorTileSets(_ context: AnswerContext) async throws -> ServerResponse {
        if let (ground, build) = try collections.reference(context) {
            let documents = TileSetDocument(context: context, build: build, reference: ground, isVector: true)
            return try DocumentPage.response(documents.list, title: ground.title.main, context)
        }
        let (layer, build) = try collections.features(context)
        return try await collections.document(context, layer) {
            let documents = TileSetDocument(context: context, build: build, features: layer)
            return try DocumentPage.response(documents.list, title: layer.title.main, context)
        }
    }

    private func vectorTileSet(_ context: AnswerContext) async throws -> ServerResponse {
        if let (ground, build) = try collections.reference(context) {
            let document = TileSetDocument(context: context, build: build, reference: ground, isVector: true)
                .json(try Self.matrixSet(context), formats: [.mvt])
            return try DocumentPage.response(document, title: ground.title.main, context)
        }
        let (layer, build) = try collections.features(context)
        return try await collections.document(context, layer) {
            let document = TileSetDocument(context: context, build: build, features: layer)
                .json(try Self.matrixSet(context), formats: [.mvt])
            return try DocumentPage.response(document, title: layer.title.main, context)
        }
    }

    private static func matrixSet(_ context: AnswerContext) throws(ServerError) -> TileMatrixSet {
        try TileMatrixSetDocument.named(context.part("tileMatrixSetId"))
    }

    /// `SET/MATRIX/ROW/COL[.png|.webp|.pbf]`; without an ending the first of the formats is meant.
    private func tile(
        _ context: AnswerContext, _ build: Build, _ layer: String, _ formats: [TileFormat]
    ) async throws -> ServerResponse {
        let set = try Self.matrixSet(context), name = TileFileName(context.part("tileCol"))
        guard let format = name.suffix.isEmpty ? formats.first : name.format, formats.contains(format) else {
            throw ServerError.unsupportedFormat(name.suffix)
        }
        guard let zoom = Int(context.part("tileMatrix")), let row = Int(context.part("tileRow")),
            let column = Int(name.row)
        else { throw ServerError.malformed("Tile matrix, row and column must be whole numbers.") }
        guard let tile = TileID(set, zoom: zoom, column: column, row: row) else { throw ServerError.tileOutOfRange }
        return try await tiles.tile(context, build: build, layer: layer, tile: tile, format: format)
    }
}
