// SPDX-License-Identifier: Apache-2.0

/// A text in UTF-8 with what was done to make it so.
struct DecodedText {
    var text: String
    var notes: [String] = []
}

/// Turns the bytes of a file into a text.
///
/// UTF-8 is kept byte for byte, so that offsets are those of the file; only a byte order mark is left out.
struct TextDecoding {
    let name: String
    /// The encoding that the file states of itself, in lower case.
    var declared: String?

    /// - Throws: `ArticleError.notText` for bytes that are no text.
    func decode(_ bytes: [UInt8]) throws(ArticleError) -> DecodedText {
        if let form = BinaryForm.named(bytes) { throw .notText(name: name, form: form) }
        var notes: [String] = []
        let text = if let text = marked(bytes, &notes) { text } else { try unmarked(bytes, &notes) }
        let nulls = bytes.count { $0 == 0 }
        if nulls > 0, text.utf8.contains(0) { notes.append("NUL characters were kept: \(nulls)") }
        return DecodedText(text: text, notes: notes)
    }

    /// The text after a byte order mark; nil where there is none.
    private func marked(_ bytes: [UInt8], _ notes: inout [String]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            notes.append("the byte order mark before the text was left out")
            return Self.repaired(bytes[3...], &notes)
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return wide(bytes[2...], isBig: false, &notes) }
        if bytes.starts(with: [0xFE, 0xFF]) { return wide(bytes[2...], isBig: true, &notes) }
        return nil
    }

    private func unmarked(_ bytes: [UInt8], _ notes: inout [String]) throws(ArticleError) -> String {
        if let isBig = WideSigns.order(of: bytes) { return wide(bytes[...], isBig: isBig, &notes) }
        let signs = ByteSigns(bytes)
        if signs.controls * 20 > bytes.count { throw .notText(name: name, form: "binary data") }
        if signs.invalid == 0 {
            return String(decoding: bytes, as: UTF8.self)
        }
        if let page = codePage(signs) {
            notes.append("the text was read as \(page.name)")
            return page.decode(bytes)
        }
        if signs.invalid * 5 > bytes.count { throw .notText(name: name, form: "binary data") }
        return Self.repaired(bytes[...], &notes)
    }

    /// The declared code page, or the one that the bytes tell; nil where UTF-8 with few broken bytes is likelier.
    private func codePage(_ signs: ByteSigns) -> CodePage? {
        if signs.valid > signs.invalid { return nil }
        if let declared, let page = CodePage(named: declared) { return page }
        return signs.codePage.flatMap { CodePage(named: $0) }
    }

    /// Invalid bytes become U+FFFD and are counted.
    private static func repaired(_ bytes: ArraySlice<UInt8>, _ notes: inout [String]) -> String {
        let broken = ByteSigns(bytes).invalid
        if broken > 0 { notes.append("bytes that are not UTF-8 were replaced by U+FFFD: \(broken)") }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func wide(_ bytes: ArraySlice<UInt8>, isBig: Bool, _ notes: inout [String]) -> String {
        notes.append("the text was read as UTF-16 (\(isBig ? "big" : "little")-endian)")
        if !bytes.count.isMultiple(of: 2) { notes.append("the last byte, half a character, was left out") }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let pair = isBig ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
            units.append(UInt16(pair.0) << 8 | UInt16(pair.1))
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }
}

/// Counts that tell UTF-8 from other bytes.
struct ByteSigns {
    /// Sequences of two to four bytes that are UTF-8.
    private(set) var valid = 0
    /// Bytes that are part of no UTF-8 character.
    private(set) var invalid = 0
    /// Control characters that texts do not have, NUL among them.
    private(set) var controls = 0
    /// Bytes above 0x7F, those of them that follow another, and alif and lam of windows-1256.
    private(set) var high = 0, inRuns = 0, alifLam = 0
    /// Quotation marks and dashes of Windows code pages, and Latin letters.
    private(set) var marks = 0, latin = 0

    init(_ bytes: some Collection<UInt8>) {
        let counted: Void? = bytes.withContiguousStorageIfAvailable { buffer in
            count(buffer)
        }
        if counted == nil { Array(bytes).withUnsafeBufferPointer { count($0) } }
    }

    private mutating func count(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte < 0x20, byte < 9 || byte > 13, byte != 0x1B { controls += 1 }
                if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A { latin += 1 }
                index += 1
                continue
            }
            let length = Self.length(bytes, index)
            if length > 0 { valid += 1 } else { invalid += 1 }
            for offset in 0..<max(1, length) { note(bytes, index + offset) }
            index += max(1, length)
        }
    }

    private mutating func note(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) {
        high += 1
        if index > 0, bytes[index - 1] >= 0x80 { inRuns += 1 }
        let byte = bytes[index]
        if byte == 0xC7 || byte == 0xE1 { alifLam += 1 }
        if (0x91...0x97).contains(byte) || byte == 0xA0 || byte == 0x85 { marks += 1 }
    }

    /// The bytes of the character that starts here (RFC 3629); 0 where none does.
    private static func length(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let first = bytes[index]
        let (length, low, high): (Int, UInt8, UInt8)
        switch first {
        case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
        case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
        case 0xED: (length, low, high) = (3, 0x80, 0x9F)
        case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
        case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
        case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
        case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
        default: return 0
        }
        guard index + length <= bytes.count, (low...high).contains(bytes[index + 1]) else { return 0 }
        for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// Arabic letters come in runs, alif and lam being more than a seventh of them; Western ones stand alone.
    var codePage: String? {
        guard high > 0 else { return nil }
        if inRuns * 2 > high, (alifLam + 1) * 7 > high { return "windows-1256" }
        return inRuns * 3 < high * 2 && latin > 4 * high ? "windows-1252" : nil
    }
}

/// Tells UTF-16 without a mark: every other byte is 0 for ASCII, or 6 for Arabic.
enum WideSigns {
    /// Whether the first byte of a pair is the higher one; nil for other bytes.
    static func order(of bytes: [UInt8]) -> Bool? {
        let pairs = min(bytes.count, 1 << 16) / 2
        guard pairs >= 4 else { return nil }
        var even = 0, odd = 0
        for pair in 0..<pairs {
            if isPage(bytes[2 * pair]) { even += 1 }
            if isPage(bytes[2 * pair + 1]) { odd += 1 }
        }
        if odd * 10 > pairs * 9, even * 10 < pairs { return false }
        if even * 10 > pairs * 9, odd * 10 < pairs { return true }
        return nil
    }

    private static func isPage(_ byte: UInt8) -> Bool { byte == 0 || byte == 6 }
}
