// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// OGC API Common: what is there, as documents for programs and as pages for people.
struct CommonAPI: ServedProtocol {
    let page: MapPage
    let collections: Collections

    var routes: [Route] {
        let json = Route.Formats.types([MediaType.json]), form = RouteParameter.form
        return [
            Route("/", id: "landing", "Landing page", [form], formats: json, answer: landing),
            Route("/conformance", id: "conformance", "Standards that are followed", [form], formats: json) {
                try DocumentPage.response(Conformance.document, title: "Conformance", $0)
            },
            Route("/api", id: "api", "This document", formats: .types([MediaType.openAPI])) {
                let document = OpenAPIDocument(context: $0).json
                return try DocumentPage.response(document, title: "Interface", type: MediaType.openAPI, $0)
            },
            Route("/collections", id: "collections", "Layers", [form, .day], formats: json, answer: list),
            Route(
                "/collections/{collectionId}", id: "collection", "One layer",
                [.path("collectionId", .layer(.all), "Layer"), form, .day], formats: json, answer: collection),
            Route("/tileMatrixSets", id: "tileMatrixSets", "Tile matrix sets", [form], formats: json) {
                try DocumentPage.response(
                    TileMatrixSetDocument.list(base: $0.base), title: "Tile matrix sets", $0)
            },
            Route(
                "/tileMatrixSets/{tileMatrixSetId}", id: "tileMatrixSet", "One tile matrix set", [.matrixSet, form],
                formats: json
            ) {
                let set = try TileMatrixSetDocument.named($0.part("tileMatrixSetId"))
                return try DocumentPage.response(TileMatrixSetDocument.json(set), title: set.rawValue, $0)
            },
        ]
    }

    /// `/`: the map for browsers, the landing page for everyone else.
    private func landing(_ context: AnswerContext) throws(ServerError) -> ServerResponse {
        if case .html = try DocumentForm.of(context.target, context.request) { return page.html }
        return ServerResponse(Self.landingDocument(context).bytes, type: MediaType.json)
            .with("Cache-Control", "no-cache").with("Vary", "Accept")
    }

    private static func landingDocument(_ context: AnswerContext) -> JSONValue {
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
            "title": .string(build.title.main),
            "description": .string(build.statements.absence.main + " " + build.statements.intendedUse.main),
            "attribution": .string(build.attribution), "links": links.json,
        ]
    }

    private func list(_ context: AnswerContext) throws(ServerError) -> ServerResponse {
        let document = CollectionDocument(context: context, build: try context.build())
        return try DocumentPage.response(document.list, title: "Layers", context)
    }

    private func collection(_ context: AnswerContext) async throws -> ServerResponse {
        switch try collections.asked(context) {
        case .surface(let layer, let build):
            let document = CollectionDocument(context: context, build: build).raster(layer)
            return try DocumentPage.response(document, title: layer.title.main, context)
        case .reference(let layer, let build):
            let document = CollectionDocument(context: context, build: build).reference(layer)
            return try DocumentPage.response(document, title: layer.title.main, context)
        case .features(let layer, let build):
            return try await collections.document(context, layer) {
                let document = CollectionDocument(context: context, build: build).vector(layer)
                return try DocumentPage.response(document, title: layer.title.main, context)
            }
        }
    }
}
