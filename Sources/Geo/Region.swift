// SPDX-License-Identifier: Apache-2.0

/// A named area in lon/lat degrees: a province, a country, a district given by the user, a vernacular region.
public struct Region: Sendable, Hashable {
    /// Stable key: ISO 3166-2 for provinces (`IQ-AN`), ISO 3166-1 alpha-2 for countries, else the source's own.
    public let id: String
    /// ISO 3166-1 alpha-2 of the country.
    public let country: String
    /// English name.
    public let nameEnglish: String
    /// Arabic name; empty when the source has none.
    public let nameArabic: String
    /// Other names and spellings, in any script.
    public let aliases: [String]
    /// Area in lon/lat degrees.
    public let area: MultiPolygon

    /// Takes the parts as they are.
    public init(
        id: String, country: String, nameEnglish: String, nameArabic: String = "", aliases: [String] = [],
        area: MultiPolygon
    ) {
        self.id = id
        self.country = country
        self.nameEnglish = nameEnglish
        self.nameArabic = nameArabic
        self.aliases = aliases
        self.area = area
    }
}
