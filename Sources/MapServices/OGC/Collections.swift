// SPDX-License-Identifier: Apache-2.0

import Layers

/// The layers of a build as collections of OGC API.
struct Collections: Sendable {
    /// Where documents are made that may look at every feature.
    let documents: RenderQueue

    /// A layer with the build it is answered from.
    enum Asked: Sendable {
        case surface(ServedSurface, Build)
        case features(ServedFeatures, Build)
        case reference(ServedReference, Build)
    }

    /// The layer that the path names.
    func asked(_ context: AnswerContext) throws(ServerError) -> Asked {
        let name = context.part("collectionId")
        return try asked(name, context, try context.build(of: name))
    }

    private func asked(_ name: String, _ context: AnswerContext, _ build: Build) throws(ServerError) -> Asked {
        if case .reference(let ground)? = try? context.mapLayer(name, build) { return .reference(ground, build) }
        if build.vector(name) != nil { return .features(try context.vector(name, build), build) }
        guard build.raster(name) != nil else { throw .unknown(kind: "collection", name: name) }
        return .surface(try context.raster(name, build), build)
    }

    /// The raster layer that the path names; below a feature layer there is no such page.
    func surface(_ context: AnswerContext) throws(ServerError) -> (ServedSurface, Build) {
        guard case .surface(let layer, let build) = try asked(context) else { throw context.unknownPage }
        return (layer, build)
    }

    /// The raster layer, or the part of the base map, that the path names.
    func drawn(_ context: AnswerContext) throws(ServerError) -> (MapLayer, Build) {
        switch try asked(context) {
        case .surface(let layer, let build): (.surface(layer), build)
        case .reference(let layer, let build): (.reference(layer), build)
        case .features: throw context.unknownPage
        }
    }

    /// The part of the base map that the path names; nil for other layers.
    func reference(_ context: AnswerContext) throws(ServerError) -> (ServedReference, Build)? {
        guard case .reference(let layer, let build) = try asked(context) else { return nil }
        return (layer, build)
    }

    /// The feature layer that the path names; below a raster layer there is no such page.
    func features(_ context: AnswerContext) throws(ServerError) -> (ServedFeatures, Build) {
        guard case .features(let layer, let build) = try asked(context) else { throw context.unknownPage }
        return (layer, build)
    }

    /// The same where a date is a filter of features that have days of their own: of those it chooses a build only where one was
    /// made for it, and the newest knows all others. Of features without days it chooses the build, as everywhere.
    func filteredFeatures(_ context: AnswerContext) throws(ServerError) -> (ServedFeatures, Build) {
        let latest = context.set.latest
        let hasDays = latest.vector(context.part("collectionId"))?.hasDays ?? false
        let exact = context.target.text("datetime").flatMap { day in context.set.builds.last { $0.day == day } }
        let build = hasDays ? exact ?? latest : try context.build()
        guard case .features(let layer, _) = try asked(context.part("collectionId"), context, build) else {
            throw context.unknownPage
        }
        return (layer, build)
    }

    /// A document that may look at every feature of a layer.
    func document(
        _ context: AnswerContext, _ layer: ServedFeatures, _ make: @escaping @Sendable () throws -> ServerResponse
    ) async throws -> ServerResponse {
        // What a page of features takes in memory, by and large.
        let usual =
            context.target.value("f")?.lowercased() == "csv" ? ItemsRequest.largestLimit : ItemsRequest.usualLimit
        let asked = context.target.text("limit").flatMap { Int($0) } ?? usual
        let bytes = min(max(0, asked), ItemsRequest.largestLimit, layer.features.count) * 4096
        return try await documents.run(context.cost(bytes: bytes)) { _ in try make() }
    }
}
