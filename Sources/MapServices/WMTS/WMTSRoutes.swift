// SPDX-License-Identifier: Apache-2.0

import Geo
import TileEncoding

extension MapService {
    /// `/wmts` with parameters and `/wmts/1.0.0/...` as plain addresses.
    ///
    /// - Throws: `CancellationError` when nobody waits for the answer.
    func wmts(_ context: AnswerContext) async throws(CancellationError) -> ServerResponse {
        do {
            return try await context.path.count == 1 ? wmtsOperation(context) : wmtsResource(context)
        } catch let error as ServerError {
            return Self.exceptionReport(error, isParameter: context.path.count == 1)
        } catch let error as CancellationError {
            throw error
        } catch {
            report(error, context)
            return Self.exceptionReport(.failed, isParameter: false)
        }
    }

    private func wmtsOperation(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        if let service = target.text("service"), service.uppercased() != "WMTS" {
            throw ServerError.parameter(name: "service", reason: "must be WMTS")
        }
        switch try target.required("request").lowercased() {
        // QGIS opens a layer without naming a set only where the layer has a single one, so the capabilities asked
        // for by parameters link the set that all clients use; those at a plain address link both.
        case "getcapabilities": return wmtsCapabilities(context, linked: [.webMercatorQuad])
        case "gettile":
            let (build, tile, layer) = try wmtsTile(context)
            if let format = target.text("format"), format.lowercased() != "image/png" {
                throw ServerError.unsupportedFormat(format)
            }
            return try await self.tile(context, build: build, layer: layer, tile: tile, format: .png)
        case "getfeatureinfo": return try await wmtsFeatureInfo(context)
        case let other: throw ServerError.unknownOperation(other)
        }
    }

    private func wmtsCapabilities(_ context: AnswerContext, linked: [TileMatrixSet]) -> ServerResponse {
        let document = WMTSCapabilities(
            context: context, layers: context.rasters(context.set.latest), linked: linked)
        return ServerResponse(document.text(), type: "text/xml; charset=utf-8", kind: "wmts")
            // QGIS prefers any copy that it may keep to asking again.
            .with("Cache-Control", "no-store")
    }

    private func wmtsTile(_ context: AnswerContext) throws -> (Build, TileID, String) {
        let target = context.target
        let layer = try target.required("layer")
        if let style = target.text("style"), style != "default" { throw ServerError.styleNotDefined(style) }
        let tile = try Self.tile(
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

    private func wmtsFeatureInfo(_ context: AnswerContext) async throws -> ServerResponse {
        let (build, tile, name) = try wmtsTile(context)
        guard let column = try context.target.integer("i", in: 0...255) else { throw ServerError.missing(name: "i") }
        guard let row = try context.target.integer("j", in: 0...255) else { throw ServerError.missing(name: "j") }
        let layer = try context.raster(name, build)
        let view = MapView(tile: tile)
        let info = try await queues.pictures.run(cost(of: context.request)) { _ in
            try FeatureInfo(
                layer, day: build.day, view, column: column, row: row,
                place: try? Self.tileDegrees(view, column, row))
        }
        return try FeatureInfoDocument.response([info], format: context.target.text("infoformat") ?? "text/plain")
    }

    private static func tileDegrees(_ view: MapView, _ column: Int, _ row: Int) throws -> PlanarPoint {
        WebMercator.unproject(try view.mercator(view.center(column: column, row: row)))
    }

    /// `/wmts/1.0.0/WMTSCapabilities.xml` and `/wmts/1.0.0/LAYER/STYLE/[TIME/]SET/MATRIX/ROW/COL.png`.
    private func wmtsResource(_ context: AnswerContext) async throws -> ServerResponse {
        let path = context.path
        guard path.count >= 3, path[1] == "1.0.0" else { throw Self.noSuchResource(path) }
        if path.count == 3, path[2] == "WMTSCapabilities.xml" {
            return wmtsCapabilities(context, linked: TileMatrixSet.allCases)
        }
        guard path.count == 8 || path.count == 9, path[3] == "default" else { throw Self.noSuchResource(path) }
        let build =
            path.count == 9
            ? try context.set.build(of: path[2], time: path[4]) : try context.build(of: path[2])
        let last = Array(path[(path.count - 4)...])
        guard last[3].hasSuffix(".png") else { throw Self.noSuchResource(path) }
        let tile = try Self.tile(
            set: last[0], matrix: last[1], row: last[2], column: String(last[3].dropLast(4)))
        return try await self.tile(context, build: build, layer: path[2], tile: tile, format: .png)
    }

    private static func noSuchResource(_ path: [String]) -> ServerError {
        .unknown(kind: "page", name: "/" + path.joined(separator: "/"))
    }

    static func exceptionReport(_ error: ServerError, isParameter: Bool) -> ServerResponse {
        var xml = XMLText()
        let attributes = [("xmlns", "http://www.opengis.net/ows/1.1"), ("version", "1.1.0"), ("xml:lang", "en")]
        xml.element("ExceptionReport", attributes) { xml in
            var details = [("exceptionCode", error.owsCode)]
            if let locator = error.locator { details.append(("locator", locator)) }
            xml.element("Exception", details) { $0.element("ExceptionText", [], error.description) }
        }
        let status = isParameter && error.status == 404 ? 400 : error.status
        var response = ServerResponse(xml.text, type: "text/xml; charset=utf-8", status: status, kind: "error")
        response.headers += error.headers
        return response
    }
}
