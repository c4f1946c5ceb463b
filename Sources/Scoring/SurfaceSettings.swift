// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Surfaces

/// How an event that is known to an area only enters the surface.
public enum ImprecisePolicy: String, Sendable, Hashable, CaseIterable {
    /// Spread over the area, mostly where precise events and people are.
    case informed
    /// Spread evenly over the area.
    case uniform
    /// Put on the area's centre: for comparison only, it makes false peaks.
    case centroid
    /// Left out: for comparison only.
    case drop
}

/// What becomes of the kernel mass that would fall outside the window.
public enum EdgeCorrection: String, Sendable, Hashable, CaseIterable {
    /// Each event's kernel is divided by its integral over the window (Jones 1993, Diggle 1985): mass is kept.
    case jonesDiggle
    /// It is lost.
    case none
}

/// The parameters of a surface beside its stack. The defaults are those of the method; a study overrides them.
public struct SurfaceSettings: Sendable, Hashable {
    /// Treatment of imprecise events.
    public var imprecise: ImprecisePolicy
    /// Treatment of the window's edge.
    public var edge: EdgeCorrection
    /// Length of the baseline band in days.
    public var baselineDays: Int
    /// Half-life of the recent band in days.
    public var recentHalfLifeDays: Double
    /// Share of the recent band in the expected number of events; the baseline has the rest.
    public var recentShare: Double
    /// Kernel of the precise-event density that informs the spread of imprecise events.
    public var informedBandwidth: Meters
    /// Share of an imprecise event that is spread evenly even under the informed policy.
    public var informedUniformShare: Double
    /// With fewer precise events than this in the whole evidence, the informed policy spreads evenly.
    public var informedMinimumEvents: Int
    /// Exactness of the Gaussians.
    public var accuracy: SurfaceAccuracy
    /// Threads to use; the result is the same bit by bit for any number.
    public var threads: Int

    /// The method's defaults, each of which can be given another value.
    public init(
        imprecise: ImprecisePolicy = .informed, edge: EdgeCorrection = .jonesDiggle, baselineDays: Int = 365,
        recentHalfLifeDays: Double = 30, recentShare: Double = 0.5, informedBandwidth: Meters = .kilometers(10),
        informedUniformShare: Double = 0.2, informedMinimumEvents: Int = 20, accuracy: SurfaceAccuracy = .standard,
        threads: Int = 1
    ) {
        self.imprecise = imprecise
        self.edge = edge
        self.baselineDays = baselineDays
        self.recentHalfLifeDays = recentHalfLifeDays
        self.recentShare = recentShare
        self.informedBandwidth = informedBandwidth
        self.informedUniformShare = informedUniformShare
        self.informedMinimumEvents = informedMinimumEvents
        self.accuracy = accuracy
        self.threads = threads
    }

    /// Refuses settings outside their range.
    func check() throws(SurfaceFault) {
        try Self.require(baselineDays >= 1, "baselineDays", Double(baselineDays), "1 or more")
        try Self.require(
            recentHalfLifeDays > 0 && recentHalfLifeDays.isFinite, "recentHalfLifeDays", recentHalfLifeDays,
            "a positive number")
        try Self.require((0...1).contains(recentShare), "recentShare", recentShare, "0 to 1")
        try Self.require(
            informedBandwidth.value > 0 && informedBandwidth.value.isFinite, "informedBandwidth",
            informedBandwidth.value, "a positive length in metres")
        try Self.require(
            (0...1).contains(informedUniformShare), "informedUniformShare", informedUniformShare, "0 to 1")
        try Self.require(threads >= 1, "threads", Double(threads), "1 or more")
    }

    private static func require(
        _ condition: Bool, _ name: String, _ value: Double, _ allowed: String
    ) throws(SurfaceFault) {
        if !condition { throw .invalidSetting(name: name, value: value, allowed: allowed) }
    }
}
