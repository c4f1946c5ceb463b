// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers

/// The one or two sentences that a map opens with, made of the results of its provinces.
///
/// Pure: the same values give the same sentences. They say no more than the ranking does: equals are named together, what
/// the intervals do not tell apart is said, and an empty map is never called quiet.
public struct Finding: Sendable {
    /// Results of all provinces.
    let provinces: [ProvinceResult]
    /// Incidents on the map, restricted events that count for an area included.
    let located: Int
    /// Fewer than these are too few for a forecast.
    let minimum: Int

    /// Names of more provinces than these are counted.
    private static let mostNames = 3

    /// - Parameters:
    ///   - provinces: results in any order.
    ///   - located: incidents on the map.
    ///   - minimum: fewer located incidents than these are too few for a forecast.
    public init(provinces: [ProvinceResult], located: Int, minimum: Int) {
        self.provinces = provinces.sorted { $0.iso3166_2 < $1.iso3166_2 }
        self.located = located
        self.minimum = minimum
    }

    /// The sentences in the languages of a study.
    public func text(_ wording: Wording) -> TextByLanguage {
        .joined(located == 0 ? [wording.text(.findingEmpty)] : sentences(wording).compactMap(\.self))
    }

    private func sentences(_ wording: Wording) -> [TextByLanguage?] {
        [highest(wording)] + change(wording) + [evidence(wording), withheld(wording)]
    }

    // MARK: The highest

    private func highest(_ wording: Wording) -> TextByLanguage? {
        let numbered = provinces.filter { $0.forecast?.expected != nil }
        if numbered.isEmpty { return highestByReports(wording) }
        let most = numbered.compactMap { $0.forecast?.expected }.max() ?? 0
        let first = numbered.filter { $0.forecast?.expected == most }
        let bounds = first.first?.forecast?.interval
        let head = wording.text(first.count == 1 ? .findingHighest : .findingHighestAlike) { language in
            [
                "provinces": names(first, wording, language),
                "number": wording.number(Figure.text(most), in: language),
                "low": "\(bounds?.lowerBound ?? 0)", "high": "\(bounds?.upperBound ?? 0)",
            ]
        }
        return .joined([head, notToldApart(from: first, wording)].compactMap(\.self))
    }

    /// Provinces whose interval overlaps that of the first.
    private func notToldApart(from first: [ProvinceResult], _ wording: Wording) -> TextByLanguage? {
        guard let low = first.first?.forecast?.interval?.lowerBound else { return nil }
        let ids = Set(first.map(\.iso3166_2))
        let alike = provinces.filter { province in
            !ids.contains(province.iso3166_2) && (province.forecast?.interval?.upperBound).map { $0 >= low } == true
        }.sorted { ($1.forecast?.expected ?? 0, $0.iso3166_2) < ($0.forecast?.expected ?? 0, $1.iso3166_2) }
        if alike.isEmpty { return nil }
        if alike.count > Self.mostNames { return wording.text(.findingNotApartMany, count: alike.count) }
        return wording.text(.findingNotApart) { ["provinces": names(alike, wording, $0)] }
    }

    private func highestByReports(_ wording: Wording) -> TextByLanguage? {
        let most = provinces.compactMap(\.locatedReports).max() ?? 0
        guard most > 0 else { return wording.text(.findingNoProvince) }
        let first = provinces.filter { $0.locatedReports == most }
        return wording.text(first.count == 1 ? .findingByReports : .findingByReportsAlike) {
            ["provinces": names(first, wording, $0)]
        }
    }

    // MARK: Change

    /// Marked changes alone: a ratio without a mark may be chance.
    private func change(_ wording: Wording) -> [TextByLanguage?] {
        [sentence(.findingRose, of: .up, wording), sentence(.findingFell, of: .down, wording)]
    }

    private func sentence(_ key: TextKey, of mark: ChangeMark, _ wording: Wording) -> TextByLanguage? {
        let marked = provinces.filter { $0.forecast?.change == mark && $0.forecast?.changeRatio != nil }
        let ratios = marked.compactMap { $0.forecast?.changeRatio }
        guard let most = mark == .up ? ratios.max() : ratios.min() else { return nil }
        let first = marked.filter { $0.forecast?.changeRatio == most }
        return wording.text(key) { language in
            [
                "provinces": names(first, wording, language),
                "ratio": wording.number(Figure.ratio(most), in: language),
            ]
        }
    }

    // MARK: Evidence

    /// How little stands behind it, where that is so.
    private func evidence(_ wording: Wording) -> TextByLanguage? {
        if located < minimum { return wording.text(.findingThin, count: located) }
        let stated = provinces.compactMap(\.forecast)
        if stated.contains(where: { $0.expected != nil }) { return nil }
        let hasClasses = stated.contains { $0.chanceClass != nil }
        return wording.text(hasClasses ? .findingClasses : .findingLocated, count: located)
    }

    private func withheld(_ wording: Wording) -> TextByLanguage? {
        let count = provinces.count(where: \.withheld)
        return count == 0 ? nil : wording.text(.findingWithheld, count: count)
    }

    /// Names in a language, the first three and how many more.
    private func names(_ provinces: [ProvinceResult], _ wording: Wording, _ language: Language) -> String {
        let shown = provinces.prefix(Self.mostNames).map { $0.name(in: language) }
        let list = shown.joined(separator: wording.text(.findingSeparator, in: language))
        let rest = provinces.count - shown.count
        return rest == 0 ? list : wording.text(.findingMore, count: rest, ["names": list], in: language)
    }
}

extension ProvinceResult {
    /// The name in a language, in English where none is known; one in other letters keeps its place in an Arabic sentence.
    public func name(in language: Language) -> String {
        let own =
            switch language {
            case .english: nameEnglish
            case .arabic: nameArabic
            default: names[language] ?? ""
            }
        return own.isEmpty ? nameEnglish.isolated(in: language) : own
    }
}

extension String {
    /// A text in Latin letters as an island in a line that runs from the right; any other is left as it is.
    public func isolated(in language: Language) -> String {
        let isLatin = unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) }
        return language.isRightToLeft && isLatin ? "\u{2068}\(self)\u{2069}" : self
    }
}
