// SPDX-License-Identifier: Apache-2.0

import Geo

/// Reads a page of HTML.
struct PageReader {
    let name: String
    /// Given by the caller.
    var language: ArticleLanguage?

    /// The article of a page.
    func article(_ bytes: [UInt8]) throws(ArticleError) -> Article {
        var decoded = try TextDecoding(name: name, declared: PageEncoding.stated(in: bytes)).decode(bytes)
        PageEncoding.replaceNulls(&decoded)
        let tags = LongTags.shortened(decoded.text)
        guard var tree = TreeParser.page(tags.text) else { throw .noText(name: name) }
        tree.notes += tags.notes
        let facts = PageFacts(tree)
        let prose = PageProse(tree)
        let walk = PageWalk.blocks(tree, prose)
        let region = ContentRegion.region(of: tree, prose, walk.blocks)
        let drafts = PageRules.told(walk.blocks, of: walk.text, in: tree, region, title: facts.title)
        guard drafts.contains(where: { $0.shape.letters > 0 }) || walk.text.hasLetter else {
            throw tree.notes.first.map { .malformed(name: name, reason: $0) } ?? .noText(name: name)
        }
        return article(drafts, walk.text, facts, notes: decoded.notes + tree.notes + walk.notes)
    }

    private func article(_ drafts: [Draft], _ text: String, _ facts: PageFacts, notes: [String]) -> Article {
        let told = TextFacts(drafts.filter { $0.kind?.isContent ?? true }, of: text)
        let published = facts.published.map { ($0, PublishedBasis.page) } ?? told.published
        var notes = notes
        if published?.1 == .embeddedMessage { notes += told.notes }
        let spoken = facts.language ?? told.language
        if let stated = facts.language, stated != told.language {
            notes.append(
                "the page says that its language is \(stated.rawValue); its letters say \(told.language.rawValue)")
        }
        if let other = facts.otherLanguage {
            notes.append(
                "the page says that its language is \(other), which is not read; it was read as \(told.language.rawValue)"
            )
        }
        let found = facts.language != nil && facts.language != told.language ? told.language : spoken
        return Article(
            name: name, text: text, blocks: BlockCutter.blocks(drafts, of: text),
            title: told.title.isEmpty ? facts.title : told.title, publisher: facts.publisher, address: facts.address,
            published: published?.0, language: language ?? found,
            isMachineWritten: drafts.contains { $0.phrase == .machine && $0.kind == .disclosure }, notes: notes,
            publishedBasis: published?.1)
    }
}

/// The encoding that a page states of itself.
enum PageEncoding {
    /// The value of `charset=` or `encoding=` in the first bytes.
    static func stated(in bytes: [UInt8]) -> String? {
        let start = bytes.prefix(2048).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        for word in ["charset=", "encoding="] {
            guard let index = start.firstIndex(ofBytes: word) else { continue }
            let value = start[(index + word.utf8.count)...].drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
            let name = value.prefix { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D || $0 == 0x5F }
            if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
        }
        return nil
    }

    /// A NUL would end the page for its parser.
    static func replaceNulls(_ decoded: inout DecodedText) {
        guard decoded.text.utf8.contains(0) else { return }
        decoded.text = decoded.text.replacingNulls()
        decoded.notes.removeAll { $0.hasPrefix("NUL ") }
        decoded.notes.append("NUL characters were replaced by U+FFFD")
    }
}
