// SPDX-License-Identifier: Apache-2.0

import CXML

/// Makes a feed readable for a strict parser: names of characters become numbers, a lone & is escaped, and characters
/// that XML forbids are replaced. No reference by name is left, so that nothing can expand.
enum FeedMending {
    static func mended(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            var mended: [UInt8] = []
            mended.reserveCapacity(bytes.count + bytes.count / 16)
            var index = 0
            while index < bytes.count {
                if bytes[index] == UInt8(ascii: "<"), let end = literalEnd(bytes, index) {
                    while index < end {
                        mended.append(allowed(bytes[index]))
                        index += 1
                    }
                } else if bytes[index] == UInt8(ascii: "&") {
                    index = append(bytes, index, to: &mended)
                } else {
                    mended.append(allowed(bytes[index]))
                    index += 1
                }
            }
            return String(decoding: mended, as: UTF8.self)
        }
    }

    private static func allowed(_ byte: UInt8) -> UInt8 {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D ? 0x20 : byte
    }

    /// The end of a CDATA section, a comment or a declaration, which are kept as they are; nil for other tags.
    private static func literalEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        for (open, close) in [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")] {
            guard UnsafeBufferPointer(rebasing: bytes[start...].prefix(open.utf8.count)).elementsEqual(open.utf8) else {
                continue
            }
            let rest = UnsafeBufferPointer(rebasing: bytes[(start + open.utf8.count)...])
            guard let end = rest.firstIndex(ofBytes: close) else { return bytes.count }
            return start + open.utf8.count + end + close.utf8.count
        }
        return nil
    }

    /// Appends what an & stands for; where to go on.
    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, to mended: inout [UInt8]) -> Int {
        var end = start + 1
        while end < bytes.count, end - start <= 32, isNamed(bytes[end]) { end += 1 }
        let name = bytes[(start + 1)..<end]
        guard end < bytes.count, bytes[end] == UInt8(ascii: ";"), let first = name.first else {
            mended += "&#38;".utf8
            return start + 1
        }
        if first == UInt8(ascii: "#") {
            mended += isNumber(name) ? Array(bytes[start...end]) : Array("&#38;#".utf8)
            return isNumber(name) ? end + 1 : start + 2
        }
        guard let value = value(String(decoding: name, as: UTF8.self)) else {
            mended += "&#38;".utf8
            return start + 1
        }
        mended += "&#\(value);".utf8
        return end + 1
    }

    private static func isNamed(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "#") || byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }

    /// Whether a number is that of a character that XML has.
    private static func isNumber(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let digits = String(decoding: name.dropFirst(), as: UTF8.self).lowercased()
        let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, Unicode.Scalar(value) != nil else { return false }
        return value >= 0x20 && value != 0xFFFE && value != 0xFFFF || value == 9 || value == 10 || value == 13
    }

    private static func value(_ name: String) -> UInt32? {
        if name == "apos" { return 0x27 }
        return name.withCString { letters in
            letters.withMemoryRebound(to: xmlChar.self, capacity: name.utf8.count + 1) {
                htmlEntityLookup($0)?.pointee.value
            }
        }
    }
}
