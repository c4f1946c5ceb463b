// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers
import Queries

/// What somebody who goes to a place needs on one or two pages: made once, written as PDF, HTML, Markdown or JSON.
public struct Briefing: Sendable {
    /// The language of all that is not quoted from tables.
    public let language: Language
    /// Title and the line below it.
    public let title, subtitle: String
    /// Who may see it, in words.
    public let stamp: String
    /// Tier and day of the build, `YYYY-MM-DD`, and digest of its inputs.
    public let tier: ReleaseTier
    public let asOf, digest: String
    /// The finding in sentences.
    public let finding: String
    /// The sentence on the absence of reports.
    public let absence: String
    /// What follows the map.
    public let sections: [Section]
    /// Pages that the PDF has.
    public internal(set) var pages = 1

    /// The figures of `riskmap query` that the texts were made of, as JSON.
    let answer: [UInt8]
    let map: PlacedMap
    let wording: Wording

    /// A part under a heading.
    public struct Section: Sendable, Hashable {
        /// Key for programs: `numbers`, `new`, `why`, `conflicts`, `corridors`, `doubt`, `sources`, `use`.
        public let id: String
        /// Heading.
        public let heading: String
        /// What stands below it.
        public let blocks: [Block]
    }

    /// A piece of a section.
    public enum Block: Sendable, Hashable {
        /// Running text.
        case paragraph(String)
        /// Lines of a list.
        case list([Item])
        /// What something is, and its value.
        case table([Row])
    }

    /// A line of a list with what stands behind it.
    public struct Item: Sendable, Hashable {
        /// The line.
        public let text: String
        /// Lines below it.
        public var details: [String] = []
    }

    /// A line of a table.
    public struct Row: Sendable, Hashable {
        /// What the value is.
        public let label: String
        /// The value in words.
        public let value: String
    }
}

/// What a briefing is about.
public enum BriefingPlace: Sendable {
    /// Any spelling that geocoding knows.
    case named(String)
    /// A position.
    case position(Coordinate)
    /// An area in degrees.
    case area(MultiPolygon)
}

/// How much of each list is told; what is left out is counted.
struct BriefingLimits {
    let parts, claims, conflicts, news, corridors, sources: Int

    /// From the fullest to the shortest: the first that fits on two pages is taken.
    static let steps: [BriefingLimits] = [
        .init(parts: 25, claims: 10, conflicts: 12, news: 20, corridors: 8, sources: 20),
        .init(parts: 18, claims: 8, conflicts: 10, news: 16, corridors: 8, sources: 15),
        .init(parts: 14, claims: 6, conflicts: 8, news: 12, corridors: 6, sources: 12),
        .init(parts: 10, claims: 5, conflicts: 6, news: 10, corridors: 5, sources: 10),
        .init(parts: 8, claims: 4, conflicts: 5, news: 8, corridors: 4, sources: 8),
        .init(parts: 6, claims: 3, conflicts: 4, news: 6, corridors: 3, sources: 6),
        .init(parts: 5, claims: 2, conflicts: 3, news: 5, corridors: 3, sources: 5),
        .init(parts: 4, claims: 1, conflicts: 2, news: 4, corridors: 2, sources: 4),
        .init(parts: 3, claims: 1, conflicts: 2, news: 3, corridors: 2, sources: 3),
        .init(parts: 2, claims: 1, conflicts: 1, news: 2, corridors: 1, sources: 2),
    ]
    /// A text of more characters is cut: no title of a table may fill a page.
    static let longestText = 400
}
