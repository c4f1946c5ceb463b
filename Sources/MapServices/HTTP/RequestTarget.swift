// SPDX-License-Identifier: Apache-2.0

/// Path and query of a request, decoded and checked.
struct RequestTarget: Sendable, Hashable {
    /// Longest address that is read, in bytes.
    static let limit = 8192

    /// Segments of the path, decoded; `/a/b` and `/a/b/` both have two.
    let path: [String]
    /// Names in lower case (OGC services do not tell cases apart) with their values, in the order sent.
    let query: [(name: String, value: String)]

    static func == (a: RequestTarget, b: RequestTarget) -> Bool {
        a.path == b.path && a.query.elementsEqual(b.query) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(path) }

    /// - Throws: `ServerError` for an address that is too long, badly encoded, or climbs out of the tree.
    init(_ target: String) throws(ServerError) {
        guard target.utf8.count <= Self.limit else { throw .addressTooLong(limit: Self.limit) }
        let withoutFragment = target.prefix { $0 != "#" }
        let parts = withoutFragment.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0].hasPrefix("/") else { throw .malformed("The address must start with '/'.") }
        var path: [String] = []
        for segment in parts[0].split(separator: "/") {
            path.append(try Self.segment(segment))
        }
        self.path = path
        query = parts.count < 2 ? [] : try Self.query(parts[1])
    }

    private static func segment(_ text: Substring) throws(ServerError) -> String {
        guard let decoded = decoded(text, plusIsSpace: false) else {
            throw .malformed("The path is not valid percent-encoded UTF-8.")
        }
        // By bytes: a separator with an accent after it is another character, and still a separator in a path.
        guard decoded != ".", decoded != "..", !decoded.utf8.contains(where: isSeparator) else {
            throw .malformed("The path must not contain '.', '..', or an encoded separator as a segment.")
        }
        return decoded
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }

    private static func query(_ text: Substring) throws(ServerError) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(sides[0], plusIsSpace: true),
                let value = sides.count < 2 ? "" : decoded(sides[1], plusIsSpace: true)
            else { throw .malformed("The query is not valid percent-encoded UTF-8.") }
            pairs.append((name.lowercased(), value))
        }
        return pairs
    }

    /// Nil for a broken escape, for bytes that are not UTF-8 and for NUL.
    private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// The first value of a parameter; nil when it was not sent.
    func value(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The first value that is not empty.
    func text(_ name: String) -> String? { value(name).flatMap { $0.isEmpty ? nil : $0 } }

    /// A value that must be there.
    func required(_ name: String) throws(ServerError) -> String {
        guard let value = text(name) else { throw .missing(name: name) }
        return value
    }

    /// A whole number in a range; nil when it was not sent.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(ServerError) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .parameter(
                name: name, reason: "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A finite number; nil when it was not sent.
    func number(_ name: String, in range: ClosedRange<Double>) throws(ServerError) -> Double? {
        guard let text = text(name) else { return nil }
        guard let number = NumberText.finite(text), range.contains(number) else {
            throw .parameter(name: name, reason: "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

/// Numbers as clients write them.
enum NumberText {
    /// A finite decimal number; `inf`, `nan` and hexadecimal forms, which Swift reads too, are none.
    static func finite(_ text: some StringProtocol) -> Double? {
        guard !text.isEmpty, text.utf8.count <= 32, text.utf8.allSatisfy(isPart), let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
    }

    /// Exactly `count` finite numbers between commas.
    static func list(_ text: String, count: Int) -> [Double]? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
            finite($0.trimmingPrefix(while: { $0 == " " }))
        }
        guard numbers.count == count, !numbers.contains(where: { $0 == nil }) else { return nil }
        return numbers.compactMap { $0 }
    }
}
