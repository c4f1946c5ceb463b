// SPDX-License-Identifier: Apache-2.0

/// A line, or lines joined, without the blanks at both ends.
struct LineSpan: Equatable {
    var bytes: Range<Int>
    var scalars: Range<Int>
    /// Whether an empty line or a new page stands before it.
    var isApart: Bool
    /// Blanks before its first letter.
    var indent: Int
    /// Whether a new page begins with it.
    var startsPage = false
}

/// Cuts a text into lines that are not empty. Lines end with CR, LF, both, a form feed, or U+2028 and U+2029.
struct LineScanner {
    /// Lines that are kept apart; further ones are joined to spans of `Article.longestBlock` bytes.
    let most: Int

    private(set) var spans: [LineSpan] = []
    private(set) var isJoined = false
    private var isApart = true
    private var startsPage = false

    init(most: Int) { self.most = most }

    static func spans(of text: String, most: Int) -> (spans: [LineSpan], isJoined: Bool) {
        var text = text
        var scanner = LineScanner(most: most)
        text.withUTF8 { scanner.scan($0) }
        return (scanner.spans, scanner.isJoined)
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0, startScalar = 0, scalar = 0, index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let length = Self.endLength(bytes, index)
            if length > 0 {
                add(bytes, start..<index, from: startScalar)
                if byte == 0x0C || byte == 0xE2 { isApart = true }
                if byte == 0x0C { startsPage = true }
                index += length
                scalar += byte == 0xE2 ? 1 : length
                (start, startScalar) = (index, scalar)
            } else {
                if byte & 0xC0 != 0x80 { scalar += 1 }
                index += 1
            }
        }
        add(bytes, start..<bytes.count, from: startScalar)
    }

    /// Bytes of the end of a line that stands here; 0 for none.
    private static func endLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        switch bytes[index] {
        case 0x0A, 0x0C: return 1
        case 0x0D: return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
        case 0xE2:
            guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return 0 }
            return bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 ? 3 : 0
        default: return 0
        }
    }

    private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, from scalar: Int) {
        guard let (trimmed, before, count) = Self.trimmed(bytes, line) else {
            isApart = true
            return
        }
        let scalars = scalar + before..<scalar + before + count
        if spans.count >= most, let last = spans.last, !last.bytes.isEmpty {
            isJoined = true
            if spans.count > most, trimmed.upperBound - last.bytes.lowerBound <= Article.longestBlock {
                spans[spans.count - 1].bytes = last.bytes.lowerBound..<trimmed.upperBound
                spans[spans.count - 1].scalars = last.scalars.lowerBound..<scalars.upperBound
                return
            }
        }
        spans.append(
            LineSpan(bytes: trimmed, scalars: scalars, isApart: isApart, indent: before, startsPage: startsPage))
        isApart = false
        startsPage = false
    }

    /// The line without blanks, the scalars before it, and its own; nil for an empty one.
    private static func trimmed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
    ) -> (Range<Int>, before: Int, count: Int)? {
        var from = line.lowerBound, to = line.upperBound, before = 0
        while from < to {
            let length = blankLength(bytes, from, to)
            if length == 0 { break }
            from += length
            before += 1
        }
        while to > from {
            if bytes[to - 1] <= 0x20 {
                to -= 1
            } else if to - from >= 2, bytes[to - 2] == 0xC2, bytes[to - 1] == 0xA0 {
                to -= 2
            } else {
                break
            }
        }
        guard from < to else { return nil }
        var count = 0
        for index in from..<to where bytes[index] & 0xC0 != 0x80 { count += 1 }
        return (from..<to, before, count)
    }

    private static func blankLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        if bytes[index] <= 0x20 { return 1 }
        return index + 1 < end && bytes[index] == 0xC2 && bytes[index + 1] == 0xA0 ? 2 : 0
    }
}
