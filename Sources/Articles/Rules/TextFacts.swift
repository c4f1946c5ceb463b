// SPDX-License-Identifier: Apache-2.0

import Geo

/// What the told parts of a text say about the article.
struct TextFacts {
    private(set) var title = ""
    private(set) var publisher = ""
    private(set) var published: (day: CalendarDay, basis: PublishedBasis)?
    private(set) var language = ArticleLanguage.english
    private(set) var isMachineWritten = false
    private(set) var notes: [String] = []

    init(_ drafts: [Draft], of text: String) {
        var letters = 0, arabic = 0
        for draft in drafts {
            letters += Int(draft.shape.letters)
            arabic += Int(draft.shape.arabic)
            if draft.kind == .headline, title.isEmpty { title = Self.line(text.slice(draft.bytes)) }
            if draft.phrase == .machine { isMachineWritten = true }
        }
        if arabic * 2 > letters { language = .arabic }
        publisher = Self.publisher(drafts, text)
        published = Self.published(drafts, text)
        if published?.basis == .embeddedMessage {
            notes.append("the day of publication is that of the latest message shown: the page is not older")
        }
    }

    /// A title as one line.
    static func line(_ text: some StringProtocol) -> String {
        let words = text.unicodeScalars.prefix(1000).split { ShapeScanner.isBlank($0.value) }
        return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// A line of the head that is a date alone, or the latest day of a message that is shown.
    private static func published(_ drafts: [Draft], _ text: String) -> (CalendarDay, PublishedBasis)? {
        func day(_ draft: Draft) -> CalendarDay? { WrittenDay.reading(Folding.folded(text.slice(draft.bytes)))?.day }
        let firstProse = drafts.firstIndex { $0.kind == nil && $0.shape.isProse } ?? drafts.count
        for draft in drafts[..<firstProse] where draft.phrase == .dateLine || draft.kind == .byline {
            if draft.shape.words <= 20, let day = day(draft) { return (day, .dateLine) }
        }
        let shown = drafts.filter { $0.phrase == .signature }.compactMap(day)
        return shown.max().map { ($0, .embeddedMessage) }
    }

    /// The outlet before the dash of a dateline, or a name that stands alone at the top and again at the end.
    private static func publisher(_ drafts: [Draft], _ text: String) -> String {
        if let dateline = drafts.first(where: { $0.rule == "dateline" }) {
            let line = Self.line(text.slice(dateline.bytes))
            let parts = line.unicodeScalars.split {
                ShapeScanner.isDash($0.value) || $0 == "/" || $0 == "(" || $0 == ")"
            }
            let names = parts.map { Self.line(String(String.UnicodeScalarView($0))) }
            if names.count > 1, let name = names.first(where: Outlets.isOutlet) { return name }
        }
        return repeated(drafts, text)
    }

    private static func repeated(_ drafts: [Draft], _ text: String) -> String {
        guard let title = drafts.firstIndex(where: { $0.kind == .headline }) else { return "" }
        for draft in drafts[..<title] where draft.rule == "above_title" && draft.shape.words <= 5 {
            let line = text.slice(draft.bytes)
            let again = drafts[title...].contains { $0.kind?.isContent == false && text.slice($0.bytes) == line }
            if again { return Self.line(line) }
        }
        return ""
    }
}
