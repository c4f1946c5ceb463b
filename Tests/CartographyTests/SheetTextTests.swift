// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Testing

@testable import Cartography

@Suite struct SheetTextTests {
    private let text = TextByLanguage([(.english, "E"), (.arabic, "ع"), (.ukrainian, "У")])

    private func sides(_ languages: [Language]) -> [String?] {
        let sides = SheetText(text, in: languages).sides
        return [sides.left?.text, sides.right?.text]
    }

    @Test func aLanguageThatRunsFromTheRightStandsThere() {
        #expect(sides([.english, .arabic]) == ["E", "ع"])
        #expect(sides([.arabic, .english]) == ["E", "ع"])
        #expect(sides([.ukrainian, .english]) == ["У", "E"])
        #expect(sides([.arabic]) == [nil, "ع"])
        #expect(sides([.english]) == ["E", nil])
        #expect(sides([.french, .english]) == ["E", nil], "a language without a text takes no room")
    }

    @Test func theFontHasTheLettersOfItsLanguages() {
        let alphabets = ["çêîşûÇÊÎŞÛ", "éèœŒç’", "ґєіїҐЄІЇ", "ёъыэЁ", "ñ¿áÑ", "غظضذخثتشرق"]
        #expect(SheetFont.missing(in: alphabets).isEmpty)
        #expect(SheetFont.missing(in: ["አዲስ a"]).count == 3)
    }
}
