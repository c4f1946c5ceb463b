// SPDX-License-Identifier: Apache-2.0

import Layers
import TileEncoding

/// `/query/news` and `/briefing`: what is new between two of the served builds, and one or two pages about a place.
struct NewsQuestions: ServedProtocol {
    /// Where questions are answered.
    let queries: RenderQueue

    private static let since = RouteParameter.query("since", .day, "What is new since this day", isRequired: true)
    private static let sinceOrNone = RouteParameter.query("since", .day, "Also what is new since this day")
    private static let name = RouteParameter.query("name", .text, "Any spelling, or ISO 3166-2")
    private static let latitude = RouteParameter.query("lat", .number(-90...90), "Degrees, instead of a name")
    private static let longitude = RouteParameter.query("lon", .number(-180...180), "Degrees, instead of a name")
    private static let language = RouteParameter.query("lang", .text, "Code of the language")
    private static let form = RouteParameter.query("f", .choice(BriefingQuestion.forms), "Form of the briefing")
    private static let types = [
        "pdf": "application/pdf", "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8",
        "json": MediaType.json,
    ]

    var routes: [Route] {
        [
            Route(
                "/query/news", id: "queryNews", "What is new between two days", [Self.since, .day],
                formats: .types([MediaType.json]), answer: news
            ).with(\.need, .queries),
            Route(
                "/briefing", id: "briefing", "One or two pages about a place",
                [Self.name, Self.latitude, Self.longitude, Self.sinceOrNone, Self.language, .day, Self.form],
                formats: .types(["application/pdf", "text/html", "text/markdown", MediaType.json]), answer: briefing
            ).with(\.need, .queries),
        ]
    }

    private func news(_ context: AnswerContext) async throws -> ServerResponse {
        let later = try context.build()
        let asked = try answering(later, context)
        guard let time = context.target.text("since") else { throw ServerError.missing(name: "since") }
        let earlier = try Self.build(since: time, context)
        let other = try answering(earlier, context)
        let bytes = try await RiskQuestions.told {
            try await queries.run(context.cost()) { _ in try asked.news(since: other) }
        }
        return response(bytes, MediaType.json, [later, earlier], context)
    }

    private func briefing(_ context: AnswerContext) async throws -> ServerResponse {
        let build = try context.build(), target = context.target
        let asked = try answering(build, context)
        let earlier = try target.text("since").map { time throws(ServerError) in try Self.build(since: time, context) }
        let form = target.text("f")?.lowercased() ?? "html"
        guard let type = Self.types[form] else {
            throw ServerError.malformed("f must be one of \(BriefingQuestion.forms.joined(separator: ", ")).")
        }
        let question = BriefingQuestion(
            place: try Self.place(target), earlier: try earlier.map { try answering($0, context) },
            language: target.text("lang"), form: form)
        let bytes = try await RiskQuestions.told {
            try await queries.run(context.cost()) { _ in try asked.briefing(question) }
        }
        return response(bytes, type, [build] + (earlier.map { [$0] } ?? []), context)
    }

    /// The newest build of one day, month or year, or before; an interval is none of these.
    private static func build(since time: String, _ context: AnswerContext) throws(ServerError) -> Build {
        guard WrittenTime.days(time) != nil else { throw .notATime(time) }
        return try context.set.build(time: time)
    }

    private static func place(_ target: RequestTarget) throws(ServerError) -> BriefingQuestion.Place {
        let isAt = target.text("lat") != nil || target.text("lon") != nil
        if let name = target.text("name") {
            guard !isAt else { throw .malformed("Give name, or lat and lon, not both.") }
            return .name(name)
        }
        guard isAt else { throw .malformed("Give name, or lat and lon.") }
        return .position(
            latitude: try target.required(number: latitude), longitude: try target.required(number: longitude))
    }

    /// What answers for a build that the request may see.
    private func answering(_ build: Build, _ context: AnswerContext) throws(ServerError) -> any RiskQueries {
        guard let asked = build.queries else { throw context.unknownPage }
        guard context.mayShow(build.tier) else { throw .unauthorized }
        return asked
    }

    private func response(
        _ bytes: [UInt8], _ type: String, _ builds: [Build], _ context: AnswerContext
    ) -> ServerResponse {
        let tier = builds.map(\.tier).max() ?? .internal
        return ServerResponse(bytes, type: type, kind: "query").with(
            "Cache-Control", context.cacheControl(builds, tier))
    }
}
