// SPDX-License-Identifier: Apache-2.0

/// What a word does in a written number.
enum NumberWord: Sendable {
    /// A number below hundred, to be added; Arabic hundreds in one word too.
    case value(Double)
    /// Multiplies what stands before it: `hundred`, `thousand`, `dozen`.
    case scale(Double)
    /// A size without a number: `dozens`, `hundreds`, `عشرات`; the power of ten that it stands for, its least and most.
    case many(size: Double, least: Double, most: Double)
    /// A small number that is not told: `several`, `a few`.
    case some(least: Double, most: Double)
    /// `a couple`, `a pair`.
    case couple
    /// A share: `half`, `third`, `ربع`; how many of them are the whole.
    case part(Double)
}

/// The words of numbers, folded: a closed list in both languages.
struct NumberWords: Sendable {
    let english: [String: NumberWord]
    let arabic: [String: NumberWord]

    init() {
        english = Self.englishWords()
        arabic = Self.arabicWords()
    }

    private static func englishWords() -> [String: NumberWord] {
        let units = """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
            seventeen eighteen nineteen
            """
        var words: [String: NumberWord] = [:]
        for (value, word) in units.split(separator: " ").enumerated() { words[String(word)] = .value(Double(value)) }
        for (place, word) in "twenty thirty forty fifty sixty seventy eighty ninety".split(separator: " ").enumerated()
        {
            words[String(word)] = .value(Double(place + 2) * 10)
        }
        addSizes(to: &words)
        return words
    }

    /// Words that multiply, sizes without a number, and shares.
    private static func addSizes(to words: inout [String: NumberWord]) {
        words["dozen"] = .scale(12)
        words["tens"] = .many(size: 10, least: 20, most: 99)
        words["dozens"] = .many(size: 10, least: 24, most: 99)
        words["scores"] = .many(size: 10, least: 40, most: 99)
        for (word, size) in [
            ("hundred", 100), ("thousand", 1000), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12),
        ]
            as [(String, Double)]
        {
            words[word] = .scale(size)
            words[word + "s"] = many(size)
        }
        words["few"] = .some(least: 3, most: 5)
        words["several"] = .some(least: 3, most: 9)
        words["couple"] = .couple
        words["pair"] = .couple
        let parts = "half third quarter fifth sixth seventh eighth ninth tenth".split(separator: " ")
        for (place, word) in parts.enumerated() {
            words[String(word)] = .part(Double(place + 2))
            if place > 0 { words[word + "s"] = .part(Double(place + 2)) }
        }
    }

    /// `hundreds`: from two of them to less than the next power of ten.
    private static func many(_ size: Double) -> NumberWord {
        .many(size: size, least: 2 * size, most: 10 * size - 1)
    }

    private static func arabicWords() -> [String: NumberWord] {
        var words: [String: NumberWord] = [:]
        func add(_ spellings: String, _ word: NumberWord) {
            for spelling in spellings.split(separator: " ") { words[WordFolding.fold(spelling)] = word }
        }
        let units = [
            "صفر", "واحد واحدة", "اثنان اثنين اثنتان اثنتين إثنان إثنين", "ثلاث ثلاثة", "أربع أربعة", "خمس خمسة",
            "ست ستة",
            "سبع سبعة", "ثمان ثماني ثمانية", "تسع تسعة", "عشر عشرة",
        ]
        for (value, spellings) in units.enumerated() { add(spellings, .value(Double(value))) }
        let stems = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
        add("عشرون عشرين", .value(20))
        for (place, stem) in stems.enumerated() {
            let value = Double(place + 3)
            add("\(stem)ون \(stem)ين", .value(value * 10))
            add("\(stem)مئة \(stem)مائة \(stem)ماية", .value(value * 100))
        }
        add("ثمانمئة ثمانمائة ثمانيمئة ثمانيمائة", .value(800))
        add("مئتان مئتين مائتان مائتين مئتي مائتي مئتا مائتا", .value(200))
        add("مئة مائة مية", .scale(100))
        add("ألف ألفا آلاف", .scale(1000))
        add("مليون مليونا ملايين", .scale(1e6))
        add("مليار مليارا مليارات بليون", .scale(1e9))
        add("ألفان ألفين ألفي", .value(2000))
        add("مليونان مليونين مليوني", .value(2e6))
        add("ملياران مليارين ملياري", .value(2e9))
        add("عشرات العشرات", .many(size: 10, least: 20, most: 99))
        add("مئات المئات مائات", many(100))
        add("الآلاف", many(1000))
        add("الملايين", many(1e6))
        add("بضع بضعة", .some(least: 3, most: 9))
        add("عدة", .some(least: 3, most: 9))
        add("نصف", .part(2))
        add("ثلث", .part(3))
        add("ثلثا ثلثي", .part(1.5))
        add("ربع", .part(4))
        return words
    }

    /// The first words of eleven and twelve, which are no numbers alone.
    static let beforeTen: [String: Double] = [
        "احد": 1, "احدي": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2,
    ]

    /// Plurals of sizes, which stand for a number that is not told where none stands before them.
    static let arabicPlurals: Set<String> = ["الاف", "ملايين", "مليارات"]
}

/// Adds and multiplies the words of a number from the left: `two thousand three hundred and five`.
struct NumberSum {
    private var total = 0.0, group = 0.0
    private var smallest = Double.infinity
    private(set) var isEmpty = true
    /// What the last word multiplied with; 1 where it was added.
    private(set) var scale = 1.0

    var value: Double { total + group }
    /// The last word's own number (`3` of `3 million`).
    var lead: Double { value / scale }

    /// A number in digits, or one that nothing can be added to.
    mutating func start(_ value: Double) {
        group = value
        isEmpty = false
    }

    /// Adds a half to what may still be multiplied.
    mutating func addHalf() { group += 0.5 }

    /// Adds half of the last size (`a million and a half`).
    mutating func addHalfScale() {
        total += scale / 2
        scale = 1
    }

    /// Makes a number of teens of a unit (`ثلاثة عشر`).
    mutating func addTen() { group += 10 }

    /// False where the word multiplies nothing here.
    mutating func multiply(_ size: Double) -> Bool {
        if size >= 1000 {
            guard size < smallest, isEmpty || group > 0 else { return false }
            total += (isEmpty ? 1 : group) * size
            group = 0
            smallest = size
        } else {
            guard isEmpty || (group > 0 && group < 100) else { return false }
            group = (isEmpty ? 1 : group) * size
        }
        scale = scale > 1 && group == 0 ? scale * size : size
        isEmpty = false
        return true
    }

    /// False where the places that the number fills are taken.
    mutating func add(_ value: Double, unitsFirst: Bool = false) -> Bool {
        guard isEmpty || fits(value, unitsFirst: unitsFirst) else { return false }
        if value >= 1000 {
            total += value
            smallest = value >= 2e9 ? 1e9 : value >= 2e6 ? 1e6 : 1000
        } else {
            group += value
        }
        scale = 1
        isEmpty = false
        return true
    }

    private func fits(_ value: Double, unitsFirst: Bool) -> Bool {
        guard value > 0, value < smallest, group == group.rounded() else { return false }
        if unitsFirst, value >= 20, value < 100 {
            let units = group.truncatingRemainder(dividingBy: 100)
            if units >= 1, units < 10 { return value.truncatingRemainder(dividingBy: 10) == 0 }
        }
        if value < 10, group.truncatingRemainder(dividingBy: 100) == 10 { return false }
        let size: Double = value < 10 ? 10 : value < 100 ? 100 : 1000
        return group.truncatingRemainder(dividingBy: size) == 0
    }
}
