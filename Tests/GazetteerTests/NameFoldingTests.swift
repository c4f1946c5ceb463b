// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Gazetteer

private func key(_ text: String) -> String {
    String(decoding: NameFolding.key(folded: NameFolding.fold(text)), as: UTF8.self)
}

@Test(arguments: [
    ("Al Qa'im", "qaim"), ("al-Qaim", "qaim"), ("AL-QĀ’IM", "qaim"), ("Al Qaʾim", "qaim"), ("Al Qa`im", "qaim"),
    ("Ar Ruţbah", "rutbah"), ("Ash-Shaddadi", "shaddadi"), ("Deir ez-Zor", "deirzor"), ("Ḩalab", "halab"),
    ("Tall ‘Afar", "tallafar"), ("Şalāḩ ad Dīn", "salahdin"), ("  Hīt\n", "hit"), ("Qamişlo", "qamislo"),
    ("Al", "al"), ("H-3", "h3"), ("Мосул", "мосул"), ("🙂 Mosul 🙂", "mosul"), ("Mo\u{0301}sul", "mosul"),
    ("Mos\u{00AD}ul", "mosul"), ("١٢ تموز", "12تموز"),
])
func latinSpellingsFold(text: String, expected: String) {
    #expect(key(text) == expected)
}

@Test(arguments: [
    ("الأنبار", "انبار"), ("الحسكة", "حسكه"), ("ٱلْحَسَكَة", "حسكه"), ("الحسـكة", "حسكه"), ("نينوى", "نينوي"),
    ("كربلاء", "كربلا"), ("إدلب", "ادلب"), ("آمرلي", "امرلي"), ("کرکوک", "كركوك"), ("ذي قار", "ذيقار"),
    ("الم", "الم"),
])
func arabicSpellingsFold(text: String, expected: String) {
    #expect(key(text) == expected)
}

@Test func textsWithoutLettersFoldToNothing() {
    for text in ["", " ", "\u{0}\u{1}\u{7F}", "🙂🙂", "...---", "ـــ", "’’"] {
        #expect(NameFolding.fold(text).isEmpty, "\(text.unicodeScalars.map(\.value))")
    }
}

/// Every scalar folds without a trap, and folding the result again changes nothing.
@Test func foldingIsIdempotent() {
    for value in UInt32(0)..<0x3000 {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let once = NameFolding.fold("a" + String(Character(scalar)) + "b")
        #expect(NameFolding.fold(String(decoding: once, as: UTF8.self)) == once, "U+\(String(value, radix: 16))")
    }
}
