// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing
@testable import Travel

@Suite("Ways for travellers")
struct RoutePlannerTests {
    // From A (0, 0) to B (0.4, 0): straight on, by the north (0.1), or by the south (0.15).
    private let ladder = [
        road((0, 0), (0.2, 0), (0.4, 0)), road((0, 0), (0, 0.1), (0.4, 0.1), (0.4, 0)),
        road((0, 0), (0, -0.15), (0.4, -0.15), (0.4, 0)),
    ]

    private func ends() throws -> [RouteStop] { [try stop("A", 0, 0), try stop("B", 0.4, 0)] }

    private func kilometers(_ plan: RoutePlanner.Plan) -> [Double] {
        plan.ways.map { (plan.graph.length(of: $0) / 100).rounded() / 10 }
    }

    @Test("The shortest way comes first, then two others of little in common")
    func alternatives() throws {
        let plan = try RoutePlanner(lines: ladder).plan(through: ends())
        // 0.4 degrees of the equator are 44.5 km; 0.2 of the meridian 22.1 km, 0.3 are 33.2 km.
        #expect(kilometers(plan) == [44.5, 66.6, 77.7])
        for (index, way) in plan.ways.enumerated() {
            for other in plan.ways[..<index] {
                #expect(plan.graph.length(of: way, sharedWith: other) <= 0.7 * plan.graph.length(of: way))
            }
        }
        #expect(plan.access == [0, 0])
    }

    @Test("A way that is twice as long, or shares more than 70 %, is no alternative")
    func noAlternatives() throws {
        let long = [road((0, 0), (0.4, 0)), road((0, 0), (0, 0.3), (0.4, 0.3), (0.4, 0))]
        #expect(try RoutePlanner(lines: long).plan(through: ends()).ways.count == 1)
        // A detour around the last quarter alone.
        let near = [road((0, 0), (0.32, 0), (0.4, 0)), road((0.32, 0), (0.32, 0.02), (0.4, 0.02), (0.4, 0))]
        #expect(try RoutePlanner(lines: near).plan(through: ends()).ways.count == 1)
    }

    @Test("A place on the way is passed through")
    func via() throws {
        let stops = [try stop("A", 0, 0), try stop("V", 0.2, 0.1), try stop("B", 0.4, 0)]
        let plan = try RoutePlanner(lines: ladder).plan(through: stops)
        #expect(kilometers(plan).first == 66.6)
        #expect(plan.ways[0].vertices.count == plan.ways[0].edges.count + 1)
        #expect(plan.ways[0].vertices.contains { plan.graph.positions[$0].y > 0.099 })
    }

    @Test("Edges that meet an area are left out, those that only cross it too")
    func avoid() throws {
        let wide = AvoidedArea(name: "middle", area: square(0.15, -0.05, 0.25, 0.05))
        #expect(try kilometers(RoutePlanner(lines: ladder, avoiding: [wide]).plan(through: ends())) == [66.6, 77.7])
        // Between two vertices of the direct road, 0.02 degrees apart.
        let thin = AvoidedArea(name: "thin", area: square(0.205, -0.05, 0.215, 0.05))
        #expect(try kilometers(RoutePlanner(lines: ladder, avoiding: [thin]).plan(through: ends())).first == 66.6)
        let wall = AvoidedArea(name: "wall", area: square(0.15, -1, 0.25, 1))
        #expect(throws: RouteError.unreachable(names: ["A", "B"], avoided: ["wall"])) {
            try RoutePlanner(lines: ladder, avoiding: [wall]).plan(through: ends())
        }
        let around = AvoidedArea(name: "home", area: square(-0.05, -0.05, 0.05, 0.05))
        #expect(throws: RouteError.insideAvoided(name: "A", area: "home")) {
            try RoutePlanner(lines: ladder, avoiding: [around]).plan(through: ends())
        }
    }

    @Test("Roads in two parts join nothing")
    func unreachable() throws {
        let lines = [road((0, 0), (0.1, 0)), road((0.3, 0), (0.4, 0))]
        #expect(throws: RouteError.unreachable(names: ["A", "B"], avoided: [])) {
            try RoutePlanner(lines: lines).plan(through: ends())
        }
    }

    @Test("A stray piece of road beside a place does not cut it off")
    func stray() throws {
        let lines = ladder + [road((0.43, 0), (0.435, 0))]
        let stops = [try stop("A", 0, 0), try stop("B", 0.432, 0)]
        let plan = try RoutePlanner(lines: lines).plan(through: stops)
        // The stray piece is 0.2 km away and leads nowhere; the ladder ends 0.032 degrees away.
        #expect(abs(plan.access[1] - 3562.2) < 0.5)
    }

    @Test("A place far from all roads, and a way from a place to itself, are refused")
    func refusedEnds() throws {
        do {
            _ = try RoutePlanner(lines: ladder).plan(through: [try stop("A", 0, 0), try stop("Far", 0.7, 0)])
            Issue.record("a place 33 km from all roads was taken")
        } catch RouteError.farFromRoads(let name, let kilometers) {
            #expect(name == "Far" && abs((kilometers ?? 0) - 33.4) < 0.1)
        }
        #expect(throws: RouteError.samePlace(from: "A", to: "A")) {
            try RoutePlanner(lines: ladder).plan(through: [try stop("A", 0, 0), try stop("A", 0, 0)])
        }
    }

    @Test("More than a third on straight and assumed edges is refused, a third is not")
    func share() throws {
        // 0.4 degrees, of which 0.13 are one edge; with 0.14 they are more than a third.
        let some = [road((0, 0), (0.27, 0)) + bare((0.4, 0))]
        #expect(try kilometers(RoutePlanner(lines: some).plan(through: ends())) == [44.5])
        let much = [road((0, 0), (0.26, 0)) + bare((0.4, 0))]
        do {
            _ = try RoutePlanner(lines: much).plan(through: ends())
            Issue.record("a way of 35 % straight edges was told")
        } catch RouteError.tooStraight(let share, let assumed, let straight, let length) {
            #expect(abs(share - 0.35) < 0.001 && assumed == 0)
            #expect(abs(straight - 15.58) < 0.02 && abs(length - 44.53) < 0.02)
            let text = RouteError.tooStraight(share: share, assumed: 0, straight: straight, length: length).description
            #expect(text.hasPrefix("35 % of the way of 44.5 km") && text.contains("--roads"))
        }
    }
}

@Suite("Segments of ways")
struct WaySegmentTests {
    @Test("Segments are 10 km, the last is what is left, and together they are the way")
    func lengths() throws {
        let graph = try RoadGraph(lines: [road((0, 0), (0.2, 0)) + bare((0.4, 0))])
        let way = try #require(graph.shortestWay(from: 0, to: graph.positions.count - 1))
        let segments = graph.segments(of: way)
        #expect(segments.map { ($0.length / 100).rounded() / 10 } == [10, 10, 10, 10, 4.5])
        #expect(abs(segments.reduce(0) { $0 + $1.length } - graph.length(of: way)) < 1e-6)
        // The straight half begins at 22.26 km.
        #expect(segments.map { ($0.straight / 100).rounded() / 10 } == [0, 0, 7.7, 10, 4.5])
        #expect(segments[0].line.first == graph.positions[0] && segments[4].line.last == graph.positions.last)
        for (a, b) in zip(segments, segments.dropFirst()) { #expect(a.line.last == b.line.first) }
        #expect(abs(segments[1].middle.x - 15_000 / 111_319.49) < 1e-6)
        #expect(segments[0].samples.count == 10 && segments[4].samples.count == 5)
    }

    @Test("A way of exactly one segment has no second")
    func exact() {
        let graph = RoadGraph(
            positions: bare((0, 0), (0.0898, 0)), edges: [.init(a: 0, b: 1, length: 10_000, kind: .straight)])
        #expect(graph.segments(of: Way(vertices: [0, 1], edges: [0])).map(\.length) == [10_000])
    }
}
