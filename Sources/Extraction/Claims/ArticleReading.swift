// SPDX-License-Identifier: Apache-2.0

public import Articles
import Gazetteer
public import Geo
public import Incidents

/// A place that an article mentions, with its characters.
public struct ReadMention: Sendable {
    /// As written.
    public let surface: String
    /// Scalars of the article's text.
    public let span: TextSpan
    /// Bytes of the article's text in UTF-8.
    public let bytes: Range<Int>
    /// What it is.
    public let mention: PlaceMention
}

/// A date of an article, with its characters.
public struct ReadDate: Sendable {
    /// As written.
    public let surface: String
    /// Scalars of the article's text.
    public let span: TextSpan
    /// What it means.
    public let time: TimeExpression
}

/// A number of an article, with its characters.
public struct ReadCount: Sendable {
    /// As written, with the words that bound it.
    public let surface: String
    /// Scalars of the article's text.
    public let span: TextSpan
    /// The noun phrase that is counted; empty where none is said.
    public let noun: String
    /// What it means.
    public let count: CountExpression
}

/// What was read out of one article.
public struct ArticleReading: Sendable {
    /// The article.
    public let article: Article
    /// Key of the source.
    public let sourceID: String
    /// Day of publication that dates were resolved against; nil where none is known.
    public let published: CalendarDay?
    /// How that day is known: `given`, `page`, `text`, `none`.
    public let publishedBasis: String
    /// A sentence where the page states another day than the one that was given; nil where it does not.
    public var publicationContradiction: String? {
        guard publishedBasis == "given", let stated = article.published, let published, stated != published else {
            return nil
        }
        return "The page states \(stated) as its day; \(published) was given, and counts."
    }
    /// Places in order.
    public var mentions: [ReadMention] = []
    /// Dates in order.
    public var dates: [ReadDate] = []
    /// Numbers in order.
    public var counts: [ReadCount] = []
    /// Drafted claims in the order of the text.
    public var claims: [DraftClaim] = []
    /// Words that would tell an event and do not, with the reason.
    public var leftOut: [LeftOut] = []
}
