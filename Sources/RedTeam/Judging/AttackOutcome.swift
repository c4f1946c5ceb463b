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

    /// Judges candidates against events; several attacks are judged faster by one `AttackJudge`.
    ///
    /// - Parameter knownPlaces: where open evidence lies: half of the guesses are made there, as events of all sources
    ///   favour the same towns. With none, every place of an area is as good a guess as another.
    public init(name: String, candidates: [Coordinate], events: [HiddenEvent], knownPlaces: [Coordinate] = []) {
        var judge = AttackJudge(knownPlaces: knownPlaces)
        self = judge.outcome(name: name, candidates: candidates, events: events)
    }

    init(name: String, candidates: Int, distances: [Meters], shares: [Double]) {
        self.name = name
        self.candidates = candidates
        self.distances = distances
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
