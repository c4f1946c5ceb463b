// SPDX-License-Identifier: Apache-2.0

/// Cairo numbers the parts of its drawings over the life of the process; the numbers mean nothing and would differ each time.
enum SVGNames {
    /// The text with the numbers of all parts counted anew, in the order in which they are first named.
    static func renumbered(_ svg: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(svg.count)
        var known: [ArraySlice<UInt8>: Int] = [:]
        var index = 0
        while index < svg.count {
            let start = nameStart(svg, index)
            guard let start, let name = name(svg, start) else {
                result.append(svg[index])
                index += 1
                continue
            }
            let number = known[name.whole] ?? known.count
            known[name.whole] = number
            result += svg[index..<start] + name.word + Array("\(number)".utf8)
            index = name.whole.endIndex
        }
        return result
    }

    private static let declaration = Array("id=\"".utf8)
    private static let words = ["surface", "image", "clip", "mask", "linear", "radial", "pattern", "compositing-group"]
        .map { Array($0.utf8) }

    /// Where a name begins, of a declaration or a reference that begins at the index.
    private static func nameStart(_ svg: [UInt8], _ index: Int) -> Int? {
        if svg[index] == UInt8(ascii: "#") { return index + 1 }
        return svg[index] == declaration[0] && svg[index...].starts(with: declaration) ? index + declaration.count : nil
    }

    private static func name(_ svg: [UInt8], _ start: Int) -> (word: ArraySlice<UInt8>, whole: ArraySlice<UInt8>)? {
        for word in words where svg[start...].starts(with: word) {
            let digits = start + word.count
            var end = digits
            while end < svg.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(svg[end]) { end += 1 }
            if end > digits { return (svg[start..<digits], svg[start..<end]) }
        }
        return nil
    }
}
