// SPDX-License-Identifier: Apache-2.0

import Geo

/// How a stated number is meant.
public enum QuantityBound: String, Sendable, Hashable, CaseIterable, Codable {
    /// The number itself.
    case exact
    /// "About": ten per cent either way unless the report says otherwise.
    case approximate
    /// "More than": the number is the least.
    case lower
    /// "Up to": the number is the most.
    case upper
    /// Least and most are both stated.
    case range
}

/// Whether numbers of several claims could be summed: they never are across kinds, and plans and stocks not at all.
public enum CountKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// What one event did.
    case increment
    /// The running total at a date.
    case cumulative
    /// What is intended.
    case plan
    /// What is held at a date.
    case stock
    /// A number that counts no casualties or escapees: attackers, operations, places.
    case other
}

/// A number as a claim states it. At least one of least, best and most is there; none is negative; they are in order.
public struct Quantity: Sendable, Hashable {
    /// The unit in the plural, for instance `persons`.
    public let unit: String
    /// How the number is meant.
    public let bound: QuantityBound
    /// What kind of count it is.
    public let kind: CountKind

    /// No count is larger: more than there are people.
    static let largest = 1e12

    /// Why a number is no count; nil where it is one.
    static func fault(of number: Double) -> RejectionReason? {
        number < 0 ? .negativeCount : number > largest ? .countTooLarge : nil
    }

    // NaN stands for an absent number: three optionals would cost 24 bytes more per claim.
    private let least: Double
    private let central: Double
    private let most: Double

    /// The least; nil when the claim sets none.
    public var min: Double? { least.isNaN ? nil : least }
    /// The best estimate; nil when the claim gives none.
    public var best: Double? { central.isNaN ? nil : central }
    /// The most; nil when the claim sets none.
    public var max: Double? { most.isNaN ? nil : most }

    /// Returns nil when no number is given, one is negative or not finite, or they are out of order.
    public init?(
        min: Double?, best: Double?, max: Double?, unit: String, bound: QuantityBound, kind: CountKind = .increment
    ) {
        let given = [min, best, max].compactMap { $0 }
        guard !given.isEmpty, given.allSatisfy({ $0.isFinite && $0 >= 0 }), given == given.sorted() else { return nil }
        self.unit = unit
        self.bound = bound
        self.kind = kind
        least = min ?? .nan
        central = best ?? .nan
        most = max ?? .nan
    }

    /// A quantity whose numbers have been checked before; NaN stands for an absent one.
    init(
        checked numbers: (least: Double, central: Double, most: Double), unit: String, bound: QuantityBound,
        kind: CountKind
    ) {
        self.unit = unit
        self.bound = bound
        self.kind = kind
        (least, central, most) = numbers
    }

    /// Least, best and most; NaN where one is absent.
    var numbers: (least: Double, central: Double, most: Double) { (least, central, most) }

    /// The numbers that the claim states itself, without those that follow from "about".
    public var stated: [Double] {
        if bound == .approximate, let best { return [best] }
        return [min, best, max].compactMap { $0 }
    }

    /// How a reader would write it: `about 1,500 persons`, `more than 1,000 persons`, `1 to 4 persons (best 2)`.
    public var description: String {
        let text =
            switch bound {
            case .exact: Self.digits(best ?? min ?? max)
            case .approximate: "about \(Self.digits(best ?? min ?? max))"
            case .lower: "more than \(Self.digits(min ?? best))"
            case .upper: "up to \(Self.digits(max ?? best))"
            case .range: rangeText
            }
        let counted = unit.isEmpty ? text : "\(text) \(text == "1" ? Self.singular(unit) : unit)"
        guard bound == .range, let best, min != max else { return counted }
        return counted + " (best \(Self.digits(best)))"
    }

    /// `deaths` as one of them is called; other units stay as the table has them.
    private static func singular(_ unit: String) -> String {
        let known = ["deaths", "persons", "fatalities", "civilians", "vehicles", "detainees", "prisoners"]
        guard known.contains(unit) else { return unit }
        return unit == "fatalities" ? "fatality" : String(unit.dropLast())
    }

    private var rangeText: String {
        guard let min, let max else { return Self.digits(best ?? min ?? max) }
        if min == max { return Self.digits(min) }
        return "\(Self.digits(min)) to \(Self.digits(max))"
    }

    /// The number with thousands separators, without a fraction when it is whole.
    package static func digits(_ number: Double?) -> String {
        guard let number else { return "an unknown number" }
        guard number == number.rounded(), abs(number) < 1e15, let whole = Int(checked: number) else {
            return String(number)
        }
        var text = ""
        for (index, digit) in String(whole).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}

extension Quantity: CustomStringConvertible {
    /// NaN marks absence and equals nothing, so equality goes by the optionals.
    public static func == (a: Quantity, b: Quantity) -> Bool {
        a.min == b.min && a.best == b.best && a.max == b.max && a.unit == b.unit && a.bound == b.bound
            && a.kind == b.kind
    }

    /// Agrees with equality.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(min)
        hasher.combine(best)
        hasher.combine(max)
        hasher.combine(unit)
    }
}
