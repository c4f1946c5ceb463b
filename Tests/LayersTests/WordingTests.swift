// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Testing

@testable import Layers

@Suite struct PhraseTests {
    @Test(arguments: [
        (Language.english, [0, 1, 2, 5], [PluralForm.other, .one, .other, .other]),
        (.french, [0, 1, 2, 21], [.one, .one, .other, .other]),
        (.russian, [0, 1, 2, 5, 11, 12, 21, 22, 111], [.many, .one, .few, .many, .many, .many, .one, .few, .many]),
        (.ukrainian, [1, 4, 14, 24, 100], [.one, .few, .many, .few, .many]),
        (.arabic, [0, 1, 2, 3, 10, 11, 30, 100, 103], [.zero, .one, .two, .few, .few, .many, .many, .other, .few]),
        (.kurdish, [1, 2], [.one, .other]), (.spanish, [1, 30], [.one, .other]),
    ])
    func aNumberAsksForItsForm(language: Language, numbers: [Int], forms: [PluralForm]) {
        #expect(numbers.map { PluralForm.of(Double($0), in: language) } == forms)
    }

    @Test func brokenNumbersAreNeverOneButInFrench() {
        #expect(PluralForm.of(1.5, in: .english) == .other && PluralForm.of(1.5, in: .russian) == .other)
        #expect(PluralForm.of(1.5, in: .french) == .one)
    }

    @Test func valuesStandAtTheirPlaces() {
        #expect(Phrase("{b} of {a}").text(["a": "{b}", "b": "x"], in: .english) == "x of {b}")
        #expect(Phrase("no place").text(["a": "1"], in: .english) == "no place")
        #expect(
            Phrase(one: "{count} day", other: "{count} days").text(count: 1, ["count": "1"], in: .english) == "1 day")
    }

    @Test func aTextIsFoundByItsWordsAndNumbers() {
        #expect(Pattern("{lower} to {upper}").values(in: "1 to 5 %") == ["lower": "1", "upper": "5 %"])
        #expect(Pattern("under {upper}").values(in: "under 0.001") == ["upper": "0.001"])
        #expect(Pattern("under {upper}").values(in: "under 3: well known") == nil)
        #expect(Pattern("{lower} to {upper}").values(in: "fell to half") == nil)
        #expect(Pattern("none").values(in: "none") == [:] && Pattern("none").values(in: "none at all") == nil)
    }

    @Test func aPhraseNeedsThePlacesOfTheOther() {
        func fault(_ forms: [PluralForm: String], _ original: String) -> PhraseFault? {
            Phrase(forms: forms).fault(against: Phrase(original))
        }
        #expect(fault([.other: "{a} x"], "{a} y") == nil)
        #expect(fault([.other: "x"], "{a} y") == .missing("a"))
        #expect(fault([.other: "{a} {c}"], "{a} y") == .unknown("c"))
        #expect(fault([.one: "one day", .other: "{count} days"], "{count} days") == nil)
        #expect(fault([.one: "{count} day"], "{count} days") == .withoutOther)
        #expect(fault([.few: "days", .other: "{count} days"], "{count} days") == .missing("count"))
    }
}

@Suite struct WordingTests {
    private func arabic(_ country: String) -> Wording {
        Wording(
            languages: [.arabic], country: country,
            phrases: [.arabic: ["sheet.date": Phrase("{day} {month} {year}")]])
    }

    @Test(arguments: [
        ("SY", "كانون الثاني"), ("IQ", "كانون الثاني"), ("LB", "كانون الثاني"), ("JO", "كانون الثاني"),
        ("PS", "كانون الثاني"),
        ("SD", "يناير"), ("EG", "يناير"), ("YE", "يناير"), ("SA", "يناير"), ("DZ", "جانفي"), ("TN", "جانفي"),
        ("XX", "يناير"),
    ])
    func arabicMonthsAreThoseOfTheCountry(country: String, january: String) throws {
        let day = try #require(CalendarDay(parsing: "2026-01-05"))
        #expect(arabic(country).day(day, in: .arabic) == "5 \(january) 2026")
    }

    @Test func monthsStandAsWithinADate() throws {
        let day = try #require(CalendarDay(parsing: "2026-02-15"))
        let wording = Wording(languages: [.ukrainian, .russian])
        #expect(wording.day(day, in: .ukrainian) == "15 лютого 2026")
        #expect(Wording(languages: [.russian]).day(day, in: .russian) == "15 февраля 2026")
        #expect(Wording(languages: [.french]).day(day, in: .french) == "15 février 2026")
    }

    @Test func aSecondLanguageOfWhichNothingIsKnownIsSilent() {
        #expect(Wording.ofEarlierBuilds.text(.river) == TextByLanguage(en: "River"))
        let french = Wording(languages: [.french])
        #expect(french.text(.river)[.french] == "River", "the first language falls back to English")
    }

    @Test func oneDayIsNoPlural() {
        #expect(Wording.english.text(.thin, count: 1).en.hasPrefix("1 located incident:"))
        #expect(Wording.english.text(.thin, count: 2).en.hasPrefix("2 located incidents:"))
    }

    @Test func paletteWordsAreFoundByTheirEnglish() {
        let phrases = [
            "palette.class.between": Phrase("de {lower} à {upper}"), "legend.percent": Phrase("{number} pc"),
        ]
        let wording = Wording(languages: [.french], phrases: [.french: phrases])
        #expect(wording.worded(TextByLanguage(en: "0.5 to 5 %"))[.french] == "de 0,5 à 5 pc")
        #expect(wording.worded(TextByLanguage(en: "0.5"))[.french] == "0,5")
        #expect(wording.worded(TextByLanguage(en: "own words"))[.french] == "own words")
        #expect(
            wording.worded(TextByLanguage([(.english, "1 to 2"), (.french, "entre")]))[.french] == "entre",
            "what a palette says itself comes first")
    }

    @Test func everyKeyHasItsEnglish() {
        for key in TextKey.allCases { #expect(TextKey.english[key.rawValue] != nil, "\(key.rawValue)") }
    }
}

@Suite struct TextByLanguageTests {
    private func json(_ text: TextByLanguage) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(text), as: UTF8.self)
    }

    @Test func readersOfCatalogsFindEnglishAndArabicAlways() throws {
        #expect(try json(TextByLanguage(en: "A", ar: "ب")) == #"{"ar":"ب","en":"A"}"#)
        #expect(try json(TextByLanguage(en: "A")) == #"{"ar":"","en":"A"}"#)
        #expect(try json(TextByLanguage([(.french, "É"), (.english, "E")])) == #"{"ar":"","en":"E","fr":"É"}"#)
        #expect(try json(TextByLanguage([(.french, "É")])) == #"{"ar":"","en":"É","fr":"É"}"#)
        let read = try JSONDecoder().decode(
            TextByLanguage.self, from: Data(#"{"en":"E","ar":"","fr":"É","xx":"?"}"#.utf8))
        #expect(read.languages == [.english, .french] && read[.french] == "É")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(TextByLanguage.self, from: Data("{}".utf8)) }
    }

    @Test func theFirstLanguageIsTheMainOne() {
        let text = TextByLanguage(en: "E", ar: "ع")
        #expect(text.main == "E" && text.arranged(for: [.arabic]).main == "ع")
        #expect(text.arranged(for: [.french]).languages == [.english])
    }

    @Test func joinedTextsLeaveNoGap() {
        let joined = TextByLanguage.joined([TextByLanguage(en: "A", ar: "أ"), TextByLanguage(en: "B")])
        #expect(joined == TextByLanguage(en: "A B", ar: "أ"))
    }
}
