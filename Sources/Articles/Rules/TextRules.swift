// SPDX-License-Identifier: Apache-2.0

/// Tells the kinds of the lines of a plain text, as a careful reader would: by what they say, by their shape, and by
/// where they stand between the title and the end of the article.
struct TextRules {
    let text: String
    var drafts: [Draft]

    /// Paragraphs before and after each draft that no phrase has named.
    private var proseBefore: [Int] = []
    private var proseCount = 0

    init(_ drafts: [Draft], of text: String) {
        self.text = text
        self.drafts = drafts
    }

    /// Paragraphs of the text.
    static func told(_ drafts: [Draft], of text: String) -> [Draft] {
        var rules = TextRules(drafts, of: text)
        rules.countProse()
        rules.tellPhrases()
        rules.tellDoubledCaptions()
        rules.tellHead()
        rules.tellLists()
        rules.tellAuthors()
        rules.tellMessages()
        rules.tellTitles()
        rules.tellEnd()
        return rules.drafts
    }

    /// The same for a page whose elements have told what they could.
    static func toldAfterMarkup(_ drafts: [Draft], of text: String) -> [Draft] {
        var rules = TextRules(drafts, of: text)
        rules.countProse()
        rules.tellPhrases()
        rules.tellRelatedHeadings()
        rules.tellDoubledCaptions()
        rules.tellLists()
        rules.tellAuthors()
        rules.tellMessages()
        return rules.drafts
    }

    /// Whether a draft reads as a paragraph of the author.
    func isProse(_ index: Int) -> Bool {
        drafts[index].phrase == nil && drafts[index].shape.isProse && (drafts[index].kind ?? .body) == .body
    }

    func proseAfter(_ index: Int) -> Int { proseCount - proseBefore[index] - (isProse(index) ? 1 : 0) }

    private mutating func countProse() {
        proseBefore = []
        proseBefore.reserveCapacity(drafts.count)
        proseCount = 0
        for index in drafts.indices {
            proseBefore.append(proseCount)
            if isProse(index) { proseCount += 1 }
        }
    }

    // MARK: phrases

    private mutating func tellPhrases() {
        for index in drafts.indices where drafts[index].isOpen {
            if drafts[index].shape.words == 0, drafts[index].shape.letters == 0 {
                drafts[index].tell(.boilerplate, "no_words")
            }
            guard let phrase = drafts[index].phrase, phrase != .staff else { continue }
            drafts[index].tell(phrase.kind, phrase.rawValue)
        }
    }

    /// Sentences about authors stand at the end; anywhere else they speak of others.
    private mutating func tellAuthors() {
        for index in drafts.indices where drafts[index].isOpen && drafts[index].phrase == .staff {
            guard proseAfter(index) <= 1, proseBefore[index] > 0 || proseCount == 0 else { continue }
            drafts[index].tell(.disclosure, Phrase.staff.rawValue)
        }
    }

    /// Headings that say that other stories follow, and notices that are marked as headings.
    private mutating func tellRelatedHeadings() {
        for index in drafts.indices where drafts[index].kind == .heading {
            if let phrase = drafts[index].phrase, phrase.isFurniture {
                drafts[index].tell(phrase.kind, phrase.rawValue)
            }
        }
    }

    // MARK: captions

    /// Pages keep the words of a picture twice: once for those who do not see it.
    private mutating func tellDoubledCaptions() {
        for index in drafts.indices.dropLast() where drafts[index].isOpen && drafts[index].shape.bytes >= 24 {
            let next = drafts[index + 1]
            // Without a credit below, a line that stands twice is a paragraph that was copied twice.
            let isLonger = !next.isApart && next.isOpen && next.bytes.count >= drafts[index].bytes.count + 8
            guard next.kind == .caption || isLonger, isStart(drafts[index], of: next)
            else { continue }
            drafts[index].tell(.caption, "caption_doubled")
            if next.isOpen { drafts[index + 1].tell(.caption, "caption_doubled") }
        }
    }

    private func isStart(_ draft: Draft, of next: Draft) -> Bool {
        guard draft.shape.bytes <= 600, draft.bytes.count <= next.bytes.count else { return false }
        var folded = Folding.folded(text.slice(draft.bytes))
        while let last = folded.last, last == UInt8(ascii: ".") || last == 0x20 { folded.removeLast() }
        return folded.count >= 20 && Folding.folded(text.slice(next.bytes).prefix(800)).starts(with: folded)
    }

    // MARK: lists of other stories

    private mutating func tellLists() {
        for index in drafts.indices where drafts[index].phrase == .commentsStart {
            guard proseBefore[index] >= max(2, proseAfter(index)) else { continue }
            tellRest(after: index, .boilerplate, "comments")
            break
        }
        countProse()
        for index in drafts.indices where drafts[index].phrase == .relatedStart && drafts[index].kind == .related {
            if isEnd(index) {
                tellRest(after: index, .related, "below_related")
                break
            }
            tellRelated(after: index)
        }
        countProse()
    }

    /// Whether little is written after a line, compared with what is before it.
    private func isEnd(_ index: Int) -> Bool { proseBefore[index] > 0 && proseAfter(index) * 4 <= proseBefore[index] }

    /// Below a heading of the kind "Related posts": at the end of a page all that follows, amid it the short lines.
    private mutating func tellRelated(after index: Int) {
        var next = index + 1
        while next < drafts.count, drafts[next].isOpen, !isProse(next), !drafts[next].shape.endsSentence {
            // A title before a paragraph is the paragraph's, unless it is the only one below.
            if next > index + 1, drafts[next].isApart, next + 1 < drafts.count, isProse(next + 1) { break }
            drafts[next].tell(.related, "below_related")
            next += 1
        }
    }

    private mutating func tellRest(after index: Int, _ kind: BlockKind, _ rule: String) {
        for next in drafts.indices[(index + 1)...] {
            switch drafts[next].kind {
            case nil, .heading, .body: drafts[next].tell(kind, rule)
            default: continue
            }
        }
    }

    // MARK: messages of other media

    /// The line above a signature is the message where a link to its picture ends it.
    private mutating func tellMessages() {
        for index in drafts.indices.dropFirst() where drafts[index].phrase == .signature && drafts[index - 1].isOpen {
            let line = Folding.folded(text.slice(drafts[index - 1].bytes).suffix(200))
            if ["pic.twitter.com/", "https://t.co/", "pic.x.com/"].contains(where: {
                line.firstIndex(ofBytes: $0) != nil
            }) {
                drafts[index - 1].tell(.embedded, "message_text")
            }
        }
    }

    // MARK: titles amid the text

    private mutating func tellTitles() {
        guard proseCount > 0 else { return }
        for index in drafts.indices where drafts[index].isOpen && !isProse(index) {
            let shape = drafts[index].shape
            guard shape.isTitle(from: 1), shape.words <= 20, shape.letters <= 150, proseAfter(index) > 0 else {
                continue
            }
            if shape.isCapitals, shape.words >= 6, proseBefore[index] > 0 {
                drafts[index].tell(.related, "capitals_link")
            } else if shape.mostJoins >= 2 {
                drafts[index].tell(.tagCloud, "words_run_together")
            } else if leadsProse(index), !isListEntry(index) {
                drafts[index].tell(.heading, "short_line")
            }
        }
    }

    /// Whether a paragraph follows, at most one other title between.
    private func leadsProse(_ index: Int) -> Bool {
        for next in drafts.indices[(index + 1)...].prefix(2) {
            if isProse(next) || drafts[next].isOpen && drafts[next].shape.endsSentence { return true }
            if drafts[next].isOpen && !drafts[next].shape.isTitle(from: 1) { return drafts[next].shape.words >= 6 }
        }
        return false
    }

    /// An entry of a list says something: it has a number or a bullet.
    func isListEntry(_ index: Int) -> Bool {
        let start = text.slice(drafts[index].bytes).unicodeScalars.prefix(3).map(\.value)
        guard let first = start.first, start.count == 3 else { return false }
        return [0x2022, 0x2A, 0x2D, 0xB7, 0x2013, 0x25CF].contains(first) && start[1] == 0x20
    }

    // MARK: the end of the page

    /// Short lines after the last paragraph, which say nothing that could be a statement.
    private mutating func tellEnd() {
        guard proseCount > 0, let last = drafts.indices.last(where: { isProse($0) && drafts[$0].isOpen }) else {
            return
        }
        for index in drafts.indices[(last + 1)...] where drafts[index].isOpen {
            let shape = drafts[index].shape
            guard !shape.endsSentence, shape.words <= 12, !isListEntry(index), !hasDigit(drafts[index]) else {
                continue
            }
            drafts[index].tell(.boilerplate, "after_text")
        }
    }

    private func isSentence(_ index: Int) -> Bool {
        drafts[index].isOpen && (isProse(index) || drafts[index].shape.endsSentence && drafts[index].shape.words >= 3)
    }

    private func hasDigit(_ draft: Draft) -> Bool {
        Folding.folded(text.slice(draft.bytes).prefix(400)).contains(where: PhraseFinder.isDigit)
    }
}
