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
    public init(name: String, candidates: [Coordinate], events: [RestrictedEvent], knownPlaces: [Coordinate] = []) {
        self.name = name
        self.candidates = candidates.count
        let index = CandidateIndex(candidates)
        let distances = events.map { index.distance(to: $0.position) }
        let guesses = Guesses(knownPlaces, events: events)
        self.distances = distances
        shares = zip(events, distances).map { event, distance in
            distance.value.isFinite ? guesses.share(of: event.area, within: distance, index, candidates) : 1
        }
    }

    /// Position of the event that was found nearest, with its distance; nil when nothing was found.
    public var nearest: (event: Int, distance: Meters)? {
        guard let event = distances.indices.min(by: { distances[$0] < distances[$1] }),
            distances[event].value.isFinite
        else { return nil }
        return (event, distances[event])
    }

    /// The chance that guesses come as near: of events in one place one counts, for they are found together.
    public func significance(of events: [RestrictedEvent]) -> Double {
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
    private let placesByArea: [String: [Coordinate]]

    init(_ places: [Coordinate], events: [RestrictedEvent]) {
        var byArea: [String: [Coordinate]] = [:]
        if !places.isEmpty {
            for event in events where byArea[event.area.id] == nil {
                byArea[event.area.id] = places.filter(event.area.contains)
            }
        }
        placesByArea = byArea
    }

    func share(
        of area: HidingArea, within distance: Meters, _ index: CandidateIndex, _ candidates: [Coordinate]
    ) -> Double {
        let even = area.share(within: distance, of: candidates)
        guard let places = placesByArea[area.id], !places.isEmpty else { return even }
        let near = places.count { index.distance(to: $0) <= distance }
        return (even + Double(near) / Double(places.count)) / 2
    }
}
