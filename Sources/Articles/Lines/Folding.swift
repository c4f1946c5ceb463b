// SPDX-License-Identifier: Apache-2.0

/// Spellings of a line that are compared: lower case, one blank between words, plain quotation marks and hyphens, no
/// invisible characters, no vowel signs, one form of alif, ya and ha, digits of ASCII.
enum Folding {
    static func folded(_ text: some StringProtocol) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { append(scalar, to: &folded) }
        while folded.last == 0x20 { folded.removeLast() }
        return folded
    }

    private static func append(_ scalar: Unicode.Scalar, to folded: inout [UInt8]) {
        let value = scalar.value
        if value < 0x80 {
            if value <= 0x20 {
                if let last = folded.last, last != 0x20 { folded.append(0x20) }
            } else {
                folded.append(value >= 0x41 && value <= 0x5A ? UInt8(value) | 0x20 : UInt8(value))
            }
            return
        }
        if isInvisible(value) { return }
        switch value {
        case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x3000:
            if let last = folded.last, last != 0x20 { folded.append(0x20) }
        case 0x2018, 0x2019, 0x02BC: folded.append(UInt8(ascii: "'"))
        case 0x201C, 0x201D, 0xAB, 0xBB: folded.append(UInt8(ascii: "\""))
        case 0x2010...0x2015, 0x2212: folded.append(UInt8(ascii: "-"))
        case 0x0660...0x0669: folded.append(UInt8(value - 0x0660 + 0x30))
        case 0x06F0...0x06F9: folded.append(UInt8(value - 0x06F0 + 0x30))
        case 0x0622, 0x0623, 0x0625, 0x0671: folded.append(contentsOf: "ا".utf8)
        case 0x0649: folded.append(contentsOf: "ي".utf8)
        case 0x0629: folded.append(contentsOf: "ه".utf8)
        default: folded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.CodeUnit.none)
        }
    }

    /// Characters without a width: marks of direction, joiners, soft hyphens, vowel signs and tatweel.
    static func isInvisible(_ value: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x61C, 0x640, 0x64B...0x655, 0x670, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }
}

extension UTF8.CodeUnit {
    /// No bytes.
    fileprivate static var none: UTF8.EncodedScalar { UTF8.EncodedScalar() }
}
