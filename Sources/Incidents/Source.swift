// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What kind of witness a root source is; its reliability is a matter of configuration.
public enum RootSourceKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A wire agency or a neutral observer.
    case wire
    /// Media and monitors other than wire agencies, in imported event data.
    case media
    /// An authority on its own act.
    case official
    /// A party to the conflict about the conflict.
    case party
    /// An official who is not named.
    case anonymousOfficial = "anonymous_official"
    /// A publication that names no source of its own.
    case secondary
    /// A page that declares itself machine-written.
    case aiGenerated = "ai_generated"
}

/// A publication or data set from which claims are taken.
public struct Source: Sendable, Hashable {
    /// Stable key.
    public let id: String
    /// Who publishes it.
    public let publisher: String
    /// Short descriptive title.
    public let title: String
    /// Day of publication; nil when it is not known.
    public let date: CalendarDay?
    /// Address or file name; empty when there is none.
    public let address: String
    /// Open or restricted.
    public let access: SourceAccess
    /// Whether its rows may be passed on; aggregates always may.
    public let redistributionAllowed: Bool
    /// The terms in words, with the attribution they ask for.
    public let terms: String
    /// What is known of the roots of its claims.
    public let rootNote: String
    /// Whether the publication declares itself machine-written.
    public let aiGenerated: Bool
    /// Whether outputs may show short passages of its text: for open sources that may be passed on alone.
    public let isQuotable: Bool
    /// That its publisher withdrew it, where that is known.
    public let retraction: SourceRetraction?

    /// Takes the parts as they are.
    public init(
        id: String, publisher: String, title: String, date: CalendarDay?, address: String, access: SourceAccess,
        redistributionAllowed: Bool, terms: String, rootNote: String, aiGenerated: Bool, isQuotable: Bool = false,
        retraction: SourceRetraction? = nil
    ) {
        self.id = id
        self.publisher = publisher
        self.title = title
        self.date = date
        self.address = address
        self.access = access
        self.redistributionAllowed = redistributionAllowed
        self.terms = terms
        self.rootNote = rootNote
        self.aiGenerated = aiGenerated
        self.isQuotable = isQuotable
        self.retraction = retraction
    }

    /// Whether outputs may show passages of its text. Of a restricted source none ever is.
    public var mayBeQuoted: Bool { isQuotable && access == .open && redistributionAllowed && retraction == nil }

    /// Whether it was withdrawn by a day; nil asks for all that is known.
    public func isRetracted(on day: CalendarDay?) -> Bool {
        guard let retraction else { return false }
        guard let day, let since = retraction.day else { return true }
        return since <= day
    }
}

/// That a publisher withdrew a publication: no claim of it counts any more.
public struct SourceRetraction: Sendable, Hashable {
    /// The day; nil when it is not known.
    public let day: CalendarDay?
    /// Why, in our own words.
    public let note: String

    /// Takes both as they are.
    public init(day: CalendarDay? = nil, note: String = "") {
        self.day = day
        self.note = note
    }
}
