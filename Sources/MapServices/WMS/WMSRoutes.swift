// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import Layers
import TileEncoding

extension MapService {
    /// `/wms`: every fault is answered as a service exception, in the version of the request.
    ///
    /// - Throws: `CancellationError` when nobody waits for the answer.
    func wms(_ context: AnswerContext) async throws(CancellationError) -> ServerResponse {
        do {
            return try await wmsOperation(context)
        } catch let error as ServerError {
            return Self.serviceException(error, context.target)
        } catch let error as CancellationError {
            throw error
        } catch {
            report(error, context)
            return Self.serviceException(.failed, context.target)
        }
    }

    private func wmsOperation(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        guard context.path.count == 1 else {
            throw ServerError.unknown(kind: "page", name: "/" + context.path.joined(separator: "/"))
        }
        if let service = target.text("service"), service.uppercased() != "WMS" {
            throw ServerError.parameter(name: "service", reason: "must be WMS")
        }
        switch try target.required("request").lowercased() {
        case "getcapabilities", "capabilities": return try await capabilities(context)
        case "getmap", "map": return try await map(context)
        case "getfeatureinfo", "feature_info": return try await featureInfo(context)
        case "getlegendgraphic": return try await legendGraphic(context)
        case let other: throw ServerError.unknownOperation(other)
        }
    }

    private func capabilities(_ context: AnswerContext) async throws -> ServerResponse {
        let version = WMSVersion.negotiated(context.target.text("version") ?? context.target.text("wmtver"))
        let layers = context.rasters(context.set.latest)
        var sizes: [String: (width: Int, height: Int)] = [:]
        for layer in layers { sizes[layer.name] = Self.pngSize(try await legendPNG(layer, context)) }
        let document = WMSCapabilities(
            context: context, version: version, layers: layers, legendSizes: sizes, largestSide: options.largestSide)
        return ServerResponse(
            document.text(), type: version == .v130 ? "text/xml; charset=utf-8" : "application/vnd.ogc.wms_xml",
            kind: "wms"
        ).with("Cache-Control", "no-store")
    }

    private func map(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        let request = try WMSMapRequest(target, largestSide: options.largestSide)
        try request.checkStyles(target.value("styles"))
        let formats = ["image/png", "image/png8", "image/png; mode=8bit", "image/png; mode=24bit"]
        if let format = target.text("format"), !formats.contains(format.lowercased()) {
            throw ServerError.unsupportedFormat(format)
        }
        let asked = try Self.layers(request.layers, context)
        return try await picture(
            context, asked.map(\.build),
            MapComposer(
                view: request.view, layers: asked.map(\.layer), isTransparent: request.isTransparent,
                background: request.background))
    }

    /// Layers by name, each with the build it is answered from.
    private static func layers(
        _ names: [String], _ context: AnswerContext
    ) throws(ServerError) -> [(build: Build, layer: ServedSurface)] {
        var layers: [(build: Build, layer: ServedSurface)] = []
        for name in names {
            let build = try context.build(of: name)
            layers.append((build, try context.raster(name, build)))
        }
        return layers
    }

    /// Pixels times layers that are drawn for one request: four layers of the largest usual picture, or all sixteen in
    /// half its width and height.
    static let mostSamples = 4 * 4096 * 4096

    /// The answer to any request for a picture of a rectangle.
    func picture(_ context: AnswerContext, _ builds: [Build], _ composer: MapComposer) async throws -> ServerResponse {
        let limit = max(Self.mostSamples, options.largestSide * options.largestSide)
        guard composer.samples <= limit else {
            throw ServerError.parameter(
                name: "width", reason: "times height times the number of layers may be at most \(limit) pixels")
        }
        let isLarge = composer.samples >= WorkQueues.smallestLargePicture
        let queue = isLarge ? queues.largePictures : queues.pictures
        return try await queue.body(cost(of: context.request, bytes: composer.bytes)) { token in
            ServerResponse(try composer.png(token), type: "image/png", kind: "map")
        }.with("Cache-Control", context.cacheControl(builds, composer.layers.map(\.tier).max() ?? .public))
    }

    private func featureInfo(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        let request = try WMSMapRequest(target, layersName: "query_layers", largestSide: options.largestSide)
        let names = request.version == .v130 ? ("i", "j") : ("x", "y")
        let column = try pixel(target, [names.0, "i", "x"], below: request.view.width)
        let row = try pixel(target, [names.1, "j", "y"], below: request.view.height)
        let view = request.view, asked = try Self.layers(request.layers, context)
        let infos = try await queues.pictures.run(cost(of: context.request)) { token in
            let place = try? Self.degrees(of: view, column: column, row: row)
            return try asked.map {
                try token.check()
                return try FeatureInfo($0.layer, day: $0.build.day, view, column: column, row: row, place: place)
            }
        }
        return try FeatureInfoDocument.response(infos, format: target.text("info_format") ?? "text/plain")
            .with("Cache-Control", context.cacheControl(asked.map(\.build), asked.map(\.build.tier).max() ?? .public))
    }

    private func pixel(_ target: RequestTarget, _ names: [String], below limit: Int) throws(ServerError) -> Int {
        guard let name = names.first(where: { target.text($0) != nil }) else { throw .missing(name: names[0]) }
        guard let number = target.text(name).flatMap({ Int($0) }) else {
            throw .parameter(name: name, reason: "must be a whole number")
        }
        guard (0..<limit).contains(number) else { throw .pointOutside }
        return number
    }

    private static func degrees(of view: MapView, column: Int, row: Int) throws -> PlanarPoint {
        let center = view.center(column: column, row: row)
        switch view.plane {
        case .geographic: return center
        case .webMercator: return WebMercator.unproject(center)
        case .projected: return WebMercator.unproject(try view.mercator(center))
        }
    }

    private func legendGraphic(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        let name = try target.text("layer") ?? target.required("layers")
        let build = try context.build(of: name), layer = try context.raster(name, build)
        if let format = target.text("format"), format.lowercased() != "image/png" {
            throw ServerError.unsupportedFormat(format)
        }
        return ServerResponse(try await legendPNG(layer, context), type: "image/png", kind: "legend")
            .with("Cache-Control", context.cacheControl(build, layer.tier))
    }

    /// The legend of a layer, made once.
    func legendPNG(_ layer: ServedSurface, scale: Int = 1, _ context: AnswerContext) async throws -> [UInt8] {
        let style = layer.style
        return try await legend("\(style)@\(scale)", context) { try LegendPicture.png(style, scale: scale) }
    }

    /// The same as SVG.
    func legendSVG(_ layer: ServedSurface, _ context: AnswerContext) async throws -> [UInt8] {
        let style = layer.style
        return try await legend("\(style).svg", context) { try LegendPicture.svg(style) }
    }

    private func legend(
        _ key: String, _ context: AnswerContext, _ draw: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> [UInt8] {
        if let known = legends.value(for: key) { return known }
        let bytes = try await queues.pictures.run(cost(of: context.request)) { _ in try draw() }
        legends.store(bytes, for: key, bytes: bytes.count)
        return bytes
    }

    /// Width and height from a PNG's header.
    private static func pngSize(_ bytes: [UInt8]) -> (width: Int, height: Int) {
        guard bytes.count >= 24 else { return (0, 0) }
        func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    static func serviceException(_ error: ServerError, _ target: RequestTarget) -> ServerResponse {
        let version = WMSVersion.negotiated(target.text("version"))
        var xml = XMLText()
        var attributes = [("version", version.rawValue)]
        if version == .v130 { attributes.append(("xmlns", "http://www.opengis.net/ogc")) }
        var code = error.wmsCode
        if version == .v111, code == "InvalidCRS" { code = "InvalidSRS" }
        xml.element("ServiceExceptionReport", attributes) { xml in
            xml.element("ServiceException", code.isEmpty ? [] : [("code", code)], error.description)
        }
        var response = ServerResponse(
            xml.text, type: version == .v130 ? "text/xml; charset=utf-8" : "application/vnd.ogc.se_xml",
            // An unknown layer is a bad parameter of a known operation.
            status: error.status == 404 ? 400 : error.status, kind: "error")
        response.headers += error.headers
        return response
    }
}
