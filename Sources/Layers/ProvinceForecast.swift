// SPDX-License-Identifier: Apache-2.0

/// Whether an expected number has changed by more than chance.
public enum ChangeMark: String, Sendable, Hashable, Codable {
    /// At least 1.5 times as many, and more was reported in between than 39 of 40 cases allowed.
    case up
    /// At most two thirds as many, and less was reported in between than 39 of 40 cases allowed.
    case down
    /// Neither: what differs may be chance.
    case unmarked
}

/// What a systematic record says of a province: the 30 days after it, and what it reported.
public struct ProvinceForecast: Sendable, Hashable {
    /// Chance of at least one reported event in per cent; nil where refused or stated as a class only.
    public var chance: Double?
    /// Id of the class of the chance, as in the legend of `chance-30d`; nil where refused.
    public var chanceClass: String?
    /// Expected number of reported events; nil where refused or stated as a class only, as are its bounds.
    public var expected: Double?
    /// Numbers that are reached, and not exceeded, in 95 of 100 cases.
    public var expectedLow, expectedHigh: Int?
    /// Best and worst rank that the intervals of the numbers allow.
    public var rankBest, rankWorst: Int?
    /// Located events in the last 7, 30 and 90 days of the record; nil where there is no record.
    public var reported7, reported30, reported90: Int?
    /// Expected number over that of 30 days before; nil where either is refused.
    public var changeRatio: Double?
    /// Whether the number changed by more than chance; nil where nothing is said of it.
    public var change: ChangeMark?
    /// Why nothing, or a class only, is stated; nil where numbers are.
    public var refusal: String?

    /// Nothing is stated, as without a record.
    public init() {}

    /// Takes the parts as they are.
    /// - Parameter reported: in the last 7, 30 and 90 days.
    public init(
        chance: Double?, chanceClass: String?, expected: Double?, interval: ClosedRange<Int>?, reported: [Int],
        changeRatio: Double? = nil, change: ChangeMark? = nil, refusal: String?
    ) {
        self.chance = chance
        self.chanceClass = chanceClass
        self.expected = expected
        (expectedLow, expectedHigh) = (interval?.lowerBound, interval?.upperBound)
        if reported.count == 3 { (reported7, reported30, reported90) = (reported[0], reported[1], reported[2]) }
        self.changeRatio = changeRatio
        self.change = change
        self.refusal = refusal
    }

    /// The bounds of the number.
    public var interval: ClosedRange<Int>? {
        guard let low = expectedLow, let high = expectedHigh, low <= high else { return nil }
        return low...high
    }

    /// Nil where none of the members has a value.
    init?(_ members: KeyedDecodingContainer<ProvinceResult.CodingKeys>) throws {
        chance = try members.decodeIfPresent(Double.self, forKey: .chance)
        chanceClass = try members.decodeIfPresent(String.self, forKey: .chanceClass)
        expected = try members.decodeIfPresent(Double.self, forKey: .expected)
        expectedLow = try members.decodeIfPresent(Int.self, forKey: .expectedLow)
        expectedHigh = try members.decodeIfPresent(Int.self, forKey: .expectedHigh)
        rankBest = try members.decodeIfPresent(Int.self, forKey: .rankBest)
        rankWorst = try members.decodeIfPresent(Int.self, forKey: .rankWorst)
        reported7 = try members.decodeIfPresent(Int.self, forKey: .reported7)
        reported30 = try members.decodeIfPresent(Int.self, forKey: .reported30)
        reported90 = try members.decodeIfPresent(Int.self, forKey: .reported90)
        changeRatio = try members.decodeIfPresent(Double.self, forKey: .changeRatio)
        change = try members.decodeIfPresent(ChangeMark.self, forKey: .change)
        refusal = try members.decodeIfPresent(String.self, forKey: .refusal)
        if self == ProvinceForecast() { return nil }
    }

    func encode(to members: inout KeyedEncodingContainer<ProvinceResult.CodingKeys>) throws {
        try members.encode(rankBest, forKey: .rankBest)
        try members.encode(rankWorst, forKey: .rankWorst)
        try members.encode(chance, forKey: .chance)
        try members.encode(chanceClass, forKey: .chanceClass)
        try members.encode(expected, forKey: .expected)
        try members.encode(expectedLow, forKey: .expectedLow)
        try members.encode(expectedHigh, forKey: .expectedHigh)
        try members.encode(reported7, forKey: .reported7)
        try members.encode(reported30, forKey: .reported30)
        try members.encode(reported90, forKey: .reported90)
        try members.encode(changeRatio, forKey: .changeRatio)
        try members.encode(change, forKey: .change)
        try members.encode(refusal, forKey: .refusal)
    }
}
