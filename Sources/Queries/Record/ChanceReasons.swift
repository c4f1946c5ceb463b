// SPDX-License-Identifier: Apache-2.0

public import Layers

/// Why a place has its chance and its number: the factors that lead to the number, and the events that it comes from.
public struct ChanceReasons: Sendable, Encodable {
    /// Expected events in the whole area and within 25 km of the place, in 30 days.
    public let expectedInAll: Double, expected: Double
    /// The number within 25 km if the whole were spread evenly.
    public let even: Double
    /// Factor of being near to or far from towns.
    public let nearTowns: Double
    /// Factors of the clocks.
    public let clocks: [Clock]
    /// What the number comes from; the shares sum to 1.
    public private(set) var parts: [Part]

    /// What one clock multiplies the number by.
    public struct Clock: Sendable, Encodable {
        /// Half-life in days; nil for the whole record.
        public let halfLifeDays: Double?
        /// The factor.
        public let factor: Double

        private enum CodingKeys: String, CodingKey { case halfLifeDays = "half_life_days", factor }
    }

    /// A part of the number.
    public struct Part: Sendable, Encodable {
        /// What it is.
        public enum Kind: String, Sendable, Encodable {
            /// One event within 50 km.
            case incident
            /// Further events within 50 km.
            case others
            /// Old events within 50 km that recent ones do not bear out.
            case longQuiet = "long_quiet"
            /// What is there without the events within 50 km.
            case background
        }

        /// What it is.
        public let kind: Kind
        /// Id, title, first and last day of an incident; nil where it is not listed.
        public let id, title, first, last: String?
        /// Share of the number.
        public let share: Double
        /// Number of events.
        public let events: Int
        /// Claims behind an incident.
        public internal(set) var claims: [ContributingClaim]

        init(
            kind: Kind, id: String? = nil, title: String? = nil, first: String? = nil, last: String? = nil,
            share: Double, events: Int, claims: [ContributingClaim] = []
        ) {
            self.kind = kind
            (self.id, self.title, self.first, self.last) = (id, title, first, last)
            self.share = share
            self.events = events
            self.claims = claims
        }
    }

    init(_ reasons: PlaceReasons, parts: [Part], expected: Double) {
        expectedInAll = reasons.whole
        self.expected = expected
        even = reasons.whole * reasons.even
        nearTowns = reasons.nearTowns
        clocks = reasons.clocks.map { Clock(halfLifeDays: $0.halfLifeDays, factor: $0.factor) }
        self.parts = parts
    }

    /// The same without words of the sources.
    var withoutQuotes: ChanceReasons {
        var reasons = self
        for index in parts.indices { reasons.parts[index].claims = parts[index].claims.map(\.withoutQuote) }
        return reasons
    }

    private enum CodingKeys: String, CodingKey {
        case expectedInAll = "expected_in_all", expected, even, nearTowns = "near_towns", clocks, parts
    }
}
