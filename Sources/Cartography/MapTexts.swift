// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers

/// The words on a map.
public struct MapTexts: Sendable, Hashable {
    /// Heading.
    public var title: TextByLanguage
    /// Day of the assessment and days of the evidence.
    public var subtitle: TextByLanguage
    /// How to read the map, below the legend; empty: nothing is written.
    public var note: TextByLanguage
    /// Statements that accompany every use.
    public var statements: Statements
    /// Sources and attributions, one text each.
    public var sources: [String]
    /// A line of provenance (version, input digest).
    public var provenance: String

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

    /// `As of 15 February 2026. Evidence from 19 January to 12 February 2026.`, in each language.
    public static func subtitle(asOf: CalendarDay, evidence: DayInterval?, wording: Wording) -> TextByLanguage {
        guard let evidence else {
            return wording.text(.subtitleEmpty) { ["day": wording.day(asOf, in: $0)] }
        }
        return wording.text(.subtitle) { language in
            [
                "day": wording.day(asOf, in: language), "first": wording.day(evidence.first, in: language),
                "last": wording.day(evidence.last, in: language),
            ]
        }
    }
}
