// SPDX-License-Identifier: Apache-2.0

import Geo

/// Reads a text that was typed, or copied from a page.
struct PlainTextReader {
    let name: String
    let limits: ArticleLimits
    /// Given by the caller.
    var language: ArticleLanguage?

    func article(_ decoded: DecodedText) throws(ArticleError) -> Article {
        let text = decoded.text
        var notes = decoded.notes
        let found = LineScanner.spans(of: text, most: limits.lines)
        if found.isJoined { notes.append("lines after the first \(limits.lines) were not judged one by one") }
        var spans = found.spans
        if !found.isJoined, let wrap = HardWrap(spans, in: text) { spans = wrap.joined(spans) }
        let drafts = TextRules.told(spans.map { Draft($0, in: text) }, of: text)
        guard drafts.contains(where: { $0.shape.letters > 0 }) || text.hasLetter else { throw .noText(name: name) }
        let facts = TextFacts(drafts, of: text)
        return Article(
            name: name, text: text, blocks: BlockCutter.blocks(drafts, of: text), title: facts.title,
            publisher: facts.publisher, published: facts.published?.day, language: language ?? facts.language,
            isMachineWritten: facts.isMachineWritten, notes: notes + facts.notes, publishedBasis: facts.published?.basis
        )
    }
}
