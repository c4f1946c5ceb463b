// SPDX-License-Identifier: Apache-2.0

import Cartography
import JSON
import Layers
import TileEncoding

/// How layers look, for programs that draw them themselves: legends, styles, and one file with all layers for QGIS.
struct LayerAppearance: ServedProtocol {
    let legends: LegendAnswers

    var routes: [Route] {
        let layer = RouteParameter.path("layer", .layer(.assessed), "Layer")
        return [
            Route(
                "/legend/{layer}", id: "legend", "Legend", [layer, .day], formats: Self.legendFormats, answer: legend),
            Route("/styles/{layer}", id: "style", "Style", [layer, .day], formats: Self.styleFormats, answer: style),
            Route(
                "/qgis/riskmap.qlr", id: "qgis", "Layer definition of all layers for QGIS", [.day],
                formats: .types(["application/xml"]), answer: qgis),
            Route(
                "/qgis/riskmap.qgz", id: "qgisProject", "Project with all layers for QGIS", [.day],
                formats: .types(["application/zip"]), answer: qgisProject),
        ]
    }

    private static let legendFormats = Route.Formats.endings(
        [
            .init(suffix: "json", mediaType: MediaType.json), .init(suffix: "png", mediaType: MediaType.png),
            .init(suffix: "svg", mediaType: "image/svg+xml"),
        ], mayBeLeftOut: false)

    private static let styleFormats = Route.Formats.endings(
        [
            .init(suffix: "json", mediaType: "application/vnd.mapbox.style+json"),
            .init(suffix: "qml", mediaType: "application/xml"),
            .init(suffix: "sld", mediaType: "application/vnd.ogc.sld+xml"),
            .init(suffix: "txt", mediaType: "text/plain"),
        ], mayBeLeftOut: false)

    /// Name and ending of the last part of an address.
    private static func split(_ file: String) throws(ServerError) -> (name: String, ending: String) {
        let parts = file.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw .unsupportedFormat("") }
        return (parts[0], parts[1])
    }

    private func legend(_ context: AnswerContext) async throws -> ServerResponse {
        let file = try Self.split(context.part("layer"))
        let isDouble = file.name.hasSuffix("@2x")
        let name = isDouble ? String(file.name.dropLast(3)) : file.name
        let build = try context.build(of: name), scale = isDouble ? 2 : 1
        let layer = try context.mapLayer(name, build)
        let bytes: [UInt8], type: String
        switch file.ending {
        case "png": (bytes, type) = (try await legends.png(layer, scale: scale, context), MediaType.png)
        case "svg": (bytes, type) = (try await legends.svg(layer, context), "image/svg+xml")
        case "json": (bytes, type) = (try LegendAnswers.json(layer, build).bytes, MediaType.json)
        default: throw ServerError.unsupportedFormat(file.ending)
        }
        return ServerResponse(bytes, type: type, kind: "legend")
            .with("Cache-Control", context.cacheControl(build, layer.tier))
    }

    private func style(_ context: AnswerContext) throws -> ServerResponse {
        let file = try Self.split(context.part("layer"))
        let build = try context.build(of: file.name)
        switch try context.mapLayer(file.name, build) {
        case .surface(let layer): return try style(of: layer, ending: file.ending, build, context)
        case .features(let layer, let drawing):
            return try style(drawing, of: layer, ending: file.ending, build, context)
        case .reference(let layer): throw ServerError.unknown(kind: "style", name: layer.name)
        }
    }

    private func style(
        of layer: ServedSurface, ending: String, _ build: Build, _ context: AnswerContext
    ) throws -> ServerResponse {
        let text: String, type: String
        switch ending {
        case "qml": (text, type) = (try StyleExport.qml.text(of: layer.style, isMain: false), "application/xml")
        case "sld":
            (text, type) = (try StyleExport.sld.text(of: layer.style, isMain: false), "application/vnd.ogc.sld+xml")
        case "txt", "gdal.txt":
            (text, type) = (try StyleExport.gdal.text(of: layer.style, isMain: false), "text/plain; charset=utf-8")
        case "json", "maplibre.json":
            (text, type) = (try mapLibre(context, build, layer), "application/vnd.mapbox.style+json")
        default: throw ServerError.unsupportedFormat(ending)
        }
        return ServerResponse(text, type: type).with("Cache-Control", "no-cache")
    }

    private func style(
        _ drawing: FeatureStyle, of layer: ServedFeatures, ending: String, _ build: Build, _ context: AnswerContext
    ) throws -> ServerResponse {
        let forms: [String: (StyleExport, String)] = [
            "qml": (.qml, "application/xml"), "sld": (.sld, "application/vnd.ogc.sld+xml"),
            "json": (.mapLibre, "application/vnd.mapbox.style+json"),
            "maplibre.json": (.mapLibre, "application/vnd.mapbox.style+json"),
        ]
        guard let (export, type) = forms[ending] else { throw ServerError.unsupportedFormat(ending) }
        let source = "\(context.base)/tiles/\(layer.name)/{z}/{x}/{y}.pbf\(context.timeQuery(build))"
        let attribution = Markup.escaped(build.attribution)
        guard let text = try export.text(of: drawing, source: source, attribution: attribution) else {
            throw ServerError.unsupportedFormat(ending)
        }
        return ServerResponse(text, type: type).with("Cache-Control", "no-cache")
    }

    private func mapLibre(_ context: AnswerContext, _ build: Build, _ layer: ServedSurface) throws -> String {
        let sources = MapLibreStyle.Sources(
            tiles: "\(context.base)/tiles/\(layer.name)/{z}/{x}/{y}.png\(context.timeQuery(build))",
            isobands: nil, attribution: Markup.escaped(build.attribution))
        return try MapLibreStyle.text(layer.style, sources: sources)
    }

    private func qgis(_ context: AnswerContext) throws -> ServerResponse {
        let definition = QGISLayers(context: context, build: try context.build())
        return ServerResponse(definition.layerDefinition, type: "application/xml; charset=utf-8")
            .with("Content-Disposition", "attachment; filename=\"riskmap.qlr\"").with("Cache-Control", "no-cache")
    }

    private func qgisProject(_ context: AnswerContext) throws -> ServerResponse {
        let project = QGISLayers(context: context, build: try context.build())
        let archive = try ProjectArchive.bytes(of: project.project)
        return ServerResponse(archive, type: "application/zip", kind: "qgis")
            .with("Content-Disposition", "attachment; filename=\"riskmap.qgz\"").with("Cache-Control", "no-cache")
    }
}
