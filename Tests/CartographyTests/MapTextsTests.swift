// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Testing

@testable import Cartography

@Suite struct MapTextsTests {
    @Test func datesAreWrittenOutInBothLanguages() throws {
        let asOf = try #require(CalendarDay(parsing: "2026-02-15"))
        let first = try #require(CalendarDay(parsing: "2025-12-31"))
        let phrases = [
            "sheet.subtitle": Phrase("حتى {day}. الأدلة من {first} إلى {last}."),
            "sheet.date": Phrase("{day} {month} {year}"),
        ]
        let wording = Wording(
            languages: [.english, .arabic], country: "SY", phrases: [.arabic: phrases])
        let evidence = try #require(DayInterval(first: first, last: asOf))
        let text = MapTexts.subtitle(asOf: asOf, evidence: evidence, wording: wording)
        #expect(text.en == "As of 15 February 2026. Evidence from 31 December 2025 to 15 February 2026.")
        #expect(text.ar == "حتى 15 شباط 2026. الأدلة من 31 كانون الأول 2025 إلى 15 شباط 2026.")
    }

    @Test func evidenceThatFadesIsSaidToFade() throws {
        let asOf = try #require(CalendarDay(parsing: "2026-02-15"))
        let evidence = DayInterval(asOf)
        func text(_ halfLives: [Int]) -> String {
            MapTexts.subtitle(asOf: asOf, evidence: evidence, halfLives: halfLives, wording: .english).en
        }
        let start = "As of 15 February 2026. Evidence since 15 February 2026, fading with age: half of it counts after "
        #expect(text([30, 365]) == start + "30\u{2013}365 days.")
        #expect(text([30, 30]) == start + "30 days.")
        #expect(text([1]) == start + "a day.")
        #expect(!text([]).contains("fading"))
        #expect(!MapTexts.subtitle(asOf: asOf, evidence: nil, halfLives: [30], wording: .english).en.contains("fading"))
    }

    @Test func aMapHasANumberAndItsDays() throws {
        let asOf = try #require(CalendarDay(parsing: "2026-02-15"))
        let digest = "fa20044d99887766"
        #expect(
            MapTexts.number(asOf: asOf, layer: "relative-risk", digest: digest) == "RM-20260215-RELATIVE-RISK-fa20044d")
        #expect(
            MapTexts.number(asOf: asOf, layer: "doubt", digest: digest, part: "00FF")
                == "RM-20260215-DOUBT-00FF-fa20044d")
        #expect(MapTexts.dates(asOf: asOf, produced: nil, wording: .english) == "Data as of 15 February 2026.")
        #expect(
            MapTexts.dates(asOf: asOf, produced: asOf.advanced(by: 5), wording: .english)
                == "Data as of 15 February 2026. Made on 20 February 2026.")
    }

    @Test func aLegendRowNamesItsRangeOnce() throws {
        let ink = RGBA(red: 1, green: 1, blue: 1, alpha: 255)
        func text(_ lower: Float, _ upper: Float, _ label: String, beside others: String...) -> String {
            let classes = ([label] + others).map {
                StyleClass(id: "a", lower: lower, upper: upper, rgba: ink, label: TextByLanguage(en: $0, ar: ""))
            }
            return LegendPainter.label(classes[0], among: classes, .english).en
        }
        #expect(text(0, 20, "Lowest") == "0\u{2013}20  Lowest")
        #expect(text(0.5, 0.75, "Some") == "0.5\u{2013}0.75  Some")
        #expect(text(80, .infinity, "Most") == "80 and more  Most")
        #expect(text(0, 0.001, "under 0.001") == "under 0.001")
        #expect(text(0, 0.001, "No report", beside: "under 0.1") == "No report")
        #expect(text(.nan, .nan, "Not assessed") == "Not assessed")
    }
}
