// SPDX-License-Identifier: Apache-2.0

/// What is spoken with one kind of client: a handful of routes, and the form of its faults.
protocol ServedProtocol: Sendable {
    var routes: [Route] { get }
    var faults: FaultForm { get }
}

extension ServedProtocol {
    var faults: FaultForm { .problem }
}

/// How the clients of a protocol are told that something is wrong.
struct FaultForm: Sendable {
    let mediaType: String
    let response: @Sendable (ServerError, RequestTarget) -> ServerResponse

    /// RFC 9457 problem details.
    static let problem = FaultForm(mediaType: "application/problem+json") { error, _ in error.problem }
}

/// Every route of the service. What is not in here is not answered, and is not in the OpenAPI document either.
struct RouteTable: Sendable {
    struct Entry: Sendable {
        let route: Route
        let faults: FaultForm
    }

    /// A route with the values of the parts of its path.
    struct Match: Sendable {
        let entry: Entry
        let parts: [String: String]
    }

    let entries: [Entry]

    init(_ protocols: [any ServedProtocol]) {
        entries = protocols.flatMap { served in served.routes.map { Entry(route: $0, faults: served.faults) } }
    }

    /// The routes at an address, one for each method.
    func matches(_ path: [String]) -> [Match] {
        entries.compactMap { entry in entry.route.path.values(in: path).map { Match(entry: entry, parts: $0) } }
    }

    /// The form in which faults below an address are told, also where no route is.
    func faults(_ path: [String]) -> FaultForm {
        guard let root = path.first else { return .problem }
        return entries.first { $0.route.path.root == root }?.faults ?? .problem
    }

    /// The value of `Allow`; addresses without a route allow what most do, so that a browser learns from the answer
    /// that nothing is there.
    static func allowed(_ matches: [Match]) -> String {
        let methods = matches.isEmpty ? [.get] : matches.map(\.entry.route.method)
        return (methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] } + ["OPTIONS"]).joined(separator: ", ")
    }

    /// The match that a method asks for; `HEAD` asks for what `GET` answers.
    static func match(_ matches: [Match], method: String) -> Match? {
        matches.first { match in
            let own = match.entry.route.method
            return own.rawValue == method || own == .get && method == "HEAD"
        }
    }
}
