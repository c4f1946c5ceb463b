// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite struct CoordinateTests {
    @Test(arguments: [(181.0, 0.0), (0, 91), (-180.001, 0), (.nan, 0), (0, .infinity)])
    func outOfRangeCannotExist(longitude: Double, latitude: Double) {
        #expect(Coordinate(longitude: longitude, latitude: latitude) == nil)
    }

    /// Distances between gazetteer points that the method quotes, haversine on R = 6371.0088 km.
    @Test func distancesOfTheMethod() throws {
        let husaybah = try #require(Coordinate(longitude: 40.9895, latitude: 34.3925))
        let qaim = try #require(Coordinate(longitude: 41.095, latitude: 34.369))
        #expect(abs(husaybah.distance(to: qaim).kilometers - 10.009) < 0.02)
        let shaddadi = try #require(Coordinate(longitude: 40.7311, latitude: 36.0558))
        let other = try #require(Coordinate(longitude: 40.8333, latitude: 36.1667))
        #expect(abs(shaddadi.distance(to: other).kilometers - 15.374) < 0.01)
    }

    /// A degree of a great circle is 6371.0088 km times pi / 180 = 111.195 km; east of 60 N it spans two degrees.
    @Test(arguments: [
        (10.0, 0.0, 0.0, 10.0, 1.0), (10, 0, 90, 11, 0), (10, 0, 180, 10, -1), (10, 0, 270, 9, 0),
        (179.5, 0, 90, -179.5, 0),
        (10, 60, 90, 11.9997, 59.9849),
    ])
    func aDegreeAlongAGreatCircle(
        longitude: Double, latitude: Double, bearing: Double, east: Double, north: Double
    ) throws {
        let start = try #require(Coordinate(longitude: longitude, latitude: latitude))
        let end = try #require(start.moved(by: Meters(111_195.08), bearing: bearing))
        #expect(abs(end.longitude - east) < 0.001 && abs(end.latitude - north) < 0.001)
        #expect(abs(start.distance(to: end).value - 111_195.08) < 0.01)
    }

    @Test(arguments: [("5000", 5000.0), ("5km", 5000), ("2.5 km", 2500), ("800m", 800), ("5KM", 5000)])
    func lengthsWithUnits(text: String, meters: Double) {
        #expect(Meters(parsing: text)?.value == meters)
    }

    @Test(arguments: ["", "km", "-5km", "nan", "inf", "5 miles", "5,5km", "1e400"])
    func lengthsThatAreNone(text: String) {
        #expect(Meters(parsing: text) == nil)
    }

    @Test func extentsHaveAnArea() {
        #expect(Extent(minX: 1, minY: 0, maxX: 1, maxY: 2) == nil)
        #expect(Extent(minX: 2, minY: 0, maxX: 1, maxY: 2) == nil)
        #expect(Extent(around: [PlanarPoint(x: 1, y: 1)]) == nil)
        let extent = Extent(around: [PlanarPoint(x: 1, y: 1), PlanarPoint(x: 3, y: 5)])
        #expect(extent?.width == 2 && extent?.height == 4)
    }

    @Test func aHoleIsOutside() {
        func square(_ low: Double, _ high: Double) -> [PlanarPoint] {
            [(low, low), (high, low), (high, high), (low, high), (low, low)].map { PlanarPoint(x: $0, y: $1) }
        }
        let area = MultiPolygon([Polygon(shell: square(0, 10), holes: [square(4, 6)])])
        #expect(area.contains(PlanarPoint(x: 1, y: 1)))
        #expect(!area.contains(PlanarPoint(x: 5, y: 5)))
        #expect(!area.contains(PlanarPoint(x: 11, y: 5)))
    }

    @Test func recordsTrimAndFindTheirColumns() {
        let columns = RecordColumns(["id", "name", "name"])
        let record = Record(
            columns: columns, values: [" 7 ", "  "], origin: RecordOrigin(file: "a.csv", line: 3))
        #expect(record["id"] == "7")
        #expect(record["name"] == nil)
        #expect(record["missing"] == nil)
        #expect(record.origin.description == "a.csv:3")
    }
}
