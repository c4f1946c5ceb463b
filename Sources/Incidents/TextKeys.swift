// SPDX-License-Identifier: Apache-2.0

/// Ids of millions of rows in eight bytes each: nearly all are one of a few prefixes with a number. Others are kept as
/// they are, one after the other.
struct TextKeys: Sendable {
    private static let numberFlag: UInt64 = 1 << 63
    private static let mostPrefixes = 1 << 15
    /// A number of so many digits fits into 48 bits.
    private static let mostDigits = 14

    private var prefixes: [[UInt8]] = []
    private var prefixNumbers: [[UInt8]: Int] = [:]
    private var lastPrefix = 0
    /// Other texts: four bytes of length, then the text.
    private var others: [UInt8] = []

    /// The code of a text. Equal texts have equal codes where they are of the first kind.
    mutating func code(of text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { bytes in
            let split = Self.split(bytes)
            if split < bytes.count, let prefix = prefixNumber(UnsafeBufferPointer(rebasing: bytes[..<split])) {
                let number = bytes[split...].reduce(UInt64(0)) { $0 * 10 + UInt64($1 - 0x30) }
                return Self.numberFlag | UInt64(prefix) << 48 | number
            }
            return keep(bytes)
        }
    }

    /// The text of a code.
    func text(_ code: UInt64) -> String {
        guard code & Self.numberFlag != 0 else { return String(decoding: other(code), as: UTF8.self) }
        let prefix = prefixes[Int(code >> 48) & (Self.mostPrefixes - 1)]
        return String(decoding: prefix, as: UTF8.self) + String(code & (1 << 48 - 1))
    }

    /// Whether two codes stand for one text.
    func areEqual(_ a: UInt64, _ b: UInt64) -> Bool {
        if (a | b) & Self.numberFlag != 0 { return a == b }
        return a == b || other(a) == other(b)
    }

    /// A hash that agrees with equality.
    func hash(_ code: UInt64) -> Int {
        if code & Self.numberFlag != 0 { return code.hashValue }
        return other(code).hashValue
    }

    /// Where the trailing number starts: without leading zeros, which a number would lose.
    private static func split(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var start = bytes.count
        while start > 0, bytes.count - start < mostDigits, bytes[start - 1] >= 0x30, bytes[start - 1] <= 0x39 {
            start -= 1
        }
        while start < bytes.count - 1, bytes[start] == 0x30 { start += 1 }
        return start
    }

    /// The number of a prefix; nil when it is new and there are too many.
    private mutating func prefixNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if lastPrefix < prefixes.count, prefixes[lastPrefix].elementsEqual(bytes) { return lastPrefix }
        let prefix = Array(bytes)
        if let known = prefixNumbers[prefix] {
            lastPrefix = known
            return known
        }
        guard prefixes.count < Self.mostPrefixes else { return nil }
        lastPrefix = prefixes.count
        prefixNumbers[prefix] = lastPrefix
        prefixes.append(prefix)
        return lastPrefix
    }

    private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let offset = others.count
        withUnsafeBytes(of: UInt32(bytes.count)) { others.append(contentsOf: $0) }
        others.append(contentsOf: bytes)
        return UInt64(offset)
    }

    private func other(_ code: UInt64) -> ArraySlice<UInt8> {
        let start = Int(code) + 4
        let length = others[Int(code)..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
        return others[start..<start + length]
    }
}

/// Numbers for texts, counted from 0 in the order of first appearance.
struct KeyNumbers: Sendable {
    private var keys = TextKeys()
    private var codes: [UInt64] = []
    private var table = PositionTable()

    /// The number of a text; one that is new gets the next.
    mutating func number(of text: String) -> Int {
        let code = keys.code(of: text)
        let place = table.find(hash: keys.hash(code)) { keys.areEqual(codes[$0], code) }
        if let known = place.position { return Int(known) }
        table.note(codes.count, at: place)
        codes.append(code)
        if table.isFull { table = table.grown { keys.hash(codes[$0]) } }
        return codes.count - 1
    }
}

/// The ids of a table with the lines that they first stand on.
struct SeenIDs: Sendable {
    private var ids = KeyNumbers()
    private var lines: [UInt32] = []

    /// The line on which the id has come before; otherwise notes the line and returns nil.
    mutating func firstLine(of id: String, line: Int) -> Int? {
        let number = ids.number(of: id)
        if number < lines.count { return Int(lines[number]) }
        lines.append(UInt32(clamping: line))
        return nil
    }
}
