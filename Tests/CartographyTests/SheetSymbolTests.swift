// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import TestSupport
import Testing

@testable import Cartography

@Suite struct SheetSymbolTests {
    private let plane: MapPlane
    private let extent: Extent

    init() throws {
        extent = try #require(Extent(minX: 0, minY: 0, maxX: 400, maxY: 400))
        plane = MapPlane(extent: extent, frame: Frame(x: 0, y: 0, width: 400, height: 400))
    }

    private func mark(_ x: Double, _ y: Double, _ kind: MapMark.Kind = .other, isArea: Bool = false) -> MapMark {
        MapMark(position: PlanarPoint(x: x, y: y), kind: kind, area: isArea ? square(x - 30, y - 30, 60) : nil)
    }

    private func square(_ west: Double, _ south: Double, _ size: Double) -> MultiPolygon {
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)]
        return MultiPolygon([
            Polygon(shell: corners.map { PlanarPoint(x: west + $0.0 * size, y: south + $0.1 * size) })
        ])
    }

    @Test func marksOnEachOtherAreOneOfTheMostFrequentKind() throws {
        let groups = MarkPainter(
            MapMarks([
                mark(100, 100, .fighting), mark(103, 101, .explosion), mark(98, 99, .explosion), mark(200, 200),
                mark(100, 100, .people, isArea: true), mark(900, 100),
            ]), plane: plane
        ).groups
        #expect(groups.map(\.count) == [3, 1, 1], "one outside of the frame has no mark, an area is no place")
        #expect(groups.map(\.kind) == [.explosion, .other, .people])
        #expect(groups.map(\.isArea) == [false, false, true])
        #expect(groups[0].radius > groups[1].radius)
        let even = MarkPainter(MapMarks([mark(5, 5, .people), mark(6, 6, .explosion)]), plane: plane).groups
        #expect(even.map(\.kind) == [.explosion], "of equals the first kind")
    }

    @Test func aThousandMarksStayBelowTwiceTheSizeOfOne() {
        #expect(MarkPainter.radius(count: 1) == 3.7)
        #expect(MarkPainter.radius(count: 1_000_000) < 2.2 * MarkPainter.radius(count: 1))
        #expect(MarkPainter.radius(count: 0) == 3.7)
    }

    /// Ink within a square of pixels around a point, without the paper.
    private func inked(_ draw: (Canvas) -> Void) throws -> [UInt32] {
        let canvas = try Canvas(width: 40, height: 40)
        canvas.fill(canvas.bounds, MapInks.paper)
        draw(canvas)
        return canvas.pixels
    }

    @Test func eachKindHasAShapeAndAnAreaIsHollow() throws {
        let center = PlanarPoint(x: 20, y: 20)
        var drawn: Set<[UInt32]> = []
        for kind in MapMark.Kind.allCases {
            for isArea in [false, true] {
                let pixels = try inked { MarkPainter.draw(kind, at: center, radius: 8, isArea: isArea, on: $0) }
                drawn.insert(pixels)
                let middle = pixels[20 * 40 + 20] & 0xFF
                #expect(isArea ? middle > 200 : middle < 60, "\(kind) \(isArea)")
            }
        }
        #expect(drawn.count == 8)
    }

    @Test func corridorsAreToldApartByModeAndBasisAndNoneIsHatched() throws {
        let ring = square(5, 5, 30).polygons.map(\.shell)
        var drawn: Set<[UInt32]> = []
        for mode in [Route.Mode.land, .air] {
            for basis in [Route.Basis.stated, .assumed] {
                let pixels = try inked { CorridorPainter.draw(ring, mode, basis, on: $0) }
                drawn.insert(pixels)
                let inside = Set((12..<28).flatMap { y in (12..<28).map { pixels[y * 40 + $0] } })
                #expect(inside.count == 1, "no hatch")
                #expect((inside.first == 0xFFFF_FFFF) == (mode == .air), "by air there is no ground")
            }
        }
        #expect(drawn.count == 4)
    }

    @Test func theAxisOfACorridorIsItsLongestSide() throws {
        let strip = MultiPolygon([
            Polygon(
                shell: [(0.0, 0.0), (100, 100), (95, 105), (-5, 5), (0, 0)].map { PlanarPoint(x: $0.0, y: $0.1) })
        ])
        let axis = try #require(CorridorPainter.axis(strip))
        #expect(abs(abs(tan(axis.angle)) - 1) < 0.15)
        #expect(CorridorPainter.axis(MultiPolygon([])) == nil)
    }

    private func specification(_ provinces: [MapArea]) throws -> MapSpecification {
        let grid = try #require(
            Grid(
                crs: .lambertEqualArea(latitude: 34, longitude: 42), originX: 0, originY: 400, cellSize: 20,
                columns: 20,
                rows: 20))
        var map = MapSpecification(
            surface: Raster(grid: grid, filledWith: 1),
            style: try Style.load(from: "\(Repository.palettes.path)/risk.json"), extent: extent, groundScale: 1,
            texts: MapTexts(
                title: TextByLanguage(en: "T"), subtitle: TextByLanguage(en: "S"), sources: [], provenance: ""),
            tier: .public)
        map.provinces = provinces
        return map
    }

    @Test func theCornerIsTheOneWithLeastOfTheStudy() throws {
        func corner(_ west: Double, _ south: Double) throws -> Frame {
            LocatorPainter(
                try specification([MapArea(name: TextByLanguage(en: ""), area: square(west, south, 200))]), plane: plane
            ).frame
        }
        #expect(try corner(200, 200).x == 0 && corner(200, 200).maxY == 400)
        let upper = try corner(0, 0)
        #expect(upper.maxX == 400 && upper.maxY == 400, "south-west is taken: the other lower corner")
        #expect(try LocatorPainter(specification([]), plane: plane).frame.x == 0)
    }

    @Test func corridorsOfOneNameHaveOneLetter() throws {
        var map = try specification([])
        for name in ["P to Q", "", "R to S", "P to Q"] {
            map.corridors.append(
                MapCorridor(name: TextByLanguage(en: name), area: square(0, 0, 10), mode: .land, basis: .stated))
        }
        #expect(map.letteredCorridors.map(\.letter) == ["A", "B"])
        #expect(map.letteredCorridors.map(\.corridor.name.en) == ["P to Q", "R to S"])
    }
}
