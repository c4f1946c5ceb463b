// SPDX-License-Identifier: Apache-2.0

/// Ways beside the shortest one: the search is repeated with the edges of all ways found so far made longer.
struct Alternatives {
    /// Most ways beside the shortest.
    static let most = 2
    /// Share of its length that an alternative may have in common with each way before it.
    static let mostShared = 0.7
    /// An alternative is at most so many times as long as the shortest way.
    static let longest = 2.0
    /// Rounds of the search, and the factor by which each makes the edges of its way longer.
    private static let rounds = 8, penalty = 1.5

    let graph: RoadGraph

    /// Alternatives to the shortest way through the stops, the shortest first.
    func ways(beside main: Way, through stops: [Int]) -> [Way] {
        var factors: [Int: Double] = [:], known = [main]
        func penalise(_ way: Way) {
            for edge in Set(way.edges) { factors[edge, default: 1] *= Self.penalty }
        }
        penalise(main)
        for _ in 0..<Self.rounds where known.count <= Self.most {
            guard let way = graph.shortestWay(through: stops, factors: factors) else { break }
            if isAnother(way, than: known) { known.append(way) }
            penalise(way)
        }
        return known.dropFirst().sorted { graph.length(of: $0) < graph.length(of: $1) }
    }

    private func isAnother(_ way: Way, than known: [Way]) -> Bool {
        let length = graph.length(of: way)
        guard length > 0, length <= Self.longest * graph.length(of: known[0]) else { return false }
        return known.allSatisfy { graph.length(of: way, sharedWith: $0) <= Self.mostShared * length }
    }
}
