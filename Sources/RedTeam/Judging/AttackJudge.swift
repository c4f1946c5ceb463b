// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Judges attacks on the same events: what their areas and the known places give is found once.
public struct AttackJudge {
    private let knownPlaces: [Coordinate]
    /// Known places by area.
    private var inside: [String: [Coordinate]] = [:]
    /// What the last candidates give; the same are often judged against two sets of events.
    private var guesses = Guesses(candidates: [])

    /// - Parameter knownPlaces: where open evidence lies: half of the guesses are made there, as events of all sources
    ///   favour the same towns. With none, every place of an area is as good a guess as another.
    public init(knownPlaces: [Coordinate] = []) { self.knownPlaces = knownPlaces }

    /// How near the candidates come to the events.
    ///
    /// - Parameter knowsPlaces: whether the guesses that they are compared with favour the known places.
    public mutating func outcome(
        name: String, candidates: [Coordinate], events: [HiddenEvent], knowsPlaces: Bool = true
    ) -> AttackOutcome {
        if guesses.candidates != candidates { guesses = Guesses(candidates: candidates) }
        let distances = events.map { guesses.index.distance(to: $0.position) }
        var shares: [Double] = []
        for (event, distance) in zip(events, distances) {
            shares.append(
                distance.value.isFinite ? share(of: event.area, within: distance, knowsPlaces: knowsPlaces) : 1)
        }
        return AttackOutcome(name: name, candidates: candidates.count, distances: distances, shares: shares)
    }

    /// The chance that a guess within the area is as near.
    private mutating func share(of area: HidingArea, within distance: Meters, knowsPlaces: Bool) -> Double {
        let even = area.share(within: distance, profile: guesses.profile(of: area))
        guard knowsPlaces, case let known = known(in: area), !known.isEmpty else { return even }
        let near = guesses.distances(of: known, in: area).countWithin(distance)
        return (even + Double(near) / Double(known.count)) / 2
    }

    private mutating func known(in area: HidingArea) -> [Coordinate] {
        if let known = inside[area.id] { return known }
        let known = knownPlaces.filter(area.contains)
        inside[area.id] = known
        return known
    }
}

/// What candidates give for areas, whatever the events.
private struct Guesses {
    let candidates: [Coordinate]
    let index: CandidateIndex
    private var profiles: [String: HidingArea.Profile] = [:]
    /// By area: distances of the known places in it to the nearest candidate, in rising order.
    private var places: [String: [Meters]] = [:]

    init(candidates: [Coordinate]) {
        self.candidates = candidates
        index = CandidateIndex(candidates)
    }

    mutating func profile(of area: HidingArea) -> HidingArea.Profile {
        if let known = profiles[area.id] { return known }
        let profile = area.profile(of: candidates, index)
        profiles[area.id] = profile
        return profile
    }

    mutating func distances(of places: [Coordinate], in area: HidingArea) -> [Meters] {
        if let known = self.places[area.id] { return known }
        let distances = places.map { index.distance(to: $0) }.sorted()
        self.places[area.id] = distances
        return distances
    }
}
