// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Testing

@Suite("UCDP, ACLED and mapped tables")
struct ImportFormatTests {
    @Test func ucdpOfficialColumns() throws {
        let text = """
            id,relid,year,active_year,code_status,type_of_violence,conflict_name,dyad_name,side_a,side_b,\
            number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,\
            where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,\
            region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,\
            high,low
            512,IRQ-1,2025,1,Clear,3,Civilians,IS - Civilians,IS,Civilians,2,"A, long article",Reuters News;Local,\
            2025-03-02,H,O,4,Anbar province,somewhere,Al Anbar,,33.0,42.0,POINT (42 33),177569,Iraq,645,Middle East,1,2,\
            2025-03-01 00:00:00.000,2025-03-03 00:00:00.000,0,0,4,0,4,6,3
            """
        let reading = try Reading(text: text, .ucdp)
        let claim = try #require(reading.claims.first)
        #expect(claim.id == "src:512" && claim.incidentID == claim.id && claim.type == .violenceAgainstCivilians)
        #expect(claim.period == (try days("2025-03-01", "2025-03-03")) && claim.datePrecision == .days)
        #expect(claim.place.precision == .province && claim.place.province == "Al Anbar")
        #expect(claim.place.coordinate == Coordinate(longitude: 42, latitude: 33))
        #expect(claim.quantity?.description == "3 to 6 deaths (best 4)")
        #expect(claim.attribution.rootKind == .wire && claim.attribution.rootSource == "Reuters News;Local")
        #expect(claim.actor == "IS - Civilians" && claim.note.isEmpty)
    }

    @Test func ucdpFaultsAndDecimals() throws {
        let text = """
            id,date_start,date_end,date_prec,type_of_violence,where_prec,latitude,longitude,low,best,high,source_office
            1,2017-01-01,2017-01-01,1.0,1.0,1.0,33.3,44.4,1.0,1.0,1.0,SOHR
            2,2017-01-01,2017-01-01,1.0,2.0,7.0,33.3,44.4,22.0,22.0,21.0,
            3,2017-01-01,2017-01-01,1.0,9.0,1.0,33.3,44.4,1,1,1,
            4,2017-01-02,2017-01-01,1.0,1.0,1.0,33.3,44.4,1,1,1,
            5,2017-01-01,2017-01-01,1.0,1.0,1.0,44.4,33.3,1,1,1,
            """
        let reading = try Reading(text: text, .ucdp)
        #expect(reading.claims.map(\.id) == ["src:1", "src:2", "src:5"])
        #expect(reading.claims.first?.attribution.rootKind == .media)
        #expect(reading.codes == ["unknown_code", "end_before_start"])
        // Numbers out of order, and a position that would lie in the study area the other way round.
        #expect(reading.summary.notes.all.map(\.first.line) == [3, 6])
    }

    @Test func acledDatesPrecisionsAndTypes() throws {
        let text = """
            event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,admin2,\
            location,latitude,longitude,geo_precision,source,notes,fatalities
            SYR1,2026-01-19,1,Battles,Armed clash,A,B,Syria,Al Hasakeh,,Shaddadi,36.06,40.73,1,AFP; Local,secret,3
            SYR2,19 January 2026,2,Explosions/Remote violence,Air/drone strike,A,,Syria,X,,Y,36.06,40.73,2,Local,,0
            IRQ3,19 February 2026,3,Strategic developments,Arrests,A,,Iraq,X,,Y,33,44,3,,,
            IRQ4,2026-01-19,1,Violence against civilians,Abduction/forced disappearance,A,,Iraq,X,,Y,33,44,1,,,0
            IRQ5,2026-01-19,4,Battles,,A,,Iraq,X,,Y,33,44,1,,,0
            IRQ6,2026-01-19,1,Picnics,,A,,Iraq,X,,Y,33,44,1,,,0
            """
        let reading = try Reading(text: text, .acled)
        #expect(reading.claims.map(\.type) == [.battle, .airStrike, .arrest, .abduction])
        #expect(reading.claims.map(\.place.precision) == [.exact, .near, .province, .exact])
        #expect(reading.claims.map(\.period.length) == [1, 7, 28, 1])
        #expect(reading.claims[1].period.contains(try day("2026-01-16")))
        #expect(reading.claims[2].period == (try days("2026-02-01", "2026-02-28")))
        #expect(reading.claims.map(\.attribution.rootKind) == [.wire, .media, .media, .media])
        #expect(reading.claims[0].quantity?.description == "3 deaths" && reading.claims[2].quantity == nil)
        #expect(reading.claims.allSatisfy { $0.note.isEmpty })
        #expect(reading.codes == ["unknown_code", "unknown_code"])
        #expect(Vocabulary.acled.forbidsRedistribution && !Vocabulary.ucdp.forbidsRedistribution)
    }

    @Test func mappedColumnsValuesAndConstants() throws {
        let mapping = try FieldMapping(
            rules: [
                .id: .column("nr"), .type: FieldRule(column: "kind", values: ["IED": "ied"], otherwise: "battle"),
                .date: .column("day"), .longitude: .column("x"), .latitude: .column("y"), .precision: .constant("1"),
                .best: .column("dead"), .unit: .constant("deaths"), .rootSource: .constant("army reports"),
                .rootKind: .constant("party"),
            ], dateFormat: .dayMonthYear)
        let text =
            "nr;day;x;y;kind;dead\n7;19/01/2006;44.4;33.3;IED;2\n8;20/1/2006;44.5;33.2;SAF;\n9;2006-31-19;1;1;x;\n"
        let reading = try Reading(text: text, .mapped(mapping))
        #expect(reading.claims.map(\.id) == ["src:7", "src:8"])
        #expect(reading.claims.map(\.type) == [.ied, .battle])
        #expect(reading.claims[0].quantity?.description == "2 deaths")
        #expect(reading.claims[0].attribution.rootKind == .party)
        #expect(reading.claims[1].period == DayInterval(try day("2006-01-20")))
        #expect(reading.codes == ["bad_date"] && reading.rejected[0].column == "day")
    }

    @Test func geometryGivesThePosition() throws {
        let mapping = try FieldMapping(rules: [.type: .constant("ied"), .date: .column("d"), .place: .column("p")])
        let columns = RecordColumns(["d", "p"])
        var reader = ClaimReader(
            vocabulary: .mapped(mapping), context: ReadingContext(sourceID: "s", studyArea: Evidence.studyArea))
        func read(_ p: String, _ geometry: Geometry?, line: Int) throws -> Result<Claim, Rejected> {
            try reader.read(
                Record(
                    columns: columns, values: ["2026-01-01", p], geometry: geometry,
                    origin: RecordOrigin(file: "f", line: line)))
        }
        let placed = try read("", .point(PlanarPoint(x: 44, y: 33)), line: 1).get()
        #expect(placed.place.coordinate == Coordinate(longitude: 44, latitude: 33))
        #expect(placed.id == "s:1" && placed.place.precision == .near)
        #expect(try read("Mosul", nil, line: 2).get().place.coordinate == nil)
        #expect(throws: Rejected.self) { try read("", nil, line: 3).get() }
        #expect(throws: Rejected.self) { try read("", .point(PlanarPoint(x: .nan, y: 33)), line: 4).get() }
        #expect(throws: Rejected.self) { try read("", .point(PlanarPoint(x: 33, y: 44)), line: 5).get() }
        #expect(reader.summary.rows == 5 && reader.summary.claims == 2)
    }

    @Test func mappingsThatCannotWork() {
        #expect(throws: IncidentInputError.badMapping(field: "type", problem: "a rule is required")) {
            try FieldMapping(rules: [.date: .column("d")])
        }
        #expect(throws: IncidentInputError.badMapping(field: "actor", problem: "name a column or a constant")) {
            try FieldMapping(rules: [.date: .column("d"), .type: .constant("ied"), .actor: FieldRule()])
        }
        #expect(throws: IncidentInputError.self) {
            try FieldMapping(rules: [.date: .column("d"), .type: .constant("ied"), .longitude: .column("x")])
        }
    }

    @Test func formatsByName() {
        #expect(Vocabulary(named: "UCDP")?.name == "ucdp" && Vocabulary(named: "claims")?.isOwn == true)
        #expect(Vocabulary(named: "kml") == nil)
    }
}

@Suite("Tracks of people and vehicles are refused")
struct TrackTests {
    private func mapping() throws -> FieldMapping {
        try FieldMapping(rules: [
            .type: .constant("battle"), .date: .column("time"), .longitude: .column("x"), .latitude: .column("y"),
        ])
    }

    private func text(_ header: String, _ count: Int, _ row: (Int) -> String) -> String {
        header + "\n" + (0..<count).map(row).joined(separator: "\n") + "\n"
    }

    private func time(_ minutes: Int) -> String {
        let hour = minutes / 60 % 24, minute = minutes % 60
        return "2026-01-21T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00"
    }

    @Test func positionsOfOneVehicle() throws {
        let rows = text("vehicle_id,time,x,y", 40) {
            "truck-\($0 % 2),\(time(60 + $0 * 10)),\(44 + Double($0) / 50),33"
        }
        #expect {
            try Reading(text: rows, .mapped(mapping()))
        } throws: { error in
            guard case .positionTrack(let origin, "truck-0", "vehicle_id", 10, 2, _) = error as? IncidentInputError
            else { return false }
            return origin.line == 20 && "\(error)".contains("are not read")
        }
    }

    @Test func positionsWithoutAnID() throws {
        let rows = text("time,x,y", 40) { "\(time(60 + $0 * 2)),\(44 + Double($0) / 500),33" }
        #expect(throws: IncidentInputError.self) { try Reading(text: rows, .mapped(mapping())) }
    }

    @Test func trackPointLayers() throws {
        let rows = "track_fid,track_seg_id,track_seg_point_id,time,x,y\n0,0,0,2026-01-21T10:00:00,44,33\n"
        #expect(throws: IncidentInputError.self) { try Reading(text: rows, .mapped(mapping())) }
    }

    @Test func aColumnOfReportersFollowsNobody() throws {
        let rows = text("vehicle_id,time,x,y", 20) { "a,\(time(60 + $0 * 10)),\(44 + Double($0) / 50),33" }
        #expect(throws: IncidentInputError.self) { try Reading(text: rows, .mapped(mapping())) }
        #expect(try Reading(text: rows, .mapped(mapping()), reporters: "Vehicle_ID").claims.count == 20)
    }

    @Test func strikesOnOneTownGoNowhere() throws {
        let rows = text("time,x,y", 60) {
            "\(time(60 + $0 * 4)),\(43.1 + Double($0 * 37 % 11) / 500),\(36.3 + Double($0 * 53 % 13) / 500)"
        }
        #expect(try Reading(text: rows, .mapped(mapping())).claims.count == 60)
        let named = rows.replacing("\n20", with: "\na,20").replacing("time,", with: "unit_id,time,")
        #expect(try Reading(text: named, .mapped(mapping())).claims.count == 60)
    }

    @Test func shellsThatCreepThroughATownAreNoTrack() throws {
        let rows = text("time,x,y", 60) {
            "\(time(60 + $0 * 4)),\(43.11 + Double($0) / 3000),\(36.33 + Double($0) / 2000)"
        }
        #expect(try Reading(text: rows, .mapped(mapping())).claims.count == 60)
        let walked = text("time,x,y", 60) { "\(time(60 + $0)),\(43.11 + Double($0) / 1000),36.33" }
        #expect(throws: IncidentInputError.self) { try Reading(text: walked, .mapped(mapping())) }
    }

    @Test func reportsOfOneOfficeLeapFromTownToTown() throws {
        let rows = text("deviceid,time,x,y", 24) {
            "collect:1,\(time(60 + $0 * 20)),\(41 + Double($0 * 7 % 10) / 2),\(33 + Double($0 * 3 % 7) / 2)"
        }
        #expect(try Reading(text: rows, .mapped(mapping())).claims.count == 24)
    }

    @Test func aTrackIsOneInEitherDirectionOfTime() throws {
        let rows = text("time,x,y", 60) {
            "\(time(300 - $0 * 3)),\(44 + Double($0) / 300),\(33 + Double($0 % 2) / 900)"
        }
        #expect(throws: IncidentInputError.self) { try Reading(text: rows, .mapped(mapping())) }
    }

    @Test func incidentsWithTimesAreNoTrack() throws {
        let spread = text("time,x,y", 40) { "\(time(60 + $0 * 2)),\(36 + Double($0) / 4),33" }
        #expect(try Reading(text: spread, .mapped(mapping())).claims.count == 40)
        let midnight = text("vehicle_id,time,x,y", 40) { _ in "a,2026-01-21 00:00:00.000,44,33" }
        #expect(try Reading(text: midnight, .mapped(mapping())).claims.count == 40)
        let days = text("vehicle_id,time,x,y", 28) { "a,2026-02-\($0 < 9 ? "0" : "")\($0 + 1),44,33" }
        #expect(try Reading(text: days, .mapped(mapping())).claims.count == 28)
    }
}
