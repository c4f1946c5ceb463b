// SPDX-License-Identifier: Apache-2.0

import TileEncoding

extension MapService {
    /// Largest body that is read.
    public static let largestBody = 1 << 20

    /// Seconds of work for one drawn area.
    static let areaSeconds = 5

    /// `/query/...`: the answers of the `query` command.
    func query(_ context: AnswerContext) async throws -> ServerResponse {
        let build = try context.build()
        guard let queries = build.queries else {
            throw ServerError.unknown(kind: "page", name: "/" + context.path.joined(separator: "/"))
        }
        guard context.mayShow(build.tier) else { throw ServerError.unauthorized }
        let ask = try question(context, queries)
        let response = ServerResponse(
            try await answer(ask, cost(of: context.request)), type: MediaType.json, kind: "query")
        return context.request.method == "POST"
            ? response.with("Cache-Control", "no-store")
            : response.with("Cache-Control", context.cacheControl(build, build.tier))
    }

    private func question(
        _ context: AnswerContext, _ queries: any RiskQueries
    ) throws(ServerError) -> @Sendable (WorkToken) throws -> [UInt8] {
        let path = context.path, target = context.target
        let why = ["true", "1", ""].contains(target.value("why")?.lowercased() ?? "false")
        switch (path.dropFirst().first, path.count) {
        case ("provinces", 2): return { _ in try queries.provinces() }
        case ("provinces", 3):
            let name = path[2]
            return { _ in try queries.place(named: name, why: why) }
        case ("point", 2):
            guard let latitude = try target.number("lat", in: -90...90) else { throw .missing(name: "lat") }
            guard let longitude = try target.number("lon", in: -180...180) else { throw .missing(name: "lon") }
            return { _ in try queries.point(latitude: latitude, longitude: longitude, why: why) }
        case ("area", 2):
            let body = context.request.body
            guard body.count <= Self.largestBody else { throw .bodyTooLarge(limit: Self.largestBody) }
            guard !body.isEmpty else { throw .malformed("The body must be a GeoJSON polygon.") }
            return { token in try queries.area(geoJSON: body, check: Self.limit(token, .seconds(Self.areaSeconds))) }
        default: throw .unknown(kind: "page", name: "/" + path.joined(separator: "/"))
        }
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

    private func answer(
        _ ask: @escaping @Sendable (WorkToken) throws -> [UInt8], _ cost: WorkCost
    ) async throws -> [UInt8] {
        do {
            return try await queues.queries.run(cost, ask)
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
