// SPDX-License-Identifier: Apache-2.0

import Geo

/// Roads as vertices and edges. Lines meet where they share a vertex to 1e-6 degrees; where they only cross, as at a bridge,
/// they do not. Every edge may be used both ways.
struct RoadGraph: Sendable {
    /// What is known of an edge.
    enum Kind: Sendable, Hashable {
        /// A part of a road.
        case road
        /// A part of a road that is straight over more than `straightLength`: its bends are not known.
        case straight
        /// A gap of the data, crossed in a straight line.
        case assumed
    }

    struct Edge: Sendable, Hashable {
        let a, b: Int
        /// Metres.
        let length: Double
        let kind: Kind

        /// The end that is not `vertex`.
        func end(from vertex: Int) -> Int { vertex == a ? b : a }
    }

    /// Metres above which an edge counts as straight.
    static let straightLength = 5000.0
    /// Metres over which an assumed edge may join an end of a road to another.
    static let gap = 1000.0
    /// More vertices are not worked on.
    static let mostVertices = 20_000_000

    /// Positions of the vertices in degrees.
    let positions: [PlanarPoint]
    let edges: [Edge]
    /// The part of the roads that each vertex belongs to: the least vertex that it is joined to.
    let parts: [Int]
    private let offsets: [Int]
    private let neighbours: [Int]

    init(positions: [PlanarPoint], edges: [Edge]) {
        self.positions = positions
        self.edges = edges
        (offsets, neighbours) = Self.incidence(positions.count, edges)
        parts = Self.parts(positions.count, edges)
    }

    /// Vertices and edges of lines; points that are no positions, and lines of one point, join nothing.
    /// - Throws: `RouteError.tooManyVertices`.
    init(lines: [[PlanarPoint]]) throws(RouteError) {
        var builder = Builder()
        for line in lines { try builder.add(line) }
        self.init(positions: builder.positions, edges: builder.edges)
    }

    /// Indices of the edges at a vertex.
    func edges(at vertex: Int) -> ArraySlice<Int> { neighbours[offsets[vertex]..<offsets[vertex + 1]] }

    /// The same vertices with other edges.
    func with(edges: [Edge]) -> RoadGraph { RoadGraph(positions: positions, edges: edges) }

    private static func incidence(_ count: Int, _ edges: [Edge]) -> ([Int], [Int]) {
        var offsets = [Int](repeating: 0, count: count + 1)
        for edge in edges {
            offsets[edge.a + 1] += 1
            offsets[edge.b + 1] += 1
        }
        for vertex in 0..<count { offsets[vertex + 1] += offsets[vertex] }
        var next = offsets, neighbours = [Int](repeating: 0, count: 2 * edges.count)
        for (index, edge) in edges.enumerated() {
            for vertex in [edge.a, edge.b] {
                neighbours[next[vertex]] = index
                next[vertex] += 1
            }
        }
        return (offsets, neighbours)
    }

    private static func parts(_ count: Int, _ edges: [Edge]) -> [Int] {
        var roots = Array(0..<count)
        func root(_ vertex: Int) -> Int {
            var vertex = vertex
            while roots[vertex] != vertex {
                roots[vertex] = roots[roots[vertex]]
                vertex = roots[vertex]
            }
            return vertex
        }
        for edge in edges {
            let a = root(edge.a), b = root(edge.b)
            roots[max(a, b)] = min(a, b)
        }
        return (0..<count).map(root)
    }
}

extension RoadGraph {
    /// Gathers vertices by their rounded positions.
    private struct Builder {
        private struct Key: Hashable { let x, y: Int }

        private(set) var positions: [PlanarPoint] = []
        private(set) var edges: [Edge] = []
        private var numbers: [Key: Int] = [:]

        mutating func add(_ line: [PlanarPoint]) throws(RouteError) {
            var last: Int?
            for point in line {
                let vertex = try vertex(at: point)
                if let vertex, let last { join(last, vertex) }
                last = vertex
            }
        }

        /// Nil for what is no position: the line is cut there.
        private mutating func vertex(at point: PlanarPoint) throws(RouteError) -> Int? {
            guard let position = Coordinate(longitude: point.x, latitude: point.y),
                let x = Int(checked: (position.longitude * 1e6).rounded()),
                let y = Int(checked: (position.latitude * 1e6).rounded())
            else { return nil }
            if let known = numbers[Key(x: x, y: y)] { return known }
            guard positions.count < RoadGraph.mostVertices else {
                throw .tooManyVertices(limit: RoadGraph.mostVertices)
            }
            numbers[Key(x: x, y: y)] = positions.count
            positions.append(point)
            return positions.count - 1
        }

        private mutating func join(_ a: Int, _ b: Int) {
            guard a != b else { return }
            let length = GroundLength.meters(positions[a], positions[b])
            guard length.isFinite, length > 0 else { return }
            edges.append(Edge(a: a, b: b, length: length, kind: length > RoadGraph.straightLength ? .straight : .road))
        }
    }
}
