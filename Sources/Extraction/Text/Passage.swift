// SPDX-License-Identifier: Apache-2.0

public import Articles
public import Incidents

/// A stretch of an article that is read at once: some of its blocks, cut into tokens and sentences.
///
/// Articles are read passage by passage, so that memory does not grow with their length.
public struct Passage: Sendable {
    /// Tokens in order.
    public let tokens: [Token]
    /// Sentences as ranges of tokens; together they hold every token.
    public let sentences: [Range<Int>]
    /// The kind of the block that each sentence stands in.
    public let kinds: [BlockKind]
    /// The number of the block, within the article, that each sentence stands in.
    public let blocks: [Int]
    /// The language of the article.
    public let language: ArticleLanguage
    /// Scalars of the article before the passage.
    public let scalarBase: Int
    /// Bytes of the article before the passage.
    public let byteBase: Int
    /// The scalars of the passage.
    let scalars: [Unicode.Scalar]

    /// Where tokens stand, in scalars of the article; nil for no token.
    public func span(_ range: Range<Int>) -> TextSpan? {
        guard let first = range.first, let last = range.last else { return nil }
        return TextSpan(start: scalarBase + tokens[first].start, end: scalarBase + tokens[last].end)
    }

    /// Where tokens stand, in bytes of the article; nil for no token.
    public func byteSpan(_ range: Range<Int>) -> Range<Int>? {
        guard let first = range.first, let last = range.last else { return nil }
        return byteBase + tokens[first].byteStart..<byteBase + tokens[last].byteEnd
    }

    /// The text of tokens as it is written.
    public func text(_ range: Range<Int>) -> String {
        guard let first = range.first, let last = range.last else { return "" }
        return string(tokens[first].start..<tokens[last].end)
    }

    /// The folded words of tokens, joined by blanks.
    public func folded(_ range: Range<Int>) -> String { range.map { tokens[$0].folded }.joined(separator: " ") }

    private func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}

extension Passage {
    /// Most bytes of a passage, but for one block that is longer.
    static let longest = 1 << 18

    /// The passages of an article, one at a time.
    /// - Parameter kinds: blocks of other kinds are left out.
    public static func forEach(
        of article: Article, where kinds: (BlockKind) -> Bool = { $0.isContent }, _ body: (Passage) throws -> Void
    ) rethrows {
        var first = 0
        while first < article.blocks.count {
            var last = first, start = article.blocks[first].bytes.lowerBound
            while last + 1 < article.blocks.count, article.blocks[last + 1].bytes.upperBound - start <= longest {
                last += 1
            }
            start = first
            try body(Passage(article, blocks: start...last, where: kinds))
            first = last + 1
        }
    }

    /// A text alone, as one paragraph.
    public init(_ text: String, kind: BlockKind = .body, language: ArticleLanguage = .english) {
        let count = text.unicodeScalars.count
        let block = ArticleBlock(kind: kind, scalars: 0..<count, bytes: 0..<text.utf8.count, rule: "given")
        let article = Article(name: "", text: text, blocks: [block], language: language)
        self.init(article, blocks: 0...0, where: { _ in true })
    }

    private init(_ article: Article, blocks numbers: ClosedRange<Int>, where kinds: (BlockKind) -> Bool) {
        let blocks = article.blocks[numbers]
        let bytes = blocks[numbers.lowerBound].bytes.lowerBound..<blocks[numbers.upperBound].bytes.upperBound
        let utf8 = article.text.utf8
        let from = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        let to = utf8.index(from, offsetBy: bytes.count)
        scalars = Array(article.text[from..<to].unicodeScalars)
        scalarBase = blocks[numbers.lowerBound].scalars.lowerBound
        byteBase = bytes.lowerBound
        language = article.language
        var tokenizer = Tokenizer(scalars)
        var cutter = SentenceCutter()
        var found: [BlockKind] = [], owners: [Int] = []
        for (number, block) in zip(numbers, blocks) where kinds(block.kind) {
            let firstToken = tokenizer.tokens.count, before = cutter.sentences.count
            tokenizer.read(
                block.scalars.lowerBound - scalarBase..<block.scalars.upperBound - scalarBase,
                byteOffset: block.bytes.lowerBound - byteBase)
            cutter.cut(tokenizer.tokens, from: firstToken)
            let added = cutter.sentences.count - before
            found += Array(repeating: block.kind, count: added)
            owners += Array(repeating: number, count: added)
        }
        tokens = tokenizer.tokens
        sentences = cutter.sentences
        self.kinds = found
        self.blocks = owners
    }
}
