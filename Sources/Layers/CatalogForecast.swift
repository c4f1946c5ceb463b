// SPDX-License-Identifier: Apache-2.0

import Geo

/// What `catalog.json` says of the record behind chances and numbers: its days, what is stated where, and the skill stamp.
public struct CatalogForecast: Sendable, Hashable, Codable {
    /// What the record counts, in words that follow "counts".
    public var counts: [String]
    /// First and last day of the record.
    public var record: CatalogPeriod
    /// The days that chances and numbers of 7 and of 30 days are for.
    public var window7, window30: CatalogPeriod
    /// What is stated in each assessed country.
    public var countries: [Country]
    /// The smallest places that anything is stated of; nil in builds of earlier versions, which state it of cells.
    public var resolution: Resolution?
    /// Number of earlier days that the same rule was tried on; 0 where the record allows too few.
    public var origins: Int
    /// How earlier statements within 25 km came true, by class; empty where the record allows too few.
    public var skill: [SkillClass]

    /// Takes the parts as they are.
    public init(
        counts: [String], record: CatalogPeriod, window7: CatalogPeriod, window30: CatalogPeriod, countries: [Country],
        resolution: Resolution = .cells, origins: Int, skill: [SkillClass]
    ) {
        self.counts = counts
        self.record = record
        self.window7 = window7
        self.window30 = window30
        self.countries = countries
        self.resolution = resolution
        self.origins = origins
        self.skill = skill
    }

    private enum CodingKeys: String, CodingKey {
        case counts, record, window7 = "window_7d", window30 = "window_30d", countries, resolution, origins,
            skill
    }

    /// The smallest places that chances and numbers are stated of.
    public enum Resolution: String, Sendable, Hashable, Codable {
        /// Cells, and circles around them.
        case cells
        /// Provinces, and districts that no event is known less exactly than to: a part of the record is restricted.
        case units
    }

    /// What is stated in a country.
    public struct Country: Sendable, Hashable, Codable {
        /// ISO 3166-1 alpha-2.
        public var country: String
        /// How much is stated.
        public var stated: Stated
        /// Why not all is; empty where it is.
        public var reason: String

        /// How much is stated.
        public enum Stated: String, Sendable, Hashable, Codable {
            /// Chances and numbers as figures.
            case figures
            /// The class of the chance within 25 km in 30 days.
            case classes
            /// Nothing but what was reported.
            case nothing
        }

        /// Takes the parts as they are.
        public init(country: String, stated: Stated, reason: String) {
            self.country = country
            self.stated = stated
            self.reason = reason
        }
    }

    /// Earlier statements of one class.
    public struct SkillClass: Sendable, Hashable, Codable {
        /// Days ahead.
        public var horizonDays: Int
        /// Bounds in per cent.
        public var lower, upper: Double
        /// Mean of the stated chances, and share of cases in which an event was reported, both in per cent.
        public var stated, happened: Double
        /// Cases: places on earlier days.
        public var cases: Int

        /// Takes the parts as they are.
        public init(horizonDays: Int, lower: Double, upper: Double, stated: Double, happened: Double, cases: Int) {
            self.horizonDays = horizonDays
            (self.lower, self.upper) = (lower, upper)
            (self.stated, self.happened) = (stated, happened)
            self.cases = cases
        }

        private enum CodingKeys: String, CodingKey {
            case horizonDays = "horizon_days", lower, upper, stated, happened, cases
        }
    }

    /// How statements of 30 days came true, in one sentence for a legend; nil where nothing was tried.
    public func stamp(_ wording: Wording) -> TextByLanguage? {
        let month = skill.filter { $0.horizonDays == 30 && $0.cases > 0 }
        guard !month.isEmpty else { return nil }
        return wording.text(resolution == .units ? .skillOfUnits : .skillOfCells, count: origins) { language in
            let classes = month.map { Self.text($0, wording, language) }
            return ["classes": classes.joined(separator: wording.text(.skillSeparator, in: language))]
        }
    }

    /// A class and what came of it, without line breaks between them.
    private static func text(_ entry: SkillClass, _ wording: Wording, _ language: Language) -> String {
        let range = "\(Int(checked: entry.lower) ?? 0)\u{2011}\(Int(checked: entry.upper) ?? 100)\u{A0}%"
        let happened = wording.number("\(entry.happened.rounded(toDecimals: 1))", in: language) + "\u{A0}%"
        let text = wording.text(.skillClass, ["range": range, "happened": happened], in: language)
        // An island of left-to-right text, so that class and figure stay in their order.
        return language.isRightToLeft ? "\u{2066}\(text)\u{2069}" : text
    }
}
