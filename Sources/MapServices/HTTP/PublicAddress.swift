// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How the addresses in documents begin.
public struct PublicAddress: Sendable, Hashable {
    /// Given by `--public-url`, without a slash at its end; nil: taken from each request.
    public let fixed: String?
    /// Peers whose forwarding headers are believed.
    public let trustedProxies: Set<String>
    /// Whether the server itself speaks TLS, so that addresses begin with `https` unless a proxy says otherwise.
    public let isSecure: Bool

    /// Returns nil when the address is no `http` or `https` address without query.
    public init?(publicURL: String? = nil, trustedProxies: [String] = [], isSecure: Bool = false) {
        self.trustedProxies = Set(trustedProxies)
        self.isSecure = isSecure
        guard let publicURL else {
            fixed = nil
            return
        }
        guard let parts = URLComponents(string: publicURL), parts.scheme == "http" || parts.scheme == "https",
            let host = parts.host, !host.isEmpty, parts.query == nil, parts.fragment == nil, parts.user == nil
        else { return nil }
        fixed = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
    }

    /// `scheme://host[:port][/prefix]` for a request.
    ///
    /// - Throws: `ServerError` when the host is missing or holds characters that no host has.
    func base(for request: ServerRequest) throws(ServerError) -> String {
        if let fixed { return fixed }
        var scheme = isSecure ? "https" : "http"
        guard var host = request.header("host") else { throw .malformed("The request names no host.") }
        var prefix = ""
        if let peer = request.peer, trustedProxies.contains(peer) {
            let forwarded = Self.forwarded(request)
            scheme = forwarded.scheme ?? scheme
            host = forwarded.host ?? host
            prefix = forwarded.prefix ?? ""
        }
        guard Self.isHost(host), scheme == "http" || scheme == "https", Self.isPrefix(prefix) else {
            throw .malformed("The host of the request is not valid.")
        }
        return "\(scheme)://\(host)\(prefix)"
    }

    /// What the nearest proxy says (RFC 7239, or the older headers), the first entry of each list being the client's.
    private static func forwarded(_ request: ServerRequest) -> (scheme: String?, host: String?, prefix: String?) {
        func first(_ name: String) -> String? {
            request.header(name)?.split(separator: ",").first.map { $0.trimmingCharacters(in: .whitespaces) }
        }
        var members: [String: String] = [:]
        for pair in (first("forwarded") ?? "").split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { continue }
            let name = sides[0].trimmingCharacters(in: .whitespaces).lowercased()
            members[name] = sides[1].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
        }
        var prefix = first("x-forwarded-prefix")
        if prefix?.hasSuffix("/") == true { prefix?.removeLast() }
        return (
            (members["proto"] ?? first("x-forwarded-proto"))?.lowercased(),
            members["host"] ?? first("x-forwarded-host"),
            prefix
        )
    }

    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255
            && text.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || ".-:[]_".unicodeScalars.contains($0))
            }
    }

    private static func isPrefix(_ text: String) -> Bool {
        (text.isEmpty || text.hasPrefix("/")) && !text.hasPrefix("//") && text.utf8.count <= 255
            && text.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "/.-_~".unicodeScalars.contains($0))
            }
    }
}
