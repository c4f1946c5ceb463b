// SPDX-License-Identifier: Apache-2.0

/// What the first bytes of a table tell: byte order mark, binary data, delimiter, HXL tag row.
enum TableDialect {
    /// Bytes looked at for signs of binary data.
    private static let sample = 8192
    /// Bytes from which the encoding is told.
    private static let encodingSample = 1 << 16
    /// Bytes of the header line that are searched for delimiters.
    private static let longestHeader = 1 << 20
    static let delimiters: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]

    /// Consumes a byte order mark and turns other encodings into UTF-8; throws for binary data and an empty source.
    /// - Returns: the encoding where it is not UTF-8.
    static func checkStart(_ stream: ByteStream, stated: TextEncoding?) throws -> TextEncoding? {
        while stream.window.count < encodingSample, !stream.reachedEnd { try stream.readMore() }
        let start = Array(stream.window.prefix(4))
        if start == [0, 0, 0xFE, 0xFF] || start == [0xFF, 0xFE, 0, 0] {
            throw TableError.wideEncoding(file: stream.name)
        }
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { stream.consume(3) }
        let sample = UnsafeBufferPointer(rebasing: stream.window.prefix(encodingSample))
        let encoding = stated ?? EncodingDetection.encoding(of: sample) ?? .utf8
        if case .utf16 = encoding { stream.decode(encoding) }
        while stream.window.count < Self.sample, !stream.reachedEnd { try stream.readMore() }
        if let offset = stream.window.prefix(Self.sample).firstIndex(where: isBinary) {
            throw TableError.binary(file: stream.name, offset: offset)
        }
        if case .codePage = encoding { stream.decode(encoding) }
        while stream.window.isEmpty, !stream.reachedEnd { try stream.readMore() }
        if stream.window.allSatisfy({ $0 <= 0x20 }) && stream.reachedEnd { throw TableError.empty(file: stream.name) }
        return encoding == .utf8 ? nil : encoding
    }

    /// The delimiter that a line `sep=;` above the header states; the line is consumed.
    static func statedDelimiter(_ stream: ByteStream) throws -> UInt8? {
        while stream.window.count < 9, !stream.reachedEnd { try stream.readMore() }
        let bytes = stream.window.prefix(9).map { $0 }
        let line = bytes.prefix { $0 != RowScanner.lineFeed && $0 != RowScanner.carriageReturn }
        let text = String(decoding: line.filter { $0 != RowScanner.quote }, as: UTF8.self)
        guard line.count < bytes.count, text.lowercased().hasPrefix("sep="), let delimiter = text.utf8.last,
            text.utf8.count == 5
        else { return nil }
        let isPair =
            bytes[line.count] == RowScanner.carriageReturn
            && bytes.dropFirst(line.count + 1).first == RowScanner.lineFeed
        stream.consume(line.count + (isPair ? 2 : 1))
        return delimiter
    }

    /// Control bytes that no text table holds; form feed and escape are left alone.
    private static func isBinary(_ byte: UInt8) -> Bool {
        byte < 0x09 || (byte >= 0x0E && byte < 0x1B) || (byte > 0x1B && byte < 0x20)
    }

    /// The delimiter that occurs most often outside quotes in the first line; a comma when there is none.
    static func delimiter(of stream: ByteStream) throws -> UInt8 {
        while true {
            let (counts, complete) = count(in: stream.window)
            if complete || stream.reachedEnd || stream.window.count > longestHeader { return mostFrequent(counts) }
            try stream.readMore()
        }
    }

    private static func mostFrequent(_ counts: [Int]) -> UInt8 {
        let best = counts.max() ?? 0
        return best == 0 ? delimiters[0] : delimiters[counts.firstIndex(of: best) ?? 0]
    }

    private static func count(in bytes: UnsafeBufferPointer<UInt8>) -> (counts: [Int], complete: Bool) {
        var counts = [0, 0, 0, 0]
        var quoted = false
        for byte in bytes {
            if byte == RowScanner.quote { quoted.toggle() }
            if quoted { continue }
            if byte == RowScanner.lineFeed || byte == RowScanner.carriageReturn { return (counts, true) }
            if let index = delimiters.firstIndex(of: byte) { counts[index] += 1 }
        }
        return (counts, false)
    }

    /// Whether most of the cells that hold anything are HXL tags (`#adm1+name`).
    static func isTagRow(_ values: [String]) -> Bool {
        let filled = values.filter { !$0.isEmpty }
        let tags = filled.filter { $0.hasPrefix("#") && $0.utf8.count > 1 }
        return !tags.isEmpty && tags.count * 2 > filled.count
    }

    /// Offset of the first byte that does not belong to well-formed UTF-8.
    static func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var position = 0
        while position < bytes.count {
            let length = sequenceLength(bytes[position])
            let end = min(position + max(length, 1), bytes.count)
            let sequence = UnsafeBufferPointer(rebasing: bytes[position..<end])
            guard length > 0, end - position == length, String(validating: sequence, as: UTF8.self) != nil else {
                return position
            }
            position = end
        }
        return nil
    }

    private static func sequenceLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0x00..<0x80: 1
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 0
        }
    }
}
