// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What a study asks to be written, as far as the tier has a say in it.
public struct ReleaseRequest: Sendable, Hashable {
    /// Decimals of event points; nil: what the tier gives.
    public var eventDecimals: Int?
    /// Delay of restricted sources in days; nil: what the tier gives.
    public var restrictedDelayDays: Int?
    /// Full width of corridor areas; nil: what the tier gives.
    public var corridorWidth: Meters?
    /// The study asks for routes as lines.
    public var routeLines: Bool
    /// The study asks for facilities with a geometry of their own.
    public var facilities: Bool
    /// Names of sources whose rows are to be exported although their terms allow aggregates only.
    public var exportedAggregateSources: [String]

    /// Asks for nothing beyond what the tier gives.
    public init(
        eventDecimals: Int? = nil, restrictedDelayDays: Int? = nil,
        corridorWidth: Meters? = nil, routeLines: Bool = false, facilities: Bool = false,
        exportedAggregateSources: [String] = []
    ) {
        self.eventDecimals = eventDecimals
        self.restrictedDelayDays = restrictedDelayDays
        self.corridorWidth = corridorWidth
        self.routeLines = routeLines
        self.facilities = facilities
        self.exportedAggregateSources = exportedAggregateSources
    }
}

/// An output that its release tier forbids. Nothing has been written.
public struct ReleaseViolation: Error, Sendable, Hashable, CustomStringConvertible {
    /// The tier that was asked for.
    public let tier: ReleaseTier
    /// One sentence per rule that would be broken.
    public let sentences: [String]

    /// Takes the sentences as they are; at least one.
    public init(tier: ReleaseTier, sentences: [String]) {
        self.tier = tier
        self.sentences = sentences
    }

    /// The sentences after the tier, ready for a terminal.
    public var description: String {
        "release tier '\(tier.rawValue)' forbids this output: " + sentences.joined(separator: " ")
    }
}

extension ReleasePolicy {
    /// Refuses a study that asks for more than its tier may show.
    ///
    /// - Throws: `ReleaseViolation` with every broken rule, not only the first.
    public func check(_ request: ReleaseRequest) throws(ReleaseViolation) {
        let sentences = precisionFaults(request) + geometryFaults(request) + termsFaults(request)
        if !sentences.isEmpty { throw ReleaseViolation(tier: tier, sentences: sentences) }
    }

    private func precisionFaults(_ request: ReleaseRequest) -> [String] {
        var faults: [String] = []
        if let decimals = request.eventDecimals, decimals > eventDecimals {
            faults.append("Event points have at most \(eventDecimals) decimals, not \(decimals).")
        }
        if let delay = request.restrictedDelayDays, delay < delayDays(.restricted) {
            faults.append(
                "Events of restricted sources appear after \(delayDays(.restricted)) days, not after \(delay).")
        }
        return faults
    }

    private func geometryFaults(_ request: ReleaseRequest) -> [String] {
        var faults: [String] = []
        if request.routeLines, !mayShowRouteLines {
            faults.append("Routes are shown as corridor areas; lines exist in 'internal' alone.")
        }
        if let width = request.corridorWidth, width < minimumCorridorWidth {
            faults.append(
                "Corridors are at least \(minimumCorridorWidth.kilometers) km wide, not \(width.kilometers) km.")
        }
        if request.facilities, !mayShowFacilities {
            faults.append("Facilities have no geometry of their own; they count at town or district precision.")
        }
        return faults
    }

    private func termsFaults(_ request: ReleaseRequest) -> [String] {
        request.exportedAggregateSources.map {
            "The terms of source '\($0)' allow aggregates only; its rows cannot be exported."
        }
    }
}
