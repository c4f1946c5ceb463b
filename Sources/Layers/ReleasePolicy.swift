// SPDX-License-Identifier: Apache-2.0

public import Geo

/// The rules of responsible release for one tier. Everything that writes or serves an output asks here.
///
/// Numbers are decisions of the project, not parameters of a study: a study may be stricter, never looser.
public struct ReleasePolicy: Sendable, Hashable {
    /// The audience of the output.
    public let tier: ReleaseTier

    /// The rules of one tier.
    public init(tier: ReleaseTier) { self.tier = tier }

    /// Fewest events behind a polygon or cell that shows restricted evidence.
    public static let minimumEvents = 3
    /// Fewest independent root sources behind a polygon or cell that shows restricted evidence.
    public static let minimumRootSources = 2
    /// Smallest number of people that an exposure figure may state.
    public static let minimumExposedPeople = 100.0

    /// Characters (Unicode scalars) of a passage that an output may show of a claim's source.
    public static let longestQuote = 300

    /// Decimals of the degrees of an event point: 2 in public (about 1 km), 3 for partners, 6 inside.
    public var eventDecimals: Int {
        switch tier {
        case .public: 2
        case .partner: 3
        case .internal: 6
        }
    }

    /// Decimals of the degrees of areas (provinces, class polygons, corridors): never above RFC 7946's advice of 7.
    public var areaDecimals: Int { tier == .internal ? 7 : 5 }

    /// Whole days that must pass after an event's last day before it may appear.
    public func delayDays(_ access: SourceAccess) -> Int {
        guard access == .restricted else { return 0 }
        switch tier {
        case .public: return 14
        case .partner: return 3
        case .internal: return 0
        }
    }

    /// Whether an event that ended on `lastDay` may enter an output made as of `asOf`. Without a delay one that is
    /// still under way, or whose day is known only as a range beyond `asOf`, may.
    public func mayAppear(endedOn lastDay: CalendarDay, asOf: CalendarDay, access: SourceAccess) -> Bool {
        let delay = delayDays(access)
        return delay == 0 || asOf.days(since: lastDay) >= delay
    }

    /// Whether an event may be drawn at a point of its own; otherwise it is shown as its district or province.
    public func mayShowPoint(_ access: SourceAccess) -> Bool { access == .open || tier == .internal }

    /// Whether an open event may be shown by its cell of a grid: a cell is no finer than a rounded point.
    public func mayShowCells(ofSize cell: Meters) -> Bool {
        switch tier {
        case .public: cell.value >= 2000
        case .partner: cell.value >= 200
        case .internal: true
        }
    }

    /// Whether a facility (prison, camp, base, hospital) may have a geometry of its own.
    public var mayShowFacilities: Bool { tier == .internal }

    /// Whether a row of a source may be written to an output of any kind.
    public func mayExportRow(_ terms: RowTerms) -> Bool { terms == .redistributable }

    /// Whether words of a source may be shown, in any tier: of open ones that may be passed on alone.
    public func mayQuote(_ access: SourceAccess, _ terms: RowTerms) -> Bool { access == .open && mayExportRow(terms) }

    /// Whether a transfer route may be written as a line.
    public var mayShowRouteLines: Bool { tier == .internal }

    /// Least full width of a corridor area.
    public var minimumCorridorWidth: Meters { tier == .internal ? Meters(0) : .kilometers(20) }

    /// Whether the tier is served only to holders of a token.
    public var needsToken: Bool { tier != .public }

    /// The figure, or nil where it is too small to be stated: below 100 people it may describe a household.
    public func exposedPeople(_ people: Double, access: SourceAccess) -> Double? {
        tier == .internal || access == .open || people >= Self.minimumExposedPeople ? people : nil
    }
}
