// SPDX-License-Identifier: Apache-2.0

/// Who may be given a copy of a response, for caches between server and client.
enum Audience {
    /// What is answered to a request with the token is that client's alone, whatever it is; and a cache must not give
    /// anyone's answer to a request that differs in the token.
    static func marked(_ response: ServerResponse, isMember: Bool) -> ServerResponse {
        let vary = (response.header("Vary").map { [$0] } ?? []) + ["Authorization"]
        let result = response.with("Vary", vary.joined(separator: ", "))
        guard isMember else { return result }
        let directives = (response.header("Cache-Control") ?? "no-cache").split(separator: ",")
            .map { String($0.drop { $0 == " " }) }.filter { $0 != "public" && $0 != "private" }
        return result.with("Cache-Control", (["private"] + directives).joined(separator: ", "))
    }
}

/// Gives every response what all have in common, and says who may be given a copy of it.
struct Finishing: Sendable {
    /// Whether a token opens more than anyone may see.
    let hasToken: Bool

    func finished(_ response: ServerResponse, _ request: ServerRequest, isMember: Bool) -> ServerResponse {
        let result = ResponseFinisher.finish(response, for: request)
        return hasToken ? Audience.marked(result, isMember: isMember) : result
    }
}
