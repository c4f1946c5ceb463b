// SPDX-License-Identifier: Apache-2.0

/// The words that time may start with: most words of a text start none, and are passed over without a rule being tried.
enum TimeStarters {
    static let words: Set<String> = {
        var words: Set<String> = [
            "another", "so", "earlier", "later", "since", "until", "till", "every", "each", "per", "same", "last",
            "past", "next", "coming", "this", "current", "upcoming", "recent", "most", "today", "yesterday", "tomorrow",
            "tonight", "overnight", "few", "several", "many", "couple", "half", "daylight", "small", "q1", "q2", "q3",
            "q4", "beginning", "start", "end", "middle", "close", "outset", "early", "mid", "late", "final", "latter",
            "opening", "nowruz", "newroz", "christmas", "new", "eid", "ashura", "'", "’", "‘",
        ]
        for table in [TimeWords.months, TimeWords.shortMonths, TimeWords.hijriMonths, TimeWords.weekdays] {
            words.formUnion(table.keys)
        }
        for table in [TimeWords.shortWeekdays, TimeWords.numbers, TimeWords.tens, TimeWords.ordinals] {
            words.formUnion(table.keys)
        }
        words.formUnion(TimeWords.unit.keys)
        words.formUnion(TimeWords.units.keys)
        words.formUnion(TimeWords.seasons.keys)
        for list in [TimeWords.pluralWeekdays, TimeWords.dayParts, TimeWords.adverbs, TimeWords.repeating] {
            words.formUnion(list)
        }
        return words
    }()

    /// Words that start time only where the next word does, or one of `behind`.
    static let openers: Set<String> = ["the", "a", "an", "that", "from", "between"]
    static let behind: Set<String> = [
        "same", "following", "next", "previous", "preceding", "very", "day", "full", "whole", "additional", "dozen",
        "the", "a", "an",
    ]

    static let arabicWords: Set<String> = {
        typealias Words = ArabicTimeWords
        var words: Set<String> = [
            "شهر", "الحادي", "العشرين", "الثلاثين", "كانون", "تشرين", "ربيع", "جمادي", "ذو", "ذي", "عامي", "العامين",
            "سنتي", "عام", "سنه", "يوم", "نهار", "النصف", "الربع", "اول", "امس", "الامس", "البارحه", "بعد", "غدا",
            "الغد", "الليله", "ذلك", "تلك", "نفس", "هذا", "هذه", "قبل", "منذ", "حتي", "لغايه", "كل", "وقت", "الساعات",
            "ساعات", "منتصف", "بضعه", "بضع", "عده", "ايام", "عيد", "اليومين", "الاسبوعين", "الشهرين", "السنتين",
            "العقدين", "الايام", "الاسابيع", "الاشهر", "الشهور", "السنوات", "الاعوام", "العقود",
        ]
        for table in [Words.months, Words.hijriMonths, Words.weekdays, Words.numbers, Words.tens, Words.ordinals] {
            words.formUnion(table.keys)
        }
        words.formUnion(Words.units.keys)
        words.formUnion(Words.parts.keys)
        words.formUnion(Words.seasons.keys)
        words.formUnion(Words.dayParts)
        words.formUnion(Words.decades.keys)
        words.formUnion(Words.decades.keys.map { "ال" + $0 })
        words.formUnion(TimeGrammar.definiteUnits.keys)
        words.formUnion(TimeWords.adverbs)
        words.formUnion(TimeWords.repeating)
        return words
    }()
    static let arabicOpeners: Set<String> = ["من", "بين", "في"]
}

extension TimeGrammar {
    /// Whether a rule is worth trying at a token; `depth` bounds how many opening words are looked through.
    func mayStart(at place: Int, depth: Int = 0) -> Bool {
        guard depth < 3, text.sentence.contains(place) else { return false }
        let token = text.tokens[place]
        if token.kind == .number { return true }
        if token.isArabic {
            if TimeStarters.arabicOpeners.contains(token.folded) {
                return mayStart(at: place + 1, depth: depth + 1)
                    || token.folded == "في" && text.word(place + 1) == "الوقت"
            }
            return text.isWord(place, in: TimeStarters.arabicWords) || text.digits(place) != nil
                || text.isWord(place, in: TimeStarters.arabicOpeners) && mayStart(at: place + 1, depth: depth + 1)
        }
        if TimeStarters.words.contains(token.folded) { return true }
        if TimeStarters.openers.contains(token.folded) {
            return TimeStarters.behind.contains(text.word(place + 1)) || mayStart(at: place + 1, depth: depth + 1)
        }
        return TimeWords.adverbPhrases[token.folded]?.contains { $0.first == text.word(place + 1) } ?? false
    }
}
