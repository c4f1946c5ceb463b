// SPDX-License-Identifier: Apache-2.0

extension ModelParameter {
    /// All numbers below `model`, in the order of the documentation; the tables of severity and reliability have keys
    /// that the vocabulary decides.
    package static let all = time + location + routes + evidence

    private static let time = [
        ModelParameter(
            "time.recent_half_life_days", .days, ValueRange.days, standard: "30", catalog: "recent_half_life",
            "half-life of the recent band of the expected number: [stack](methods/stack.md)",
            .number { $0.time.recentHalfLifeDays }),
        ModelParameter(
            "time.baseline_days", .days, ValueRange.baselineDays, standard: "365", catalog: "baseline",
            "length of the baseline band", .number { $0.time.baselineDays }),
        ModelParameter(
            "time.recent_share", .share, ValueRange.share, standard: "0.5", catalog: "recent_share", judged: true,
            "share of the recent band", .number { $0.time.recentShare }),
    ]

    private static let location = [
        ModelParameter(
            "location.exact_sigma", .length, ValueRange.length, standard: "2km", catalog: "exact_sigma",
            "standard deviation of points: [location laws](methods/location-laws.md)",
            .length { $0.location.exactSigma }),
        ModelParameter(
            "location.near_sigma", .length, ValueRange.length, standard: "2km", catalog: "near_sigma",
            "the same of points that are near a place", .length { $0.location.nearSigma }),
        ModelParameter(
            "location.district_radius", .length, ValueRange.bandwidth, standard: "30km", catalog: "district_radius",
            "disc of a district that has neither polygon nor radius of its own",
            .length { $0.location.districtRadius }),
        ModelParameter(
            "location.line_buffer", .length, ValueRange.bandwidth, standard: "10km", catalog: "line_buffer",
            "either side of a river or road", .length { $0.location.lineBuffer }),
        ModelParameter(
            "location.informed_bandwidth", .length, ValueRange.bandwidth, standard: "10km",
            "kernel of the precise events that inform the spread", .length { $0.location.informedBandwidth }),
        ModelParameter(
            "location.uniform_share", .share, ValueRange.share, standard: "0.2", catalog: "informed_uniform_share",
            "part of an imprecise event that is spread evenly all the same", .number { $0.location.uniformShare }),
        ModelParameter(
            "location.minimum_precise_events", .events, ValueRange.counts, standard: "20",
            "fewer: all imprecise events are spread evenly", .count { $0.location.minimumPreciseEvents }),
        ModelParameter(
            "location.boundary_flag", .length, ValueRange.length, standard: "5km",
            "nearer to a province boundary, a place is marked as ambiguous", .length { $0.location.boundaryFlag }),
    ]

    private static let routes = [
        ModelParameter(
            "routes.beta", .factor, ValueRange.beta, standard: "0.5", catalog: "route_beta", judged: true,
            "rise of the intensity inside a corridor in use: [routes](methods/routes.md)", .number { $0.routes.beta }),
        ModelParameter(
            "routes.decay_length", .length, ValueRange.corridorDecay, standard: "10km", catalog: "route_decay_length",
            "at least 10km", .length { $0.routes.decayLength }),
        ModelParameter(
            "routes.corridor_width", .length, ValueRange.corridorWidth, standard: "20km", catalog: "corridor_width",
            "full width, at least 20km", .length { $0.routes.corridorWidth }),
        ModelParameter(
            "routes.half_life_days", .days, ValueRange.days, standard: "30", catalog: "route_half_life",
            "fading after the corridor's use", .number { $0.routes.halfLifeDays }),
    ]

    private static let evidence = [
        ModelParameter(
            "evidence.minimum_for_forecast", .incidents, ValueRange.counts, standard: "100",
            "fewer located ones: every answer says that no forecast can be made",
            .count { $0.evidence.minimumForForecast }),
        ModelParameter(
            "evidence.minimum_for_province", .incidents, ValueRange.counts, standard: "3",
            "the answer about a province with fewer says so", .count { $0.evidence.minimumForProvince }),
        ModelParameter(
            "evidence.listed_incidents", .incidents, ValueRange.counts, standard: "25000",
            "layers of incidents and `contributions.json` list at most so many, those that weigh most at the as-of date; "
                + "the surface has them all", .count { $0.evidence.listedIncidents }),
    ]
}
