// SPDX-License-Identifier: Apache-2.0

/// A transfer corridor between two named places, from published reports. Never a live position or a schedule.
public struct Route: Sendable, Hashable {
    /// How people were moved.
    public enum Mode: String, Sendable, Hashable { case land, air }
    /// Whether a report states the leg or the analyst assumes it.
    public enum Basis: String, Sendable, Hashable { case stated, assumed }

    /// Stable key.
    public let id: String
    /// What a reader calls it.
    public let title: String
    /// Road or air.
    public let mode: Mode
    /// Name of the first place.
    public let from: String
    /// Name of the last place.
    public let to: String
    /// Stated or assumed.
    public let basis: Basis
    /// Days in which the corridor was in use.
    public let period: DayInterval
    /// People moved: least and most; nil when no report says.
    public let count: ClosedRange<Int>?
    /// Ids of the sources.
    public let sources: [String]
    /// Lines in lon/lat degrees; internal precision, never written to a public output.
    public let lines: [[PlanarPoint]]
    /// Whether a part of the line is a connector drawn by hand across a gap of the road data.
    public let usesConnector: Bool
    /// Attribution that the geometry's licence asks for; empty when it is our own.
    public let attribution: String

    /// Takes the parts as they are.
    public init(
        id: String, title: String, mode: Mode, from: String, to: String, basis: Basis, period: DayInterval,
        count: ClosedRange<Int>?, sources: [String], lines: [[PlanarPoint]], usesConnector: Bool, attribution: String
    ) {
        self.id = id
        self.title = title
        self.mode = mode
        self.from = from
        self.to = to
        self.basis = basis
        self.period = period
        self.count = count
        self.sources = sources
        self.lines = lines
        self.usesConnector = usesConnector
        self.attribution = attribution
    }
}
