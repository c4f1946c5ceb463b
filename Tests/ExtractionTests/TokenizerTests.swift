// SPDX-License-Identifier: Apache-2.0

import Incidents
import Testing

@testable import Extraction

@Suite("Tokens and sentences")
struct TokenizerTests {
    @Test(
        "Words, numbers, possessives and signs",
        arguments: [
            ("Iraq’s US-led force", "Iraq|’s|US|-|led|force"),
            ("the U.S. said 7,000 left.", "the|U.S.|said|7,000|left|."),
            ("Hay’at Tahrir al Sham", "Hay’at|Tahrir|al|Sham"),
            ("في ١٥٠ سجيناً، أمس", "في|١٥٠|سجيناً|،|أمس"),
            ("the 84th army", "the|84th|army"),
            ("a\u{200B}b c", "ab|c"),
        ])
    func tokens(text: String, expected: String) {
        #expect(Passage(text).tokens.map(\.text).joined(separator: "|") == expected)
    }

    @Test("Offsets are those of scalars and bytes")
    func offsets() throws {
        let passage = Passage("on 𝕏 “Raqqa” é")
        let raqqa = try #require(passage.tokens.firstIndex { $0.text == "Raqqa" })
        #expect(passage.span(raqqa..<raqqa + 1).map { [Int($0.start), Int($0.end)] } == [6, 11])
        #expect(passage.byteSpan(raqqa..<raqqa + 1) == 11..<16)
    }

    @Test(
        "Sentences end at points, not at abbreviations",
        arguments: [
            ("Adm. Brad Cooper spoke. He left.", 2),
            ("The U.S. said so. It did.", 2),
            ("They live in the U.S. The army left.", 2),
            ("“Go.” He went.", 2),
            ("هرب السجناء. هل عادوا؟ نعم", 3),
            ("On Jan. 21 they left", 1),
        ])
    func sentences(text: String, count: Int) {
        #expect(Passage(text).sentences.count == count)
    }
}
