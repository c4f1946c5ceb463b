// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What a part of a page is for. Claims are taken from what an author wrote: the other kinds are listed and left out.
public enum BlockKind: String, Sendable, Hashable, CaseIterable {
    /// The title of the article.
    case headline
    /// A title inside of the article, or a line below its title.
    case heading
    /// Who wrote it and from where ("Shafaq News – Washington/ Baghdad").
    case byline
    /// A paragraph.
    case body
    /// Words below a picture.
    case caption
    /// A message of another medium that the page shows, with its signature.
    case embedded
    /// A sentence of the page about itself: that it was written by a machine, who its authors are.
    case disclosure
    /// Menus, links, buttons.
    case navigation
    /// Words run together, or a list of keywords.
    case tagCloud = "tag_cloud"
    /// Titles of other articles.
    case related
    /// Notices, advertisements, addresses, source lines.
    case boilerplate

    /// Whether an author's statements stand there.
    public var isContent: Bool {
        switch self {
        case .headline, .heading, .byline, .body, .caption, .embedded, .disclosure: true
        case .navigation, .tagCloud, .related, .boilerplate: false
        }
    }
}

/// A part of an article's text.
public struct ArticleBlock: Sendable, Hashable {
    /// What it is for.
    public let kind: BlockKind
    /// Where it stands, in Unicode scalars of the article's text.
    public let scalars: Range<Int>
    /// Where it stands, in bytes of the article's text in UTF-8.
    public let bytes: Range<Int>
    /// The name of the rule that told its kind.
    public let rule: String

    /// Takes the parts as they are.
    public init(kind: BlockKind, scalars: Range<Int>, bytes: Range<Int>, rule: String) {
        self.kind = kind
        self.scalars = scalars
        self.bytes = bytes
        self.rule = rule
    }
}

/// The language that an article is written in.
public enum ArticleLanguage: String, Sendable, Hashable, CaseIterable {
    /// English.
    case english = "en"
    /// Arabic.
    case arabic = "ar"
}

/// One article: its text and the parts that it is made of.
public struct Article: Sendable {
    /// The file that it was read from; with `#` and a number where the file holds several.
    public let name: String
    /// The text that all offsets refer to.
    public let text: String
    /// Parts in the order of the text, which do not overlap; blanks may lie between them. None is longer than
    /// `longestBlock` bytes.
    public let blocks: [ArticleBlock]
    /// The title; empty where none was found.
    public let title: String
    /// Who publishes it; empty where the page does not say.
    public let publisher: String
    /// Where it is published; empty where it is not said.
    public let address: String
    /// The day of publication that the page states; nil where it states none.
    public let published: CalendarDay?
    /// What the day rests on.
    public let publishedBasis: PublishedBasis
    /// The language that the page states or the letters tell.
    public let language: ArticleLanguage
    /// Whether the page declares itself machine-written.
    public let isMachineWritten: Bool
    /// What was repaired or left out, a sentence each.
    public let notes: [String]

    /// No block has more bytes: a longer paragraph is cut between words.
    public static let longestBlock = 1 << 16

    /// Takes the parts as they are.
    public init(
        name: String, text: String, blocks: [ArticleBlock], title: String = "", publisher: String = "",
        address: String = "", published: CalendarDay? = nil, language: ArticleLanguage = .english,
        isMachineWritten: Bool = false, notes: [String] = [], publishedBasis: PublishedBasis? = nil
    ) {
        self.name = name
        self.text = text
        self.blocks = blocks
        self.title = title
        self.publisher = publisher
        self.address = address
        self.published = published
        self.publishedBasis = publishedBasis ?? (published == nil ? .none : .page)
        self.language = language
        self.isMachineWritten = isMachineWritten
        self.notes = notes
    }
}
