// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Gazetteer

private func keys(_ name: String) -> [String] {
    Transliteration.keys(of: NameFolding.key(folded: NameFolding.fold(name)))
        .map { String(decoding: $0, as: UTF8.self) }
}

@Test func soundKeysWorkedByHand() {
    // q is k; "ayya" is one i; the ending -ah goes.
    #expect(keys("Qayyarah") == ["kir"])
    // kh is x; the final a goes.
    #expect(keys("Khalfa") == ["xalf"])
    // e stands for a and for i.
    #expect(keys("Saraqeb") == ["sarakab", "sarakib"])
}

@Test(arguments: [
    ("Fallujah", "Falluja"), ("Fallujah", "Falloujah"), ("Mayadin", "Mayadeen"), ("Qamishli", "Kamishly"),
    ("Saraqib", "Saraqeb"), ("Suwayda", "Suwaida"), ("Rabia", "Rabiah"), ("Tarmiyah", "Tarmiya"),
    ("Daquq", "Dakouk"), ("Jarabulus", "Djaraboulous"),
])
func variantsShareASound(first: String, second: String) {
    #expect(!Set(keys(first)).isDisjoint(with: keys(second)), "\(keys(first)) \(keys(second))")
}

@Test func differentSoundsDiffer() {
    for (first, second) in [("Ramadi", "Hamadi"), ("Mosul", "Masila"), ("Khalfa", "Halfa")] {
        #expect(Set(keys(first)).isDisjoint(with: keys(second)), "\(first) \(second)")
    }
}

@Test func shortNamesAndOtherScriptsHaveNoSound() {
    for name in ["Hit", "Hol", "Roj", "Anah", "الحسكة", "Мосул", ""] { #expect(keys(name).isEmpty, "\(name)") }
}
