// SPDX-License-Identifier: Apache-2.0

/// The host of a request, as `Host` or a forwarding header names it: a name, an IPv4 address or an IPv6 address in
/// brackets, and perhaps a port.
struct HostName: Sendable, Hashable {
    /// In lower case, without brackets.
    let name: String
    /// 1 to 65535; nil where none is named.
    let port: Int?

    /// Nil for a text that is none of these forms: it goes into addresses as it is.
    init?(_ text: some StringProtocol) {
        let lowered = text.lowercased()
        guard lowered.utf8.count <= 255 else { return nil }
        let rest: Substring
        if lowered.hasPrefix("[") {
            guard let end = lowered.firstIndex(of: "]") else { return nil }
            let inner = lowered[lowered.index(after: lowered.startIndex)..<end]
            guard inner.contains(":"),
                inner.utf8.allSatisfy({ Self.isHex($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { return nil }
            name = String(inner)
            rest = lowered[lowered.index(after: end)...]
        } else {
            let host = lowered.prefix { $0 != ":" }
            guard Self.isName(host) else { return nil }
            name = String(host)
            rest = lowered[host.endIndex...]
        }
        guard !rest.isEmpty else {
            port = nil
            return
        }
        let digits = rest.dropFirst()
        guard rest.hasPrefix(":"), (1...5).contains(digits.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(digits), (1...65_535).contains(number)
        else { return nil }
        port = number
    }

    /// Whether it can only mean this machine itself.
    var isLoopback: Bool {
        if name == "localhost" || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Whether a host that the operator allowed covers this one; without a port it covers all of them.
    func isCovered(by allowed: HostName) -> Bool {
        name == allowed.name && (allowed.port == nil || allowed.port == port)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isName(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
                        || byte == UInt8(ascii: "_")
                }
        }
    }
}
