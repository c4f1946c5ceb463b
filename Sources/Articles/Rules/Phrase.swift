// SPDX-License-Identifier: Apache-2.0

/// What a line says by words that pages share.
enum Phrase: String {
    /// Starts a list of other stories: "Related posts".
    case relatedStart = "related_heading"
    /// One other story: "Read more: ...".
    case readMore = "read_more"
    /// Starts the readers' comments.
    case commentsStart = "comments"
    case sourceLine = "source_line"
    case pager = "pager"
    case readingTime = "reading_time"
    case share = "share"
    case menu = "menu"
    case advertisement = "advertisement"
    case newsletter = "newsletter"
    case copyright = "copyright"
    case cookies = "cookies"
    case keywords = "keywords"
    case machine = "machine_written"
    case aboutMachines = "about_machines"
    case staff = "about_author"
    case byline = "byline"
    case agency = "agency_alone"
    case dateLine = "date_line"
    case credit = "picture_credit"
    case signature = "message_signature"
    case messageLink = "message_link"

    /// The kind of a line that says it.
    var kind: BlockKind {
        switch self {
        case .relatedStart, .readMore: .related
        case .pager, .share, .menu: .navigation
        case .commentsStart, .sourceLine, .readingTime, .advertisement, .newsletter, .copyright, .cookies: .boilerplate
        case .keywords: .tagCloud
        case .machine, .aboutMachines, .staff: .disclosure
        case .byline, .agency, .dateLine: .byline
        case .credit: .caption
        case .signature, .messageLink: .embedded
        }
    }

    /// Whether it stands in the furniture of a page, around an article.
    var isFurniture: Bool {
        switch self {
        case .machine, .aboutMachines, .staff, .credit, .signature, .messageLink: false
        default: true
        }
    }
}

/// Words of furniture, folded, by their first bytes. Only whole lines of few words are compared.
struct PhraseTable {
    private let whole: [[UInt8]: Phrase]
    private let starts: [UInt32: [([UInt8], Phrase, Int32)]]

    static let shared = PhraseTable()

    private init() {
        var whole: [[UInt8]: Phrase] = [:]
        for (phrase, words) in PhraseWords.whole {
            for word in words.split(separator: "|") { whole[Folding.folded(word)] = phrase }
        }
        var starts: [UInt32: [([UInt8], Phrase, Int32)]] = [:]
        for (phrase, most, words) in PhraseWords.starts {
            for word in words.split(separator: "|") {
                // Blanks at the end of an entry count: they part "by " from "byway".
                let folded = Folding.folded(word) + (word.hasSuffix(" ") ? [0x20] : [])
                starts[Self.key(folded), default: []].append((folded, phrase, most))
            }
        }
        self.whole = whole
        self.starts = starts
    }

    /// The phrase of a folded line; nil for others.
    func phrase(_ folded: [UInt8], words: Int32) -> Phrase? {
        guard words <= 80, folded.count >= 3 else { return nil }
        if words <= 8, let phrase = whole[Self.bare(folded)] { return phrase }
        return starts[Self.key(folded)]?.first { words <= $0.2 && folded.starts(with: $0.0) }?.1
    }

    /// The first three bytes, which nearly tell an Arabic word from others.
    private static func key(_ folded: [UInt8]) -> UInt32 { folded.prefix(3).reduce(0) { $0 << 8 | UInt32($1) } }

    /// Without the signs at both ends.
    private static func bare(_ folded: [UInt8]) -> [UInt8] {
        let signs = Array(":.>-+()[]*| \"!".utf8)
        let from = folded.drop { signs.contains($0) }
        guard let last = from.lastIndex(where: { !signs.contains($0) }) else { return [] }
        return Array(from[...last])
    }
}
