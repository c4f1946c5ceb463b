// SPDX-License-Identifier: Apache-2.0

/// A way through a graph.
struct Way: Sendable, Hashable {
    /// Vertices from the first to the last.
    var vertices: [Int]
    /// Edges between them, one fewer.
    var edges: [Int]
}

/// A heap of vertices by distance; of equals the lesser vertex comes first.
private struct Frontier {
    private var items: [(distance: Double, vertex: Int)] = []

    mutating func insert(_ vertex: Int, at distance: Double) {
        items.append((distance, vertex))
        var child = items.count - 1
        while child > 0, items[child] < items[(child - 1) / 2] {
            items.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() -> (distance: Double, vertex: Int)? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return first }
        items[0] = last
        var parent = 0
        while let child = [2 * parent + 1, 2 * parent + 2].filter({ $0 < items.count }).min(by: {
            items[$0] < items[$1]
        }),
            items[child] < items[parent]
        {
            items.swapAt(child, parent)
            parent = child
        }
        return first
    }
}

extension RoadGraph {
    /// The shortest way between two vertices (Dijkstra); nil where they are not joined.
    /// - Parameter factors: by which lengths of edges are multiplied, at least 1; those not named count as they are.
    func shortestWay(from start: Int, to end: Int, factors: [Int: Double] = [:]) -> Way? {
        guard parts[start] == parts[end] else { return nil }
        var reached = [Double](repeating: .infinity, count: positions.count)
        var via = [Int](repeating: -1, count: positions.count)
        var frontier = Frontier()
        reached[start] = 0
        frontier.insert(start, at: 0)
        while let (distance, vertex) = frontier.removeFirst(), vertex != end {
            guard distance <= reached[vertex] else { continue }
            for index in edges(at: vertex) {
                let next = edges[index].end(from: vertex)
                let length = distance + edges[index].length * (factors[index] ?? 1)
                guard length < reached[next] else { continue }
                (reached[next], via[next]) = (length, index)
                frontier.insert(next, at: length)
            }
        }
        return trace(from: start, to: end, via: via)
    }

    private func trace(from start: Int, to end: Int, via: [Int]) -> Way? {
        var way = Way(vertices: [end], edges: []), vertex = end
        while vertex != start {
            guard via[vertex] >= 0 else { return nil }
            way.edges.append(via[vertex])
            vertex = edges[via[vertex]].end(from: vertex)
            way.vertices.append(vertex)
        }
        return Way(vertices: way.vertices.reversed(), edges: way.edges.reversed())
    }

    /// The shortest way through several vertices in their order; nil where two are not joined.
    func shortestWay(through stops: [Int], factors: [Int: Double] = [:]) -> Way? {
        guard let first = stops.first else { return nil }
        var whole = Way(vertices: [first], edges: [])
        for (start, end) in zip(stops, stops.dropFirst()) {
            guard let leg = shortestWay(from: start, to: end, factors: factors) else { return nil }
            whole.vertices += leg.vertices.dropFirst()
            whole.edges += leg.edges
        }
        return whole
    }

    /// Metres.
    func length(of way: Way) -> Double { way.edges.reduce(0) { $0 + edges[$1].length } }

    /// Metres of a way on edges of a kind.
    func length(of way: Way, on kind: Kind) -> Double {
        way.edges.reduce(0) { edges[$1].kind == kind ? $0 + edges[$1].length : $0 }
    }

    /// Metres of a way on the edges of another.
    func length(of way: Way, sharedWith other: Way) -> Double {
        let known = Set(other.edges)
        return way.edges.reduce(0) { known.contains($1) ? $0 + edges[$1].length : $0 }
    }
}
