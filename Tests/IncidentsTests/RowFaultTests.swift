// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables
import Testing

@testable import Incidents

/// A mapping of a table whose days are in `d` and places in `p`, with more rules.
private func mapping(_ more: [ClaimField: FieldRule]) throws -> Vocabulary {
    let rules: [ClaimField: FieldRule] = [.type: .constant("battle"), .date: .column("d")]
    return .mapped(try FieldMapping(rules: rules.merging(more) { _, new in new }))
}

@Suite("Points and commas in counts")
struct DecimalMarkTests {
    private func read(_ header: String, _ rows: String...) throws -> Reading {
        try Reading(
            text: ([header] + rows).joined(separator: "\n") + "\n",
            mapping([.place: .column("p"), .best: .column("n"), .unit: .constant("persons")]))
    }

    private func notes(_ reading: Reading) -> String {
        reading.summary.notes.all.map(\.sentence).joined(separator: "; ")
    }

    @Test("Where fractions have a comma, the point stands between thousands; the whole table is asked")
    func grouping() throws {
        let reading = try read("d;p;n;x", "2026-01-01;Mosul;1.200;a", "2026-01-02;Mosul;2.500;36,33")
        #expect(reading.claims.map { $0.quantity?.best } == [1200, 2500])
        #expect(notes(reading).contains("mark of thousands"))
    }

    @Test("Where fractions have a point, three zeros behind it are a fraction; where no cell tells, no number is read")
    func point() throws {
        let told = try read("d,p,n,x", "2026-01-01,Mosul,5.000,36.33", "2026-01-01,Mosul,1.200,36.33")
        #expect(told.claims.map { $0.quantity?.best } == [5, nil] && notes(told).contains("no whole number"))
        let untold = try read("d,p,n,x", "2026-01-01,Mosul,1.200,a")
        #expect(untold.claims.map { $0.quantity?.best } == [nil] && notes(untold).contains("mark of thousands or"))
    }

    @Test("A count with a fraction leaves the event without a number", arguments: ["2.5", "\"1,5\"", "2.5-3.5"])
    func fractions(cell: String) throws {
        let reading = try read("d,p,n", "2026-01-01,Mosul,\(cell)")
        #expect(reading.claims.count == 1 && reading.claims[0].quantity == nil)
        #expect(notes(reading).contains("no whole number"))
    }
}

@Suite("Rows that look like reports and are none, and columns that come twice")
struct RowKindTests {
    @Test(
        "A row of totals is rejected as such, with a day or without",
        arguments: ["TOTAL", "Total général", "المجموع", "Итого", "Grand total:", "Total 2026"])
    func totals(word: String) throws {
        let reading = try Reading(
            text: "p,d,n\nMosul,2026-01-01,3\n\(word),2026-01-31,3\n\(word),,3\n",
            mapping([.place: .column("p"), .best: .column("n")]))
        #expect(reading.claims.count == 1 && reading.codes == ["totals_row", "totals_row"])
        let first = try Reading(
            text: "no,d,p,n\n1,2026-01-01,Mosul,3\n\(word),2026-01-31,,3\n", mapping([.place: .column("p")]))
        #expect(first.codes == ["totals_row"])
    }

    @Test("A row without any position or place says so")
    func nowhere() throws {
        let reading = try Reading(
            text: "d,x,y\n2026-01-01,,\n", mapping([.longitude: .column("x"), .latitude: .column("y")]))
        #expect(
            reading.rejected.first?.description.contains("neither a position nor a place, district or province") == true
        )
        #expect(reading.rejected.first?.description.contains("column") == false || reading.codes == ["missing_value"])
    }

    @Test("Of two columns of one name the first counts, and the second where it is empty; rows that differ are counted")
    func twice() throws {
        let reading = try Reading(
            text: "d,p,killed,killed\n2026-01-01,Mosul,3,4\n2026-01-02,Mosul,,5\n2026-01-03,Mosul,6,6\n",
            mapping([.place: .column("p"), .best: .column("killed")]))
        #expect(reading.claims.map { $0.quantity?.best } == [3, 5, 6])
        let notes = reading.summary.notes.all
        #expect(notes.contains { $0.sentence.contains("the header has 'killed' more than once") })
        #expect(notes.first { $0.sentence.contains("hold different values") }?.count == 1)
    }

    @Test("A table read through a mapping with ids and publication tells versions, to the second")
    func versions() throws {
        let vocabulary = try mapping([.place: .column("p"), .id: .column("id"), .published: .column("t")])
        #expect(vocabulary.tellsVersions && vocabulary.keySpace(of: "a") != vocabulary.keySpace(of: "b"))
        let table = TableReader(
            name: "t",
            text:
                "id,d,p,t\n1,2026-01-01,Mosul,2026-01-05 12:00\n1,2026-01-01,Mosul,2026-01-05T10:00:00Z\n1,2026-01-01,Mosul,\n"
        )
        var versions: [Int64?] = []
        var reader = ClaimReader(vocabulary: vocabulary, context: ReadingContext(sourceID: "s"))
        try reader.forEachVersion(in: table) { _, history in
            versions.append(history.version)
        } onRejected: { _ in
        }
        // 2026-01-05 is day 20458: twelve o'clock, then ten.
        let expected: [Int64?] = [1_767_614_400, 1_767_607_200, nil]
        #expect(versions == expected)
        #expect(try !mapping([.place: .column("p"), .published: .column("t")]).tellsVersions)
    }
}

@Suite("Zones of a grid and addresses of positions")
struct GridZoneTests {
    /// Zone 38 north is Mosul, zone 38 south the ocean.
    private static let ground = Ground(
        countryCode: { _ in nil }, country: { _ in nil }, provinceIDs: { _, _ in [] }, province: { _ in nil },
        degrees: { grid in Coordinate(longitude: 43.12, latitude: grid.isNorth ? 36.33 : -53.9) })

    private func read(_ text: String, _ rules: [ClaimField: FieldRule], area: Extent? = Evidence.studyArea) throws
        -> Reading
    {
        var context = ReadingContext(sourceID: "s", studyArea: area)
        context.ground = Self.ground
        return try Reading(TableReader(name: "t.csv", text: text), mapping(rules), context)
    }

    private static let columns: [ClaimField: FieldRule] = [
        .easting: .column("e"), .northing: .column("n"), .zone: .column("z"),
    ]

    @Test(
        "The letter is a band or a side of the equator: the reading inside of the study counts",
        arguments: ["38S", "38 S", "UTM 38S"])
    func band(zone: String) throws {
        let reading = try read("d,e,n,z\n2026-01-01,331150,4022700,\(zone)\n", Self.columns)
        #expect(reading.claims.first?.place.coordinate?.latitude == 36.33)
        #expect(reading.summary.notes.all.contains { $0.sentence.contains("band from 32 to 40 degrees north") })
        let one = try read("d,p\n2026-01-01,38S 331150 4022700\n", [.position: .column("p")])
        #expect(one.claims.first?.place.coordinate?.latitude == 36.33)
    }

    @Test("Neither or both readings inside are refused; other letters leave no doubt")
    func doubt() throws {
        let text = "d,e,n,z\n2026-01-01,331150,4022700,38S\n"
        let world = Extent(minX: -180, minY: -85, maxX: 180, maxY: 85)
        let elsewhere = Extent(minX: 0, minY: 0, maxX: 10, maxY: 10)
        for area in [world, elsewhere, nil] {
            #expect(try read(text, Self.columns, area: area).rejected.first?.reason == .ambiguousZone)
        }
        for letter in ["N", "R", "T"] {
            let reading = try read(text.replacing("38S", with: "38\(letter)"), Self.columns)
            #expect(reading.claims.first?.place.coordinate?.latitude == 36.33 && reading.summary.notes.all.isEmpty)
        }
    }

    @Test("Easting and northing that are exchanged, and metres that no zone has, are said")
    func exchanged() throws {
        let reading = try read("d,e,n,z\n2026-01-01,4022700,331150,38N\n2026-01-01,5,331150,38N\n", Self.columns)
        #expect(reading.rejected.map(\.reason) == [.swappedGrid, .badMetres])
        let one = try read("d,p\n2026-01-01,38N 4022700 331150\n", [.position: .column("p")])
        #expect(one.rejected.map(\.reason) == [.swappedGrid])
    }

    @Test(
        "Addresses with one plain latitude and longitude are read",
        arguments: [
            "geo:36.335,43.119", "geo:36.335,43.119,220;u=35", "geo:0,0?q=36.335,43.119(Mosul)",
            "https://www.google.com/maps?q=36.335,43.119", "https://maps.google.com/?q=36.335%2C43.119",
            "https://www.google.com/maps/place/Mosul/@36.3,43.1,12z/data=!3d36.335!4d43.119",
            "https://www.openstreetmap.org/?mlat=36.335&mlon=43.119#map=12/36.3/43.1",
            "https://www.openstreetmap.org/#map=12/36.335/43.119",
        ])
    func addresses(text: String) throws {
        let reading = try read("d,p\n2026-01-01,\"\(text)\"\n", [.position: .column("p")])
        #expect(reading.claims.first?.place.coordinate == Coordinate(longitude: 43.119, latitude: 36.335), "\(text)")
    }

    @Test(
        "Codes that are not read are named",
        arguments: [
            ("8HQ58Q4M+2X", "a Plus code"), ("8Q4M+2X Mosul", "a Plus code"), ("sv8wrqfm2", "a geohash"),
            ("///filled.count.soap", "three words"), ("https://maps.app.goo.gl/abc", "a link"),
            ("geo:36,43;crs=nad27", "a geo: address"),
        ])
    func kinds(text: String, kind: String) throws {
        let reading = try read("d,p\n2026-01-01,\"\(text)\"\n", [.position: .column("p")])
        #expect(reading.rejected.first?.reason.sentence.contains(kind) == true, "\(reading.rejected)")
    }
}
