// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
@testable import Queries
@testable import Studies
import Testing
import TestSupport

@Suite("The sentence that a map opens with")
struct FindingTests {
    private func province(
        _ code: String, _ name: String, reports: Double? = nil, expected: Double? = nil,
        _ interval: ClosedRange<Int>? = nil, ratio: Double? = nil, change: ChangeMark? = nil, chanceClass: String? = nil
    ) -> ProvinceResult {
        var result = ProvinceResult(
            iso3166_2: code, nameEnglish: name, nameArabic: "", relativeRisk: 1, relativeRiskMax: 2, relativeRiskP90: 1,
            rank: nil, locatedReports: reports, incidents: 1, claims: 1, rootSources: 1, claimsInConflict: 0,
            unlocated: 0, asOf: "2026-03-01", intensity: 1, country: "XX", tier: .public, assessed: true)
        if expected != nil || chanceClass != nil {
            result.forecast = ProvinceForecast(
                chance: nil, chanceClass: chanceClass, expected: expected, interval: interval, reported: [],
                changeRatio: ratio, change: change, refusal: nil)
        }
        return result
    }

    private func english(_ provinces: [ProvinceResult], located: Int = 100) -> String {
        Finding(provinces: provinces, located: located, minimum: 30).text(.english).en
    }

    @Test("An empty map is not called quiet, whatever its provinces are")
    func empty() {
        #expect(english([], located: 0) == "No report is on this map. That is not safety.")
        #expect(english([province("A", "Alpha", reports: 0)], located: 0).hasSuffix("That is not safety."))
    }

    @Test("Reports alone rank by reports, and say that nothing is forecast")
    func reports() {
        let two = [province("B", "Beta", reports: 1), province("A", "Alpha", reports: 3)]
        #expect(english(two, located: 10) == "Highest by reports: Alpha. 10 located incidents, too few for a forecast.")
        #expect(english(two, located: 1).hasSuffix("1 located incident, too few for a forecast."))
        #expect(english(two) == "Highest by reports: Alpha. 100 located incidents; nothing is forecast.")
        let tie = [province("B", "Beta", reports: 3), province("A", "Alpha", reports: 3)]
        #expect(english(tie).hasPrefix("Highest by reports, alike: Alpha, Beta."))
        let none = [province("A", "Alpha", reports: 0), province("B", "Beta")]
        #expect(english(none).hasPrefix("No report is known to a single province; none is ranked."))
    }

    @Test("Numbers come with their interval, and what the intervals do not tell apart is said")
    func numbers() {
        let apart = [
            province("A", "Alpha", expected: 12.3, 5...22), province("B", "Beta", expected: 1.25, 0...4),
        ]
        #expect(
            english(apart) == "Highest: Alpha (12 expected reported events in 30 days, 90 % interval 5 to 22).")
        let overlapping = [
            province("A", "Alpha", expected: 9.31, 5...22), province("B", "Beta", expected: 3, 1...5),
        ]
        #expect(
            english(overlapping)
                == "Highest: Alpha (9.31 expected reported events in 30 days, 90 % interval 5 to 22). "
                + "Not told apart from: Beta.")
        let many =
            [province("A", "Alpha", expected: 9, 5...22)]
            + ["B", "C", "D", "E"].map { province($0, $0, expected: 3, 1...5) }
        #expect(english(many).hasSuffix("Not told apart from 4 other provinces."))
        let tie = [province("A", "Alpha", expected: 9, 5...22), province("B", "Beta", expected: 9, 5...22)]
        #expect(english(tie).hasPrefix("Highest, alike: Alpha, Beta (9.00 expected reported events in 30 days each"))
    }

    @Test("Only marked changes are told, and a fall may be less reporting")
    func changes() {
        let unmarked = [province("A", "Alpha", expected: 9, 5...22, ratio: 4, change: .unmarked)]
        #expect(!english(unmarked).contains("Rose"))
        let marked = [
            province("A", "Alpha", expected: 9, 5...22, ratio: 1.8, change: .up),
            province("B", "Beta", expected: 2, 0...4, ratio: 1.6, change: .up),
            province("C", "Gamma", expected: 1, 0...3, ratio: 0.4, change: .down),
        ]
        #expect(english(marked).contains("Rose most in 30 days: Alpha (x1.80)."))
        #expect(english(marked).contains("Fell most in 30 days: Gamma (x0.40); fewer reports may also mean less"))
    }

    @Test("Classes are no figures, and what is withheld is no low risk")
    func gaps() {
        let classes = [province("A", "Alpha", reports: 3, chanceClass: "5_to_20")]
        #expect(english(classes).hasSuffix("100 located incidents; chances are told as classes, not as figures."))
        let withheld = [province("A", "Alpha", reports: 3), province("B", "Beta").withholdingFigures()]
        #expect(english(withheld).hasSuffix("1 province is withheld, which is not low."))
    }

    @Test("All languages say it, and a Latin name keeps its place in an Arabic sentence", arguments: Language.allCases)
    func languages(language: Language) throws {
        let file = Repository.root.appending(path: "styles/texts/\(language.code).yaml").path
        let wording = Wording(languages: [language], phrases: [language: try ResolvedStudy.phrases(at: file)])
        let results = [
            province("A", "Alpha", expected: 9, 5...22, ratio: 1.8, change: .up),
            province("B", "Beta", expected: 3, 1...6).withholdingFigures(),
        ]
        let text = Finding(provinces: results, located: 5, minimum: 30).text(wording)[language]
        #expect(text.contains("Alpha") && text.contains("22") && !text.contains("{"))
        #expect(text.contains("\u{2068}Alpha\u{2069}") == language.isRightToLeft)
        let empty = Finding(provinces: [], located: 0, minimum: 30).text(wording)[language]
        #expect(!empty.isEmpty && (language == .english || empty != english([], located: 0)))
    }
}
