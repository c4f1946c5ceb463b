// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How the addresses in documents begin, and under which hosts the server may be reached at all.
public struct PublicAddress: Sendable, Hashable {
    /// Given by `--public-url`, without a slash at its end; nil: taken from each request.
    public let fixed: String?
    /// Peers whose forwarding headers are believed.
    public let trustedProxies: Set<String>
    /// Whether the server itself speaks TLS, so that addresses begin with `https` unless a proxy says otherwise.
    public let isSecure: Bool
    /// Hosts that requests may name, that of `fixed` among them; empty where the operator named none.
    private let allowed: [HostName]
    /// Whether only this machine itself can connect, so that its own names are allowed and no others are by default.
    private let isLoopback: Bool

    /// Takes what the operator set.
    ///
    /// - Parameters:
    ///   - allowedHosts: `NAME` or `NAME:PORT`; a name without a port stands for any port.
    ///   - listeningOn: name or address that the server listens on; nil where it is not known.
    /// - Returns: nil when the address is no `http` or `https` address without query, or a host is none.
    public init?(
        publicURL: String? = nil, trustedProxies: [String] = [], isSecure: Bool = false, allowedHosts: [String] = [],
        listeningOn: String? = nil
    ) {
        self.trustedProxies = Set(trustedProxies)
        self.isSecure = isSecure
        let listening = listeningOn.flatMap { HostName($0.contains(":") ? "[\($0)]" : $0) }
        isLoopback = listening?.isLoopback ?? false
        var allowed = allowedHosts.compactMap { HostName($0) }
        guard allowed.count == allowedHosts.count, trustedProxies.allSatisfy(ClientAddress.isAddress) else {
            return nil
        }
        guard let publicURL else {
            fixed = nil
            self.allowed = allowed
            return
        }
        guard let parts = URLComponents(string: publicURL), parts.scheme == "http" || parts.scheme == "https",
            let text = parts.host, !text.isEmpty, parts.query == nil, parts.fragment == nil, parts.user == nil,
            let host = HostName(text.contains(":") && !text.hasPrefix("[") ? "[\(text)]" : text)
        else { return nil }
        allowed.append(host)
        self.allowed = allowed
        fixed = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
    }

    /// Whether the operator said, or the way of listening does, which hosts there are.
    private var isRestricted: Bool { !allowed.isEmpty || isLoopback }

    private func allows(_ host: HostName) -> Bool {
        !isRestricted || (isLoopback && host.isLoopback) || allowed.contains { host.isCovered(by: $0) }
    }

    /// `scheme://host[:port][/prefix]` for a request.
    ///
    /// A host that a proxy forwards counts only where hosts are restricted: else anyone could have one put there.
    ///
    /// - Throws: `ServerError` when the host is missing, is none, or is not one of those allowed.
    func base(for request: ServerRequest) throws(ServerError) -> String {
        var scheme = isSecure ? "https" : "http"
        var host = request.header("host"), prefix = ""
        if let peer = request.peer, trustedProxies.contains(peer) {
            let forwarded = Self.forwarded(request)
            scheme = forwarded.scheme ?? scheme
            prefix = forwarded.prefix ?? ""
            if isRestricted { host = forwarded.host ?? host }
        }
        guard let host else {
            if let fixed { return fixed }
            throw .malformed("The request names no host.")
        }
        guard let name = HostName(host), scheme == "http" || scheme == "https", Self.isPrefix(prefix) else {
            throw .malformed("The host of the request is not valid.")
        }
        guard allows(name) else { throw .malformed("This server does not answer under the host of the request.") }
        return fixed ?? "\(scheme)://\(host)\(prefix)"
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

    private static func isPrefix(_ text: String) -> Bool {
        (text.isEmpty || text.hasPrefix("/")) && !text.hasPrefix("//") && text.utf8.count <= 255
            && text.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "/.-_~".unicodeScalars.contains($0))
            }
    }
}
