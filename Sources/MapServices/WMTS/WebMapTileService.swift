// SPDX-License-Identifier: Apache-2.0

import Geo
import TileEncoding

/// Web Map Tile Service 1.0.0: `/wmts` with parameters and `/wmts/1.0.0/...` as plain addresses. Every fault is
/// answered as an exception report.
struct WebMapTileService: ServedProtocol {
    let tiles: TileAnswers
    /// Where values at a pixel are read.
    let pictures: RenderQueue

    var routes: [Route] {
        let tile = "{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}.png",
            formats = Route.Formats.types([MediaType.png])
        return [
            service.route("/wmts", id: "wmts", "Web Map Tile Service; names of parameters in any case"),
            Route(
                "/wmts/1.0.0/WMTSCapabilities.xml", id: "wmtsCapabilities", "Capabilities of the Web Map Tile Service",
                formats: .types(["text/xml"])
            ) { capabilities($0, linked: TileMatrixSet.allCases) },
            Route(
                "/wmts/1.0.0/{layer}/default/\(tile)", id: "wmtsTile", "Tile of the newest date",
                [Self.layer] + Self.tileParts + [.day], formats: formats
            ) { try await self.tile($0, build: $0.build(of: $0.part("layer"))) },
            Route(
                "/wmts/1.0.0/{layer}/default/{time}/\(tile)", id: "wmtsTileOfDay", "Tile of a date",
                [Self.layer, .path("time", .day, "Date of the assessment")] + Self.tileParts, formats: formats
            ) { try await self.tile($0, build: $0.set.build(of: $0.part("layer"), time: $0.part("time"))) },
        ]
    }

    private static let layer = RouteParameter.path("layer", .layer(.pictures), "Raster layer")
    private static let tileParts =
        [RouteParameter.matrixSet] + RouteParameter.tile(zoom: "tileMatrix", row: "tileRow", column: "tileCol")

    var faults: FaultForm { FaultForm(mediaType: "text/xml", response: Self.exceptionReport) }

    private var service: ServiceOperations {
        ServiceOperations(
            service: "WMTS", operations: [getCapabilities, getTile, getFeatureInfo], needsService: true)
    }

    // MARK: GetCapabilities

    private var getCapabilities: ServiceOperation {
        ServiceOperation(
            name: "GetCapabilities",
            parameters: [.query("acceptversions", .text, "Versions that the client speaks, separated by commas")],
            types: ["text/xml"]
        ) { context in
            let versions = context.target.text("acceptversions")?.split(whereSeparator: { $0 == "," || $0 == " " })
            guard versions?.contains(Self.version[...]) ?? true else {
                throw ServerError.versionNegotiation(Self.version)
            }
            return capabilities(context, linked: TileMatrixSet.allCases)
        }
    }

    private static let version = "1.0.0"

    private func capabilities(_ context: AnswerContext, linked: [TileMatrixSet]) -> ServerResponse {
        let document = WMTSCapabilities(
            context: context, operations: service.operations.map(\.name),
            layers: context.rasters(context.set.latest).map { .surface($0) }
                + context.references(context.set.latest).map { .reference($0) },
            linked: linked)
        return ServerResponse(document.text(), type: "text/xml; charset=utf-8", kind: "wmts")
            // QGIS prefers any copy that it may keep to asking again.
            .with("Cache-Control", "no-store")
    }

    // MARK: GetTile

    /// What says which tile is meant.
    private static let tileParameters: [RouteParameter] = [
        .query("version", .choice([version]), "Version of the service"),
        .query("layer", .layer(.pictures), "Raster layer"), .query("style", .choice(["default"]), "Style"),
        .query("tilematrixset", .choice(TileMatrixSet.allCases.map(\.rawValue)), "Tile matrix set"),
        .query("tilematrix", .whole(RouteParameter.zooms), "Zoom level"),
        .query("tilerow", .whole(0...4_194_303), "Row from the north"),
        .query("tilecol", .whole(0...8_388_607), "Column from the west"),
        .query("time", .day, "Date of the assessment"),
    ]

    private var getTile: ServiceOperation {
        ServiceOperation(
            name: "GetTile",
            parameters: Self.tileParameters + [.query("format", .choice([MediaType.png]), "Media type of the tile")],
            types: [MediaType.png], answer: tile)
    }

    private func tile(_ context: AnswerContext) async throws -> ServerResponse {
        let (build, tile, layer) = try Self.asked(context)
        let format = try context.target.required("format")
        guard format.lowercased() == MediaType.png else { throw ServerError.unsupportedFormat(format) }
        return try await tiles.tile(context, build: build, layer: layer, tile: tile, format: .png)
    }

    private static func asked(_ context: AnswerContext) throws(ServerError) -> (Build, TileID, String) {
        let target = context.target
        guard try target.required("version") == version else {
            throw .parameter(name: "version", reason: "must be \(version)")
        }
        let layer = try target.required("layer")
        // A style may be sent empty for the default, but it must be sent.
        guard let style = target.value("style") else { throw .missing(name: "style") }
        guard style.isEmpty || style == "default" else { throw .styleNotDefined(style) }
        let tile = try tile(
            set: try target.required("tilematrixset"), matrix: try target.required("tilematrix"),
            row: try target.required("tilerow"), column: try target.required("tilecol"))
        return (try context.build(of: layer), tile, layer)
    }

    private static func tile(
        set: String, matrix: String, row: String, column: String
    ) throws(ServerError) -> TileID {
        guard let set = TileMatrixSet(rawValue: set) else {
            throw .parameter(name: "tilematrixset", reason: "must be one of the sets of the capabilities")
        }
        guard let zoom = Int(matrix), let row = Int(row), let column = Int(column) else {
            throw .malformed("Tile matrix, row and column must be whole numbers.")
        }
        guard let tile = TileID(set, zoom: zoom, column: column, row: row) else { throw .tileOutOfRange }
        return tile
    }

    /// `/wmts/1.0.0/LAYER/default/[TIME/]SET/MATRIX/ROW/COL.png`.
    private func tile(_ context: AnswerContext, build: Build) async throws -> ServerResponse {
        let tile = try Self.tile(
            set: context.part("tileMatrixSetId"), matrix: context.part("tileMatrix"), row: context.part("tileRow"),
            column: context.part("tileCol"))
        return try await tiles.tile(context, build: build, layer: context.part("layer"), tile: tile, format: .png)
    }

    // MARK: GetFeatureInfo

    private static let column = RouteParameter.query("i", .whole(0...255), "Column of the pixel inside the tile")
    private static let row = RouteParameter.query("j", .whole(0...255), "Row of the pixel inside the tile")

    private var getFeatureInfo: ServiceOperation {
        ServiceOperation(
            name: "GetFeatureInfo",
            parameters: Self.tileParameters + [
                Self.column, Self.row,
                .query("infoformat", .choice(FeatureInfoDocument.formats), "Media type of the answer"),
            ], types: FeatureInfoDocument.formats, answer: featureInfo)
    }

    private func featureInfo(_ context: AnswerContext) async throws -> ServerResponse {
        let (build, tile, name) = try Self.asked(context), target = context.target
        guard let column = try target.integer(Self.column) else { throw ServerError.missing(name: "i") }
        guard let row = try target.integer(Self.row) else { throw ServerError.missing(name: "j") }
        let layer = try context.raster(name, build)
        let view = MapView(tile: tile)
        let info = try await pictures.run(context.cost()) { _ in
            try FeatureInfo(
                layer, day: build.day, view, column: column, row: row, place: try? Self.degrees(view, column, row))
        }
        return try FeatureInfoDocument.response([info], format: target.text("infoformat") ?? "text/plain")
    }

    private static func degrees(_ view: MapView, _ column: Int, _ row: Int) throws -> PlanarPoint {
        WebMercator.unproject(try view.mercator(view.center(column: column, row: row)))
    }

    // MARK: Faults

    private static func exceptionReport(_ error: ServerError, _ target: RequestTarget) -> ServerResponse {
        var xml = XMLText()
        let attributes = [("xmlns", "http://www.opengis.net/ows/1.1"), ("version", "1.1.0"), ("xml:lang", "en")]
        xml.element("ExceptionReport", attributes) { xml in
            var details = [("exceptionCode", error.owsCode)]
            if let locator = error.locator { details.append(("locator", locator)) }
            xml.element("Exception", details) { $0.element("ExceptionText", [], error.description) }
        }
        // Of a plain address what is not there is not there; of parameters one is wrong.
        let isParameter = target.path.count == 1
        let status = isParameter && error.status == 404 ? 400 : error.status
        var response = ServerResponse(xml.text, type: "text/xml; charset=utf-8", status: status, kind: "error")
        response.headers += error.headers
        return response
    }
}
