// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

extension MapService {
    /// `/collections` and everything below.
    func collections(_ context: AnswerContext) async throws -> ServerResponse {
        let path = context.path
        // For features a date is a filter; it chooses a build only where one was made for it.
        let build =
            path.count > 2 && path[2] == "items"
            ? (try? context.build()) ?? context.set.latest
            : path.count > 1 ? try context.build(of: path[1]) : try context.build()
        let documents = CollectionDocument(context: context, build: build, rasterFormats: rasterFormats)
        if path.count == 1 { return try document(documents.list, title: "Layers", context) }
        let name = path[1]
        if build.vector(name) != nil {
            let layer = try context.vector(name, build), rest = Array(path.dropFirst(2))
            if rest.first == "tiles", rest.count == 5 {
                return try await ogcTile(context, build, name, rest, [.mvt])
            }
            // All others may look at every feature.
            let cost = cost(of: context.request, bytes: Self.pageBytes(context, layer))
            return try await queues.documents.run(cost) { _ in try self.features(context, layer, documents) }
        }
        guard build.raster(name) != nil else { throw ServerError.unknown(kind: "collection", name: name) }
        return try await coverage(context, try context.raster(name, build), documents)
    }

    /// What a page of features takes in memory, by and large.
    private static func pageBytes(_ context: AnswerContext, _ layer: ServedFeatures) -> Int {
        let asked = context.target.text("limit").flatMap { Int($0) } ?? ItemsRequest.usualLimit
        return min(max(0, asked), ItemsRequest.largestLimit, layer.features.count) * 4096
    }

    private func features(
        _ context: AnswerContext, _ layer: ServedFeatures, _ documents: CollectionDocument
    ) throws -> ServerResponse {
        let rest = Array(context.path.dropFirst(2))
        let path = "\(context.base)/collections/\(layer.name)/tiles"
        switch (rest.first, rest.count) {
        case (nil, _): return try document(documents.vector(layer), title: layer.title.en, context)
        case ("items", 1): return try items(context, layer, documents.build)
        case ("items", 2): return try item(context, layer, id: rest[1], documents.build)
        case ("queryables", 1), ("schema", 1):
            let schema = QueryablesDocument(layer: layer, address: "\(context.base)/collections/\(layer.name)").json
            return try document(schema, title: layer.title.en, type: MediaType.schema, context)
        case ("tiles", 1):
            let sets = documents.tileSets(layer.name, title: layer.title.en, dataType: "vector", path: path)
            return try document(sets, title: layer.title.en, context)
        case ("tiles", 2):
            let document = documents.tileSet(
                try matrixSet(rest[1]), name: layer.name, title: layer.title.en, dataType: "vector", path: path,
                box: layer.bounds, deepest: 12)
            return try self.document(document, title: layer.title.en, context)
        default: throw ServerError.unknown(kind: "page", name: "/" + context.path.joined(separator: "/"))
        }
    }

    private func coverage(
        _ context: AnswerContext, _ layer: ServedSurface, _ documents: CollectionDocument
    ) async throws -> ServerResponse {
        let rest = Array(context.path.dropFirst(2))
        let path = "\(context.base)/collections/\(layer.name)/map/tiles"
        switch (rest.first, rest.count) {
        case (nil, _): return try document(documents.raster(layer), title: layer.title.en, context)
        case ("map", 1): return try await ogcMap(context, layer, documents.build)
        case ("map", 2) where rest[1] == "tiles":
            let sets = documents.tileSets(layer.name, title: layer.title.en, dataType: "map", path: path)
            return try document(sets, title: layer.title.en, context)
        case ("map", 3) where rest[1] == "tiles":
            let document = documents.tileSet(
                try matrixSet(rest[2]), name: layer.name, title: layer.title.en, dataType: "map", path: path,
                box: layer.bounds, deepest: layer.maxZoom)
            return try self.document(document, title: layer.title.en, context)
        case ("map", 6) where rest[1] == "tiles":
            return try await ogcTile(context, documents.build, layer.name, Array(rest.dropFirst()), rasterFormats)
        case ("coverage", 1): return try await ogcCoverage(context, layer, documents.build)
        default: throw ServerError.unknown(kind: "page", name: "/" + context.path.joined(separator: "/"))
        }
    }

    private func matrixSet(_ name: String) throws(ServerError) -> TileMatrixSet {
        guard let set = TileMatrixSetDocument.named(name) else {
            throw .unknown(kind: "tile matrix set", name: name)
        }
        return set
    }

    /// `tiles/SET/MATRIX/ROW/COL[.png|.webp|.pbf]`; without an ending the first of the formats is meant.
    private func ogcTile(
        _ context: AnswerContext, _ build: Build, _ layer: String, _ rest: [String], _ formats: [TileFormat]
    ) async throws -> ServerResponse {
        let set = try matrixSet(rest[1])
        let name = TileFileName(rest[4])
        guard let format = name.suffix.isEmpty ? formats.first : name.format, formats.contains(format) else {
            throw ServerError.unsupportedFormat(name.suffix)
        }
        guard let zoom = Int(rest[2]), let row = Int(rest[3]), let column = Int(name.row) else {
            throw ServerError.malformed("Tile matrix, row and column must be whole numbers.")
        }
        guard let tile = TileID(set, zoom: zoom, column: column, row: row) else { throw ServerError.tileOutOfRange }
        return try await self.tile(context, build: build, layer: layer, tile: tile, format: format)
    }
}
