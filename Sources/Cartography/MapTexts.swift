// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers

/// The words on a map.
public struct MapTexts: Sendable, Hashable {
    /// Heading: what the map shows.
    public var title: TextByLanguage
    /// What it shows it of, below the heading; empty: nothing is written.
    public var study = TextByLanguage(en: "")
    /// Day of the assessment and days of the evidence.
    public var subtitle: TextByLanguage
    /// What the map finds, in a sentence or two; nil: nothing is written.
    public var finding: TextByLanguage?
    /// How to read the map, below it; empty: nothing is written.
    public var note: TextByLanguage
    /// Statements that accompany every use.
    public var statements: Statements
    /// Sources and attributions, one text each.
    public var sources: [String]
    /// A line of provenance (version, input digest).
    public var provenance: String
    /// What the map is called by: `RM-20260215-RELATIVE-RISK-fa20044d`; empty: it has no number.
    public var number = ""
    /// Day of the data, and of the making where it is given.
    public var dates = ""
    /// Day of the data or of the making, `YYYY-MM-DD`, for files that say when they were made.
    public var day = "1970-01-01"

    /// Takes the texts as they are.
    public init(
        title: TextByLanguage, subtitle: TextByLanguage, note: TextByLanguage = TextByLanguage(en: ""),
        statements: Statements = .standard, sources: [String], provenance: String
    ) {
        self.note = note
        self.title = title
        self.subtitle = subtitle
        self.statements = statements
        self.sources = sources
        self.provenance = provenance
    }

    /// `As of 15 February 2026. Evidence since 19 January 2026, fading with age: half of it counts after 30 to 365 days.`, in
    /// each language.
    /// - Parameters:
    ///   - evidence: first and last day of what the map is made of; nil for nothing.
    ///   - halfLives: days after which a half counts, of each part of the surface that fades; empty where none does.
    public static func subtitle(
        asOf: CalendarDay, evidence: DayInterval?, halfLives: [Int] = [], wording: Wording
    ) -> TextByLanguage {
        guard let evidence else {
            return wording.text(.subtitleEmpty) { ["day": wording.day(asOf, in: $0)] }
        }
        guard let shortest = halfLives.min(), let longest = halfLives.max() else {
            return wording.text(.subtitle) { language in
                [
                    "day": wording.day(asOf, in: language), "first": wording.day(evidence.first, in: language),
                    "last": wording.day(evidence.last, in: language),
                ]
            }
        }
        // Between figures a dash that breaks no line; the order of the two is that of the text.
        let span = shortest == longest ? "\(longest)" : "\(shortest)\u{2013}\(longest)"
        return wording.text(.subtitleFading, count: longest) { language in
            [
                "day": wording.day(asOf, in: language), "first": wording.day(evidence.first, in: language),
                "count": language.isRightToLeft ? "\u{2066}\(span)\u{2069}" : span,
            ]
        }
    }

    /// What a map is called by: the day, the layer, and what tells its inputs and its part from others.
    public static func number(asOf: CalendarDay, layer: String, digest: String, part: String = "") -> String {
        let day = asOf.description.filter { $0 != "-" }
        let parts = ["RM", day, layer.uppercased()] + (part.isEmpty ? [] : [part]) + ["\(digest.prefix(8))"]
        return parts.joined(separator: "-")
    }

    /// `Data as of 15 February 2026. Made on 20 February 2026.`
    public static func dates(asOf: CalendarDay, produced: CalendarDay?, wording: Wording) -> String {
        let language = wording.first
        let data = wording.text(.dataAsOf, ["day": wording.day(asOf, in: language)], in: language)
        let made = produced.map { wording.text(.produced, ["day": wording.day($0, in: language)], in: language) }
        return [data, made].compactMap(\.self).joined(separator: " ")
    }
}
