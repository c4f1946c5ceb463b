// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A count as people write it: a number, an interval, or words.
enum WrittenCount: Hashable {
    /// How many, and how it is meant.
    case stated(min: Double?, best: Double?, max: Double?, bound: QuantityBound)
    /// The text says that the number is not known.
    case unknown

    /// Nil for a text that is no count.
    init?(_ text: String) {
        if let number = WrittenNumber.count(text) {
            // -9 and -99 mark "unknown" in data sets that code events.
            if [-9, -99, -999, -9999].contains(number) { self = .unknown } else { self = .exactly(number) }
            return
        }
        if WrittenText.saysNothing(text) {
            self = .unknown
            return
        }
        guard text.utf8.count <= 80 else { return nil }
        let plain = WrittenText.plain(text).lowercased()
        // Words first: "one hundred and twenty" and "twenty-five" are no intervals.
        guard let count = Self.words(plain) ?? Self.interval(plain) ?? Self.marked(plain) else { return nil }
        self = count
    }

    private static func exactly(_ number: Double) -> WrittenCount {
        .stated(min: nil, best: number, max: nil, bound: .exact)
    }

    private static func number(_ text: some StringProtocol) -> Double? {
        let text = WrittenText.trimmed(text)
        return WrittenNumber.count(text) ?? SpelledNumber.value(text)
    }

    /// `5-7`, `5 to 7`, `between 5 and 7`.
    private static func interval(_ text: String) -> WrittenCount? {
        let body = text.replacing(/^(?:between|from|entre|de|от|від|بين)\s+/, with: "")
            .replacing(/\sو(?=\d)/, with: " و ")
        for separator in [" to ", " до ", " or ", " and ", " et ", " à ", " y ", " ou ", " و ", " إلى ", "-", "~", "/"]
        {
            let parts = body.components(separatedBy: separator)
            guard parts.count == 2, let first = number(parts[0]), let last = number(parts[1]), first >= 0 else {
                continue
            }
            return .stated(min: Swift.min(first, last), best: nil, max: Swift.max(first, last), bound: .range)
        }
        return nil
    }

    /// `10+`, `at least 10`, `up to 10`, `about 10`.
    private static func marked(_ text: String) -> WrittenCount? {
        for (bound, marks) in self.marks {
            for mark in marks where text.hasPrefix(mark) || text.hasSuffix(mark) {
                let rest = text.hasPrefix(mark) ? text.dropFirst(mark.count) : text.dropLast(mark.count)
                guard let number = number(rest), number >= 0 else { continue }
                switch bound {
                case .lower: return .stated(min: number, best: nil, max: nil, bound: .lower)
                case .upper: return .stated(min: nil, best: nil, max: number, bound: .upper)
                default: return .stated(min: nil, best: number, max: nil, bound: .approximate)
                }
            }
        }
        return nil
    }

    private static let marks: [(QuantityBound, [String])] = [
        (
            .lower,
            [
                "+", "at least", "more than", "over", ">=", "≥", ">", "min.", "or more", "au moins", "plus de",
                "al menos",
                "más de", "не менее", "более", "понад", "не менше", "щонайменше", "لا يقل عن", "ما لا يقل عن",
                "على الأقل", "أكثر من",
            ]
        ),
        (
            .upper,
            [
                "up to", "at most", "less than", "fewer than", "under", "<=", "≤", "<", "max.", "or fewer", "jusqu'à",
                "moins de", "hasta", "до", "не более", "أقل من", "حتى",
            ]
        ),
        (
            .approximate,
            [
                "about", "approximately", "approx.", "approx", "around", "circa", "ca.", "c.", "some", "nearly",
                "almost", "~",
                "≈", "?", "environ", "près de", "unos", "около", "примерно", "близько", "نحو", "حوالي",
            ]
        ),
    ]

    /// Words that stand for an order of size.
    private static func words(_ text: String) -> WrittenCount? {
        let bare = WrittenText.trimmed(
            text.split(separator: " ").filter { !victims.contains(WrittenText.key($0)) }.joined(separator: " "))
        // `2 muertos`: a number before a word for victims.
        if bare.utf8.count < text.utf8.count, let number = WrittenNumber.count(bare), number >= 0 {
            return exactly(number)
        }
        let key = WrittenText.key(bare.replacing(/\b(?:a|an|un|une|una|uno|unas|unos)\b/, with: ""))
        if let range = sizes[key] {
            return .stated(min: range.lowerBound, best: nil, max: range.upperBound, bound: .range)
        }
        if let number = numbers[key] { return exactly(number) }
        if let number = rounds[key] { return .stated(min: nil, best: number, max: nil, bound: .approximate) }
        return SpelledNumber.value(WrittenText.trimmed(bare)).map { exactly($0) }
    }

    /// Words for victims, which count nothing themselves, as keys.
    private static let victims = Set(
        """
        of people persons person killed dead deaths casualties civilians civilian injured wounded fatalities victims
        de morts mort tués tué blessés blessé victimes civils personnes décès
        muertos muerto muertas heridos herido víctimas civiles personas fallecidos
        убитых погибших раненых человек людей жертв загиблих поранених осіб
        قتيل قتلى قتيلا شهيد شهداء جريح جرحى شخص أشخاص مدني مدنيين ضحايا
        """.split { $0 == " " || $0 == "\n" }.map { WrittenText.key($0) })

    /// Numbers that the library does not write so: collective ones, the Arabic dual, none.
    private static let numbers: [String: Double] = {
        let words: [(Double, [String])] = [
            (
                0,
                [
                    "aucun", "aucune", "ninguno", "ninguna", "ningún", "нет", "немає", "никого", "нікого", "لا أحد",
                    "لا يوجد",
                ]
            ),
            (2, ["двое", "двоих", "двоє", "двох", "обое", "قتيلان", "قتيلين", "شهيدان", "شهيدين", "جريحان", "جريحين"]),
            (2, ["شخصان", "شخصين", "مدنيان", "مدنيين اثنين", "اثنان", "اثنين"]),
            (3, ["трое", "троих", "троє", "трьох"]), (4, ["четверо", "четверых", "четверо"]),
            (5, ["пятеро", "п'ятеро"]), (6, ["шестеро"]), (7, ["семеро"]),
            (11, ["أحد عشر", "إحدى عشرة", "احدى عشر"]), (12, ["اثنا عشر", "اثني عشر", "اثنتا عشرة", "اثنتي عشرة"]),
        ]
        return table(words)
    }()

    /// Round numbers that mean about so many: the French ones in -aine.
    private static let rounds: [String: Double] = table([
        (10, ["dizaine", "decena", "десяток"]), (15, ["quinzaine"]), (20, ["vingtaine", "veintena"]),
        (30, ["trentaine"]),
        (40, ["quarantaine"]), (50, ["cinquantaine"]), (60, ["soixantaine"]), (100, ["centaine", "centenar"]),
    ])

    private static func table<Value>(_ words: [(Value, [String])]) -> [String: Value] {
        Dictionary(
            words.flatMap { value, words in words.map { (WrittenText.key($0), value) } },
            uniquingKeysWith: { first, _ in first })
    }

    private static let sizes: [String: ClosedRange<Double>] = {
        let words: [(ClosedRange<Double>, [String])] = [
            (2...2, ["pair", "couple", "par"]), (2...5, ["few", "quelques", "pocos", "unos pocos"]),
            (
                3...9,
                ["several", "plusieurs", "varios", "varias", "несколько", "кілька", "декілька", "عدة", "عدد", "بضعة"]
            ),
            (12...12, ["dozen", "douzaine", "docena", "дюжина"]),
            (6...6, ["half dozen", "demi-douzaine", "media docena", "полдюжины"]),
            (10...99, ["tens", "dizaines", "des dizaines", "decenas", "десятки", "عشرات", "العشرات"]),
            (24...99, ["dozens", "douzaines", "des douzaines", "docenas", "дюжины"]),
            (40...99, ["scores"]), (100...199, ["hundred"]),
            (200...999, ["hundreds", "centaines", "des centaines", "cientos", "сотни", "مئات", "المئات"]),
            (2000...9999, ["thousands", "milliers", "des milliers", "miles", "тысячи", "آلاف", "الآلاف"]),
        ]
        return table(words)
    }()
}
