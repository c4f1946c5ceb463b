// SPDX-License-Identifier: Apache-2.0

public import Geo
import JSON
public import Layers
import TileEncoding

/// Events of restricted sources that count for one area and stretch of time, with a point that stands for the area: no place
/// of any event.
public struct RestrictedMark: Sendable, Hashable {
    /// All that the build tells.
    public var count: RestrictedCount
    /// The middle of the area; nil for an area that the build has no outline of.
    public var position: Coordinate?

    /// Takes both as they are.
    public init(count: RestrictedCount, position: Coordinate?) {
        self.count = count
        self.position = position
    }
}

/// What marks on the map need besides the layers of a build. Called on several threads at a time.
public protocol IncidentMarking: Sendable {
    /// Counts of restricted events, in the order of the build; none where it tells of none.
    /// - Throws: errors of reading the build, for the operator.
    func restrictedMarks() throws -> [RestrictedMark]
    /// The claims behind an incident on the surface with the places where their words stand, and the words where their source
    /// may be quoted; nil for an incident that is not on the surface.
    /// - Throws: errors of reading the build, for the operator.
    func claims(ofIncident id: String) throws -> [ContributingClaim]?
}

/// `/marks`: incidents of open sources by view, and all of one of them.
struct IncidentMarks: ServedProtocol {
    /// Where questions are answered.
    let queries: RenderQueue

    var routes: [Route] {
        [
            Route(
                "/marks", id: "marks", "Incidents of open sources in a view of the map",
                [
                    MarksRequest.box, MarksRequest.zoom, MarksRequest.first, MarksRequest.last, MarksRequest.types,
                    MarksRequest.clusters, .day,
                ], formats: .types([MediaType.json]), answer: marks),
            Route(
                "/marks/{markId}", id: "mark", "All of one incident",
                [.path("markId", .text, "Id of the incident"), .day], formats: .types([MediaType.json]), answer: mark),
        ]
    }

    private func marks(_ context: AnswerContext) async throws -> ServerResponse {
        let (build, layers) = try Self.layers(context), request = try MarksRequest(context.target)
        let bytes = try await queries.run(context.cost(bytes: MarksView.mostBytes)) { _ in
            let counts = try build.queries?.restrictedMarks() ?? []
            return MarksView(index: build.marks.index(of: layers), request: request, counts: counts).json.bytes
        }
        return Self.response(bytes, context, build)
    }

    private func mark(_ context: AnswerContext) async throws -> ServerResponse {
        let (build, layers) = try Self.layers(context), id = context.part("markId")
        let bytes = try await queries.run(context.cost()) { _ in
            let found = layers.lazy.compactMap { $0.pyramid.collection.feature(id: id) }.first
            guard let found, let document = MarkDocument(found) else {
                throw ServerError.unknown(kind: "incident", name: String(id.prefix(80)))
            }
            return document.json(claims: try build.queries?.claims(ofIncident: id)).bytes
        }
        return Self.response(bytes, context, build)
    }

    private static func response(_ bytes: [UInt8], _ context: AnswerContext, _ build: Build) -> ServerResponse {
        ServerResponse(bytes, type: MediaType.json, kind: "marks")
            .with("Cache-Control", context.cacheControl(build, build.tier))
    }

    /// The layers of incidents of the build that is meant; none where it has none.
    private static func layers(_ context: AnswerContext) throws(ServerError) -> (Build, [ServedFeatures]) {
        let build = try context.build()
        guard context.mayShow(build.tier) else { throw .unauthorized }
        return (build, MarkIndex.layerNames.compactMap { build.vector($0) })
    }
}
