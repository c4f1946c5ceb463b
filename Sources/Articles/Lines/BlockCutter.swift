// SPDX-License-Identifier: Apache-2.0

/// Makes blocks of drafts; those of more than `Article.longestBlock` bytes are cut between words.
enum BlockCutter {
    static func blocks(_ drafts: [Draft], of text: String) -> [ArticleBlock] {
        var text = text
        return text.withUTF8 { bytes in
            var blocks: [ArticleBlock] = []
            blocks.reserveCapacity(drafts.count)
            for draft in drafts { append(draft, bytes, to: &blocks) }
            return blocks
        }
    }

    private static func append(_ draft: Draft, _ bytes: UnsafeBufferPointer<UInt8>, to blocks: inout [ArticleBlock]) {
        let kind = draft.kind ?? .body, rule = draft.rule.isEmpty ? "paragraph" : draft.rule
        var start = draft.bytes.lowerBound, scalar = draft.scalars.lowerBound
        while draft.bytes.upperBound - start > Article.longestBlock {
            let end = cut(bytes, from: start)
            let count = bytes[start..<end].count { $0 & 0xC0 != 0x80 }
            blocks.append(
                ArticleBlock(kind: kind, scalars: scalar..<scalar + count, bytes: start..<end, rule: rule))
            (start, scalar) = (end, scalar + count)
            while start < draft.bytes.upperBound, bytes[start] <= 0x20 {
                start += 1
                scalar += 1
            }
        }
        guard start < draft.bytes.upperBound else { return }
        blocks.append(
            ArticleBlock(
                kind: kind, scalars: scalar..<draft.scalars.upperBound, bytes: start..<draft.bytes.upperBound,
                rule: rule))
    }

    /// Where a block that starts here has to end: before a blank if one is near, else before a whole character.
    private static func cut(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let end = start + Article.longestBlock
        var index = end
        while index > end - 4096 {
            if bytes[index] <= 0x20 { return index }
            index -= 1
        }
        index = end
        while bytes[index] & 0xC0 == 0x80, index > end - 4 { index -= 1 }
        return index
    }
}
