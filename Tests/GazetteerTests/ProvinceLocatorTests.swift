// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Gazetteer

private let locator = ProvinceLocator([SmallGazetteer.west, SmallGazetteer.east])

@Test func positionsFallIntoTheirProvince() {
    #expect(locator.province(at: SmallGazetteer.at(2, 2))?.id == "AA-WE")
    #expect(locator.province(at: SmallGazetteer.at(7, 2))?.id == "AA-EA")
    #expect(locator.province(at: SmallGazetteer.at(12, 2)) == nil)
    #expect(
        locator.province(at: SmallGazetteer.at(10.05, 2), country: "AA", margin: .kilometers(15))?.id == "AA-EA",
        "a crossing on the wrong side of a generalised border")
}

/// At the equator 0.03 degrees are 3.34 km; at 5 degrees north a degree of longitude is cos 5 = 0.9962 as long.
@Test func distanceToABoundaryIsInMetres() throws {
    let near = try #require(locator.boundaryDistance(from: SmallGazetteer.at(5.03, 2.5), limit: .kilometers(5)))
    #expect(abs(near.kilometers - 3.332) < 0.01)
    #expect(locator.boundaryDistance(from: SmallGazetteer.at(5.05, 2.5), limit: .kilometers(5)) == nil)
    #expect(locator.lies(SmallGazetteer.at(5.05, 2.5), in: "AA-WE", margin: .kilometers(6)))
    #expect(!locator.lies(SmallGazetteer.at(5.05, 2.5), in: "AA-WE", margin: .kilometers(5)))
}

/// A square of 5 degrees at the equator: 556 km by 554 km, the circle of equal size has a radius of 313 km.
@Test func anAreaIsSummedUpByAPointInsideAndARadius() throws {
    let summary = AreaSummary(SmallGazetteer.west.area)
    let inside = try #require(summary.inside)
    #expect(SmallGazetteer.west.area.contains(inside.point))
    #expect(abs(summary.radius.kilometers - 313.5) < 1)
    #expect(AreaSummary(MultiPolygon([])).inside == nil)
}
