// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

extension RoadGraph {
    /// The graph with an assumed edge from each end of a road that leads nowhere to the nearest vertex of another part of
    /// the roads, or to the nearest such end, within `RoadGraph.gap`.
    func joiningGaps() -> RoadGraph {
        let ends = positions.indices.filter { edges(at: $0).count == 1 }
        guard !ends.isEmpty else { return self }
        let finder = GapFinder(graph: self)
        var made: Set<[Int]> = [], added: [Edge] = []
        for end in ends {
            guard let (other, length) = finder.partner(of: end), made.insert([end, other].sorted()).inserted else {
                continue
            }
            added.append(Edge(a: end, b: other, length: length, kind: .assumed))
        }
        return with(edges: edges + added)
    }
}

/// Vertices by squares of degrees, so that near ones are found without asking all.
private struct GapFinder {
    private struct Square: Hashable { let column, row: Int }

    private static let side = 0.01
    private let graph: RoadGraph
    private let squares: [Square: [Int]]

    init(graph: RoadGraph) {
        self.graph = graph
        squares = Dictionary(grouping: graph.positions.indices) { Self.square(of: graph.positions[$0]) }
    }

    private static func square(of point: PlanarPoint) -> Square {
        Square(
            column: Int(checked: (point.x / side).rounded(.down)) ?? 0,
            row: Int(checked: (point.y / side).rounded(.down)) ?? 0)
    }

    /// The nearest vertex that an end may be joined to, the first of equals.
    func partner(of end: Int) -> (vertex: Int, length: Double)? {
        var best: (vertex: Int, length: Double)?
        for vertex in near(end) where isPartner(vertex, of: end) {
            let length = GroundLength.meters(graph.positions[end], graph.positions[vertex])
            guard length > 0, length <= RoadGraph.gap else { continue }
            if let known = best, (known.length, known.vertex) <= (length, vertex) { continue }
            best = (vertex, length)
        }
        return best
    }

    private func isPartner(_ vertex: Int, of end: Int) -> Bool {
        guard vertex != end else { return false }
        if graph.parts[vertex] != graph.parts[end] { return true }
        return graph.edges(at: vertex).count == 1
            && !graph.edges(at: end).contains { graph.edges[$0].end(from: end) == vertex }
    }

    private func near(_ end: Int) -> [Int] {
        let point = graph.positions[end], middle = Self.square(of: point)
        let degrees = RoadGraph.gap / 110_000
        let rows = Int(checked: (degrees / Self.side).rounded(.up)) ?? 1
        let widening = max(0.01, cos(point.y * .pi / 180))
        let columns = Int(checked: (degrees / widening / Self.side).rounded(.up)) ?? 1
        return (-rows...rows).flatMap { row in
            (-columns...columns).flatMap { column in
                squares[Square(column: middle.column + column, row: middle.row + row)] ?? []
            }
        }
    }
}
