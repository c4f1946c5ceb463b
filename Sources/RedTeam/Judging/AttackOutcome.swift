// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How near one attack came to each restricted event.
public struct AttackOutcome: Sendable {
    /// Name of the attack.
    public let name: String
    /// Number of positions that the attacker would try.
    public let candidates: Int
    /// For each event, the distance to the nearest candidate; infinite when there is none.
    public let distances: [Meters]
    /// For each event, the chance that a guess within its area is as near.
    public let shares: [Double]

    /// Judges candidates against events.
    ///
    /// - Parameter knownPlaces: where open evidence lies: half of the guesses are made there, as events of all sources
    ///   favour the same towns. With none, every place of an area is as good a guess as another.
    public init(name: String, candidates: [Coordinate], events: [HiddenEvent], knownPlaces: [Coordinate] = []) {
        self.name = name
        self.candidates = candidates.count
        let index = CandidateIndex(candidates)
        let distances = events.map { index.distance(to: $0.position) }
        var guesses = Guesses(candidates: candidates, index: index, knownPlaces: knownPlaces)
        self.distances = distances
        var shares: [Double] = []
        for (event, distance) in zip(events, distances) {
            shares.append(distance.value.isFinite ? guesses.share(of: event.area, within: distance) : 1)
        }
        self.shares = shares
    }

    /// Position of the event that was found nearest, with its distance; nil when nothing was found.
    public var nearest: (event: Int, distance: Meters)? {
        guard let event = distances.indices.min(by: { distances[$0] < distances[$1] }),
            distances[event].value.isFinite
        else { return nil }
        return (event, distances[event])
    }

    /// The chance that guesses come as near: of events in one place one counts, for they are found together.
    public func significance(of events: [HiddenEvent]) -> Double {
        var seen: Set<PlanarPoint> = []
        let independent = events.indices.filter { index in
            let place = events[index].position
            let cell = PlanarPoint(x: (place.longitude * 50).rounded(), y: (place.latitude * 50).rounded())
            return seen.insert(cell).inserted
        }
        return Significance.of(independent.map { shares[$0] })
    }
}

/// What can be guessed about an event from its area and from where open evidence lies.
private struct Guesses {
    let candidates: [Coordinate]
    let index: CandidateIndex
    let knownPlaces: [Coordinate]
    /// By area: distances of its lattice, and of the known places in it, to the nearest candidate, in rising order.
    private var profiles: [String: (lattice: [Meters], places: [Meters])] = [:]

    init(candidates: [Coordinate], index: CandidateIndex, knownPlaces: [Coordinate]) {
        self.candidates = candidates
        self.index = index
        self.knownPlaces = knownPlaces
    }

    mutating func share(of area: HidingArea, within distance: Meters) -> Double {
        let profile = profile(of: area)
        let even = area.share(within: distance, of: candidates, profile: profile.lattice)
        guard !profile.places.isEmpty else { return even }
        return (even + Double(profile.places.countWithin(distance)) / Double(profile.places.count)) / 2
    }

    private mutating func profile(of area: HidingArea) -> (lattice: [Meters], places: [Meters]) {
        if let known = profiles[area.id] { return known }
        let places = knownPlaces.filter(area.contains).map { index.distance(to: $0) }.sorted()
        let profile = (area.profile(of: index), places)
        profiles[area.id] = profile
        return profile
    }
}
