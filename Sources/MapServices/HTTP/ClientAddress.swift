// SPDX-License-Identifier: Apache-2.0

import Foundation

/// By which name a client is counted.
public enum ClientAddress {
    /// The address itself for IPv4; the first 64 bits for IPv6, of which every household has all addresses.
    public static func counted(_ address: String) -> String {
        var bytes = in6_addr()
        guard address.contains(":"), inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        return withUnsafeBytes(of: bytes) { bytes in
            // ::ffff:a.b.c.d is an IPv4 address.
            let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            return isMapped
                ? bytes[12...].map { String($0) }.joined(separator: ".")
                : bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
        }
    }

    /// The peer, or whom a trusted proxy says it speaks for: the last address of the list that is no such proxy, since
    /// all before it were written by others.
    static func of(_ request: ServerRequest, trustedProxies: Set<String>) -> String? {
        guard let peer = request.peer else { return nil }
        guard trustedProxies.contains(peer) else { return counted(peer) }
        let names = forwarded(request)
        return counted(names.last { !trustedProxies.contains($0) } ?? peer)
    }

    /// Addresses of `Forwarded` (RFC 7239), else of `X-Forwarded-For`, without ports.
    private static func forwarded(_ request: ServerRequest) -> [String] {
        if let header = request.header("forwarded") {
            return header.split(separator: ",").compactMap { entry in
                entry.split(separator: ";").lazy.map { $0.trimmingCharacters(in: .whitespaces) }
                    .first { $0.lowercased().hasPrefix("for=") }
                    .flatMap { plain($0.dropFirst(4)) }
            }
        }
        return (request.header("x-forwarded-for") ?? "").split(separator: ",").compactMap { plain($0) }
    }

    /// `"[2001:db8::1]:4711"` and `192.0.2.1:80` as the address inside; nil for what is none.
    private static func plain(_ text: Substring) -> String? {
        let bare = text.trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
        let address: Substring
        if bare.hasPrefix("[") {
            address = bare.dropFirst().prefix { $0 != "]" }
        } else {
            address = bare.filter { $0 == ":" }.count == 1 ? bare.prefix { $0 != ":" } : bare[...]
        }
        return isAddress(String(address)) ? String(address) : nil
    }

    /// Whether a text is an address of either kind.
    static func isAddress(_ text: String) -> Bool {
        var bytes = in6_addr()
        return inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
    }
}
