// SPDX-License-Identifier: Apache-2.0

/// Takes attributes from tags that have more than anybody writes: libxml2 compares each with each.
enum LongTags {
    /// Attributes of one tag that are kept, at least.
    static let most = 256

    static func shortened(_ text: String) -> (text: String, notes: [String]) {
        var bytes = Array(text.utf8)
        let cut = bytes.withUnsafeMutableBufferPointer { shorten($0) }
        guard cut > 0 else { return (text, []) }
        return (String(decoding: bytes, as: UTF8.self), ["attributes after the first \(most) of a tag were left out"])
    }

    private static func shorten(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var index = 0, cut = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count, isLetter(bytes[index + 1]) else {
                index += 1
                continue
            }
            let isScript = starts(bytes, index + 1, "script") || starts(bytes, index + 1, "style")
            index = shortenTag(bytes, index, &cut)
            if isScript { index = endOfScript(bytes, index) }
        }
        return cut
    }

    /// Counts what may begin an attribute, and puts blanks in the place of what is too much.
    private static func shortenTag(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ start: Int, _ cut: inout Int) -> Int {
        var index = start + 1, count = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            let byte = bytes[index]
            if byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                if bytes[index - 1] > 0x20 { count += 1 }
            }
            if count > 4 * most {
                bytes[index] = 0x20
                cut += 1
            }
            index += 1
        }
        return index
    }

    /// Scripts hold signs of tags that are none.
    private static func endOfScript(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ start: Int) -> Int {
        var index = start
        while index + 2 < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/"), isLetter(bytes[index + 2]),
                starts(bytes, index + 2, "script") || starts(bytes, index + 2, "style")
            {
                return index
            }
            index += 1
        }
        return bytes.count
    }

    private static func starts(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ index: Int, _ word: String) -> Bool {
        guard index + word.utf8.count <= bytes.count else { return false }
        return zip(bytes[index...], word.utf8).allSatisfy { $0 | 0x20 == $1 }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
}
