// SPDX-License-Identifier: Apache-2.0

/// A named area in lon/lat degrees: a province, a country, a district given by the user, a vernacular region.
public struct Region: Sendable, Hashable {
    /// Stable key: ISO 3166-2 for provinces (`IQ-AN`), ISO 3166-1 alpha-2 for countries, else the source's own.
    public let id: String
    /// ISO 3166-1 alpha-2 of the country.
    public let country: String
    /// Names by the code of their language (`en`, `ar`, `fr`).
    public let names: [String: String]
    /// Other names and spellings, in any script.
    public let aliases: [String]
    /// Area in lon/lat degrees.
    public let area: MultiPolygon

    /// English name.
    public var nameEnglish: String { names["en"] ?? "" }
    /// Arabic name; empty when the source has none.
    public var nameArabic: String { names["ar"] ?? "" }

    /// Takes the parts as they are.
    /// - Parameter names: further names by the code of their language; one in English or Arabic gives way to the two others.
    public init(
        id: String, country: String, nameEnglish: String, nameArabic: String = "", names: [String: String] = [:],
        aliases: [String] = [], area: MultiPolygon
    ) {
        self.id = id
        self.country = country
        let short = ["en": nameEnglish, "ar": nameArabic].filter { !$0.value.isEmpty }
        self.names = names.filter { !$0.value.isEmpty }.merging(short) { _, own in own }
        self.aliases = aliases
        self.area = area
    }
}
