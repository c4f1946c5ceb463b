// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// OGC API Features: pages of features, single ones, and what properties they have.
struct FeaturesAPI: ServedProtocol {
    let collections: Collections

    var routes: [Route] {
        let layer = RouteParameter.path("collectionId", .layer(.features), "Feature layer")
        let path = "/collections/{collectionId}", geoJSON = Route.Formats.types([MediaType.geoJSON])
        return [
            Route(
                path + "/items", id: "items", "Features", [layer] + Self.filters + [Self.form],
                formats: .types([MediaType.geoJSON, FeatureTable.mediaType]), answer: items),
            Route(
                path + "/items/{featureId}", id: "item", "One feature",
                [layer, .path("featureId", .text, "Feature"), .form], formats: geoJSON, answer: item),
            Route(
                path + "/queryables", id: "queryables", "Properties", [layer, .form],
                formats: .types([MediaType.schema]), answer: queryables),
            Route(
                path + "/schema", id: "schema", "Properties, as later parts of the standard call them",
                [layer, .form], formats: .types([MediaType.schema]), answer: queryables),
        ]
    }

    private static let filters: [RouteParameter] = [
        .box, .query("datetime", .period, "A date, YYYY-MM-DD, or an interval of two, either of which may be '..'"),
        .query("limit", .whole(1...ItemsRequest.largestLimit), "Features on a page"),
        .query("offset", .whole(0...1_000_000), "Features to skip"),
    ]

    private static let form = RouteParameter.query(
        "f", .choice(["json", "csv"]), "Form of the answer; browsers may also ask for html")

    private func items(_ context: AnswerContext) async throws -> ServerResponse {
        let (layer, build) = try collections.filteredFeatures(context)
        return try await collections.document(context, layer) { try Self.items(context, layer, build) }
    }

    private func item(_ context: AnswerContext) async throws -> ServerResponse {
        let (layer, _) = try collections.filteredFeatures(context)
        return try await collections.document(context, layer) {
            try Self.item(context, layer, id: context.part("featureId"))
        }
    }

    private func queryables(_ context: AnswerContext) async throws -> ServerResponse {
        let (layer, _) = try collections.features(context)
        let address = "\(context.base)/collections/\(layer.name)"
        return try await collections.document(context, layer) {
            let schema = QueryablesDocument(layer: layer, address: address).json
            return try DocumentPage.response(schema, title: layer.title.main, type: MediaType.schema, context)
        }
    }

    /// `/collections/NAME/items`.
    private static func items(
        _ context: AnswerContext, _ layer: ServedFeatures, _ build: Build
    ) throws(ServerError) -> ServerResponse {
        let names = layer.features.first?.properties.map(\.name) ?? []
        let isTable = context.target.value("f")?.lowercased() == "csv"
        // A table is what is kept: all that it may hold, where nothing else is said.
        let request = try ItemsRequest(
            context.target, properties: names, usualLimit: isTable ? ItemsRequest.largestLimit : nil)
        let matching = layer.features.filter(request.matches)
        guard request.offset <= matching.count else {
            throw .parameter(name: "offset", reason: "is beyond the \(matching.count) features that match")
        }
        let page = matching.dropFirst(request.offset).prefix(request.limit)
        let links = links(context, layer, request, shown: page.count, of: matching.count)
        if isTable { return table(Array(page), of: matching.count, layer, build, links) }
        let document: JSONValue = [
            "type": "FeatureCollection", "numberMatched": .double(Double(matching.count)),
            "numberReturned": .double(Double(page.count)),
            // No time at which the answer was made: answers of one tag are the same bytes, and the day of the assessment stands
            // with each feature.
            "features": .array(page.map(\.json)), "links": links.json,
            "attribution": .string(build.attribution), "absence": .string(build.statements.absence.main),
        ]
        return try DocumentPage.response(document, title: layer.title.main, type: MediaType.geoJSON, context)
    }

    /// The features as a table; how many there are, and where more of them, stands in the header.
    private static func table(
        _ page: [TileFeature], of matching: Int, _ layer: ServedFeatures, _ build: Build, _ links: [Link]
    ) -> ServerResponse {
        let notice = [build.statements.absence.main, build.attribution].filter { !$0.isEmpty }.joined(separator: " ")
        let next = links.first { $0.relation == "next" }
        let response = ServerResponse(FeatureTable(features: page, notice: notice).text, type: FeatureTable.mediaType)
            .with("Content-Disposition", "attachment; filename=\"\(layer.name).csv\"")
            .with("OGC-NumberMatched", "\(matching)").with("OGC-NumberReturned", "\(page.count)")
            .with("Cache-Control", "no-cache")
        return next.map { response.with("Link", "<\($0.address)>; rel=\"next\"; type=\"text/csv\"") } ?? response
    }

    /// Links to the neighbours of a page.
    private static func links(
        _ context: AnswerContext, _ layer: ServedFeatures, _ request: ItemsRequest, shown: Int, of matching: Int
    ) -> [Link] {
        let own = "\(context.base)/collections/\(layer.name)", offset = request.offset
        func page(_ relation: String, _ offset: Int, _ title: String = "") -> Link {
            Link(relation, pageAddress(own, context, request, offset: offset), MediaType.geoJSON, title)
        }
        var links = [
            page("self", offset), Link("alternate", "\(own)/items?f=html", MediaType.html),
            Link("alternate", tableAddress(own, context), FeatureTable.mediaType, "As a table"),
            Link("collection", own, MediaType.json, layer.title.main),
        ]
        if offset + shown < matching, shown > 0 { links.append(page("next", offset + shown, "Next page")) }
        if offset > 0 { links.append(page("prev", max(0, offset - request.limit), "Previous page")) }
        return links
    }

    /// The address of the features that match as a table.
    private static func tableAddress(_ own: String, _ context: AnswerContext) -> String {
        let parameters = context.target.query.filter { !["offset", "limit", "f"].contains($0.name) } + [("f", "csv")]
        return "\(own)/items?"
            + parameters.map { pair in
                "\(AddressText.encoded(pair.name))=\(AddressText.encoded(pair.value))"
            }.joined(separator: "&")
    }

    /// The address of a page with the parameters of the request.
    private static func pageAddress(
        _ own: String, _ context: AnswerContext, _ request: ItemsRequest, offset: Int
    ) -> String {
        var parameters = context.target.query.filter { !["offset", "limit"].contains($0.name) }
        if context.target.text("limit") != nil { parameters.append(("limit", String(request.limit))) }
        if offset > 0 { parameters.append(("offset", String(offset))) }
        let query = parameters.map { "\(AddressText.encoded($0.name))=\(AddressText.encoded($0.value))" }
        return "\(own)/items" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// `/collections/NAME/items/ID`.
    private static func item(
        _ context: AnswerContext, _ layer: ServedFeatures, id: String
    ) throws(ServerError) -> ServerResponse {
        guard let feature = layer.pyramid.collection.feature(id: id) else {
            throw .unknown(kind: "feature", name: id)
        }
        let own = "\(context.base)/collections/\(layer.name)"
        let links: [Link] = [
            Link("self", "\(own)/items/\(AddressText.encoded(id))", MediaType.geoJSON),
            Link("collection", own, MediaType.json, layer.title.main),
        ]
        return try DocumentPage.response(
            feature.json.merging(["links": links.json]), title: "\(layer.title.main): \(id)", type: MediaType.geoJSON,
            context)
    }
}
