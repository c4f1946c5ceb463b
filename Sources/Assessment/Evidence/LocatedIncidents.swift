// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers

/// The located incidents of a study in their order, seventeen bytes each beside their claims: an incident is put
/// together when it is asked for. What is asked of all of them is kept in columns.
struct LocatedIncidents: Sendable {
    private let incidents: IncidentCollection
    private var numbers: [UInt32] = []
    private var places = LocatedPlaces()
    private var marks: [Marks] = []
    /// Weight of each incident.
    private(set) var weights: [Double] = []

    /// What is known of an incident by yes or no.
    private struct Marks: OptionSet {
        let rawValue: UInt8
        static let restricted = Marks(rawValue: 1)
        static let aggregatesOnly = Marks(rawValue: 2)
        static let unlocated = Marks(rawValue: 4)
    }

    /// None yet of these incidents.
    init(of incidents: IncidentCollection) {
        self.incidents = incidents
        numbers.reserveCapacity(incidents.count)
        places.reserveCapacity(incidents.count)
        marks.reserveCapacity(incidents.count)
        weights.reserveCapacity(incidents.count)
    }

    /// Adds an incident by its position among all; its place and weight are what was found of it.
    mutating func append(_ entry: LocatedIncident, at position: Int) {
        numbers.append(UInt32(position))
        places.append(entry.place, of: entry.incident)
        weights.append(entry.weight)
        var mark: Marks = []
        if entry.access == .restricted { mark.insert(.restricted) }
        if entry.terms == .aggregatesOnly { mark.insert(.aggregatesOnly) }
        if entry.place.law == .unlocated { mark.insert(.unlocated) }
        marks.append(mark)
    }

    /// Leaves out the incidents at which `condition` holds.
    mutating func removeAll(where condition: (LocatedIncident) throws -> Bool) rethrows {
        var kept = LocatedIncidents(of: incidents)
        for index in indices {
            let entry = self[index]
            if try !condition(entry) { kept.append(entry, at: Int(numbers[index])) }
        }
        self = kept
    }

    /// Whether the incident puts mass on the surface.
    func isDrawn(_ index: Int) -> Bool { weights[index] > 0 && !marks[index].contains(.unlocated) }

    /// Whether the law of the place says nothing.
    func isUnlocated(_ index: Int) -> Bool { marks[index].contains(.unlocated) }

    /// The strictest access of the incident's sources.
    func access(_ index: Int) -> SourceAccess { marks[index].contains(.restricted) ? .restricted : .open }

    /// Whether the row may be written to an output.
    func terms(_ index: Int) -> RowTerms { marks[index].contains(.aggregatesOnly) ? .aggregatesOnly : .redistributable }

    /// The days of the incident.
    func period(_ index: Int) -> DayInterval { incidents.period(of: Int(numbers[index])) }

    /// The place of the incident.
    func place(_ index: Int) -> LocatedPlace {
        places.place(index) { incidents[Int(numbers[index])].claims.first?.place.coordinate }
    }

    /// The incident with its claims.
    func incident(_ index: Int) -> Incident { incidents[Int(numbers[index])] }

    /// Number of incidents that put mass on the surface.
    var drawnCount: Int { indices.count { isDrawn($0) } }
}

extension LocatedIncidents: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { numbers.count }

    subscript(index: Int) -> LocatedIncident {
        let incident = incident(index)
        let place = places.place(index) { incident.claims.first?.place.coordinate }
        return LocatedIncident(
            incident: incident, place: place, weight: weights[index], access: access(index), terms: terms(index))
    }
}

/// Places of incidents by number. Those that lie at the position of their incident's first claim differ in it alone
/// and are kept without it: a million positions share a few thousand places.
private struct LocatedPlaces: Sendable {
    private static let atClaim: UInt32 = 1 << 31
    /// Stands where the position of the claim belongs.
    // checked: two constants
    private static let origin = Coordinate(longitude: 0, latitude: 0)!

    private var distinct = DistinctValues<LocatedPlace>()
    private var numbers: [UInt32] = []

    mutating func reserveCapacity(_ count: Int) { numbers.reserveCapacity(count) }

    mutating func append(_ place: LocatedPlace, of incident: Incident) {
        if let position = place.law.position, position == incident.claims.first?.place.coordinate {
            numbers.append(distinct.number(of: place.moved(to: Self.origin)) | Self.atClaim)
        } else {
            numbers.append(distinct.number(of: place))
        }
    }

    /// The place at an index; `position` gives that of the incident's first claim.
    func place(_ index: Int, position: () -> Coordinate?) -> LocatedPlace {
        let number = numbers[index], place = distinct[number & ~Self.atClaim]
        guard number & Self.atClaim != 0, let position = position() else { return place }
        return place.moved(to: position)
    }
}

extension LocationLaw {
    /// The one position that the law is built around; nil where there is none.
    var position: Coordinate? {
        switch self {
        case .point(let coordinate, _), .area(.disc(let coordinate, _, _)): coordinate
        case .area, .unlocated: nil
        }
    }

    /// The same law around another position.
    fileprivate func moved(to coordinate: Coordinate) -> LocationLaw {
        switch self {
        case .point(_, let sigma): .point(coordinate, sigma: sigma)
        case .area(.disc(_, let radius, let id)): .area(.disc(center: coordinate, radius: radius, within: id))
        case .area, .unlocated: self
        }
    }
}

extension LocatedPlace {
    fileprivate func moved(to coordinate: Coordinate) -> LocatedPlace {
        var place = self
        place.law = law.moved(to: coordinate)
        return place
    }
}
