// SPDX-License-Identifier: Apache-2.0

import Cartography
import JSON
import Layers
import TileEncoding

extension MapService {
    /// Legends, styles, files of the build, the catalog and the layer definition for QGIS.
    func documents(_ context: AnswerContext) async throws -> ServerResponse {
        let path = context.path
        switch (path[0], path.count) {
        case ("legend", 2): return try await legend(context, file: path[1])
        case ("styles", 2): return try style(context, file: path[1])
        case ("qgis", _), ("catalog.json", _): return try file(context, try context.build())
        default:
            // Texts are read whole, and compressed.
            let build = try context.build()
            let size = build.files[path.dropFirst().joined(separator: "/")]?.file.size ?? 0
            let cost = cost(of: context.request, bytes: min(size, Self.largestText))
            return try await queues.documents.run(cost) { _ in try self.file(context, build) }
        }
    }

    private func file(_ context: AnswerContext, _ build: Build) throws -> ServerResponse {
        let path = context.path
        switch (path[0], path.count) {
        case ("qgis", 2) where path[1] == "riskmap.qlr":
            let definition = QGISLayerDefinition(context: context, build: build)
            return ServerResponse(definition.text, type: "application/xml; charset=utf-8")
                .with("Content-Disposition", "attachment; filename=\"riskmap.qlr\"").with("Cache-Control", "no-cache")
        case ("data", 2...): return try file(context, build, name: path.dropFirst().joined(separator: "/"))
        case ("catalog.json", 1):
            guard let bytes = build.catalogBytes else { break }
            guard context.mayShow(build.tier) else { throw ServerError.unauthorized }
            return ServerResponse(bytes, type: MediaType.json)
                .with("Cache-Control", context.cacheControl(build, build.tier))
        default: break
        }
        throw ServerError.unknown(kind: "page", name: "/" + path.joined(separator: "/"))
    }

    /// Larger texts are sent as they are, in pieces.
    private static let largestText = 32 << 20

    private func legend(_ context: AnswerContext, file: String) async throws -> ServerResponse {
        let parts = file.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ServerError.unsupportedFormat("") }
        let name = parts[0].replacing("@2x", with: "")
        let build = try context.build(of: name), layer = try context.raster(name, build)
        let scale = parts[0].hasSuffix("@2x") ? 2 : 1
        let response: ServerResponse
        switch parts[1] {
        case "png":
            response = ServerResponse(
                try await legendPNG(layer, scale: scale, context), type: "image/png", kind: "legend")
        case "svg":
            response = ServerResponse(try await legendSVG(layer, context), type: "image/svg+xml", kind: "legend")
        case "json": response = ServerResponse(Self.legendDocument(layer).bytes, type: MediaType.json, kind: "legend")
        default: throw ServerError.unsupportedFormat(parts[1])
        }
        return response.with("Cache-Control", context.cacheControl(build, layer.tier))
    }

    /// The classes of a layer with bounds, colours and labels.
    static func legendDocument(_ layer: ServedSurface) -> JSONValue {
        let style = layer.style
        func entry(_ item: StyleClass) -> JSONValue {
            [
                "id": .string(item.id), "lower": .double(Double(item.lower)), "upper": .double(Double(item.upper)),
                "color": .string(item.rgba.color.hex), "opacity": .double(Double(item.rgba.alpha) / 255),
                "label": .string(item.label.en), "label_ar": .string(item.label.ar),
            ]
        }
        return [
            "layer": .string(layer.name), "title": .string(style.title.en), "title_ar": .string(style.title.ar),
            "units": .string(style.units.en), "units_ar": .string(style.units.ar),
            "classes": .array(style.classes.map(entry)), "not_assessed": entry(style.notAssessed),
        ]
    }

    private func style(_ context: AnswerContext, file: String) throws -> ServerResponse {
        let parts = file.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ServerError.unsupportedFormat("") }
        let build = try context.build(of: parts[0]), layer = try context.raster(parts[0], build)
        let response: ServerResponse
        switch parts[1] {
        case "qml": response = ServerResponse(try StyleExport.qml.text(of: layer.style), type: "application/xml")
        case "sld":
            response = ServerResponse(try StyleExport.sld.text(of: layer.style), type: "application/vnd.ogc.sld+xml")
        case "txt", "gdal.txt":
            response = ServerResponse(
                try StyleExport.gdal.text(of: layer.style), type: "text/plain; charset=utf-8")
        case "json", "maplibre.json":
            let sources = MapLibreStyle.Sources(
                tiles: "\(context.base)/tiles/\(layer.name)/{z}/{x}/{y}.png\(context.timeQuery(build))",
                isobands: nil, attribution: XMLText.escaped(build.attribution))
            response = ServerResponse(
                try MapLibreStyle.text(layer.style, sources: sources), type: "application/vnd.mapbox.style+json")
        default: throw ServerError.unsupportedFormat(parts[1])
        }
        return response.with("Cache-Control", "no-cache")
    }

    private func file(_ context: AnswerContext, _ build: Build, name: String) throws -> ServerResponse {
        guard let served = build.files[name] else { throw ServerError.unknown(kind: "file", name: name) }
        guard context.mayShow(served.tier) else { throw ServerError.unauthorized }
        let isText = served.mediaType.contains("json") || served.mediaType.hasPrefix("text/")
        let body: ServerResponse.Body
        if isText, served.file.size < Self.largestText, context.request.header("range") == nil {
            guard let bytes = served.file.readAll() else { throw ServerError.failed }
            body = .bytes(bytes)
        } else {
            body = .file(served.file, offset: 0, length: served.file.size)
        }
        return ServerResponse(
            headers: [
                ("Content-Type", served.mediaType), ("ETag", "\"\(build.tag)-\(served.file.size)\""),
                ("Cache-Control", context.cacheControl(build, served.tier)),
            ], body: body, kind: "file")
    }
}

/// A layer definition file for QGIS: every layer of this server, as tiles, named and grouped.
struct QGISLayerDefinition {
    let context: AnswerContext
    let build: Build

    var text: String {
        let rasters = context.rasters(build), vectors = context.vectors(build)
        var xml = XMLText()
        xml.doctype("qgis-layer-definition")
        xml.element("qlr") { xml in
            // QGIS takes in what the outer group holds: the inner one keeps the layers together.
            xml.element("layer-tree-group", [("name", ""), ("checked", "Qt::Checked"), ("expanded", "1")]) { xml in
                group(rasters, vectors, &xml)
            }
            xml.element("maplayers") { xml in
                for layer in vectors { vector(layer, &xml) }
                for layer in rasters { raster(layer, &xml) }
            }
        }
        return xml.text
    }

    private func group(_ rasters: [ServedSurface], _ vectors: [ServedFeatures], _ xml: inout XMLText) {
        xml.element("layer-tree-group", [("name", build.title.en), ("checked", "Qt::Checked"), ("expanded", "1")]) {
            xml in
            for layer in vectors { tree(layer.name, layer.title.en, "vectortile", checked: false, &xml) }
            for (index, layer) in rasters.enumerated() {
                tree(layer.name, layer.title.en, "wms", checked: index == 0, &xml)
            }
        }
    }

    private func id(_ name: String) -> String {
        "riskmap_\(name.map { $0.isLetter || $0.isNumber ? $0 : "_" }.map(String.init).joined())"
    }

    private func tree(_ name: String, _ title: String, _ provider: String, checked: Bool, _ xml: inout XMLText) {
        xml.element(
            "layer-tree-layer",
            [
                ("id", id(name)), ("name", title), ("providerKey", provider),
                ("checked", checked ? "Qt::Checked" : "Qt::Unchecked"), ("expanded", checked ? "1" : "0"),
            ])
    }

    private func raster(_ layer: ServedSurface, _ xml: inout XMLText) {
        // The Web Map Service rather than plain tiles: with it QGIS shows the legend and answers clicks.
        let source =
            "contextualWMSLegend=0&crs=EPSG:3857&dpiMode=7&featureCount=10&format=image/png&layers=\(layer.name)"
            + "&styles=&url=\(AddressText.encoded(context.base + "/wms"))"
        xml.element("maplayer", [("type", "raster"), ("autoRefreshEnabled", "0")]) { xml in
            xml.element("id", [], id(layer.name))
            xml.element("datasource", [], source)
            xml.element("layername", [], layer.title.en)
            xml.element("abstract", [], layer.summary)
            xml.element("provider", [], "wms")
            webMercator(&xml)
        }
    }

    private func vector(_ layer: ServedFeatures, _ xml: inout XMLText) {
        let tiles = AddressText.encoded("\(context.base)/tiles/\(layer.name)/{z}/{x}/{y}.pbf")
        xml.element("maplayer", [("type", "vector-tile"), ("autoRefreshEnabled", "0")]) { xml in
            xml.element("id", [], id(layer.name))
            xml.element("datasource", [], "type=xyz&zmin=0&zmax=12&url=\(tiles)")
            xml.element("layername", [], layer.title.en)
            xml.element("abstract", [], layer.summary)
            webMercator(&xml)
        }
    }

    /// QGIS does not look a system up by its code alone: without the number of its own list, or the definition, a layer
    /// has none and lands in the wrong place.
    private func webMercator(_ xml: inout XMLText) {
        let members = [
            (
                "proj4",
                "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext"
                    + " +no_defs"
            ),
            ("srsid", "3857"), ("srid", "3857"), ("authid", "EPSG:3857"),
            ("description", "WGS 84 / Pseudo-Mercator"), ("projectionacronym", "merc"),
            ("ellipsoidacronym", "EPSG:7030"), ("geographicflag", "false"),
        ]
        xml.element("srs") { xml in
            xml.element("spatialrefsys") { xml in
                for (name, text) in members { xml.element(name, [], text) }
            }
        }
    }
}
