// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers
import TileEncoding

extension MapService {
    /// `/`: the map for browsers, the landing page of OGC API for everyone else.
    func landing(_ context: AnswerContext) throws(ServerError) -> ServerResponse {
        if case .html = try DocumentForm.of(context.target, context.request) { return mapPage(context) }
        return ServerResponse(landingDocument(context).bytes, type: MediaType.json)
            .with("Cache-Control", "no-cache").with("Vary", "Accept")
    }

    private func landingDocument(_ context: AnswerContext) -> JSONValue {
        let base = context.base, build = context.set.latest
        var links: [Link] = [
            Link("self", "\(base)/?f=json", MediaType.json, "This document"),
            Link("alternate", "\(base)/?f=html", MediaType.html, "The map"),
            Link("service-desc", "\(base)/api", MediaType.openAPI, "Definition of this interface"),
            Link("service-doc", "\(base)/api?f=html", MediaType.html, "Description of this interface"),
            Link("conformance", "\(base)/conformance", MediaType.json, "Standards that are followed"),
            Link("data", "\(base)/collections", MediaType.json, "Layers"),
            .ogc("tiling-schemes", "\(base)/tileMatrixSets", MediaType.json, "Tile matrix sets"),
            Link("describedby", "\(base)/wms?SERVICE=WMS&REQUEST=GetCapabilities", "text/xml", "Web Map Service"),
            Link("describedby", "\(base)/wmts/1.0.0/WMTSCapabilities.xml", "text/xml", "Web Map Tile Service"),
            Link("describedby", "\(base)/qgis/riskmap.qlr", "application/xml", "All layers, styled, for QGIS"),
        ]
        if build.catalogBytes != nil {
            links.append(Link("describedby", "\(base)/catalog.json", MediaType.json, "Catalog of the build"))
        }
        return [
            "title": .string(build.title.en),
            "description": .string(build.statements.absence.en + " " + build.statements.intendedUse.en),
            "attribution": .string(build.attribution), "links": links.json,
        ]
    }

    /// `/conformance`, `/api`, `/tileMatrixSets[/ID]`.
    func ogcDocuments(_ context: AnswerContext) throws(ServerError) -> ServerResponse {
        let path = context.path
        let document: JSONValue
        var type = MediaType.json
        var title = "Conformance"
        switch (path[0], path.count) {
        case ("conformance", 1): document = Conformance.document
        case ("api", 1):
            document =
                OpenAPIDocument(
                    context: context, hasQueries: context.set.latest.queries != nil, rasterFormats: rasterFormats
                ).json
            type = MediaType.openAPI
            title = "Interface"
        case ("tileMatrixSets", 1):
            document = TileMatrixSetDocument.list(base: context.base)
            title = "Tile matrix sets"
        case ("tileMatrixSets", 2):
            guard let set = TileMatrixSetDocument.named(path[1]) else {
                throw .unknown(kind: "tile matrix set", name: path[1])
            }
            document = TileMatrixSetDocument.json(set)
            title = path[1]
        default: throw .unknown(kind: "page", name: "/" + path.joined(separator: "/"))
        }
        return try self.document(document, title: title, type: type, context)
    }

    /// A document in the form that the client prefers.
    func document(
        _ document: JSONValue, title: String, type: String = MediaType.json, _ context: AnswerContext
    ) throws(ServerError) -> ServerResponse {
        let response: ServerResponse
        switch try DocumentForm.of(context.target, context.request) {
        case .json: response = ServerResponse(document.bytes, type: type)
        case .html:
            response = ServerResponse(
                DocumentPage.html(document, title: title, base: context.base), type: "text/html; charset=utf-8")
        }
        return response.with("Cache-Control", "no-cache").with("Vary", "Accept")
    }
}

/// The conformance classes of the OGC standards that are met.
enum Conformance {
    private static let classes = [
        "ogcapi-common-1/1.0/conf/core", "ogcapi-common-1/1.0/conf/landing-page",
        "ogcapi-common-1/1.0/conf/json", "ogcapi-common-1/1.0/conf/html", "ogcapi-common-1/1.0/conf/oas30",
        "ogcapi-common-2/1.0/conf/collections",
        "ogcapi-features-1/1.0/conf/core", "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-1/1.0/conf/html", "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-tiles-1/1.0/conf/core", "ogcapi-tiles-1/1.0/conf/tileset",
        "ogcapi-tiles-1/1.0/conf/tilesets-list", "ogcapi-tiles-1/1.0/conf/geodata-tilesets",
        "ogcapi-tiles-1/1.0/conf/png", "ogcapi-tiles-1/1.0/conf/mvt",
        "ogcapi-maps-1/1.0/conf/core", "ogcapi-maps-1/1.0/conf/collection-map",
        "ogcapi-maps-1/1.0/conf/scaling", "ogcapi-maps-1/1.0/conf/spatial-subsetting",
        "ogcapi-maps-1/1.0/conf/png",
        "ogcapi-coverages-1/1.0/conf/core", "ogcapi-coverages-1/1.0/conf/scaling",
        "ogcapi-coverages-1/1.0/conf/subsetting", "ogcapi-coverages-1/1.0/conf/geotiff",
    ]

    static var document: JSONValue {
        ["conformsTo": .array(classes.map { .string("http://www.opengis.net/spec/\($0)") })]
    }
}
