// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers

/// The words on a map.
public struct MapTexts: Sendable, Hashable {
    /// Heading.
    public var title: BilingualText
    /// Day of the assessment and days of the evidence.
    public var subtitle: BilingualText
    /// How to read the map, below the legend; empty: nothing is written.
    public var note: BilingualText
    /// Statements that accompany every use.
    public var statements: Statements
    /// Sources and attributions, one text each.
    public var sources: [String]
    /// A line of provenance (version, input digest).
    public var provenance: String

    /// Takes the texts as they are.
    public init(
        title: BilingualText, subtitle: BilingualText, note: BilingualText = BilingualText(en: "", ar: ""),
        statements: Statements = .standard, sources: [String], provenance: String
    ) {
        self.note = note
        self.title = title
        self.subtitle = subtitle
        self.statements = statements
        self.sources = sources
        self.provenance = provenance
    }

    /// `As of 15 February 2026. Evidence from 19 January to 12 February 2026.`, and the same in Arabic.
    public static func subtitle(asOf: CalendarDay, evidence: DayInterval) -> BilingualText {
        BilingualText(
            en: "As of \(long(asOf, english)). Evidence from \(long(evidence.first, english)) "
                + "to \(long(evidence.last, english)).",
            ar: "حتى \(long(asOf, arabic)). الأدلة من \(long(evidence.first, arabic)) "
                + "إلى \(long(evidence.last, arabic)).")
    }

    private static func long(_ day: CalendarDay, _ months: [String]) -> String {
        let (year, month, number) = day.components
        return "\(number) \(months[month - 1]) \(year)"
    }

    private static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    /// Month names as used in Syria and Iraq.
    private static let arabic = [
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني",
        "كانون الأول",
    ]
}
