// SPDX-License-Identifier: Apache-2.0

import Geo
@testable import Incidents
import Tables
import Testing

@Suite("Shapes, grids and hours as people write them")
struct WrittenShapeTests {
    @Test("Shapes as well-known text")
    func shapes() {
        let square = [(40.0, 34.0), (41, 34), (41, 35), (40, 34)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let polygon = Polygon(shell: square)
        #expect(WrittenShape("POLYGON ((40 34, 41 34, 41 35, 40 34))")?.geometry == .area(MultiPolygon([polygon])))
        #expect(
            WrittenShape("SRID=4326;MULTIPOLYGON Z(((40 34 7,41 34 7,41 35 7,40 34 7)))")?.geometry
                == .area(MultiPolygon([polygon])))
        #expect(
            WrittenShape("polygon((40 34,41 34,41 35,40 34),(40 34,41 34,41 35,40 34))")?.geometry
                == .area(MultiPolygon([Polygon(shell: square, holes: [square])])))
        #expect(WrittenShape("LINESTRING (40 34, 41 34)")?.geometry == .lines([Array(square.prefix(2))]))
        #expect(
            WrittenShape("MULTILINESTRING ((40 34, 41 34), (41 34, 41 35))")?.geometry
                == .lines([Array(square[0..<2]), Array(square[1..<3])]))
        #expect(WrittenShape("MULTIPOINT ((40 34), (41 34))")?.geometry == .multiPoint(Array(square.prefix(2))))
        #expect(WrittenShape("MULTIPOINT (40 34, 41 34)")?.geometry == .multiPoint(Array(square.prefix(2))))
    }

    @Test(
        "What is no shape",
        arguments: [
            "", "POINT (40 34)", "POLYGON", "POLYGON (", "POLYGON ((40 34, 41 34, 41 35, 40 34)",
            "POLYGON ((40 34, 41 34))",
            "POLYGON ((400 34, 41 34, 41 35, 400 34))", "POLYGON ((a b, 41 34, 41 35, 40 34))",
            "POLYGON ((40 34, 41 34, 41 35, 40 34)) x",
            "POLYGON EMPTY", "LINESTRING (40 34)", "CIRCLE ((40 34, 41 34, 41 35, 40 34))", "POLYGON (((((40 34)))))",
            "33.5 44.4",
        ])
    func noShape(text: String) { #expect(WrittenShape(text) == nil) }

    @Test("Zones of a column; without a letter the study tells the side of the equator")
    func zones() {
        func north(_ zone: String, south: Bool = false) -> [Bool]? {
            GridZone(zone)?.positions(330_000, 4_022_000, isSouthern: south).map(\.isNorth)
        }
        #expect(north("38N") == [true] && north("38") == [true] && north("38X") == [true])
        #expect(north("UTM zone 38 s") == [true, false])
        #expect(north("38.0", south: true) == [false] && north("38M") == [false])
        #expect(north("61") == nil && north("") == nil && north("38I") == nil)
        #expect(!GridPosition.areMetres(44.4, 33.3) && GridPosition.areMetres(330_000, 4_022_000))
    }

    @Test("Polygons in a column spread their incident")
    func mapped() throws {
        let mapping = try FieldMapping(
            rules: [.date: .column("day"), .type: .constant("battle"), .position: .column("where")])
        let reading = try Reading(
            text: """
                day,where
                2026-02-01,"POLYGON ((40 34, 41 34, 41 35, 40 34))"
                2026-02-01,POINT (40 34)
                2026-02-01,"POLYGON ((40 34, 41 34))"
                """, .mapped(mapping))
        #expect(reading.claims.count == 2 && reading.codes == ["bad_number"])
        guard case .area? = reading.claims.first?.place.area else { return #expect(Bool(false), "the shape is lost") }
        #expect(reading.claims.last?.place.coordinate == Coordinate(longitude: 40, latitude: 34))
    }

    @Test("Easting, northing and zone belong together")
    func incomplete() {
        #expect(throws: IncidentInputError.self) {
            try FieldMapping(
                rules: [
                    .date: .column("d"), .type: .constant("battle"), .easting: .column("e"), .northing: .column("n"),
                ])
        }
    }

    @Test(
        "Hours with a letter",
        arguments: [
            "2026-02-10 10h30", "10/02/2026 10H30", "2026-02-10 10h", "10 février 2026 22h05", "2026-02-10T10h30",
        ])
    func hours(text: String) {
        var dates = DateReading()
        dates.order = .dayMonthYear
        guard case .days(let days) = dates.days(text) else { return #expect(Bool(false), "\(text) is not read") }
        #expect("\(days.first)" == "2026-02-10" && days.length == 1)
    }

    @Test("An hour that cannot be is a fault")
    func badHour() {
        guard case .fault(.badTime) = DateReading().days("2026-02-10 25h30") else {
            return #expect(Bool(false), "25h30 is no time")
        }
    }

    @Test("A coarse square of the military grid is its area, a fine one its middle")
    func squares() throws {
        // One metre is one degree here, so that the edges can be read off.
        let ground = Ground(
            countryCode: { _ in nil }, country: { _ in nil }, provinceIDs: { _, _ in [] }, province: { _ in nil },
            degrees: { Coordinate(longitude: $0.easting / 100_000, latitude: $0.northing / 100_000) })
        let mapping = try FieldMapping(
            rules: [.date: .column("day"), .type: .constant("battle"), .position: .column("where")])
        var context = ReadingContext(sourceID: "s")
        context.ground = ground
        let rows = ["38SLF", "38SLF32", "38SLF3022", "38S LF 30000 22000"].map { "2026-02-01,\($0)" }
        let table = TableReader(name: "t.csv", text: "day,where\n" + rows.joined(separator: "\n") + "\n")
        let reading = try Reading(table, .mapped(mapping), context)
        let extents = reading.claims.map { $0.place.area?.extent }
        func side(_ number: Int) -> Double? { extents[number].map { (($0.maxX - $0.minX) * 100).rounded() } }
        #expect(side(0) == 100 && side(1) == 10 && side(2) == nil && side(3) == nil)
        #expect(extents[0]?.contains(PlanarPoint(x: 3.3, y: 40.2)) == true, "LF begins at 300 km east")
        #expect(reading.claims[2].place.coordinate != nil && reading.claims[3].place.coordinate != nil)
        #expect(reading.summary.notes.all.map(\.sentence).filter { $0.contains("whole area") }.count == 2)
    }
}
