// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

/// Web Map Service 1.3.0 and 1.1.1: every fault is answered as a service exception, in the version of the request.
struct WebMapService: ServedProtocol {
    let pictures: PictureAnswers
    let legends: LegendAnswers

    var routes: [Route] {
        [service.route("/wms", id: "wms", "Web Map Service; names of parameters in any case")]
    }

    var faults: FaultForm { FaultForm(mediaType: "text/xml", response: Self.serviceException) }

    private var service: ServiceOperations {
        ServiceOperations(service: "WMS", operations: [getCapabilities, getMap, getFeatureInfo, getLegendGraphic])
    }

    private static let version = RouteParameter.query(
        "version", .choice(["1.3.0", "1.1.1"]), "Version of the service; maps and values need it")
    private static let time = RouteParameter.query("time", .day, "Date of the assessment")

    /// What says which rectangle is shown, and how large.
    private var view: [RouteParameter] {
        let systems = RouteParameter.Values.text, side = 1...pictures.largestSide
        return [
            Self.version, .query("crs", systems, "Coordinate reference system, in version 1.3.0: " + NamedCRS.words),
            .query("srs", systems, "Coordinate reference system, in version 1.1.1: " + NamedCRS.words),
            .query("bbox", .box, "Least and greatest values in the order of the system's axes"),
            .query("width", .whole(side), "Pixels"), .query("height", .whole(side), "Pixels"), Self.time,
        ]
    }

    // MARK: GetCapabilities

    private var getCapabilities: ServiceOperation {
        ServiceOperation(
            name: "GetCapabilities", otherNames: ["capabilities"], parameters: [Self.version],
            types: ["text/xml", "application/vnd.ogc.wms_xml"], answer: capabilities)
    }

    private func capabilities(_ context: AnswerContext) async throws -> ServerResponse {
        let version = WMSVersion.negotiated(context.target.text("version") ?? context.target.text("wmtver"))
        let layers = context.mapLayers(context.set.latest)
        var sizes: [String: (width: Int, height: Int)] = [:]
        for layer in layers where layer.isAssessed {
            sizes[layer.name] = Self.pngSize(try await legends.png(layer, context))
        }
        let document = WMSCapabilities(
            context: context, version: version, operations: service.operations, layers: layers, legendSizes: sizes,
            largestSide: pictures.largestSide)
        return ServerResponse(
            document.text(), type: version == .v130 ? "text/xml; charset=utf-8" : "application/vnd.ogc.wms_xml",
            kind: "wms"
        ).with("Cache-Control", "no-store")
    }

    /// Width and height from a PNG's header.
    private static func pngSize(_ bytes: [UInt8]) -> (width: Int, height: Int) {
        guard bytes.count >= 24 else { return (0, 0) }
        func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    // MARK: GetMap

    private var getMap: ServiceOperation {
        ServiceOperation(
            name: "GetMap", otherNames: ["map"],
            parameters: [
                .query("layers", .layer(.all), "Layers separated by commas, the lowest first"),
                .query("styles", .choice(["default"]), "Styles; each layer has one"),
            ] + view + [
                .query("format", .choice([MediaType.png, MediaType.jpeg]), "Media type of the picture"),
                .query("transparent", .truth, "Whether what is not assessed lets the ground through"),
                .query("bgcolor", .text, "Colour of the ground, 0xRRGGBB"),
            ], types: [MediaType.png, MediaType.jpeg], answer: map)
    }

    private func map(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        let request = try WMSMapRequest(target, largestSide: pictures.largestSide)
        try request.checkStyles(target.value("styles"))
        let format = target.text("format")?.lowercased() ?? MediaType.png
        guard format == MediaType.jpeg || Self.pngNames.contains(format) else {
            throw ServerError.unsupportedFormat(format)
        }
        let asked = try Self.layers(request.layers, context)
        let response = try await pictures.picture(
            context, asked.map(\.build),
            MapComposer(
                view: request.view, layers: asked.map(\.layer),
                isTransparent: request.isTransparent && format != MediaType.jpeg,
                background: request.background), as: format == MediaType.jpeg ? .jpeg : .png)
        return warned(response, asked[0].build, context)
    }

    /// Says that the map is of another time than the one asked for, or of one that nobody asked for (OGC 06-042, C.4).
    private func warned(_ response: ServerResponse, _ build: Build, _ context: AnswerContext) -> ServerResponse {
        guard let day = build.day.split(separator: "/").last.map(String.init) else { return response }
        let asked = context.target.text("time").flatMap { WrittenTime.days($0) }
        if asked?.last.description == day { return response }
        let word = context.target.text("time") == nil ? "Default" : "Nearest"
        return response.with("Warning", "99 \(word) value used: time=\(day) ISO8601")
    }

    private static let pngNames = [MediaType.png, "image/png8", "image/png; mode=8bit", "image/png; mode=24bit"]

    /// Layers by name, each with the build it is answered from.
    private static func layers(
        _ names: [String], _ context: AnswerContext
    ) throws(ServerError) -> [(build: Build, layer: MapLayer)] {
        var layers: [(build: Build, layer: MapLayer)] = []
        for name in names {
            let build = try context.build(of: name)
            layers.append((build, try context.mapLayer(name, build)))
        }
        return layers
    }

    // MARK: GetFeatureInfo

    private var getFeatureInfo: ServiceOperation {
        let place = RouteParameter.Values.whole(0...pictures.largestSide - 1)
        return ServiceOperation(
            name: "GetFeatureInfo", otherNames: ["feature_info"],
            parameters: [.query("query_layers", .layer(.assessed), "Layers that are asked, separated by commas")] + view
                + [
                    .query(
                        "feature_count", .whole(1...Int(Int32.max)),
                        "Features of a layer at most; 1 without it, and never more than \(FeatureHit.most)"),
                    .query("i", place, "Column of the pixel"), .query("j", place, "Row of the pixel"),
                    .query("info_format", .choice(FeatureInfoDocument.formats), "Media type of the answer"),
                ], types: FeatureInfoDocument.formats, answer: featureInfo)
    }

    private func featureInfo(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        let request = try WMSMapRequest(target, layersName: "query_layers", largestSide: pictures.largestSide)
        let names = request.version == .v130 ? ("i", "j") : ("x", "y")
        let column = try Self.pixel(target, [names.0, "i", "x"], below: request.view.width)
        let row = try Self.pixel(target, [names.1, "j", "y"], below: request.view.height)
        let view = request.view, asked = try Self.layers(request.layers, context)
        let most = min(FeatureHit.most, try target.integer("feature_count", in: 1...Int(Int32.max)) ?? 1)
        let infos = try await pictures.queues.pictures.run(context.cost()) { token in
            let place = try? Self.degrees(of: view, column: column, row: row)
            return try asked.flatMap {
                try token.check()
                return try $0.layer.infos(
                    day: $0.build.day, view, column: column, row: row, place: place, most: most)
            }
        }
        let response = try FeatureInfoDocument.response(infos, format: target.text("info_format") ?? "text/plain")
            .with("Cache-Control", context.cacheControl(asked.map(\.build), asked.map(\.build.tier).max() ?? .public))
        return asked.first.map { warned(response, $0.build, context) } ?? response
    }

    private static func pixel(
        _ target: RequestTarget, _ names: [String], below limit: Int
    ) throws(ServerError) -> Int {
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

    // MARK: GetLegendGraphic

    private var getLegendGraphic: ServiceOperation {
        ServiceOperation(
            name: "GetLegendGraphic",
            parameters: [.query("layer", .layer(.assessed), "Layer whose legend is drawn"), Self.time],
            types: [MediaType.png], isExtension: true, answer: legendGraphic)
    }

    private func legendGraphic(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        let name = try target.text("layer") ?? target.required("layers")
        let build = try context.build(of: name), layer = try context.mapLayer(name, build)
        if let format = target.text("format"), format.lowercased() != MediaType.png {
            throw ServerError.unsupportedFormat(format)
        }
        return ServerResponse(try await legends.png(layer, context), type: MediaType.png, kind: "legend")
            .with("Cache-Control", context.cacheControl(build, layer.tier))
    }

    // MARK: Faults

    private static func serviceException(_ error: ServerError, _ target: RequestTarget) -> ServerResponse {
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
