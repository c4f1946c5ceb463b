// SPDX-License-Identifier: Apache-2.0

extension TextRules {
    /// Lines that are looked at for a title.
    private static let headLines = 16

    /// Tells the title, what stands above it, and the lines between it and the first paragraph.
    mutating func tellHead() {
        let end = min(drafts.count, Self.headLines)
        var furniture = 0, captions: [Int] = [], candidates: [Int] = []
        var index = 0
        while index < end {
            let shape = drafts[index].shape
            if !drafts[index].isOpen {
                if drafts[index].phrase?.isFurniture == true { furniture += 1 }
            } else if isMenu(index) || isTagCloud(index) {
                furniture += 1
            } else if shape.isTitle(from: 2) || shape.isTitle(from: 1) && index == 0 {
                candidates.append(index)
            } else if shape.isProse || shape.endsSentence {
                // The words of a picture above the title: only where the page's furniture stands above too.
                let isCaption = shape.words < 25 && shape.innerEnds == 0 && captions.isEmpty && candidates.isEmpty
                guard isCaption, furniture > 0 else { break }
                captions.append(index)
            }
            index += 1
        }
        tellHead(before: index, candidates, captions)
    }

    private mutating func tellHead(before end: Int, _ candidates: [Int], _ captions: [Int]) {
        let known = drafts.firstIndex { $0.kind == .headline }
        guard end < drafts.count || drafts.count > 1, let title = known ?? title(of: candidates) else { return }
        if known == nil { drafts[title].tell(.headline, "title_line") }
        for index in 0..<title where drafts[index].isOpen { tellAbove(index, isCaption: captions.contains(index)) }
        for index in drafts.indices[(title + 1)...].prefix(Self.headLines) {
            if isProse(index), drafts[index].isOpen { break }
            if drafts[index].isOpen { tellBelow(index) }
        }
    }

    /// The first candidate of words enough, or the longest of short ones.
    private func title(of candidates: [Int]) -> Int? {
        func words(_ index: Int) -> Int32 { drafts[index].shape.words + (drafts[index].shape.isArabic ? 1 : 0) }
        if let first = candidates.first(where: { words($0) >= 6 }) { return first }
        guard let most = candidates.map(words).max() else { return nil }
        return candidates.first { words($0) == most }
    }

    private mutating func tellAbove(_ index: Int, isCaption: Bool) {
        if isCaption {
            drafts[index].tell(.caption, "caption_above_title")
        } else if isTagCloud(index) {
            drafts[index].tell(.tagCloud, "words_run_together")
        } else {
            drafts[index].tell(.navigation, isMenu(index) ? "menu_line" : "above_title")
        }
    }

    private mutating func tellBelow(_ index: Int) {
        let shape = drafts[index].shape
        if isDateline(index) {
            drafts[index].tell(.byline, "dateline")
        } else if isMenu(index) {
            drafts[index].tell(.navigation, "menu_line")
        } else if isTagCloud(index) {
            drafts[index].tell(.tagCloud, "words_run_together")
        } else if shape.words <= 4, shape.namedWords == shape.words, !shape.isArabic, !shape.endsSentence,
            !isListEntry(index)
        {
            drafts[index].tell(.byline, "names_below_title")
        } else if shape.isTitle(from: 4), !isListEntry(index), leadsOn(index) {
            drafts[index].tell(.heading, "below_title")
        }
    }

    /// Whether more text follows.
    func leadsOn(_ index: Int) -> Bool {
        proseAfter(index) > 0
            || index + 1 < drafts.count && drafts[index + 1].isOpen && drafts[index + 1].shape.endsSentence
    }

    /// Entries with signs between them, or two names that one sign joins.
    private func isMenu(_ index: Int) -> Bool {
        let shape = drafts[index].shape
        guard !shape.endsSentence, shape.bars > 0, !shape.hasDash else { return false }
        let text = text.slice(drafts[index].bytes)
        let signs = text.unicodeScalars.count { [0x7C, 0x2022, 0x203A, 0xBB, 0xB7, 0x3E].contains($0.value) }
        return signs >= 2 && Int(shape.words) <= 4 * (signs + 1) || signs == 1 && shape.words <= 5
    }

    /// Words run together without blanks ("WorldPoliticsEconomy"), or a list of keywords.
    private func isTagCloud(_ index: Int) -> Bool {
        let shape = drafts[index].shape
        guard !shape.endsSentence else { return false }
        if shape.mostJoins >= 3 || shape.mostJoins >= 2 && shape.words <= 12 { return true }
        if shape.joins >= 1, shape.words <= 4, shape.namedWords == shape.words, !isKnownName(index) { return true }
        return shape.commas >= 3 && shape.words <= 3 * (shape.commas + 1) && shape.namedWords * 10 >= shape.words * 9
            && shape.words >= 4 && shape.letters <= 200 && !shape.isArabic
    }

    /// Names that are written with a capital inside.
    private func isKnownName(_ index: Int) -> Bool {
        let folded = Folding.folded(text.slice(drafts[index].bytes))
        let words = folded.split(separator: 0x20)
        let names = ["youtube", "whatsapp", "tiktok", "linkedin", "facebook", "iphone", "ebay", "paypal", "bellingcat"]
        return words.contains { word in
            word.starts(with: "mc".utf8) || word.starts(with: "mac".utf8) || word.starts(with: "al".utf8)
                || names.contains { word.elementsEqual($0.utf8) }
        }
    }

    /// "Outlet News – City/ City", "CITY (Agency) —": an agency and places, and no statement.
    private func isDateline(_ index: Int) -> Bool {
        let shape = drafts[index].shape
        guard shape.words >= 2, shape.words <= 12, shape.innerEnds == 0, !drafts[index].shape.startsLower else {
            return false
        }
        let line = String(decoding: Folding.folded(text.slice(drafts[index].bytes)), as: UTF8.self)
        let isNamed = shape.isArabic || shape.namedWords * 10 >= shape.words * 7
        if line.hasSuffix("-") || line.hasSuffix(") -") { return isNamed }
        let parts = line.split(separator: "-", maxSplits: 1)
        guard shape.hasDash || line.contains("- ") || line.contains(" -") || line.contains("/"),
            parts.count == 2 || line.contains("/")
        else {
            return false
        }
        let words = line.split { " -/()|:".contains($0) }
        return isNamed && (words.contains { Outlets.words.contains(String($0)) } || shape.isCapitals)
            && !shape.endsSentence
    }
}

/// Words that names of outlets have.
enum Outlets {
    static let words: Set<String> = [
        "news", "agency", "press", "times", "post", "media", "network", "online", "today", "tv", "reuters", "afp", "ap",
        "وكاله", "نيوز", "شبكه", "صحيفه", "قناه", "موقع", "جريده", "برس", "متابعات", "خاص",
    ]

    /// Whether a name has one of them.
    static func isOutlet(_ name: String) -> Bool {
        let words = String(decoding: Folding.folded(name), as: UTF8.self).split(separator: " ")
        return words.contains { Self.words.contains(String($0)) }
    }
}
