// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Testing

@Suite("Our own table of claims")
struct ClaimTableTests {
    private static let header =
        "claim_id,incident_id,conflict_group,type,place,country,province,where_prec,longitude,latitude,"
        + "date_start,date_end,date_prec,quantity_min,quantity_best,quantity_max,unit,bound,count_kind,actor,claimant,"
        + "root_source,root_kind,source_id,char_start,char_end,status,note\n"

    /// One row with some columns replaced.
    private func row(_ changes: [String: String] = [:]) -> String {
        var values = [
            "claim_id": "c1", "incident_id": "i1", "type": "battle", "place": "Mosul", "where_prec": "1",
            "date_start": "2026-01-19", "root_source": "AP", "root_kind": "wire", "source_id": "s1",
        ]
        values.merge(changes) { $1 }
        let names = Self.header.dropLast().split(separator: ",").map(String.init)
        return names.map { values[$0] ?? "" }.joined(separator: ",") + "\n"
    }

    private func read(_ rows: String...) throws -> Reading {
        try Reading(text: Self.header + rows.joined(), .claims)
    }

    @Test func aFullRow() throws {
        let changes = [
            "conflict_group": "escaped", "type": "prison_break", "country": "SY", "province": "Hasakah",
            "where_prec": "2", "longitude": "40.73", "latitude": "36.06", "date_start": "2026-01-14",
            "date_end": "2026-01-21", "date_prec": "3", "quantity_min": "1350", "quantity_best": "1500",
            "quantity_max": "1650", "unit": "persons", "bound": "approximate", "count_kind": "increment",
            "actor": "detainees", "claimant": "a party", "root_kind": "party", "char_start": "10", "char_end": "20",
            "status": "contested", "note": "disputed",
        ]
        let claim = try #require(try read(row(changes)).claims.first)
        #expect(claim.type == .prisonBreak && claim.conflictGroup == "escaped" && claim.status == .contested)
        #expect(claim.place.precision == .near && claim.place.province == "Hasakah")
        #expect(claim.place.coordinate == Coordinate(longitude: 40.73, latitude: 36.06))
        #expect(claim.period == (try days("2026-01-14", "2026-01-21")) && claim.datePrecision == .week)
        #expect(claim.quantity?.min == 1350 && claim.quantity?.stated == [1500])
        #expect(claim.attribution.span == TextSpan(start: 10, end: 20))
        #expect(claim.origin == RecordOrigin(file: "t.csv", line: 2))
    }

    @Test func emptyColumnsHaveStatedMeanings() throws {
        let claim = try #require(try read(row()).claims.first)
        #expect(claim.period == DayInterval(try day("2026-01-19")))
        #expect(claim.quantity == nil && claim.place.coordinate == nil && claim.attribution.span == nil)
        #expect(claim.status == .reported && claim.datePrecision == .day)
    }

    /// Each fault, the column that is blamed, and the code.
    @Test(arguments: [
        (["date_start": "2026-02-30"], "date_start", "bad_date"),
        (["date_start": "19/19/2026"], "date_start", "bad_date"),
        (["date_start": ""], "date_start", "missing_value"),
        (["date_end": "2026-01-18"], "date_end", "end_before_start"),
        (["longitude": "nan", "latitude": "33"], "longitude", "bad_number"),
        (["longitude": "44", "latitude": "inf"], "latitude", "bad_number"),
        (["longitude": "44.1x", "latitude": "33"], "longitude", "bad_number"),
        (["longitude": "444", "latitude": "33"], "longitude, latitude", "coordinate_out_of_range"),
        (["longitude": "33", "latitude": "44"], "longitude, latitude", "swapped_coordinates"),
        (["longitude": "0", "latitude": "0.0"], "longitude, latitude", "null_island"),
        (["longitude": "44"], "latitude", "half_coordinate"),
        (["quantity_best": "-3"], "quantity_best", "negative_count"),
        (["quantity_min": "5", "quantity_max": "4"], "quantity_min, quantity_best, quantity_max", "min_above_max"),
        (["quantity_best": "1500 or so"], "quantity_best", "bad_number"),
        (["type": "bombing"], "type", "unknown_code"),
        (["where_prec": "8"], "where_prec", "unknown_code"),
        (["where_prec": "1.5"], "where_prec", "bad_number"),
        (["date_prec": "9"], "date_prec", "unknown_code"),
        (["bound": "roughly"], "bound", "unknown_code"),
        (["root_kind": "friend"], "root_kind", "unknown_code"),
        (["root_source": ""], "root_source", "missing_value"),
        (["claim_id": ""], "claim_id", "missing_value"),
        (["char_start": "20", "char_end": "20"], "char_start, char_end", "bad_span"),
        (["status": "retracted", "note": "corrected by its source"], "claim_id", "retracted"),
    ])
    func faults(_ changes: [String: String], _ column: String, _ code: String) throws {
        let reading = try read(row(changes), row(["claim_id": "good"]))
        #expect(reading.codes == [code])
        #expect(reading.rejected.first?.column == column)
        #expect(reading.claims.map(\.id) == ["good"])
        #expect(reading.summary.rows == 2 && reading.summary.claims == 1 && reading.summary.rejected == 1)
    }

    @Test func sentencesNamePlaceValueReasonAndRemedy() throws {
        let reading = try read(
            row(["date_start": "2026-02-30"]), row(["longitude": "33", "latitude": "44"]),
            row(["status": "retracted", "note": "withdrawn"]))
        #expect(
            reading.rejected[0].description
                == "t.csv:2: column 'date_start', value '2026-02-30': this is no date, or there is no such "
                + "day. Write the date as YYYY-MM-DD.")
        #expect(
            reading.rejected[1].description
                == "t.csv:3: column 'longitude, latitude', value '33, 44': longitude and latitude look swapped: "
                + "the other way round lies where the row or the study says. Exchange the two.")
        #expect(reading.rejected[2].description == "t.csv:4: column 'claim_id', value 'c1': retracted: withdrawn.")
    }

    @Test func duplicateIDsAreReported() throws {
        let reading = try read(row(), row(), row(["claim_id": "c2"]), row())
        #expect(reading.claims.map(\.id) == ["c1", "c2"])
        #expect(reading.rejected.map(\.reason) == [.duplicateID(line: 2), .duplicateID(line: 2)])
    }

    @Test func sourcesAndIncidentsMustBeKnown() throws {
        let text = Self.header + row() + row(["claim_id": "c2", "source_id": "s2"])
        let reading = try Reading(text: text, .claims, knownSources: ["s2"])
        #expect(reading.claims.map(\.id) == ["c2"])
        #expect(reading.codes == ["unknown_source"])
    }

    @Test func malformedRowsAreCountedToo() throws {
        let reading = try read(row(), "one,two\n", row(["claim_id": "c2"]))
        #expect(reading.codes == ["malformed"])
        #expect(reading.summary.description == "3 rows: 2 claims, 1 rejected (malformed 1)")
    }

    @Test func missingColumnsEndTheReading() {
        #expect(
            throws: IncidentInputError.missingColumns(
                file: "t.csv",
                missing: ["type", "where_prec", "date_start", "root_source", "root_kind", "source_id"],
                found: ["claim_id", "place"])
        ) { try Reading(text: "claim_id,place\n1,2\n", .claims) }
        #expect(throws: IncidentInputError.self) { try Reading(text: "claim_id^place\n", .claims) }
        let error = IncidentInputError.missingColumns(file: "t", missing: ["id"], found: ["id^place"])
        #expect(error.description.contains("the delimiter may not be one of , ; tab |"))
    }

    /// A claim about the future is the pipeline's business: it is read.
    @Test func futureDatesAreRead() throws { #expect(try read(row(["date_start": "2031-01-01"])).claims.count == 1) }

    @Test func longValuesAreCutInMessages() throws {
        let reading = try read(row(["type": String(repeating: "x", count: 5000)]))
        #expect(reading.rejected.first?.value.count == 80)
    }
}
