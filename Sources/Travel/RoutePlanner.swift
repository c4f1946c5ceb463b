// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// A place that a way leads to.
struct RouteStop: Sendable, Hashable {
    /// What it is called.
    let name: String
    /// Where it is.
    let position: Coordinate
    /// What a reader has to know of the position; nil for nothing.
    let note: String?

    /// Takes the parts as they are.
    init(name: String, position: Coordinate, note: String? = nil) {
        self.name = name
        self.position = position
        self.note = note
    }
}

/// Finds ways on a graph.
struct RoutePlanner: Sendable {
    /// Metres from a place within which a road has to lie.
    static let farthestAccess = 20_000.0
    /// Share of a way on assumed and straight edges above which it is refused.
    static let mostUnknown = 1.0 / 3

    /// The ways found.
    struct Plan: Sendable {
        let graph: RoadGraph
        /// The shortest way, and up to two others.
        let ways: [Way]
        /// Metres from each stop to the roads.
        let access: [Double]
        /// Alternatives that were left out because too much of them is assumed or straight.
        let leftOut: Int
    }

    private let graph: RoadGraph
    private let avoided: [AvoidedArea]

    /// - Throws: `RouteError` for too many vertices, `GeoIOError` for an area that cannot be worked on.
    init(lines: [[PlanarPoint]], avoiding avoided: [AvoidedArea] = []) throws {
        graph = try RoadGraph(lines: lines).joiningGaps().avoiding(avoided)
        self.avoided = avoided
    }

    /// The ways through the stops in their order.
    /// - Throws: `RouteError` where there is none that may be told.
    func plan(through stops: [RouteStop]) throws(RouteError) -> Plan {
        for stop in stops {
            if let area = avoided.first(where: { $0.area.contains(stop.position.point) }) {
                throw .insideAvoided(name: stop.name, area: area.name)
            }
        }
        let access = try accesses(of: stops)
        let vertices = access.map(\.vertex)
        for index in vertices.indices.dropLast() where vertices[index] == vertices[index + 1] {
            throw .samePlace(from: stops[index].name, to: stops[index + 1].name)
        }
        guard let main = graph.shortestWay(through: vertices) else { throw apart(stops) }
        try check(main)
        let others = Alternatives(graph: graph).ways(beside: main, through: vertices)
        let told = others.filter { unknownShare(of: $0) <= Self.mostUnknown }
        return Plan(
            graph: graph, ways: [main] + told, access: access.map(\.meters), leftOut: others.count - told.count)
    }

    private func check(_ way: Way) throws(RouteError) {
        let share = unknownShare(of: way)
        guard share > Self.mostUnknown else { return }
        throw .tooStraight(
            share: share, assumed: graph.length(of: way, on: .assumed) / 1000,
            straight: graph.length(of: way, on: .straight) / 1000, length: graph.length(of: way) / 1000)
    }

    private func unknownShare(of way: Way) -> Double {
        let length = graph.length(of: way)
        guard length > 0 else { return 0 }
        return (graph.length(of: way, on: .assumed) + graph.length(of: way, on: .straight)) / length
    }

    private func apart(_ stops: [RouteStop]) -> RouteError {
        .unreachable(names: stops.map(\.name), avoided: avoided.map(\.name))
    }

    // MARK: From places to the roads

    private typealias Access = (vertex: Int, meters: Double)

    /// The nearest vertex of each stop on that part of the roads which all of them reach with the least detour.
    private func accesses(of stops: [RouteStop]) throws(RouteError) -> [Access] {
        var near: [[Int: Access]] = []
        for stop in stops { near.append(try nearest(to: stop)) }
        var best: (sum: Double, part: Int)?
        for part in near[0].keys {
            let all = near.compactMap { $0[part]?.meters }
            guard all.count == stops.count else { continue }
            let sum = all.reduce(0, +)
            if let known = best, (known.sum, known.part) <= (sum, part) { continue }
            best = (sum, part)
        }
        guard let part = best?.part else { throw apart(stops) }
        return near.compactMap { $0[part] }
    }

    /// The nearest vertex of each part of the roads within reach.
    private func nearest(to stop: RouteStop) throws(RouteError) -> [Int: Access] {
        let point = stop.position.point
        var best: [Int: Access] = [:], nearest = Double.infinity
        for (vertex, position) in graph.positions.enumerated() where !graph.edges(at: vertex).isEmpty {
            // A degree of latitude is 110 km and more.
            guard abs(position.y - point.y) < 0.3 || nearest > Self.farthestAccess else { continue }
            let meters = GroundLength.meters(point, position)
            nearest = min(nearest, meters)
            guard meters <= Self.farthestAccess else { continue }
            let part = graph.parts[vertex]
            if let known = best[part], known.meters <= meters { continue }
            best[part] = (vertex, meters)
        }
        guard !best.isEmpty else {
            throw .farFromRoads(name: stop.name, kilometers: nearest.isFinite ? nearest / 1000 : nil)
        }
        return best
    }
}
