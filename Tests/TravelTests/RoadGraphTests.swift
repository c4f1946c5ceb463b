// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing
@testable import Travel

/// A line through points of longitude and latitude, with a vertex at least every 0.02 degrees, so that no edge is straight over
/// more than 5 km.
func road(_ points: (Double, Double)...) -> [PlanarPoint] {
    var line = [PlanarPoint(x: points[0].0, y: points[0].1)]
    for (a, b) in zip(points, points.dropFirst()) {
        let parts = max(1, (max(abs(b.0 - a.0), abs(b.1 - a.1)) / 0.02).rounded(.up))
        for part in stride(from: 1, through: parts, by: 1) {
            line.append(
                PlanarPoint(x: a.0 + (b.0 - a.0) * part / parts, y: a.1 + (b.1 - a.1) * part / parts))
        }
    }
    return line
}

func bare(_ points: (Double, Double)...) -> [PlanarPoint] { points.map { PlanarPoint(x: $0.0, y: $0.1) } }

func stop(_ name: String, _ longitude: Double, _ latitude: Double) throws -> RouteStop {
    RouteStop(name: name, position: try #require(Coordinate(longitude: longitude, latitude: latitude)))
}

func square(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> MultiPolygon {
    MultiPolygon([Polygon(shell: bare((west, south), (east, south), (east, north), (west, north), (west, south)))])
}

@Suite("Roads as a graph")
struct RoadGraphTests {
    @Test("Lengths are those of the ellipsoid")
    func lengths() {
        let quarter = Double.pi / 2 * 6_378_137 / 90
        // A degree of the equator, and the degree of the meridian from the equator (GRS 80: 110 574.3 m).
        #expect(abs(GroundLength.meters(.init(x: 0, y: 0), .init(x: 1, y: 0)) - quarter) < 0.01)
        #expect(abs(GroundLength.meters(.init(x: 0, y: 0), .init(x: 0, y: 1)) - 110_574.3) < 1)
        // The parallel of 60 degrees: 55 800 m a degree.
        #expect(abs(GroundLength.meters(.init(x: 0, y: 60), .init(x: 1, y: 60)) - 55_800) < 1)
        #expect(GroundLength.meters(.init(x: 3, y: 3), .init(x: 3, y: 3)) == 0)
        #expect(!GroundLength.meters(.init(x: 0, y: 0), .init(x: .infinity, y: 0)).isFinite)
    }

    @Test("Lines meet at shared vertices to 1e-6 degrees, and not where they only cross")
    func joints() throws {
        let crossing = try RoadGraph(lines: [bare((0, -0.01), (0, 0.01)), bare((-0.01, 0), (0.01, 0))])
        #expect(crossing.positions.count == 4 && Set(crossing.parts).count == 2)
        let shared = try RoadGraph(
            lines: [bare((0, -0.01), (0, 0), (0, 0.01)), bare((-0.01, 0), (0.000_000_3, 0), (0.01, 0))])
        #expect(shared.positions.count == 5 && Set(shared.parts).count == 1)
    }

    @Test("Empty lines, lines of one point, repeated points and what is no position make no edge")
    func hostile() throws {
        let lines = [
            [], bare((1, 1)), bare((2, 2), (2, 2)), bare((.nan, 0), (0, .infinity)), bare((500, 0), (0, 95)),
            // The line is cut at the point that is none.
            bare((0, 0), (0.01, 0), (.nan, 0), (0.02, 0), (0.03, 0)),
        ]
        let graph = try RoadGraph(lines: lines)
        #expect(graph.edges.count == 2 && graph.edges.allSatisfy { abs($0.length - 1113.19) < 0.1 })
        #expect(try RoadGraph(lines: []).edges.isEmpty)
        #expect(throws: RouteError.farFromRoads(name: "A", kilometers: nil)) {
            try RoutePlanner(lines: [[], bare((1, 1))]).plan(through: [try stop("A", 1, 1), try stop("B", 2, 2)])
        }
    }

    @Test("An edge counts as straight above 5 km")
    func straight() throws {
        let graph = try RoadGraph(lines: [bare((0, 0), (0.0448, 0), (0.0898, 0))])
        #expect(graph.edges.map(\.kind) == [.road, .straight])
    }

    @Test("A gap of up to a kilometre is crossed by an assumed edge, a wider one is not")
    func gaps() throws {
        // 0.0089 degrees of the equator are 991 m, 0.0091 are 1013 m.
        for (width, isJoined) in [(0.0089, true), (0.0091, false)] {
            let graph = try RoadGraph(lines: [road((0, 0), (0.1, 0)), road((0.1 + width, 0), (0.2, 0))]).joiningGaps()
            let assumed = graph.edges.filter { $0.kind == .assumed }
            #expect(assumed.count == (isJoined ? 1 : 0))
            #expect((Set(graph.parts).count == 1) == isJoined)
        }
        // An end that lies beside the middle of another road is joined to it too.
        let beside = try RoadGraph(lines: [road((0, 0), (0.1, 0)), road((0.06, 0.005), (0.06, 0.1))]).joiningGaps()
        #expect(Set(beside.parts).count == 1)
    }
}
