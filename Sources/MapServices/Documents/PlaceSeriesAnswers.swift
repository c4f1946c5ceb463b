// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// What one build says of a place.
public struct PlaceDay: Sendable, Hashable {
    /// Name of the place.
    public var place: String
    /// Times the mean of the assessed area; nil where nothing is told.
    public var relativeRisk: Double?
    /// Chance of at least one reported event in 30 days, per cent, and its class.
    public var chance: Double?
    /// Id of the class of the chance, which may be told without a figure.
    public var chanceClass: String?
    /// Expected number of reported events in 30 days.
    public var expected: Double?
    /// Numbers that are reached, and not exceeded, in 95 of 100 cases.
    public var expectedLow, expectedHigh: Int?
    /// Why something of it is not told; nil where all is.
    public var refusal: String?

    /// Takes the parts as they are.
    public init(
        place: String, relativeRisk: Double? = nil, chance: Double? = nil, chanceClass: String? = nil,
        expected: Double? = nil, expectedLow: Int? = nil, expectedHigh: Int? = nil, refusal: String? = nil
    ) {
        self.place = place
        self.relativeRisk = relativeRisk
        self.chance = chance
        self.chanceClass = chanceClass
        self.expected = expected
        (self.expectedLow, self.expectedHigh) = (expectedLow, expectedHigh)
        self.refusal = refusal
    }

    func json(day: String) -> JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { .double($0) } ?? .null }
        func whole(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        return [
            "day": .string(day), "relative_risk": number(relativeRisk), "chance": number(chance),
            "chance_class": text(chanceClass), "expected": number(expected), "expected_p05": whole(expectedLow),
            "expected_p95": whole(expectedHigh), "refusal": text(refusal),
        ]
    }
}

/// Tells in few figures what a build says of a place. Called on several threads at a time.
public protocol PlaceDayTelling: Sendable {
    /// A position in degrees.
    /// - Throws: errors of reading the build, for the operator.
    func placeDay(latitude: Double, longitude: Double) throws -> PlaceDay
    /// Any spelling of a name.
    /// - Throws: `QueryFailure` for a name that cannot be answered; errors of reading the build.
    func placeDay(named name: String) throws -> PlaceDay
}

/// `/query/series`: one place in all builds.
struct PlaceSeriesAnswers: ServedProtocol {
    /// Where questions are answered.
    let questions: RiskQuestions

    /// Seconds of work for one series.
    private static let seconds = 10

    private static let latitude = RouteParameter.query("lat", .number(-90...90), "Degrees; with lon, or name alone")
    private static let longitude = RouteParameter.query("lon", .number(-180...180), "Degrees")
    private static let name = RouteParameter.query("name", .text, "Any spelling of a name, or ISO 3166-2")

    var routes: [Route] {
        [
            Route(
                "/query/series", id: "querySeries", "One place in all builds",
                [Self.latitude, Self.longitude, Self.name], formats: .types([MediaType.json]), answer: series
            ).with(\.need, .queries)
        ]
    }

    private typealias Place = @Sendable (any PlaceDayTelling) throws -> PlaceDay

    private func series(_ context: AnswerContext) async throws -> ServerResponse {
        let builds = Self.builds(context)
        let response = try await questions.answer(context) { () throws(ServerError) in
            let place = try Self.place(context.target)
            return { _, token in
                try Self.document(builds, place, check: RiskQuestions.limit(token, .seconds(Self.seconds))).bytes
            }
        }
        return response.with("Cache-Control", context.cacheControl(builds, builds.map(\.tier).max() ?? .public))
    }

    /// The builds that the request may see and that can be asked, one for each day, oldest first.
    private static func builds(_ context: AnswerContext) -> [Build] {
        let all = context.set.builds.filter { $0.queries != nil && context.mayShow($0.tier) }
        return all.indices.filter { $0 == all.count - 1 || all[$0 + 1].day != all[$0].day }.map { all[$0] }
    }

    private static func place(_ target: RequestTarget) throws(ServerError) -> Place {
        if let name = target.text(Self.name.name) {
            guard target.text(latitude.name) == nil, target.text(longitude.name) == nil else {
                throw .malformed("Ask by name, or by lat and lon, not by both.")
            }
            guard name.utf8.count <= PlaceSearchAnswers.longestText else {
                throw .parameter(name: Self.name.name, reason: "is longer than \(PlaceSearchAnswers.longestText) bytes")
            }
            return { try $0.placeDay(named: name) }
        }
        let latitude = try target.required(number: Self.latitude)
        let longitude = try target.required(number: Self.longitude)
        return { try $0.placeDay(latitude: latitude, longitude: longitude) }
    }

    /// The newest build decides whether there is such a place; of older ones that cannot answer the reason is told.
    private static func document(_ builds: [Build], _ place: Place, check: () throws -> Void) throws -> JSONValue {
        var days: [JSONValue] = [], name = ""
        for (position, build) in builds.reversed().enumerated() {
            try check()
            guard let queries = build.queries else { continue }
            do {
                let day = try place(queries)
                if position == 0 { name = day.place }
                days.append(day.json(day: build.day))
            } catch let failure as QueryFailure where position > 0 {
                days.append(PlaceDay(place: name, refusal: failure.sentence).json(day: build.day))
            }
        }
        return ["place": .string(name), "days": .array(days.reversed())]
    }
}

extension QueryFailure {
    /// What is wrong, for one day of several.
    fileprivate var sentence: String {
        switch self {
        case .unknownName: "the build does not know the name"
        case .invalid(let sentence), .notAssessed(let sentence), .tooMuch(let sentence): sentence
        }
    }
}
