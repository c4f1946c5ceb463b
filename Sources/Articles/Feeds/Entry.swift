// SPDX-License-Identifier: Apache-2.0

import Geo

/// One article of a feed or of a JSON file, before its parts are told.
struct Entry {
    enum Body {
        case plain(String)
        case markup(String)
        case tree(PageTree)
    }

    var title = ""
    var body = Body.plain("")
    var publisher = ""
    var address = ""
    var published: CalendarDay?
    var language = ""

    /// The article; nil for an entry without a letter.
    func article(name: String, limits: ArticleLimits, language given: ArticleLanguage?, notes: [String]) -> Article? {
        var notes = notes
        let (text, drafts) = parts(limits, &notes)
        guard drafts.contains(where: { $0.shape.letters > 0 }) || text.hasLetter else { return nil }
        let facts = TextFacts(drafts, of: text)
        let stated = ArticleLanguage(rawValue: String(language.lowercased().prefix { $0.isLetter }))
        if let stated, stated != facts.language {
            notes.append("the language is said to be \(stated.rawValue); the letters say \(facts.language.rawValue)")
        }
        let day: (day: CalendarDay, basis: PublishedBasis)? = published.map { ($0, .entry) } ?? facts.published
        if day?.basis == .embeddedMessage { notes += facts.notes }
        return Article(
            name: name, text: text, blocks: BlockCutter.blocks(drafts, of: text),
            title: title.isEmpty ? facts.title : title,
            publisher: publisher.isEmpty ? facts.publisher : publisher,
            address: PageFacts.isAddress(address) ? address : "",
            published: day?.day, language: given ?? facts.language, isMachineWritten: facts.isMachineWritten,
            notes: notes,
            publishedBasis: day?.basis)
    }

    private func parts(_ limits: ArticleLimits, _ notes: inout [String]) -> (String, [Draft]) {
        switch body {
        case .plain(let text): return plain(text, limits, &notes)
        case .markup(let text):
            guard let tree = TreeParser.page(LongTags.shortened(text.replacingNulls()).text) else {
                return plain("", limits, &notes)
            }
            return page(tree, &notes)
        case .tree(let tree): return page(tree, &notes)
        }
    }

    private func plain(_ body: String, _ limits: ArticleLimits, _ notes: inout [String]) -> (String, [Draft]) {
        let text = title.isEmpty ? body : body.isEmpty ? title : title + "\n\n" + body
        let found = LineScanner.spans(of: text, most: limits.lines)
        if found.isJoined { notes.append("lines after the first \(limits.lines) were not judged one by one") }
        let wrapped = found.isJoined ? nil : HardWrap(found.spans, in: text)
        var drafts = (wrapped?.joined(found.spans) ?? found.spans).map { Draft($0, in: text) }
        if !title.isEmpty, !drafts.isEmpty { drafts[0].tell(.headline, "entry_title") }
        return (text, TextRules.told(drafts, of: text))
    }

    /// The title stands before the text, unless the text begins with it.
    private func page(_ tree: PageTree, _ notes: inout [String]) -> (String, [Draft]) {
        notes += tree.notes
        let prose = PageProse(tree)
        let walk = PageWalk.blocks(tree, prose)
        notes += walk.notes
        let region = ContentRegion(nodes: [0..<max(1, tree.nodes.count)], rule: "entry")
        let told = PageRules.told(walk.blocks, of: walk.text, in: tree, region, title: title)
        let folded = Folding.folded(title)
        let isRepeated = told.prefix(3).contains { Folding.folded(walk.text.slice($0.bytes).prefix(2000)) == folded }
        if title.isEmpty || isRepeated { return (walk.text, told) }
        var head = Draft(
            bytes: 0..<title.utf8.count, scalars: 0..<title.unicodeScalars.count, isApart: true, in: title)
        head.phrase = nil
        head.tell(.headline, "entry_title")
        let text = title + "\n\n" + walk.text
        return (text, [head] + told.map { $0.moved(bytes: head.bytes.count + 2, scalars: head.scalars.count + 2) })
    }
}

extension Draft {
    /// The same further on in a text.
    func moved(bytes count: Int, scalars: Int) -> Draft {
        var draft = self
        draft.bytes = bytes.lowerBound + count..<bytes.upperBound + count
        draft.scalars = self.scalars.lowerBound + scalars..<self.scalars.upperBound + scalars
        if draft.kind == .headline { draft.tell(.heading, draft.rule) }
        return draft
    }
}

extension String {
    /// NUL ends a text for the C library.
    func replacingNulls() -> String {
        guard utf8.contains(0) else { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars { scalars.append(scalar.value == 0 ? "\u{FFFD}" : scalar) }
        return String(scalars)
    }

    /// Whether it is written in HTML.
    var looksLikeMarkup: Bool {
        let bytes = Array(utf8.prefix(1 << 16)).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        return [
            "<p>", "<p ", "</p>", "<br", "<div", "</a>", "<li", "<h2", "<img", "</strong>", "</b>", "<span", "</em>",
        ]
        .contains { bytes.firstIndex(ofBytes: $0) != nil }
    }
}
