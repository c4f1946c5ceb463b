// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Finds places by how their names begin. Called on several threads at a time.
public protocol PlaceSearching: Sendable {
    /// Places as encoded JSON: `query` and `results`.
    /// - Parameters:
    ///   - limit: most places, at least 1.
    ///   - language: of the names; nil for the gazetteer's own.
    /// - Throws: errors of reading the build, for the operator.
    func search(_ text: String, limit: Int, language: Language?) throws -> [UInt8]
}

/// `/search`: places as one types their names.
struct PlaceSearchAnswers: ServedProtocol {
    /// Where questions are answered.
    let questions: RiskQuestions

    /// Longest text that is looked for, in bytes; the names of a gazetteer are no longer.
    static let longestText = 256
    private static let usualLimit = 8

    private static let text = RouteParameter.query("q", .text, "Beginning of a name, or a code", isRequired: true)
    private static let limit = RouteParameter.query("limit", .whole(1...50), "Most places; 8 without it")
    private static let language = RouteParameter.query(
        "lang", .choice(Language.allCases.map(\.code)), "Language of the names")

    var routes: [Route] {
        [
            Route(
                "/search", id: "search", "Places whose names begin so",
                [Self.text, Self.limit, Self.language, .day], formats: .types([MediaType.json]), answer: search
            ).with(\.need, .queries)
        ]
    }

    private func search(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        return try await questions.answer(context) { () throws(ServerError) in
            let text = try target.required(Self.text.name)
            guard text.utf8.count <= Self.longestText else {
                throw .parameter(name: Self.text.name, reason: "is longer than \(Self.longestText) bytes")
            }
            let limit = try target.integer(Self.limit) ?? Self.usualLimit, language = try Self.language(target)
            return { queries, _ in try queries.search(text, limit: limit, language: language) }
        }
    }

    private static func language(_ target: RequestTarget) throws(ServerError) -> Language? {
        guard let code = target.text(Self.language.name) else { return nil }
        guard let language = Language(rawValue: code.lowercased()) else {
            throw .parameter(name: Self.language.name, reason: "must be one of \(Language.known)")
        }
        return language
    }
}
