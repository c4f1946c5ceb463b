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
        for separator in [" to ", " or ", " and ", " et ", " à ", " y ", " ou ", " و ", " إلى ", "-", "~", "/"] {
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
                "más de", "не менее", "более", "понад", "على الأقل", "أكثر من",
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
        let bare = text.replacing(/\b(?:of|people|persons|killed|dead|deaths|casualties|civilians)\b/, with: "")
        if let range = sizes[WrittenText.key(bare.replacing(/\b(?:a|an)\b/, with: ""))] {
            return .stated(min: range.lowerBound, best: nil, max: range.upperBound, bound: .range)
        }
        return SpelledNumber.value(WrittenText.trimmed(bare)).map { exactly($0) }
    }

    private static let sizes: [String: ClosedRange<Double>] = {
        let words: [(ClosedRange<Double>, [String])] = [
            (2...2, ["pair", "couple"]), (2...5, ["few", "quelques", "unos pocos", "несколько"]),
            (3...9, ["several", "plusieurs", "varios", "عدة", "عدد"]),
            (12...12, ["dozen", "douzaine", "docena", "дюжина"]),
            (6...6, ["half dozen", "demi-douzaine", "media docena", "полдюжины"]),
            (10...99, ["tens", "dizaines", "des dizaines", "decenas", "десятки", "عشرات", "العشرات"]),
            (24...99, ["dozens", "douzaines", "des douzaines", "docenas", "дюжины"]),
            (40...99, ["scores"]), (100...199, ["hundred"]),
            (200...999, ["hundreds", "centaines", "des centaines", "cientos", "сотни", "مئات", "المئات"]),
            (2000...9999, ["thousands", "milliers", "des milliers", "miles", "тысячи", "آلاف", "الآلاف"]),
        ]
        let pairs = words.flatMap { range, words in words.map { (WrittenText.key($0), range) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()
}
