// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How the bytes of a table stand for letters.
public enum TextEncoding: Sendable, Hashable, CustomStringConvertible {
    /// What tables should be.
    case utf8
    /// Two bytes a letter, as Excel's "Unicode Text" has it.
    case utf16(bigEndian: Bool)
    /// One byte a letter, by the name of the code page.
    case codePage(String)

    /// The encoding of a name such as `utf-8`, `utf-16`, `windows-1256` or `iso-8859-6`; nil for others.
    public init?(named name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "utf-16", "utf-16le", "utf16": self = .utf16(bigEndian: false)
        case "utf-16be": self = .utf16(bigEndian: true)
        case let page where Self.pages[page] != nil: self = .codePage(page)
        default: return nil
        }
    }

    /// The encoding that the bytes of some text tell: UTF-8, or a code page of Arabic, Cyrillic or Western letters; nil
    /// where they fit none.
    public init?(ofLettersIn bytes: [UInt8]) {
        let found = bytes.withUnsafeBufferPointer { EncodingDetection.encoding(of: $0) }
        guard let found else { return nil }
        switch found {
        case .utf16: return nil
        case .utf8 where String(validating: bytes, as: UTF8.self) == nil: return nil
        default: self = found
        }
    }

    /// Names that a study may state, for messages.
    public static let known = ["utf-8", "utf-16", "utf-16be"] + pages.keys.sorted()

    /// Its name.
    public var description: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16(let isBig): isBig ? "utf-16be" : "utf-16"
        case .codePage(let name): name
        }
    }

    /// Numbers of Core Foundation, which Foundation takes for encodings beyond its own.
    private static let pages: [String: UInt] = {
        var pages: [String: UInt] = ["koi8-r": 0x0A02, "cp866": 0x0419]
        for (offset, number) in [1252, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258].enumerated() {
            pages["windows-\(number)"] = 0x0500 + UInt(offset)
        }
        for number in 1...9 { pages["iso-8859-\(number)"] = 0x0200 + UInt(number) }
        return pages
    }()

    /// For a code page, the UTF-8 bytes of each byte; unused ones become U+FFFD.
    var letters: [[UInt8]]? {
        guard case .codePage(let name) = self, let number = Self.pages[name] else { return nil }
        let encoding = String.Encoding(rawValue: 0x8000_0000 | number)
        return (UInt8.min...UInt8.max).map { byte in
            Array((String(data: Data([byte]), encoding: encoding) ?? "\u{FFFD}").utf8)
        }
    }
}

/// Turns the bytes of one encoding into UTF-8, piece by piece.
struct ByteDecoder {
    private let letters: [[UInt8]]?
    private let isBigEndian: Bool
    /// The first byte of a pair whose second has not come yet.
    private var half: UInt8?
    /// The first half of a letter beyond U+FFFF.
    private var high: UInt16?

    /// Nil for UTF-8, which needs none.
    init?(_ encoding: TextEncoding) {
        letters = encoding.letters
        switch encoding {
        case .utf8: return nil
        case .utf16(let isBig): isBigEndian = isBig
        case .codePage: isBigEndian = false
        }
    }

    mutating func decode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        if let letters {
            for byte in bytes { text.append(contentsOf: letters[Int(byte)]) }
            return text
        }
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let pair = isBigEndian ? (first, byte) : (byte, first)
            append(UInt16(pair.0) << 8 | UInt16(pair.1), to: &text)
        }
        return text
    }

    private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
        if let first = high {
            high = nil
            text.append(contentsOf: String(decoding: [first, unit], as: UTF16.self).utf8)
        } else if UTF16.isLeadSurrogate(unit) {
            high = unit
        } else if unit != 0xFEFF {
            text.append(contentsOf: String(decoding: CollectionOfOne(unit), as: UTF16.self).utf8)
        }
    }
}

/// Tells the encoding of a text from its first bytes.
enum EncodingDetection {
    /// Nil where the bytes fit no encoding that is told from bytes alone.
    static func encoding(of bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16(bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16(bigEndian: true) }
        if let wide = wide(bytes) { return wide }
        return codePage(bytes).map { .codePage($0) } ?? .utf8
    }

    /// UTF-16 without a mark: ASCII letters leave every other byte 0.
    private static func wide(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        let pairs = bytes.count / 2
        guard pairs >= 4 else { return nil }
        let even = (0..<pairs).count { bytes[2 * $0] == 0 }, odd = (0..<pairs).count { bytes[2 * $0 + 1] == 0 }
        if odd * 10 > pairs * 4, even == 0 { return .utf16(bigEndian: false) }
        if even * 10 > pairs * 4, odd == 0 { return .utf16(bigEndian: true) }
        return nil
    }

    /// Arabic, Cyrillic or Western letters of Windows; nil for UTF-8, and where the bytes are no letters.
    private static func codePage(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let signs = Signs(bytes) else { return nil }
        if signs.singles * 10 > signs.runs * 6 { return "windows-1252" }
        guard signs.letters * 10 >= signs.count * 8 else { return nil }
        // Arabic has alif, ta, ra and their neighbours below 0xE0 inside of words; Cyrillic has its capitals there.
        let isCapitalsOnly = signs.small == 0
        let hasArabicForm = signs.innerCapitals * 10 > signs.inner && signs.last * 100 < signs.count * 15
        return hasArabicForm && !isCapitalsOnly ? "windows-1256" : "windows-1251"
    }

    /// What the bytes above 0x7F look like.
    private struct Signs {
        var count = 0, letters = 0, runs = 0, singles = 0, inner = 0, innerCapitals = 0, small = 0, last = 0

        /// Nil where there are none, or where some are well-formed UTF-8.
        init?(_ bytes: UnsafeBufferPointer<UInt8>) {
            var position = 0
            while position < bytes.count {
                guard bytes[position] >= 0x80 else {
                    position += 1
                    continue
                }
                let start = position
                while position < bytes.count, bytes[position] >= 0x80 { position += 1 }
                let run = bytes[start..<position]
                // The last run may be cut.
                if position < bytes.count, String(validating: Array(run), as: UTF8.self) != nil { return nil }
                note(run)
            }
            guard runs > 0, hasASCII(bytes) else { return nil }
        }

        private func hasASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { count < bytes.count }

        private mutating func note(_ run: Slice<UnsafeBufferPointer<UInt8>>) {
            runs += 1
            singles += run.count == 1 ? 1 : 0
            count += run.count
            letters += run.count { $0 >= 0xC0 }
            small += run.count { $0 >= 0xE0 }
            last += run.count { $0 >= 0xF0 }
            inner += run.count - 1
            innerCapitals += run.dropFirst().count { $0 >= 0xC0 && $0 < 0xE0 }
        }
    }
}
