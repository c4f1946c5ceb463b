// SPDX-License-Identifier: Apache-2.0

import Geo

/// A document of a build folder that tells whether its numbers are such as a build writes: what adds them up later
/// relies on it.
protocol RangedDocument: Decodable {
    /// What is wrong, in words that follow a colon; nil where all numbers are in range.
    var fault: String? { get }
}

/// The largest numbers that a build writes.
private enum Most {
    /// Rows, claims, incidents and events; a billion of such counts still add up to less than the largest integer.
    static let count = 1_000_000_000
    /// Weight of one incident: severity times reliability times the logarithm of a count.
    static let weight = 1_000_000.0
    /// Metres; no place on the globe is farther away.
    static let length = 20_100_000.0
}

extension Catalog: RangedDocument {
    var fault: String? { counts.fault ?? dayFault }

    private var dayFault: String? {
        // A build without evidence has no period.
        let days = [asOf] + [period.first, period.last].filter { !$0.isEmpty }
        return days.first { CalendarDay(parsing: $0) == nil }.map { "'\($0.prefix(40))' is no day" }
    }
}

extension CatalogCounts {
    /// What is wrong, in words that follow a colon; nil where all counts are in range.
    public var fault: String? {
        let incidents = [self.incidents, unlocatedIncidents, withheldIncidents, surfaceIncidents ?? 0]
        let all = [rows, claims, restrictedEvents ?? 0] + incidents + rejected.values
        guard let count = all.first(where: { !(0...Most.count).contains($0) }) else { return nil }
        return "counts: \(count) is not between 0 and \(Most.count)"
    }
}

extension ContributionTable: RangedDocument {
    var fault: String? {
        incidents.lazy.compactMap(\.fault).first ?? restricted?.lazy.compactMap(\.fault).first
            ?? provinces.values.lazy.flatMap(\.self).compactMap(\.fault).first
            ?? record?.fault(incidents: incidents.count) ?? record?.areas.lazy.compactMap(\.fault).first
    }
}

extension Contribution {
    fileprivate var fault: String? {
        (-0.001...1.001).contains(share) ? nil : "share \(share) of '\(id.prefix(80))' is not between 0 and 1"
    }
}

extension ReleasedIncident {
    fileprivate var fault: String? {
        guard (0...Most.weight).contains(weight) else {
            return "weight \(weight) of incident '\(id.prefix(80))' is not between 0 and \(Most.weight)"
        }
        return location.isOnGlobe ? nil : "incident '\(id.prefix(80))' has a location that lies nowhere on the globe"
    }
}

extension RestrictedCount {
    fileprivate var fault: String? {
        guard (1...Most.count).contains(events) else {
            return "\(events) events in '\(area.prefix(80))' are not between 1 and \(Most.count)"
        }
        guard (0...Most.weight).contains(weight) else {
            return "weight \(weight) in '\(area.prefix(80))' is not between 0 and \(Most.weight)"
        }
        return nil
    }
}

extension ReleasedLocation {
    fileprivate var fault: String? { isOnGlobe ? nil : "record: an area lies nowhere on the globe" }

    fileprivate var isOnGlobe: Bool {
        switch self {
        case .point(let longitude, let latitude, let length), .disc(let longitude, let latitude, let length, _):
            Coordinate(longitude: longitude, latitude: latitude) != nil && (0...Most.length).contains(length)
        case .buffer(_, let distance): (0...Most.length).contains(distance)
        case .shape(let shape): shape.isOnGlobe && (0...Most.length).contains(shape.distance)
        case .regions, .unlocated: true
        }
    }
}
