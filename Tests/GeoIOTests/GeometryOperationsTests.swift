// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Testing

struct GeometryOperationsTests {
    private let bowTie = MultiPolygon([
        Polygon(shell: [(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)].map { PlanarPoint(x: $0.0, y: $0.1) })
    ])

    private func area(_ shape: MultiPolygon) -> Double { GeometryOperations.area(of: shape) }

    @Test func setOperationsOnOverlappingSquares() throws {
        let a = square(0, 0, 2, 2), b = square(1, 1, 3, 3)
        #expect(area(try GeometryOperations.intersection(a, b)) == 1)
        #expect(area(try GeometryOperations.union(a, b)) == 7)
        #expect(area(try GeometryOperations.difference(a, b)) == 3)
        #expect(try GeometryOperations.intersection(a, b).extent == Extent(minX: 1, minY: 1, maxX: 2, maxY: 2))
    }

    @Test func areasThatTouchHaveNothingInCommon() throws {
        #expect(try GeometryOperations.intersection(square(0, 0, 1, 1), square(1, 0, 2, 1)).isEmpty)
        #expect(try GeometryOperations.intersection(square(0, 0, 1, 1), MultiPolygon([])).isEmpty)
    }

    @Test func theUnionOfManyIsOneArea() throws {
        let row = (0..<50).map { square(Double($0), 0, Double($0) + 1.5, 1) }
        let union = try GeometryOperations.union(row)
        #expect(union.polygons.count == 1)
        #expect(abs(area(union) - 50.5) < 1e-9)
        #expect(try GeometryOperations.union([]).isEmpty)
        #expect(area(try GeometryOperations.union([square(0, 0, 2, 2)])) == 4)
    }

    @Test func aHoleIsCutOut() throws {
        let ring = try GeometryOperations.difference(square(0, 0, 4, 4), square(1, 1, 2, 2))
        #expect(ring.polygons.count == 1 && ring.polygons[0].holes.count == 1)
        #expect(area(ring) == 15)
    }

    @Test func aBufferedPointIsNearlyACircle() throws {
        let disc = try GeometryOperations.buffer(.point(PlanarPoint(x: 5, y: 5)), distance: 2, segments: 16)
        #expect(abs(area(disc) / (4 * Double.pi) - 1) < 0.002)
        #expect(disc.polygons[0].shell.count == 65)
    }

    @Test func aBufferedLineIsACorridor() throws {
        let line = Geometry.lines([[PlanarPoint(x: 0, y: 0), PlanarPoint(x: 10, y: 0)]])
        let corridor = try GeometryOperations.buffer(line, distance: 1, segments: 32)
        #expect(abs(area(corridor) - (20 + Double.pi)) < 0.01)
    }

    @Test func aBufferWithoutSenseIsRefused() {
        let error = #expect(throws: GeoIOError.self) {
            try GeometryOperations.buffer(.point(PlanarPoint(x: 0, y: 0)), distance: .nan)
        }
        #expect(
            "\(error!)" == """
                A buffer of nan with 16 segments per quarter circle. Give a finite distance and 1 to 1000 segments.
                """)
    }

    @Test func simplifyingDropsWhatLiesOnTheWay() throws {
        let shell = [(0, 0), (1, 0.001), (2, 0), (2, 2), (0, 2), (0, 0)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let simple = try GeometryOperations.simplify(MultiPolygon([Polygon(shell: shell)]), tolerance: 0.01)
        #expect(simple.polygons[0].shell.count == 5)
        let line = [(0, 0), (1, 0.001), (2, 0)].map { PlanarPoint(x: $0.0, y: $0.1) }
        #expect(try GeometryOperations.simplify([line], tolerance: 0.01) == [[line[0], line[2]]])
    }

    @Test func aBowTieIsFoundAndRepaired() throws {
        let problem = try #require(try GeometryOperations.validityProblem(of: bowTie))
        #expect(problem.contains("Self-intersection") && problem.contains("1 1"))
        let repaired = try GeometryOperations.makeValid(bowTie)
        #expect(try GeometryOperations.validityProblem(of: repaired) == nil)
        #expect(repaired.polygons.count == 2)
        #expect(area(repaired) == 2)
    }

    @Test func validAreasHaveNoProblem() throws {
        #expect(try GeometryOperations.validityProblem(of: square(0, 0, 1, 1)) == nil)
        #expect(try GeometryOperations.validityProblem(of: MultiPolygon([])) == nil)
        #expect(area(try GeometryOperations.makeValid(square(0, 0, 3, 1))) == 3)
    }

    @Test func aRingOfTwoPointsIsNoCrash() throws {
        let points = [PlanarPoint(x: 0, y: 0), PlanarPoint(x: 1, y: 1)]
        let broken = MultiPolygon([Polygon(shell: points)])
        #expect(throws: GeoIOError.self) {
            if let problem = try GeometryOperations.validityProblem(of: broken) {
                throw GeoIOError.geometry(operation: "check", reason: problem)
            }
        }
    }

    @Test func linesAreClipped() throws {
        let line = [PlanarPoint(x: -1, y: 1), PlanarPoint(x: 3, y: 1)]
        let inside = try GeometryOperations.clip([line], to: square(0, 0, 2, 2))
        #expect(inside == [[PlanarPoint(x: 0, y: 1), PlanarPoint(x: 2, y: 1)]])
        #expect(try GeometryOperations.clip([line], to: square(0, 5, 2, 6)).isEmpty)
    }

    @Test func anInteriorPointLiesInside() throws {
        let frame = try GeometryOperations.difference(square(0, 0, 10, 10), square(1, 1, 9, 9))
        let point = try #require(try GeometryOperations.interiorPoint(of: frame))
        #expect(frame.contains(point))
        #expect(try GeometryOperations.interiorPoint(of: MultiPolygon([])) == nil)
    }

    @Test func geometriesThatShareAPointIntersect() throws {
        let point = Geometry.point(PlanarPoint(x: 1, y: 1))
        #expect(try GeometryOperations.intersects(point, .area(square(0, 0, 2, 2))))
        #expect(try !GeometryOperations.intersects(point, .area(square(2, 2, 3, 3))))
    }
}
