// SPDX-License-Identifier: Apache-2.0

/// Text that is not JSON.
public struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Position of the first byte that does not fit.
    public let offset: Int
    /// What was expected there.
    public let expected: String

    /// Where and what.
    public var description: String { "not valid JSON: expected \(expected) at byte \(offset)" }
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259) of at most 64 levels of nesting.
    public static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.fault("the end") }
        return value
    }
}

/// Characters that end or part something.
private enum Sign {
    static let objectStart = UInt8(ascii: "{"), objectEnd = UInt8(ascii: "}")
    static let arrayStart = UInt8(ascii: "["), arrayEnd = UInt8(ascii: "]")
    static let quote = UInt8(ascii: "\""), backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ","), colon = UInt8(ascii: ":")
}

/// Own code because Foundation's readers lose what `JSONValue` is there to keep: `JSONSerialization` and `JSONDecoder`
/// give members in the order of a hash table, so that properties would come out shuffled, and turn `1.50` into `1.5`
/// and `-2e3` into `-2000`, so that figures would not be passed on digit by digit. `JSONSerialization` also takes
/// `[1,]`, and for a GeoJSON file of 20 MB it needs seven times the time and more than four times the memory.
private struct JSONParser {
    let bytes: [UInt8]
    var position = 0

    private static let deepest = 64

    func fault(_ expected: String) -> JSONFault { JSONFault(offset: position, expected: expected) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth < Self.deepest else { throw fault("at most \(Self.deepest) levels") }
        switch current {
        case Sign.objectStart: return try object(depth)
        case Sign.arrayStart: return try array(depth)
        case Sign.quote: return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("'\(word)'") }
        position += word.utf8.count
        return value
    }

    // Always inlined, here and below: without it a large file takes a quarter longer.
    @inline(__always)
    private mutating func take(_ sign: UInt8) throws(JSONFault) {
        guard current == sign else { throw fault("'\(Character(Unicode.Scalar(sign)))'") }
        position += 1
    }

    /// Whether the sign comes next; takes it if so.
    @inline(__always)
    private mutating func skip(_ sign: UInt8) -> Bool {
        guard current == sign else { return false }
        position += 1
        return true
    }

    /// Whether another element follows; takes the comma or the closing character.
    private mutating func continues(until end: UInt8) throws(JSONFault) -> Bool {
        skipSpace()
        guard skip(Sign.comma) else {
            try take(end)
            return false
        }
        skipSpace()
        return true
    }

    private mutating func array(_ depth: Int) throws(JSONFault) -> JSONValue {
        position += 1
        skipSpace()
        if skip(Sign.arrayEnd) { return .array([]) }
        var values: [JSONValue] = []
        repeat { values.append(try value(depth: depth + 1)) } while try continues(until: Sign.arrayEnd)
        return .array(values)
    }

    private mutating func object(_ depth: Int) throws(JSONFault) -> JSONValue {
        position += 1
        skipSpace()
        if skip(Sign.objectEnd) { return .object([]) }
        var members: [JSONValue.Member] = []
        repeat { members.append(try member(depth)) } while try continues(until: Sign.objectEnd)
        return .object(members)
    }

    private mutating func member(_ depth: Int) throws(JSONFault) -> JSONValue.Member {
        let name = try string()
        skipSpace()
        try take(Sign.colon)
        skipSpace()
        return JSONValue.Member(name, try value(depth: depth + 1))
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = position
        _ = skip(UInt8(ascii: "-"))
        try integer()
        if skip(UInt8(ascii: ".")) { try digits() }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func integer() throws(JSONFault) {
        if !skip(UInt8(ascii: "0")) { try digits() }
    }

    private mutating func digits() throws(JSONFault) {
        let start = position
        while let byte = current, byte >= 0x30, byte <= 0x39 { position += 1 }
        guard position > start else { throw fault("a value") }
    }

    private mutating func string() throws(JSONFault) -> String {
        try take(Sign.quote)
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case Sign.quote:
                guard let string = String(validating: text, as: UTF8.self) else { throw fault("valid UTF-8") }
                return string
            case Sign.backslash: try escape(into: &text)
            case 0..<0x20: throw fault("an escaped control character")
            default: text.append(byte)
            }
        }
        throw fault("'\"'")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        guard let byte = current else { throw fault("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case Sign.quote, Sign.backslash, UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"): text += String(Character(try scalar())).utf8
        default: throw fault("an escape")
        }
    }

    /// The character of `\uXXXX`, two of them where it lies beyond the basic plane.
    private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, skip(Sign.backslash) else { throw fault("a low surrogate") }
        try take(UInt8(ascii: "u"))
        let second = try codeUnit()
        guard second >= 0xDC00, second < 0xE000,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("a low surrogate") }
        return scalar
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt32 {
        let end = position + 4
        guard end <= bytes.count, bytes[position..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits") }
        position = end
        return unit
    }
}
