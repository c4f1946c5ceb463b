// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables
import Testing

@testable import Incidents

@Suite("Vocabularies as they come")
struct EverydayVocabularyTests {
    private static let acled =
        "event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,country,admin1,location,fatalities"
    private static let ucdp =
        "id,year,date_start,date_end,type_of_violence,where_prec,latitude,longitude,low,best,high,country"

    private func found(_ text: String) throws -> String? {
        try VocabularyFinding.vocabulary(of: TableReader(name: "t.csv", text: text))?.0.name
    }

    @Test("The columns tell the vocabulary, in any case and below titles")
    func finding() throws {
        #expect(try found(Self.acled + "\n") == "acled" && found(Self.acled.uppercased() + "\n") == "acled")
        #expect(try found("Export of today\n\n" + Self.ucdp.replacing(",", with: ";") + "\n") == "ucdp")
        #expect(try found("a,b\n1,2\n") == nil)
        let refusal = try VocabularyFinding.refusal(of: TableReader(name: "t.csv", text: "a,b\n1,2\n"))
        #expect("\(refusal)".contains("acled needs event_id_cnty") && "\(refusal)".contains("Found: a, b"))
    }

    @Test("Of several tables the one that fits is read")
    func choosing() throws {
        let fits = TableReader(name: "f", text: Self.acled + "\n"), other = TableReader(name: "o", text: "note\nx\n")
        var notes: [String] = []
        let chosen = try VocabularyFinding.choose([("notes", other), ("events", fits)], nil) { notes.append($0) }
        #expect(chosen?.0.name == "acled" && notes.contains("of 2 tables 'events' was read"))
        #expect(try VocabularyFinding.choose([("a", fits), ("b", fits)], .acled) { _ in } == nil)
    }

    @Test("Other names of UCDP's columns, and its table without a header")
    func ucdpForms() throws {
        let portal = Self.ucdp.replacing("low,best,high", with: "low_est,best_est,high_est")
        let reading = try Reading(
            text: portal + "\n1,2026,02/10/2026 00:00:00,02/13/2026 00:00:00,1,1,36.3,43.1,1,2,3,Iraq\n", .ucdp)
        #expect(reading.claims.first?.quantity?.description == "1 to 3 deaths (best 2)")
        #expect(reading.claims.first?.period == (try days("2026-02-10", "2026-02-13")))
        var row = UCDPTable.allColumns.map { _ in "" }
        let values = [
            "id": "7", "year": "2026", "type_of_violence": "1", "where_prec": "1", "latitude": "36.3",
            "longitude": "43.1",
            "date_start": "2026-02-10 00:00:00.000", "date_end": "2026-02-10 00:00:00.000", "best": "1", "high": "1",
            "low": "1", "date_prec": "1",
        ]
        for (name, value) in values { row[try #require(UCDPTable.allColumns.firstIndex(of: name))] = value }
        let bare = TableReader(name: "t.csv", text: row.joined(separator: ",") + "\n")
        let table = try VocabularyFinding.table(bare, .ucdp)
        let context = ReadingContext(sourceID: "s")
        #expect(try Reading(table, .ucdp, context).claims.map(\.id) == ["s:7"])
        let ending = TableReader(name: "t.csv", text: row.joined(separator: ",") + ",,\n")
        #expect(try Reading(VocabularyFinding.table(ending, .ucdp), .ucdp, context).claims.map(\.id) == ["s:7"])
        let short = TableReader(name: "t.csv", text: "1,2026-02-10,36.3,43.1\n")
        #expect(throws: IncidentInputError.missingHeader(file: "t.csv", columns: 4, vocabulary: "ucdp")) {
            try VocabularyFinding.table(short, .ucdp)
        }
    }

    @Test("Rows that end in empty fields beyond the header are read, and the table is noted once")
    func emptySurplus() throws {
        let rows = (1...3).map { "\($0),2026,2026-02-10,2026-02-10,1,1,36.3,43.1,1,2,3,\"Iraq\n(north)\",\n" }.joined()
        let reading = try Reading(
            text: Self.ucdp + "\n" + rows + "4,2026,2026-02-10,2026-02-10,1,1,36,43,1,2,3,Iraq,x\n", .ucdp)
        #expect(reading.claims.map(\.id) == ["src:1", "src:2", "src:3"])
        #expect(
            reading.summary.notes.all.map(\.description) == [
                "t.csv:2: the row ends in empty fields beyond the columns of the header; they were left out (3 rows)."
            ])
        #expect(
            reading.rejected.map(\.description) == [
                "t.csv:8: the row has 13 fields where the header has 12, and field 13 holds something; "
                    + "quote fields that contain the delimiter."
            ])
    }

    @Test("A day that stands for none costs no row and is no day of publication")
    func placeholders() throws {
        let days = [
            "1753-01-01", "0000-00-00", "1900-01-01;1753-01-01 00:00:00", "soon", "", "2017-01-05;1970-01-01",
            "9999-12-31",
        ]
        let rows = days.enumerated().map { "\($0),2017,2017-01-01,2017-01-01,1,1,36.3,43.1,1,1,1,Iraq,\($1)\n" }
            .joined()
        var context = ReadingContext(sourceID: "s")
        context.dates.expect(asOf: try day("2017-02-15"))
        let table = TableReader(name: "t", text: Self.ucdp + ",source_date\n" + rows)
        var reader = ClaimReader(vocabulary: .ucdp, context: context), published: [CalendarDay?] = []
        try reader.forEachVersion(in: table, { published.append($1.published) }, onRejected: { _ in })
        #expect(published == [nil, nil, nil, nil, nil, try day("2017-01-05"), nil])
        #expect(
            reader.summary.notes.all.map(\.description) == [
                "t:2: the day of publication in 'source_date' is one that programs write where none is known, such as "
                    + "1753-01-01; it counts as not stated (4 rows).",
                "t:5: the day of publication in 'source_date' is in no form that is read; it counts as not stated (1 row).",
            ])
    }

    @Test("Numbers of UCDP out of order are kept with the least and the most, and noted")
    func outOfOrder() throws {
        let reading = try Reading(
            text: Self.ucdp + "\n1,2017,2017-01-01,2017-01-01,1,1,36.3,43.1,0,2,1,Iraq\n"
                + "2,2017,2017-01-01,2017-01-01,1,1,36.3,43.1,5,4,3,Iraq\n", .ucdp)
        #expect(
            reading.claims.map { $0.quantity?.description } == ["0 to 2 deaths (best 2)", "3 to 5 deaths (best 4)"])
        #expect(reading.summary.notes.all.map(\.count) == [2])
    }

    @Test("Codes of ACLED in both spellings; unknown ones are named with the nearest and counted")
    func codes() throws {
        let details = [
            "Excessive force against protestors", "excessive force against protesters", "Air / drone strike",
            "Air/drone strikes",
            "Street theatre", "",
        ]
        let rows = details.enumerated().map { "E\($0),2026-01-01,Protests,\($1),36.3,43.1,Iraq,,,\n" }.joined()
        let reading = try Reading(text: Self.acled + "\n" + rows, .acled)
        #expect(
            reading.claims.map(\.type) == [
                .violenceAgainstCivilians, .violenceAgainstCivilians, .airStrike, .airStrike, .protest, .protest,
            ])
        let notes = reading.summary.notes.all.map(\.sentence)
        #expect(notes.count == 2 && notes[0].contains("was read as 'Air/drone strike'"))
        #expect(notes[1].contains("'Street theatre' is not in ACLED's list"))
        let wrong = try Reading(text: Self.acled + "\nE1,2026-01-01,Batles,,36.3,43.1,Iraq,,,\n", .acled)
        #expect(wrong.rejected.first?.description.contains("the nearest is 'Battles'") == true)
    }

    @Test("A column of years that contradicts, and years that cannot be meant")
    func years() throws {
        let text = Self.ucdp + "\n1,2016,2017-01-01,2017-01-01,1,1,36.3,43.1,1,1,1,Iraq\n"
        #expect(try Reading(text: text, .ucdp).codes == ["implausible_year"])
        var context = ReadingContext(sourceID: "s")
        context.dates.expect(asOf: try day("2026-02-15"))
        let first = Self.ucdp + "\n1,2026,0026-01-01,0026-01-01,1,1,36.3,43.1,1,1,1,Iraq\n"
        let reading = try Reading(TableReader(name: "t", text: first), .ucdp, context)
        #expect(reading.rejected.first?.description.contains("the column 'year' says 2026") == true)
    }
}

@Suite("Rows of any table as people write them")
struct EverydayRowTests {
    private func reading(_ text: String, _ rules: [ClaimField: FieldRule], ground: Ground? = nil) throws -> Reading {
        var all: [ClaimField: FieldRule] = [.type: .constant("battle"), .date: .constant("2026-01-01")]
        all.merge(rules) { $1 }
        var context = ReadingContext(sourceID: "s", studyArea: Evidence.studyArea)
        context.ground = ground
        return try Reading(TableReader(name: "t.csv", text: text), .mapped(FieldMapping(rules: all)), context)
    }

    @Test("A row that knows an area alone is that area")
    func areas() throws {
        let text = "p,d,a,c\n,,Ninewa,Iraq\n-,Sinjar,Ninewa,Iraq\nunknown,,Ninewa,Iraq\nN/A,n/a,-,Iraq\nMosul,,,\n,,,\n"
        let reading = try reading(
            text, [.place: .column("p"), .district: .column("d"), .province: .column("a"), .country: .column("c")])
        #expect(reading.claims.map(\.place.name) == ["Ninewa", "Sinjar", "Ninewa", "Mosul"])
        #expect(reading.claims.map(\.place.precision) == [.province, .district, .province, .near])
        #expect(reading.codes == ["missing_value"] && reading.summary.skipped == ["blank": 1])
    }

    @Test("Codes in any case; unknown ones list the known and the nearest")
    func codes() throws {
        let reading = try reading(
            "k\nBattle\nbattle \nair strike\nAirstrike\nIED\nair_strikes\nairstrick\n",
            [.type: .column("k"), .place: .constant("Mosul")])
        #expect(reading.claims.map(\.type) == [.battle, .battle, .airStrike, .airStrike, .ied, .airStrike])
        #expect(reading.rejected.first?.description.contains("the nearest is air_strike") == true)
    }

    @Test("Values are translated whatever their case, and columns may be joined")
    func values() throws {
        let reading = try reading(
            "k,y,m,d\nBOMB,2016,3,0\nbomb,2016,0,0\nBomb,2016,3,9\n",
            [
                .type: FieldRule(column: "k", values: ["Bomb": "ied"]), .date: FieldRule(joined: ["y", "m", "d"]),
                .place: .constant("Mosul"),
            ])
        #expect(reading.claims.map(\.type) == [.ied, .ied, .ied])
        #expect(reading.claims.map(\.period.length) == [31, 366, 1])
        #expect(reading.claims.map(\.datePrecision) == [.month, .year, .day])
    }

    @Test(
        "The mapping says which column is the year, month and day",
        arguments: [
            ("2026,2,10", "2026-02-10"), ("26,2,10", "2026-02-10"), ("2026,2.0,10.0", "2026-02-10"),
            ("2026.0,02,10", "2026-02-10"), ("٢٠٢٦,٢,١٠", "2026-02-10"), ("2026,Feb,10", "2026-02-10"),
            ("26,February,10", "2026-02-10"), ("05,12,1", "2005-12-01"),
            (",2,10", nil), ("0,2,10", nil), ("nan,2,10", nil), ("2026,,10", nil), ("2026,13,10", nil),
        ] as [(String, String?)])
    func yearsOfTwoDigits(_ cells: String, _ expected: String?) throws {
        func days(_ header: String, _ cells: String, _ joined: [String]) throws -> [String] {
            try self.reading(
                header + "\n" + cells + "\n",
                [.type: .constant("battle"), .date: FieldRule(joined: joined), .place: .constant("Mosul")]
            ).claims.map { "\($0.period.first)" }
        }
        let found = try days("y,m,d", cells, ["y", "m", "d"])
        #expect(found == (expected.map { [$0] } ?? []))
        let parts = cells.split(separator: ",", omittingEmptySubsequences: false)
        let reversed = parts.reversed().joined(separator: ",")
        #expect(try days("day,month,year", reversed, ["day", "month", "year"]) == found)
    }

    @Test("A date and its time may stand in two columns")
    func dateAndTime() throws {
        let rules: [ClaimField: FieldRule] = [
            .type: .constant("battle"), .date: FieldRule(joined: ["a", "b"]), .place: .constant("Mosul"),
        ]
        let reading = try reading("a,b\n2026-02-10,02:00\n13.02.2026,14:30\n2026,2\n26,2\n,2\n", rules)
        #expect(
            reading.claims.map { "\($0.period.first)" } == ["2026-02-10", "2026-02-13", "2026-02-01", "2026-02-01"])
        #expect(reading.rejected.map(\.column) == ["a"] && reading.codes == ["missing_value"])
    }

    @Test("A row may stand for many events")
    func events() throws {
        let reading = try reading("n\n37\n\n2.5\n0\n", [.weight: .column("n"), .place: .constant("Mosul")])
        #expect(reading.claims.map(\.events) == [37, 2.5] && reading.codes == ["no_events"])
        let store = ClaimStore(reading.claims)
        #expect(store.map(\.events) == [37, 2.5])
        let model = WeightModel(
            severity: try SeverityTable(Evidence.severity), reliability: try ReliabilityTable(Evidence.reliability))
        let weights = GroupedIncidents(reading.claims).incidents.map { model.weight(of: $0).value }
        #expect(abs(weights[0] / weights[1] - 37 / 2.5) < 1e-12)
    }

    /// Two squares: AA from 40 to 42 E, 30 to 32 N, with the province AA-1 in its west, and BB north of 36 N.
    private var ground: Ground {
        @Sendable func country(_ c: Coordinate) -> String? {
            if (40...42).contains(c.longitude), (30...32).contains(c.latitude) { return "AA" }
            return c.latitude > 36 ? "BB" : nil
        }
        return Ground(
            countryCode: { ["Aland": "AA", "AA": "AA", "Beland": "BB"][$0] }, country: country,
            provinceIDs: { name, _ in name == "West" ? ["AA-1"] : [] },
            province: { country($0) == "AA" && $0.longitude < 40.5 ? "AA-1" : nil },
            degrees: { _ in Coordinate(longitude: 41, latitude: 31) })
    }

    private let position: [ClaimField: FieldRule] = [
        .longitude: .column("x"), .latitude: .column("y"), .country: .column("c"), .province: .column("p"),
    ]

    @Test("A swap is judged by the stated country; rows of other countries lie elsewhere")
    func swaps() throws {
        let rows = [
            "41,31,Aland,", "31,41,Aland,", "37.8,48,Farland,", "41,45,Aland,", "41.9,31,Aland,West", "40.2,31,AA,West",
        ]
        let reading = try reading("x,y,c,p\n" + rows.joined(separator: "\n"), position, ground: ground)
        #expect(reading.codes == ["swapped_coordinates"] && reading.rejected.first?.origin.line == 3)
        #expect(reading.claims.map(\.place.province) == ["", "", "", "", "West"])
        #expect(reading.summary.notes.all.map(\.sentence).contains { $0.contains("stated country 'Aland'") })
        #expect(reading.summary.notes.all.map(\.sentence).contains { $0.contains("stated province 'West'") })
    }

    @Test("A province without a country is held against the position as well")
    func provinceAlone() throws {
        let rows = ["40.2,31,,West", "41.9,31,,West", "31,40.2,,West", "44,37,,West", "44,37,,Nowhere"]
        let reading = try reading("x,y,c,p\n" + rows.joined(separator: "\n"), position, ground: ground)
        #expect(reading.codes == ["swapped_coordinates"] && reading.rejected.first?.origin.line == 4)
        #expect(reading.claims.map(\.place.province) == ["West", "", "", "Nowhere"])
        let note = reading.summary.notes.all.first { $0.sentence.contains("stated province 'West'") }
        #expect(note?.count == 2)
    }

    @Test("Shapes are held against the stated country and province as points are")
    func shapes() throws {
        func square(_ x: Double, _ y: Double) -> String {
            let corners = [(0, 0), (0.1, 0), (0.1, 0.1), (0, 0)].map { "\(x + $0.0) \(y + $0.1)" }
            return "\"POLYGON ((\(corners.joined(separator: ", "))))\""
        }
        let rows = [
            square(40.2, 31) + ",Aland,West", square(40.2, 31) + ",,West", square(41.8, 31) + ",,West",
            square(41.8, 31) + ",Aland,West", square(44, 37) + ",Aland,", square(31, 40.2) + ",,West",
            square(31, 41) + ",Aland,", "\"LINESTRING (41.8 31, 41.9 31)\",,West",
            // Of three corners, two lie in the province the other way round.
            "\"POLYGON ((31 40.2, 31 40.4, 31 41.5, 31 40.2))\",,West",
        ]
        let rules: [ClaimField: FieldRule] = [
            .position: .column("g"), .country: .column("c"), .province: .column("p"),
        ]
        let reading = try reading("g,c,p\n" + rows.joined(separator: "\n"), rules, ground: ground)
        #expect(reading.rejected.map(\.origin.line) == [7, 8, 10] && Set(reading.codes) == ["swapped_coordinates"])
        #expect(reading.rejected.allSatisfy { $0.description.contains("of each corner") })
        #expect(reading.claims.map(\.place.province) == ["West", "West", "", "", "", ""])
        #expect(reading.claims.map(\.place.country) == ["Aland", "", "", "Aland", "", ""])
        let notes = reading.summary.notes.all
        #expect(notes.first { $0.sentence.contains("shape lies far from the stated province") }?.count == 3)
        #expect(notes.contains { $0.sentence.contains("shape lies outside of the stated country 'Aland'") })
    }

    @Test("An island that the countries lack is no swap by the extent alone: the column tells")
    func islands() throws {
        let island = "30,44,Aland,\n"
        let reading = try reading("x,y,c,p\n41,31,Aland,\n" + island, position, ground: ground)
        #expect(reading.claims.count == 2 && reading.rejected.isEmpty)
        #expect(reading.summary.notes.all.map(\.sentence).contains { $0.contains("longitude and latitude exchanged") })
        let alone = try self.reading("x,y,c,p\n" + island + island, position, ground: ground)
        #expect(alone.codes == ["swapped_coordinates", "swapped_coordinates"])
    }

    @Test("Without a country the whole column tells")
    func swappedColumn() throws {
        let all = try reading("x,y,c,p\n36,43,,\n34.1,44,,\n", position)
        #expect(all.codes == ["swapped_coordinates", "swapped_coordinates"])
        #expect(all.summary.notes.all.map(\.sentence).contains { $0.contains("exchange the columns 'x' and 'y'") })
        let some = try reading("x,y,c,p\n37.8,48.01,,\n43,36,,\n", position)
        #expect(some.claims.count == 2 && some.summary.notes.all.count == 1)
    }

    @Test("A position in one cell, in its own field or as both coordinates")
    func oneCell() throws {
        let cells = "g\n36.335 43.119 221 4.8\nPOINT (43.119 36.335)\n38N 330000 4022000\nsomewhere\n"
        for rules in [
            [ClaimField.position: FieldRule.column("g")], [.longitude: .column("g"), .latitude: .column("g")],
        ] {
            let reading = try reading(cells, rules, ground: ground)
            #expect(reading.claims.count == 3 && reading.codes == ["bad_number"])
            #expect(reading.claims.last?.place.coordinate == Coordinate(longitude: 41, latitude: 31))
        }
    }

    @Test("GDELT without a header, by the names of its codebook")
    func gdelt() throws {
        var row = KnownLayouts.gdelt[1].map { _ in "" }
        #expect(KnownLayouts.gdelt.map(\.count) == [57, 58, 61])
        let values = [
            "GLOBALEVENTID": "1", "SQLDATE": "20260210", "ActionGeo_Lat": "36.335", "ActionGeo_Long": "43.1189",
        ]
        for (name, value) in values { row[try #require(KnownLayouts.gdelt[1].firstIndex(of: name))] = value }
        let mapping = try FieldMapping(rules: [
            .type: .constant("battle"), .date: .column("SQLDATE"), .longitude: .column("ActionGeo_Long"),
            .latitude: .column("ActionGeo_Lat"),
        ])
        let bare = TableReader(name: "g.tsv", text: row.joined(separator: "\t") + "\n")
        let table = try VocabularyFinding.table(bare, .mapped(mapping))
        let reading = try Reading(table, .mapped(mapping), ReadingContext(sourceID: "s"))
        #expect(reading.claims.first?.period == DayInterval(try day("2026-02-10")))
    }

    @Test("Geometry: single points of several kinds, shapes to be spread over")
    func geometry() throws {
        let mapping = try FieldMapping(rules: [.type: .constant("ied"), .date: .constant("2026-01-01")])
        let columns = RecordColumns(["d"])
        func place(_ geometry: Geometry?) throws -> ClaimedPlace? {
            var reader = ClaimReader(vocabulary: .mapped(mapping), context: ReadingContext(sourceID: "s"))
            let record = Record(
                columns: columns, values: ["x"], geometry: geometry, origin: RecordOrigin(file: "f", line: 1))
            return try? reader.read(record).get().place
        }
        let a = PlanarPoint(x: 43, y: 36), b = PlanarPoint(x: 44, y: 36), c = PlanarPoint(x: 44, y: 37)
        #expect(try place(.multiPoint([a]))?.coordinate == Coordinate(longitude: 43, latitude: 36))
        let area = Geometry.area(MultiPolygon([Polygon(shell: [a, b, c, a])]))
        for shape in [Geometry.multiPoint([a, b]), .lines([[a, b]]), area] {
            let place = try place(shape)
            #expect(place?.coordinate == nil && place?.area == shape)
        }
        #expect(try place(nil) == nil && place(.multiPoint([])) == nil)
    }
}
