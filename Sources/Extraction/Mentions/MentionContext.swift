// SPDX-License-Identifier: Apache-2.0

/// What a whole article says about where it is: countries and provinces that it names, and persons that it names in full.
public struct MentionContext: Sendable, Hashable {
    /// How often each country is named, by ISO 3166-1 alpha-2; its people and its government count half.
    public private(set) var countries: [String: Double] = [:]
    /// How often each province is named, or a known place in it, by ISO 3166-2.
    public private(set) var provinces: [String: Double] = [:]
    /// Last names of persons, folded.
    private(set) var surnames: Set<String> = []

    /// Starts with nothing.
    public init() {}

    /// The country that is named most among those of `candidates`; the first by code where several are.
    func leading(of candidates: [String]) -> String? {
        candidates.filter { countries[$0] != nil }.max { (countries[$0] ?? 0, $1) < (countries[$1] ?? 0, $0) }
    }

    /// How much the article speaks for a place there, 0 to 1.
    func support(country: String, province: String?) -> Double {
        let all = countries.values.reduce(0, +)
        let ofCountry = all > 0 ? (countries[country] ?? 0) / all : 0
        let named = province.flatMap { provinces[$0] } ?? 0
        return 0.5 * ofCountry + 0.5 * named / (named + 1)
    }

    mutating func name(country: String, weight: Double = 1) {
        if !country.isEmpty { countries[country, default: 0] += weight }
    }

    mutating func name(province: String, weight: Double = 1) {
        if !province.isEmpty { provinces[province, default: 0] += weight }
    }

    mutating func add(surnames: Set<String>) { self.surnames.formUnion(surnames) }
}
