// SPDX-License-Identifier: Apache-2.0

import Geo
public import Layers

/// The answer to "what is the risk on my way?": ways, their segments of 10 km, and what a reader must know.
public struct RouteAnswer: Sendable, Encodable {
    /// The first place and the last.
    public let from, to: Stop
    /// Those on the way, in their order.
    public let via: [Stop]
    /// Names of the areas kept out of.
    public let avoided: [String]
    /// Tier of the build.
    public let tier: ReleaseTier
    /// The day that the build holds for.
    public let asOf: String
    /// The period of its evidence.
    public let period: CatalogPeriod
    /// What segments are compared by.
    public let measure: Measure
    /// The roads.
    public let roads: Roads
    /// The shortest way first, then up to two others.
    public let ways: [Way]
    /// What a reader must know beside the figures.
    public let notes: [String]
    /// Attributions that the sources ask for.
    public let attributions: [String]

    private enum CodingKeys: String, CodingKey {
        case from, to, via, avoided, tier, period, measure, roads, ways, notes, attributions, asOf = "as_of"
    }

    /// What tells the worst segment.
    public enum Measure: String, Sendable, Encodable {
        /// Expected number of reported events within 25 km of the middle, in 30 days.
        case expected = "expected_25km"
        /// The highest relative risk along the segment.
        case relativeRisk = "relative_risk_max"
    }

    /// A place of the way.
    public struct Stop: Sendable, Encodable {
        /// What it is called.
        public let name: String
        /// Kilometres in a straight line from the place to the roads, no part of the length.
        public let accessKilometers: Double
        /// What a reader has to know of the position.
        public let note: String?

        private enum CodingKeys: String, CodingKey { case name, note, accessKilometers = "access_km" }
    }

    /// The roads that were used.
    public struct Roads: Sendable, Encodable {
        /// Name of the file.
        public let file: String
        /// Features that are public roads, that are none, and that could not be read.
        public let roads, leftOut, unreadable: Int

        private enum CodingKeys: String, CodingKey { case file, roads, unreadable, leftOut = "left_out" }
    }

    /// One way.
    public struct Way: Sendable, Encodable {
        /// Lengths in kilometres: of the whole, across gaps, and on straight edges.
        public let length, assumed, straight: Double
        /// Share of the length that is assumed or straight, and that is shared with the first way.
        public let unknownShare, sharedShare: Double
        /// From the start on.
        public let segments: [Segment]
        /// Number of the worst segment, from 1; nil where nothing is assessed.
        public let worst: Int?
        /// What contributes most around the middle of the worst segment: incidents of open sources.
        public let reasons: [Contribution]

        private enum CodingKeys: String, CodingKey {
            case segments, worst, reasons, length = "length_km", assumed = "assumed_km", straight = "straight_km"
            case unknownShare = "assumed_or_straight_share", sharedShare = "shared_with_first_share"
        }
    }

    /// A part of a way of 10 km; the last is shorter.
    public struct Segment: Sendable, Encodable {
        /// Number from 1.
        public let number: Int
        /// Kilometres along the way.
        public let from, to: Double
        /// The nearest city or town to its middle; nil where there is none within 50 km.
        public let near: String?
        /// Kilometres across gaps and on straight edges.
        public let assumed, straight: Double
        /// Times the mean of the assessed area: the mean and the highest along it; nil where nothing is assessed.
        public let relativeRisk, relativeRiskMax: Double?
        /// Share of it that is assessed.
        public let assessedShare: Double
        /// What a record says at its middle; nil in studies of reports.
        public let forecast: Forecast?
        /// Why figures are missing; nil where none are.
        public let refusal: String?

        /// Line at the precision of the tier, for maps.
        let line: [[Double]]

        private enum CodingKeys: String, CodingKey {
            case number, near, forecast, refusal, from = "from_km", to = "to_km", assumed = "assumed_km"
            case straight = "straight_km", relativeRisk = "relative_risk", relativeRiskMax = "relative_risk_max"
            case assessedShare = "assessed_share"
        }
    }

    /// Reported events in 30 days around the middle of a segment; members that are refused are nil.
    public struct Forecast: Sendable, Encodable {
        /// Expected number within 25 km, and the numbers that are reached, and not exceeded, in 95 of 100 cases.
        public let expected: Double?
        public let expectedLow, expectedHigh: Int?
        /// Chance in per cent of at least one event within 25 km and within 10 km.
        public let chance, chanceNear: Double?
        /// Class of the chance within 25 km.
        public let chanceClass: String?

        private enum CodingKeys: String, CodingKey {
            case expected = "expected_25km", expectedLow = "expected_25km_p05", expectedHigh = "expected_25km_p95"
            case chance = "chance_25km_percent", chanceNear = "chance_10km_percent", chanceClass = "chance_25km_class"
        }
    }
}

extension RouteAnswer {
    /// Segments as GeoJSON lines, rounded to the precision of the tier.
    public var featureCollection: some Encodable { Collection(self) }

    private struct Collection: Encodable {
        let type = "FeatureCollection"
        let name = "route"
        let features: [Feature]
        let notes, attributions: [String]

        init(_ answer: RouteAnswer) {
            (notes, attributions) = (answer.notes, answer.attributions)
            features = answer.ways.enumerated().flatMap { index, way in
                way.segments.map { segment in
                    Feature(
                        geometry: Line(coordinates: segment.line),
                        properties: Properties(
                            way: index + 1, isWorst: way.worst == segment.number, segment: segment))
                }
            }
        }
    }

    private struct Feature: Encodable {
        let type = "Feature"
        let geometry: Line
        let properties: Properties
    }

    private struct Line: Encodable {
        let type = "LineString"
        let coordinates: [[Double]]
    }

    private struct Properties: Encodable {
        let way: Int
        let isWorst: Bool
        let segment: Segment

        private enum CodingKeys: String, CodingKey { case way, isWorst = "worst" }

        func encode(to encoder: any Encoder) throws {
            try segment.encode(to: encoder)
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(way, forKey: .way)
            try members.encode(isWorst, forKey: .isWorst)
        }
    }
}
