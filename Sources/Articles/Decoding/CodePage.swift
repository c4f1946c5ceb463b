// SPDX-License-Identifier: Apache-2.0

import Foundation

/// An encoding of one byte a letter.
struct CodePage {
    let name: String
    /// The UTF-8 bytes of each byte; unused ones become U+FFFD.
    private let letters: [[UInt8]]

    /// The code page of a name such as `windows-1256`, `cp1252` or `ISO-8859-6`; nil for others.
    init?(named stated: String) {
        let stated = stated.lowercased()
        let name = Self.other[stated] ?? stated
        guard let number = Self.numbers[name] else { return nil }
        self.name = name
        let encoding = String.Encoding(rawValue: 0x8000_0000 | number)
        letters = (UInt8.min...UInt8.max).map { byte in
            Array((String(data: Data([byte]), encoding: encoding) ?? "\u{FFFD}").utf8)
        }
    }

    func decode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 2)
        for byte in bytes {
            if byte < 0x80 { text.append(byte) } else { text.append(contentsOf: letters[Int(byte)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Numbers of Core Foundation, which Foundation takes for encodings beyond its own.
    private static let numbers: [String: UInt] = [
        "windows-1252": 0x0500, "windows-1250": 0x0501, "windows-1251": 0x0502, "windows-1254": 0x0504,
        "windows-1255": 0x0505, "windows-1256": 0x0506, "iso-8859-6": 0x0206, "iso-8859-15": 0x020F,
    ]

    /// Browsers read the first as the second too (WHATWG Encoding, section 4.2).
    private static let other = [
        "iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252", "ascii": "windows-1252",
        "cp1252": "windows-1252", "cp1256": "windows-1256", "cp1251": "windows-1251", "arabic": "iso-8859-6",
    ]
}

/// Forms of files that are known by their first bytes and hold no plain text.
enum BinaryForm {
    /// What a file is, with its article; nil for what may be a text.
    static func named(_ bytes: [UInt8]) -> String? {
        signs.first { bytes.starts(with: $0.0) }?.1
    }

    private static let signs: [([UInt8], String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an office document"),
        ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old office document"),
        ([0x1F, 0x8B], "a gzip archive"), ([0x42, 0x5A, 0x68], "a bzip2 archive"),
        ([0xFD, 0x37, 0x7A, 0x58], "an xz archive"), ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"), ([0x52, 0x61, 0x72, 0x21], "a RAR archive"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF picture"), ([0x49, 0x49, 0x2A, 0x00], "a TIFF picture"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"), ([0x4D, 0x5A, 0x90], "a program"),
        (Array("{\\rtf".utf8), "an RTF document"), (Array("SQLite format 3".utf8), "a database"),
        ([0x00, 0x00, 0x01, 0x00], "an icon"), (Array("OggS".utf8), "a sound file"),
        (Array("ID3".utf8), "a sound file"), (Array("wOFF".utf8), "a font"),
    ]
}
