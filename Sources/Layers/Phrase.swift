// SPDX-License-Identifier: Apache-2.0

package import Geo

/// A sentence with places for values in braces, or one for each plural form that the language has.
public struct Phrase: Sendable, Hashable, Codable {
    /// The sentences by plural form; a phrase without a number has the last one alone.
    public let forms: [PluralForm: String]

    /// One sentence for every number.
    public init(_ text: String) { self.init(forms: [.other: text]) }

    /// A sentence for one and one for all other numbers.
    init(one: String, other: String) { self.init(forms: [.one: one, .other: other]) }

    /// Sentences by plural form.
    package init(forms: [PluralForm: String]) { self.forms = forms }

    /// The place whose number decides about the plural form.
    static let count = "count"

    /// The sentence with its values.
    /// - Parameter count: the number that decides about the plural form; nil for none.
    package func text(count: Double? = nil, _ values: [String: String], in language: Language) -> String {
        let form = count.map { PluralForm.of($0, in: language) } ?? .other
        return Pattern(forms[form] ?? forms[.other] ?? "").filled(values)
    }

    /// Names of the places of all sentences.
    public var places: Set<String> { forms.values.reduce(into: []) { $0.formUnion(Pattern($1).names) } }

    /// What must be changed for this to stand for another phrase; nil where nothing must.
    ///
    /// A form for one or two may say the number in words.
    public func fault(against original: Phrase) -> PhraseFault? {
        let wanted = original.places
        for (form, text) in forms.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let names = Set(Pattern(text).names)
            if let unknown = names.subtracting(wanted).min() { return .unknown(unknown) }
            let needed = form == .other || form == .many || form == .few ? wanted : wanted.subtracting([Self.count])
            if let missing = needed.subtracting(names).min() { return .missing(missing) }
        }
        return forms[.other] == nil ? .withoutOther : nil
    }

    /// Reads a text, or texts by plural form.
    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self.init(text)
        } else {
            self.init(forms: try decoder.singleValueContainer().decode([PluralForm: String].self))
        }
    }

    /// Writes what is read.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if forms.count == 1, let text = forms[.other] {
            try container.encode(text)
        } else {
            try container.encode(forms)
        }
    }
}

/// What is wrong with a phrase that stands for another.
public enum PhraseFault: Sendable, Hashable, CustomStringConvertible {
    /// A place that the other has, by name.
    case missing(String)
    /// A place that the other has not.
    case unknown(String)
    /// Plural forms without the one for all other numbers.
    case withoutOther

    /// What is wrong, in words that follow a colon.
    public var description: String {
        switch self {
        case .missing(let name): "the placeholder {\(name)} is missing"
        case .unknown(let name): "there is no placeholder {\(name)} here"
        case .withoutOther: "the plural form 'other' is missing"
        }
    }
}

/// The plural forms of languages, by the names that the Unicode project gives them.
public enum PluralForm: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
    case zero, one, two, few, many, other

    /// The form that a number asks for; broken numbers have that of all others.
    static func of(_ number: Double, in language: Language) -> PluralForm {
        guard let whole = Int(exactly: number.rounded()), Double(whole) == number, whole >= 0 else {
            return language == .french && number < 2 ? .one : .other
        }
        switch language {
        case .english, .spanish, .kurdish: return whole == 1 ? .one : .other
        case .french: return whole < 2 ? .one : .other
        case .russian, .ukrainian: return slavic(whole)
        case .arabic: return arabic(whole)
        }
    }

    private static func slavic(_ number: Int) -> PluralForm {
        let (tens, ones) = (number % 100, number % 10)
        if (11...14).contains(tens) { return .many }
        return ones == 1 ? .one : (2...4).contains(ones) ? .few : .many
    }

    private static func arabic(_ number: Int) -> PluralForm {
        switch number {
        case 0: .zero
        case 1: .one
        case 2: .two
        default: (3...10).contains(number % 100) ? .few : number % 100 >= 11 ? .many : .other
        }
    }
}

/// A text taken apart at its places: `under {upper}`.
struct Pattern {
    /// What stands before, between and behind the places; one more than there are names.
    private let literals: [String]
    let names: [String]

    init(_ text: String) {
        var literals = [""], names: [String] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            literals[literals.count - 1] += rest[..<open]
            names.append(String(rest[rest.index(after: open)..<close]))
            literals.append("")
            rest = rest[rest.index(after: close)...]
        }
        literals[literals.count - 1] += rest
        (self.literals, self.names) = (literals, names)
    }

    /// The text with a value at each place.
    func filled(_ values: [String: String]) -> String {
        zip(names, literals.dropFirst()).reduce(literals[0]) { $0 + (values[$1.0] ?? "{\($1.0)}") + $1.1 }
    }

    /// What a text has at the places; nil where it is no such text. What stands at a place has to be a number.
    func values(in text: String) -> [String: String]? {
        guard text.hasPrefix(literals[0]) else { return nil }
        var rest = text.dropFirst(literals[0].count)
        var values: [String: String] = [:]
        for (index, name) in names.enumerated() {
            let literal = literals[index + 1], isLast = index == names.count - 1
            let value = Self.prefix(of: rest, before: literal, isLast: isLast)
            guard let value, Self.isNumber(value) else { return nil }
            values[name] = String(value)
            rest = rest.dropFirst(value.count + literal.count)
        }
        return rest.isEmpty ? values : nil
    }

    private static func prefix(of text: Substring, before literal: String, isLast: Bool) -> Substring? {
        if isLast { return text.hasSuffix(literal) ? text.dropLast(literal.count) : nil }
        guard let range = text.firstRange(of: literal) else { return nil }
        return text[..<range.lowerBound]
    }

    /// Digits with a point, with or without a sign of per cent.
    private static func isNumber(_ text: Substring) -> Bool {
        let digits = text.hasSuffix(" %") ? text.dropLast(2) : text
        return digits.first?.isNumber == true && digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    }
}
