// SPDX-License-Identifier: Apache-2.0

/// One thing that can be asked for: its address, what it takes, what it answers, and how the answer is made.
///
/// Matching, the allowed methods and the OpenAPI document all follow from these values.
struct Route: Sendable {
    /// Methods besides `HEAD`, which goes wherever `GET` goes, and `OPTIONS`, which goes everywhere.
    enum Method: String, Sendable { case get = "GET", post = "POST" }

    /// A form of the answer that the end of the address chooses.
    struct Ending: Sendable, Hashable {
        let suffix: String
        let mediaType: String
    }

    /// What the answer may be.
    enum Formats: Sendable {
        /// Media types; where there are several, parameters or the client's preference choose.
        case types([String])
        /// The last part of the address ends in one of these; where the ending may be left out, the first is meant.
        case endings([Ending], mayBeLeftOut: Bool)
    }

    /// What has to be there before the route answers.
    enum Need: Sendable {
        /// A build that the client may see.
        case build
        /// A build that answers questions.
        case queries
    }

    /// How an answer is made.
    enum Answer: Sendable {
        /// From the state of the server alone, before anything is loaded and under every host.
        case always(@Sendable (StatusContext) -> ServerResponse)
        /// From the builds that the request may see.
        case builds(@Sendable (AnswerContext) async throws -> ServerResponse)
    }

    let method: Method
    let path: PathTemplate
    /// Names the operation in OpenAPI; unique in the table.
    let id: String
    /// What is answered, in a few words.
    let summary: String
    let parameters: [RouteParameter]
    let formats: Formats
    /// Whether there may be nothing to answer, told as 204.
    var mayBeEmpty = false
    /// Whether the answer is a list rather than an object, where it is JSON.
    var isList = false
    var need = Need.build
    /// What has to be sent with the request; nil for nothing.
    var body: RequestBody?
    let answer: Answer

    /// A route that answers `GET` from the builds.
    init(
        _ path: String, id: String, _ summary: String, _ parameters: [RouteParameter] = [], formats: Formats,
        method: Method = .get, answer: @escaping @Sendable (AnswerContext) async throws -> ServerResponse
    ) {
        self.init(path, id: id, summary, parameters, formats: formats, method: method, answer: .builds(answer))
    }

    init(
        _ path: String, id: String, _ summary: String, _ parameters: [RouteParameter] = [], formats: Formats,
        method: Method = .get, answer: Answer
    ) {
        self.method = method
        self.path = PathTemplate(path)
        self.id = id
        self.summary = summary
        self.parameters = parameters
        self.formats = formats
        self.answer = answer
    }

    /// The route with something of it set.
    func with<Value>(_ member: WritableKeyPath<Route, Value>, _ value: Value) -> Route {
        var copy = self
        copy[keyPath: member] = value
        return copy
    }
}

/// What a client sends with a request.
struct RequestBody: Sendable {
    /// Media type.
    let type: String
    /// Names that the member `type` of the GeoJSON may have.
    let geometries: [String]
}

/// What the state of the server is asked by.
struct StatusContext: Sendable {
    let target: RequestTarget
    /// Whether the request carries the token.
    let isMember: Bool
}
