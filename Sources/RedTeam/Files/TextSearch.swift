// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// Finds many texts in the bytes of a file at once.
///
/// The last eight bytes of each text (of short ones the last four) are looked up at every position of the file; a hit is
/// compared in full, and must not be a part of a longer word.
public struct TextSearch: Sendable {
    private var long = SuffixTable(width: 8)
    private var short = SuffixTable(width: 4)

    /// - Parameter texts: for each restricted row what only that row says.
    public init(_ texts: [[String]]) {
        for (row, texts) in texts.enumerated() {
            for text in texts {
                let bytes = Array(text.utf8)
                guard Self.isTelling(bytes) else { continue }
                if bytes.count >= 8 { long.add(bytes, row: row) } else { short.add(bytes, row: row) }
            }
        }
    }

    /// Rows of which the bytes hold a text. Short texts are looked for in text alone: in packed bytes they turn up by
    /// chance.
    public func rows(in bytes: Data, isText: Bool) -> Set<Int> {
        bytes.withUnsafeBytes { raw in
            var found: Set<Int> = []
            long.search(raw, into: &found)
            if isText { short.search(raw, into: &found) }
            return found
        }
    }

    /// Short words and numbers turn up everywhere; a text tells a row when it is long, or mixes letters and digits.
    static func isTelling(_ bytes: [UInt8]) -> Bool {
        let digits = bytes.count { (0x30...0x39).contains($0) }
        if digits == bytes.count { return bytes.count >= 10 }
        return bytes.count >= 10 || (digits > 0 && bytes.count >= 5)
    }
}

/// Texts by their last bytes.
private struct SuffixTable: Sendable {
    private let width: Int
    private var texts: [UInt64: [(bytes: [UInt8], row: Int)]] = [:]
    /// One bit for each value of a hash: says at most positions at once that no text ends there.
    private var bits = [UInt64](repeating: 0, count: 1 << 14)

    init(width: Int) { self.width = width }

    mutating func add(_ bytes: [UInt8], row: Int) {
        let key = bytes.withUnsafeBytes { self.key($0, endingAt: bytes.count) }
        texts[key, default: []].append((bytes, row))
        let hash = Self.hash(key)
        bits[hash >> 6] |= 1 << UInt64(hash & 63)
    }

    func search(_ raw: UnsafeRawBufferPointer, into found: inout Set<Int>) {
        guard !texts.isEmpty, raw.count >= width else { return }
        for end in width...raw.count {
            let key = key(raw, endingAt: end)
            let hash = Self.hash(key)
            guard bits[hash >> 6] & (1 << UInt64(hash & 63)) != 0, let candidates = texts[key] else { continue }
            for (bytes, row) in candidates where !found.contains(row) && matches(raw, bytes, endingAt: end) {
                found.insert(row)
            }
        }
    }

    private func key(_ raw: UnsafeRawBufferPointer, endingAt end: Int) -> UInt64 {
        width == 8
            ? raw.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
            : UInt64(raw.loadUnaligned(fromByteOffset: end - 4, as: UInt32.self))
    }

    private func matches(_ raw: UnsafeRawBufferPointer, _ bytes: [UInt8], endingAt end: Int) -> Bool {
        let start = end - bytes.count
        guard start >= 0, start == 0 || !Self.isWord(raw[start - 1]), end == raw.count || !Self.isWord(raw[end])
        else { return false }
        // checked: texts that are looked for are not empty, and lie inside what is searched
        return bytes.withUnsafeBytes { memcmp($0.baseAddress!, raw.baseAddress! + start, bytes.count) == 0 }
    }

    // checked: twenty bits
    private static func hash(_ key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 44) }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            || byte >= 0x80
    }
}
