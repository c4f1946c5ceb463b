// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Tables
import Testing

/// Real event tables, where they are on the machine: each row is a claim or a rejection.
@Suite("Real event tables")
struct RealTableTests {
    @Test(.enabled(if: Evidence.exists(Evidence.ucdp), "the UCDP table is not on this machine"))
    func ucdp() throws {
        let context = ReadingContext(sourceID: "ucdp", studyArea: Evidence.studyArea)
        let reading = try Reading(TableReader(path: Evidence.ucdp), .ucdp, context)
        #expect(reading.summary.rows == 21_741)
        #expect(reading.claims.count + reading.rejected.count == 21_741)
        #expect(reading.rejected.isEmpty)
        let unordered = reading.summary.notes.all.filter { $0.sentence.contains("out of order") }
        #expect(unordered.reduce(0) { $0 + $1.count } == 133)
        let civilians = reading.claims.filter { $0.type == .violenceAgainstCivilians }.count
        let wires = reading.claims.filter { $0.attribution.rootKind == .wire }.count
        #expect(civilians > 1800 && civilians <= 1922)
        #expect(wires == 1912)
        let grouped = GroupedIncidents(reading.claims, asOf: try day("2017-12-31"))
        #expect(grouped.incidents.allSatisfy { $0.claims.count == 1 })
        #expect(grouped.laterClaims == grouped.laterIncidents && grouped.laterClaims > 2500)
        #expect(grouped.incidents.count + grouped.laterIncidents == reading.claims.count)
    }

    @Test(.enabled(if: Evidence.exists(Evidence.sigacts), "the SIGACTs table is not on this machine"))
    func sigactsByMapping() throws {
        let mapping = try FieldMapping(rules: [
            .type: FieldRule(
                column: "type", values: ["IED": "ied", "Airstrike": "air_strike"], otherwise: "battle"),
            .date: .column("date"), .longitude: .column("longitude"), .latitude: .column("latitude"),
            .precision: .constant("1"),
        ])
        let context = ReadingContext(sourceID: "sigacts", studyArea: Evidence.studyArea)
        let reading = try Reading(TableReader(path: Evidence.sigacts), .mapped(mapping), context)
        #expect(reading.summary.rows == 96_656 && reading.claims.count == 96_656)
        var counts: [EventType: Int] = [:]
        for claim in reading.claims { counts[claim.type, default: 0] += 1 }
        #expect(counts == [.ied: 29_319, .airStrike: 2366, .battle: 64_971])
    }
}
