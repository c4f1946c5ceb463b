// SPDX-License-Identifier: Apache-2.0

import TileEncoding

/// `/query/...`: the answers of the `query` command.
struct RiskQuestions: ServedProtocol {
    /// Where questions are answered.
    let queries: RenderQueue

    /// Seconds of work for one drawn area.
    private static let areaSeconds = 5

    private static let latitude = RouteParameter.query("lat", .number(-90...90), "Degrees", isRequired: true)
    private static let longitude = RouteParameter.query("lon", .number(-180...180), "Degrees", isRequired: true)
    private static let name = RouteParameter.path("name", .text, "Any spelling, or ISO 3166-2")

    var routes: [Route] {
        [
            Self.route("provinces", id: "queryProvinces", "Risk of all provinces", [.day], provinces)
                .with(\.isList, true),
            Self.route("provinces/{name}", id: "queryPlace", "Risk of one place", [Self.name, .why, .day], place),
            Self.route(
                "point", id: "queryPoint", "Risk at a position", [Self.latitude, Self.longitude, .why, .day], point),
            Self.route("transfers", id: "queryTransfers", "Transfers that reports tell of", [.day], transfers),
            Self.route("area", id: "queryArea", "Statistics of an area", [.day], method: .post, area)
                .with(\.body, RequestBody(type: MediaType.geoJSON, geometries: ["Polygon", "MultiPolygon"])),
        ]
    }

    private static func route(
        _ path: String, id: String, _ summary: String, _ parameters: [RouteParameter], method: Route.Method = .get,
        _ answer: @escaping @Sendable (AnswerContext) async throws -> ServerResponse
    ) -> Route {
        Route(
            "/query/\(path)", id: id, summary, parameters, formats: .types([MediaType.json]), method: method,
            answer: answer
        ).with(\.need, .queries)
    }

    typealias Question = @Sendable (any RiskQueries, WorkToken) throws -> [UInt8]

    private func provinces(_ context: AnswerContext) async throws -> ServerResponse {
        try await answer(context) { { queries, _ in try queries.provinces() } }
    }

    private func transfers(_ context: AnswerContext) async throws -> ServerResponse {
        try await answer(context) { { queries, _ in try queries.transfers() } }
    }

    private func place(_ context: AnswerContext) async throws -> ServerResponse {
        let name = context.part("name"), why = Self.why(context.target)
        return try await answer(context) { { queries, _ in try queries.place(named: name, why: why) } }
    }

    private func point(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target, why = Self.why(target)
        return try await answer(context) { () throws(ServerError) in
            let latitude = try target.required(number: Self.latitude)
            let longitude = try target.required(number: Self.longitude)
            return { queries, _ in try queries.point(latitude: latitude, longitude: longitude, why: why) }
        }
    }

    private func area(_ context: AnswerContext) async throws -> ServerResponse {
        let body = context.request.body
        return try await answer(context) { () throws(ServerError) in
            guard body.count <= MapService.largestBody else { throw .bodyTooLarge(limit: MapService.largestBody) }
            guard !body.isEmpty else { throw .malformed("The body must be a GeoJSON polygon.") }
            return { queries, token in
                try queries.area(geoJSON: body, check: Self.limit(token, .seconds(Self.areaSeconds)))
            }
        }
    }

    private static func why(_ target: RequestTarget) -> Bool {
        ["true", "1", ""].contains(target.value("why")?.lowercased() ?? "false")
    }

    /// Ends the work when nobody waits for it any more, and when it has had its time, counted from now.
    static func limit(_ token: WorkToken, _ time: Duration) -> () throws -> Void {
        let end = ContinuousClock.now + time
        return {
            try token.check()
            guard ContinuousClock.now < end else {
                throw QueryFailure.tooMuch(
                    "The area takes more than \(time.components.seconds) seconds; simplify it, or ask for its parts.")
            }
        }
    }

    /// What the question is, is looked at only once the build may be asked.
    func answer(
        _ context: AnswerContext, _ question: () throws(ServerError) -> Question
    ) async throws -> ServerResponse {
        let build = try context.build()
        guard let asked = build.queries else { throw context.unknownPage }
        guard context.mayShow(build.tier) else { throw ServerError.unauthorized }
        let question = try question()
        let bytes = try await Self.told { try await queries.run(context.cost()) { try question(asked, $0) } }
        return ServerResponse(bytes, type: MediaType.json, kind: "query").with(
            "Cache-Control",
            context.request.method == "POST" ? "no-store" : context.cacheControl(build, build.tier))
    }

    /// The answer, or what the client did wrong in the words of the service.
    static func told(_ answer: () async throws -> [UInt8]) async throws -> [UInt8] {
        do {
            return try await answer()
        } catch QueryFailure.unknownName(let name, let suggestions) {
            let nearest = suggestions.prefix(5).joined(separator: ", ")
            throw ServerError.unknown(kind: "place", name: name + (nearest.isEmpty ? "" : "; nearest: " + nearest))
        } catch QueryFailure.invalid(let sentence) {
            throw ServerError.malformed(sentence)
        } catch QueryFailure.notAssessed(let sentence) {
            throw ServerError.absent(sentence)
        } catch QueryFailure.tooMuch(let sentence) {
            throw ServerError.tooMuchWork(sentence)
        }
    }
}
