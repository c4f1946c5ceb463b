// SPDX-License-Identifier: Apache-2.0

/// What a group of claims about one number tells of it: least, most, and a best value only where somebody states one
/// that no other statement excludes. No mean is ever told.
public struct ToldCount: Sendable, Hashable {
    /// The least that any root source states or allows.
    public let least: Double
    /// The number that is stated; nil where several are, or none.
    public let best: Double?
    /// The most that any root source states or allows.
    public let most: Double
}

extension ConflictGroup {
    /// What the claims tell of their number together; nil when none states one.
    public var told: ToldCount? {
        guard let least = witnesses.map(\.interval.min).min(), let most = witnesses.map(\.interval.max).max() else {
            return nil
        }
        let limit = max(least, min(most, statedLimit ?? most))
        return ToldCount(least: least, best: best(least, limit), most: limit)
    }

    /// The largest number that any claim states, where a claim says "up to" it: ten per cent more, as "about" is read
    /// elsewhere, would be more than anybody has said.
    private var statedLimit: Double? {
        let quantities = claims.compactMap(\.quantity)
        let limits = quantities.filter { $0.bound == .upper }.compactMap { $0.max ?? $0.best }
        let numbers = quantities.compactMap { quantity in
            switch quantity.bound {
            case .approximate: quantity.best ?? quantity.max
            case .lower: Double.infinity
            case .exact, .upper, .range: quantity.max ?? quantity.best ?? quantity.min
            }
        }
        guard let limit = limits.max(), let largest = numbers.max(), largest <= limit else { return nil }
        return limit
    }

    /// One number that is stated exactly and lies within all that others state, or else the one best value of all.
    private func best(_ least: Double, _ most: Double) -> Double? {
        let exact = Set(claims.compactMap(\.quantity).filter { $0.bound == .exact }.compactMap(\.number))
        let stated = exact.isEmpty ? Set(witnesses.map(\.interval.best)) : Set(exact.map(Optional.some))
        guard stated.count == 1, let best = stated.first ?? nil, (least...most).contains(best), !isInConflict,
            witnesses.allSatisfy({ $0.interval.min <= best && best <= $0.interval.max })
        else { return nil }
        return best
    }
}

extension Quantity {
    /// The number of an exact statement, as it is read everywhere.
    fileprivate var number: Double? { best ?? min ?? max }
}
