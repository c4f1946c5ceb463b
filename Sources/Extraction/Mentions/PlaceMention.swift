// SPDX-License-Identifier: Apache-2.0

public import Gazetteer

/// In which sense a text names a place.
public enum MentionKind: String, Sendable, Hashable, CaseIterable {
    /// The place itself.
    case literal
    /// The place inside of a longer place ("Syria" in "northeastern Syria", "Anbar" in "western Anbar").
    case nested
    /// The place with `'s`, standing for itself ("Iraq's Nineveh province"); what is owned tells more.
    case possessive
    /// People or things of the place ("Syrian").
    case demonym
    /// The government or forces that sit there ("Damascus said").
    case metonym
    /// Part of the name of an organisation, a person, a medium ("Washington Institute", "al Baghdadi").
    case embedded
    /// A region of common speech ("north-east Syria").
    case vernacular
    /// A place without a name ("a detention facility", "secure locations").
    case unnamedFacility = "unnamed_facility"

    /// Whether an event may lie at such a mention.
    public var mayBeEventPlace: Bool {
        switch self {
        case .literal, .nested, .possessive, .vernacular, .unnamedFacility: true
        case .demonym, .metonym, .embedded: false
        }
    }
}

/// A place that a text mentions.
public struct PlaceMention: Sendable {
    /// Tokens of the passage.
    public let tokens: Range<Int>
    /// In which sense.
    public let kind: MentionKind
    /// The text that the gazetteer was asked for ("al-Hol camp" for the mention "al-Hol"); empty where it was not asked.
    public let query: String
    /// What the gazetteer answers; nil for demonyms, embedded and unnamed places.
    public let resolution: Resolution?
    /// ISO 3166-1 alpha-2 of the country that a demonym or a metonym stands for; empty elsewhere.
    public let country: String
    /// The mention that holds this one, as a position in the list of mentions of the passage; nil for none.
    public var holder: Int?
    /// The names of the rules that read it, the main one first.
    public var rules: [String]
    /// What is doubtful ("city or governorate is not said: the governorate is taken"), a sentence each.
    public var doubts: [String]

    /// Takes the parts as they are.
    public init(
        tokens: Range<Int>, kind: MentionKind, query: String = "", resolution: Resolution? = nil, country: String = "",
        holder: Int? = nil, rules: [String], doubts: [String] = []
    ) {
        self.tokens = tokens
        self.kind = kind
        self.query = query
        self.resolution = resolution
        self.country = country
        self.holder = holder
        self.rules = rules
        self.doubts = doubts
    }
}
