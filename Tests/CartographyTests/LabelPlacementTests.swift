// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Cartography

@Suite struct LabelPlacementTests {
    private func square(_ west: Double, _ north: Double, _ size: Double) -> MultiPolygon {
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)]
        return MultiPolygon([
            Polygon(shell: corners.map { PlanarPoint(x: west + $0.0 * size, y: north + $0.1 * size) })
        ])
    }

    @Test func aTakenPlaceIsTakenOnce() {
        var placement = LabelPlacement(bounds: Frame(x: 0, y: 0, width: 100, height: 100))
        let first = Frame(x: 10, y: 10, width: 40, height: 10), other = Frame(x: 10, y: 40, width: 40, height: 10)
        #expect(placement.place([first, other]) == first)
        #expect(placement.place([first, other]) == other)
        #expect(placement.place([first, other]) == nil)
        #expect(placement.place([Frame(x: 90, y: 0, width: 20, height: 10)]) == nil)
    }

    @Test func framesThatOnlyTouchDoNotCollide() {
        let a = Frame(x: 0, y: 0, width: 10, height: 10)
        #expect(!a.intersects(Frame(x: 10, y: 0, width: 10, height: 10)))
        #expect(a.intersects(Frame(x: 9.9, y: 9.9, width: 1, height: 1)))
    }

    @Test func theBestAnchorOfASquareIsItsMiddle() throws {
        let best = try #require(LabelAnchor.candidates(in: square(0, 0, 140)).first)
        #expect(abs(best.x - 70) <= 10 && abs(best.y - 70) <= 10)
    }

    @Test func anchorsLieInsideAndInTheLargestPart() {
        let small = square(500, 500, 10).polygons[0]
        // A U whose middle is outside of it.
        let u = Polygon(
            shell: [(0.0, 0.0), (30, 0), (30, 80), (70, 80), (70, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
                .map { PlanarPoint(x: $0.0, y: $0.1) })
        let anchors = LabelAnchor.candidates(in: MultiPolygon([small, u]))
        #expect(!anchors.isEmpty)
        for anchor in anchors { #expect(MultiPolygon([u]).contains(anchor)) }
        #expect(LabelAnchor.candidates(in: MultiPolygon([])).isEmpty)
    }

    @Test func theShareInsideIsCounted() {
        let area = square(0, 0, 100)
        #expect(LabelAnchor.shareInside(Frame(x: 10, y: 10, width: 50, height: 20), area) == 1)
        #expect(LabelAnchor.shareInside(Frame(x: 210, y: 10, width: 50, height: 20), area) == 0)
        let half = LabelAnchor.shareInside(Frame(x: 80, y: 10, width: 50, height: 20), area)
        #expect(half == 6.0 / 15)
    }

    @Test func aStraightStretchCarriesItsRiversName() throws {
        let line = (0...20).map { PlanarPoint(x: Double($0) * 10, y: 100 - Double($0) * 10) }
        let stretch = try #require(RiverStretch.find([line], length: 100).first)
        #expect(abs(stretch.angle + .pi / 4) < 1e-9)
        let reversed = try #require(RiverStretch.find([Array(line.reversed())], length: 100).first)
        #expect(abs(reversed.angle + .pi / 4) < 1e-9)
        let zigzag = (0...20).map { PlanarPoint(x: Double($0) * 10, y: $0.isMultiple(of: 2) ? 0 : 60) }
        #expect(RiverStretch.find([zigzag], length: 100).isEmpty)
        #expect(RiverStretch.find([line], length: 1000).isEmpty)
    }

    @Test func bordersOfTheStudyAreToldFromOthers() {
        let outline = StudyOutline(square(0, 0, 300).polygons.map(\.shell))
        #expect(outline.follows([PlanarPoint(x: 0, y: 10), PlanarPoint(x: 2, y: 150), PlanarPoint(x: 0, y: 290)]))
        #expect(!outline.follows([PlanarPoint(x: 0, y: 0), PlanarPoint(x: -80, y: 0), PlanarPoint(x: -200, y: 5)]))
        #expect(StudyOutline([]).follows([PlanarPoint(x: 7, y: 7)]))
    }
}
