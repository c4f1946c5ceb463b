// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers
import TileEncoding

/// The definition of the interface as OpenAPI 3.0, complete in itself: no reference leaves the document.
struct OpenAPIDocument {
    let context: AnswerContext
    let hasQueries: Bool
    let rasterFormats: [TileFormat]

    private var build: Build { context.set.latest }
    private var rasters: [JSONValue] { context.rasters(build).map { .string($0.name) } }
    private var vectors: [JSONValue] { context.vectors(build).map { .string($0.name) } }

    var json: JSONValue {
        var paths = common + rasterPaths + otherFormatPaths
        if !vectors.isEmpty { paths += vectorPaths }
        if hasQueries { paths += queryPaths }
        return [
            "openapi": "3.0.3",
            "info": [
                "title": .string(build.title.en), "version": "1.0.0",
                "description": .string(build.statements.absence.en + " " + build.statements.intendedUse.en),
            ],
            "servers": [["url": .string(context.base)]],
            "paths": .object(paths.map { JSONValue.Member($0.path, ["get": $0.operation]) } + areaPath),
            "components": ["schemas": ["problem": Self.problem, "document": ["type": "object"]]],
        ]
    }

    private typealias Entry = (path: String, operation: JSONValue)

    private static let problem: JSONValue = [
        "type": "object", "required": ["title", "status", "detail"],
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
            "detail": ["type": "string"],
        ],
    ]

    private func entry(
        _ path: String, _ id: String, _ summary: String, _ parameters: [JSONValue] = [], type: String = MediaType.json,
        empty: Bool = false, schema: JSONValue = document
    ) -> Entry {
        let isDocument = type == MediaType.json || type == MediaType.geoJSON || type == MediaType.schema
        var content: JSONValue = [:]
        content = content.merging(.object([.init(type, isDocument ? ["schema": schema] : [:])]))
        var responses: JSONValue = ["200": ["description": "The answer", "content": content]]
        if empty { responses = responses.merging(["204": ["description": "Nothing lies in this tile"]]) }
        let operation: JSONValue = [
            "operationId": .string(id), "summary": .string(summary), "parameters": .array(parameters),
            "responses": responses.merging(Self.faults),
        ]
        return (path, operation)
    }

    private static let document: JSONValue = ["$ref": "#/components/schemas/document"]

    private static let faults: JSONValue = {
        let content: JSONValue = [
            "application/problem+json": ["schema": ["$ref": "#/components/schemas/problem"]]
        ]
        func fault(_ text: String) -> JSONValue { ["description": .string(text), "content": content] }
        return [
            "400": fault("A parameter cannot be understood"), "401": fault("The layer needs a token"),
            "404": fault("There is no such thing"), "429": fault("Too many of the client's requests are waiting"),
            "503": fault("Too much work is waiting"),
        ]
    }()

    private static func parameter(
        _ name: String, _ place: String, _ schema: JSONValue, _ description: String
    ) -> JSONValue {
        [
            "name": .string(name), "in": .string(place), "required": .bool(place == "path"),
            "description": .string(description), "schema": schema,
        ]
    }

    private static let form = parameter(
        "f", "query", ["type": "string", "enum": ["json"]], "Form of the answer; browsers may also ask for html")
    private static let boxSchema: JSONValue = [
        "type": "array", "items": ["type": "number"], "minItems": 4, "maxItems": 4,
    ]
    private static let box: JSONValue = [
        "name": "bbox", "in": "query", "required": false, "style": "form", "explode": false,
        "description": "West, south, east, north in degrees", "schema": boxSchema,
    ]
    /// Dates of the builds; none where a single raster is served.
    private var time: [JSONValue] {
        let days = context.set.days.map { JSONValue.string($0) }
        guard !days.isEmpty else { return [] }
        return [
            Self.parameter(
                "datetime", "query", ["type": "string", "enum": .array(days)],
                "Date of the assessment; an interval names the newest build in it")
        ]
    }

    private static let period = parameter(
        "datetime", "query", ["type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"],
        "A date, YYYY-MM-DD, or an interval of two, either of which may be '..'")

    private static func whole(_ low: Int, _ high: Int) -> JSONValue {
        ["type": "integer", "minimum": .double(Double(low)), "maximum": .double(Double(high))]
    }

    private static func choice(_ name: String, _ values: [JSONValue], _ text: String) -> JSONValue {
        parameter(name, "path", ["type": "string", "enum": .array(values)], text)
    }

    private static let tileParameters: [JSONValue] = [
        choice("tileMatrixSetId", ["WebMercatorQuad", "WorldCRS84Quad"], "Tile matrix set"),
        parameter("tileMatrix", "path", whole(0, 22), "Zoom level"),
        parameter("tileRow", "path", whole(0, 4_194_303), "Row from the north"),
        parameter("tileCol", "path", whole(0, 8_388_607), "Column from the west"),
    ]

    private var common: [Entry] {
        let set = Self.choice("tileMatrixSetId", ["WebMercatorQuad", "WorldCRS84Quad"], "Tile matrix set")
        let all = rasters + vectors
        return [
            entry("/", "landing", "Landing page", [Self.form]),
            entry("/conformance", "conformance", "Standards that are followed", [Self.form]),
            entry("/collections", "collections", "Layers", [Self.form] + time),
            entry(
                "/collections/{collectionId}", "collection", "One layer",
                [Self.choice("collectionId", all, "Layer"), Self.form] + time),
            entry("/tileMatrixSets", "tileMatrixSets", "Tile matrix sets", [Self.form]),
            entry("/tileMatrixSets/{tileMatrixSetId}", "tileMatrixSet", "One tile matrix set", [set, Self.form]),
            entry(
                "/tiles/{layer}.json", "tileJSON", "TileJSON 3.0",
                [Self.choice("layer", all, "Layer")] + time),
        ]
    }

    private var rasterPaths: [Entry] {
        let layer = Self.choice("collectionId", rasters, "Raster layer")
        let sizes = ["width", "height"].map { Self.parameter($0, "query", Self.whole(1, 4096), "Pixels") }
        let set = Self.tileParameters[0]
        return [
            entry(
                "/collections/{collectionId}/map", "map", "Map of a rectangle", [layer, Self.box] + time + sizes,
                type: "image/png"),
            entry("/collections/{collectionId}/map/tiles", "mapTileSets", "Map tile sets", [layer, Self.form]),
            entry(
                "/collections/{collectionId}/map/tiles/{tileMatrixSetId}", "mapTileSet", "One map tile set",
                [layer, set, Self.form]),
            entry(
                "/collections/{collectionId}/map/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "mapTile",
                "Map tile", [layer] + Self.tileParameters, type: "image/png"),
            entry(
                "/collections/{collectionId}/coverage", "coverage", "Values of a rectangle",
                [layer, Self.box] + time
                    + ["width", "height"].map {
                        Self.parameter($0, "query", Self.whole(1, 2048), "Cells")
                    }, type: MediaType.geoTIFF),
            entry(
                "/legend/{layer}.json", "legend", "Legend", [Self.choice("layer", rasters, "Raster layer")] + time),
        ]
    }

    /// Map tiles in the formats that an address has to name.
    private var otherFormatPaths: [Entry] {
        let layer = Self.choice("collectionId", rasters, "Raster layer")
        let tile = "/collections/{collectionId}/map/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"
        return rasterFormats.dropFirst().map { format in
            entry(
                "\(tile).\(format.suffix)", "mapTile_\(format.suffix)", "Map tile as \(format.mediaType)",
                [layer] + Self.tileParameters, type: format.mediaType)
        }
    }

    private var vectorPaths: [Entry] {
        let layer = Self.choice("collectionId", vectors, "Feature layer")
        let limit = Self.parameter("limit", "query", Self.whole(1, ItemsRequest.largestLimit), "Features on a page")
        let offset = Self.parameter("offset", "query", Self.whole(0, 1_000_000), "Features to skip")
        let id = Self.parameter("featureId", "path", ["type": "string", "minLength": 1], "Feature")
        return [
            entry(
                "/collections/{collectionId}/items", "items", "Features",
                [layer, Self.box, Self.period, limit, offset, Self.form], type: MediaType.geoJSON),
            entry(
                "/collections/{collectionId}/items/{featureId}", "item", "One feature", [layer, id, Self.form],
                type: MediaType.geoJSON),
            entry(
                "/collections/{collectionId}/queryables", "queryables", "Properties", [layer, Self.form],
                type: MediaType.schema),
            entry("/collections/{collectionId}/tiles", "vectorTileSets", "Vector tile sets", [layer, Self.form]),
            entry(
                "/collections/{collectionId}/tiles/{tileMatrixSetId}", "vectorTileSet", "One vector tile set",
                [layer, Self.tileParameters[0], Self.form]),
            entry(
                "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "vectorTile",
                "Vector tile", [layer] + Self.tileParameters, type: MediaType.mvt, empty: true),
        ]
    }

    private var queryPaths: [Entry] {
        let why = Self.parameter("why", "query", ["type": "boolean"], "Whether to tell what contributes")
        func degrees(_ name: String, _ limit: Int) -> JSONValue {
            let schema: JSONValue = [
                "type": "number", "minimum": .double(Double(-limit)), "maximum": .double(Double(limit)),
            ]
            return Self.parameter(name, "query", schema, "Degrees").merging(["required": true])
        }
        let name = Self.parameter("name", "path", ["type": "string", "minLength": 1], "Any spelling, or ISO 3166-2")
        return [
            entry(
                "/query/provinces", "queryProvinces", "Risk of all provinces", time,
                schema: ["type": "array", "items": Self.document]),
            entry("/query/provinces/{name}", "queryPlace", "Risk of one place", [name, why] + time),
            entry(
                "/query/point", "queryPoint", "Risk at a position", [degrees("lat", 90), degrees("lon", 180), why]),
        ]
    }

    private var areaPath: [JSONValue.Member] {
        guard hasQueries else { return [] }
        let polygon: JSONValue = [
            "type": "object", "required": ["type", "coordinates"],
            "properties": [
                "type": ["type": "string", "enum": ["Polygon", "MultiPolygon"]], "coordinates": ["type": "array"],
            ],
        ]
        var operation = entry("/query/area", "queryArea", "Statistics of an area").operation
        operation = operation.merging([
            "requestBody": [
                "required": true, "content": ["application/geo+json": ["schema": polygon]],
            ]
        ])
        return [JSONValue.Member("/query/area", ["post": operation])]
    }
}
