// SPDX-License-Identifier: Apache-2.0

import Layers

/// Parameters of the method; docs/methods says what each does and where its default comes from.
public struct ModelSection: Sendable, Codable, Equatable {
    /// Severity s_c of each event type, 0 to 1.
    public var severity: [String: Double]
    /// Reliability q of each kind of root source, 0 to 1.
    public var reliability: [String: Double]
    /// Expected events per 30 days.
    public var time: TimeSection
    /// Location laws.
    public var location: LocationSection
    /// Effect of the transfer corridors.
    public var routes: RouteFactorSection
    /// What is too little evidence.
    public var evidence: EvidenceSection
    /// The surfaces of the intensity; nil where a calibration file of earlier versions states them.
    public var intensity: IntensitySection?

    /// The two bands whose mean is the expected number of events per 30 days.
    public struct TimeSection: Sendable, Codable, Equatable {
        /// Half-life of the recent band, days.
        public var recentHalfLifeDays: Double
        /// Length of the baseline band, days.
        public var baselineDays: Double
        /// Share of the recent band, 0 to 1.
        public var recentShare: Double

        package enum CodingKeys: String, CodingKey {
            case recentHalfLifeDays = "recent_half_life_days"
            case baselineDays = "baseline_days"
            case recentShare = "recent_share"
        }
    }

    /// How uncertain a place is, and how an imprecise event is spread.
    public struct LocationSection: Sendable, Codable, Equatable {
        /// Standard deviation of an exactly named place, such as `2km`.
        public var exactSigma: String
        /// Standard deviation of "near a named place" in the mean surface.
        public var nearSigma: String
        /// Radius of the disc that stands for a district, unless the district is listed with its own.
        public var districtRadius: String
        /// Distance on either side of a river or road.
        public var lineBuffer: String
        /// `informed`, `uniform`, `centroid` or `drop`; the last two only for comparison.
        public var imprecise: String
        /// Kernel of the precise-event density that informs the spread.
        public var informedBandwidth: String
        /// Share of an imprecise event that is spread by area alone, 0 to 1.
        public var uniformShare: Double
        /// Fewer precise events than this in the study: spread by area alone.
        public var minimumPreciseEvents: Int
        /// A result this near to a province boundary is flagged as ambiguous.
        public var boundaryFlag: String

        package enum CodingKeys: String, CodingKey {
            case imprecise
            case exactSigma = "exact_sigma"
            case nearSigma = "near_sigma"
            case districtRadius = "district_radius"
            case lineBuffer = "line_buffer"
            case informedBandwidth = "informed_bandwidth"
            case uniformShare = "uniform_share"
            case minimumPreciseEvents = "minimum_precise_events"
            case boundaryFlag = "boundary_flag"
        }
    }

    /// lambda' = lambda (1 + beta f tau), f = exp(-d / decay length), d measured from the corridor area.
    public struct RouteFactorSection: Sendable, Codable, Equatable {
        /// Strength beta, dimensionless.
        public var beta: Double
        /// Decay length, at least 10 km.
        public var decayLength: String
        /// Full width of a corridor, at least 20 km.
        public var corridorWidth: String
        /// Half-life of tau after the period ends, days.
        public var halfLifeDays: Double

        package enum CodingKeys: String, CodingKey {
            case beta
            case decayLength = "decay_length"
            case corridorWidth = "corridor_width"
            case halfLifeDays = "half_life_days"
        }
    }

    /// Limits below which the product says that it knows too little.
    public struct EvidenceSection: Sendable, Codable, Equatable {
        /// Fewer located incidents with weight than this: the study says "insufficient for forecast".
        public var minimumForForecast: Int
        /// Fewer incidents than this in a province: its answer says that the evidence is thin.
        public var minimumForProvince: Int
        /// Outputs list at most so many incidents, those that weigh most; the surface has them all.
        public var listedIncidents: Int

        package enum CodingKeys: String, CodingKey {
            case minimumForForecast = "minimum_for_forecast"
            case minimumForProvince = "minimum_for_province"
            case listedIncidents = "listed_incidents"
        }
    }
}

/// The surfaces that the intensity of reports is made of.
public struct IntensitySection: Sendable, Codable, Equatable {
    /// Name of this choice of surfaces, printed in every output.
    public var version: String
    /// Components of the stack.
    public var stack: [Component]
    /// Share of the uniform component, 0 to 1.
    public var uniform: Double

    enum CodingKeys: String, CodingKey { case version, stack, uniform }

    /// Keys of the former score, which are read and mean nothing any more.
    package static let keysOfScore: Set<String> = ["command", "basis", "scale", "scale_ar", "lambda_ref", "lambda_99"]

    /// One surface of the stack.
    public struct Component: Sendable, Codable, Equatable {
        /// Half-life in days; nil for all history.
        public var halfLifeDays: Double?
        /// Standard deviation of the Gaussian kernel, such as `4km`.
        public var bandwidth: String
        /// Share, 0 to 1; all shares and the uniform one sum to 1.
        public var weight: Double

        enum CodingKeys: String, CodingKey {
            case bandwidth, weight
            case halfLifeDays = "half_life_days"
        }
    }
}
