// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Incidents
@testable import Studies
import Testing

@Suite("Exports of one publisher that overlap")
struct OverlapTests {
    private static let header =
        "event_id_cnty,event_date,year,event_type,sub_event_type,latitude,longitude,geo_precision,source,fatalities"

    /// A study of tables in ACLED's form; each row is an id, a day of February, deaths and a version.
    private func study(_ tables: [[(id: String, day: Int, deaths: Int, version: Int?)]]) throws -> SquareStudy {
        let study = try SquareStudy()
        let text = try study.text("study.yaml")
        let inputs = try #require(text.range(of: "inputs:\n")), routes = try #require(text.range(of: "\nroutes:"))
        var list = ""
        for (number, rows) in tables.enumerated() {
            let hasVersion = rows.contains { $0.version != nil }
            let lines = rows.map { row in
                let cells =
                    "\(row.id),2026-02-\(row.day < 10 ? "0" : "")\(row.day),2026,Battles,Armed clash,34.5,40.5,1,Paper,\(row.deaths)"
                return hasVersion ? "\(cells),\(row.version.map { "\($0)" } ?? "")" : cells
            }
            let table = ([Self.header + (hasVersion ? ",timestamp" : "")] + lines).joined(separator: "\n") + "\n"
            try study.write(table, to: "week\(number).csv")
            list += "  - {name: week\(number), format: acled, file: week\(number).csv}\n"
        }
        try study.write(
            text[..<inputs.upperBound] + list + text[routes.lowerBound...], to: "study.yaml")
        return study
    }

    private func read(_ study: SquareStudy) throws -> ReadEvidence {
        var overrides = ResolvedStudy.Overrides()
        overrides.release = "internal"
        return try EvidenceReading(study: study.resolved(overrides), progress: { _ in }).read()
    }

    @Test("An event of two weekly files is one event")
    func weeks() throws {
        let read = try read(
            study([
                [("A1", 1, 3, 100), ("A2", 2, 3, 100), ("A3", 3, 3, 100)],
                [("A2", 2, 3, 100), ("A3", 3, 3, 100), ("A4", 4, 3, 100)],
            ]))
        #expect(read.claims.map(\.id) == ["week0:A1", "week1:A2", "week1:A3", "week1:A4"])
        #expect(read.summary.rows == 6 && read.summary.claims == 4)
        #expect(read.summary.rejectedByReason == ["superseded": 2])
    }

    @Test("The newer row stands, wherever it comes", arguments: [[3, 12], [12, 3]])
    func newer(deaths: [Int]) throws {
        let rows = deaths.map { (id: "A1", day: 1, deaths: $0, version: $0) }
        for tables in [[rows], rows.map { [$0] }] {
            let read = try read(study(tables))
            #expect(read.claims.map { $0.quantity?.best } == [12])
            #expect(read.summary.rows == 2 && read.summary.claims == 1)
            #expect(read.rejected.first?.description.contains("is a newer or later row of the same event") == true)
        }
    }

    @Test("A third row of a key leaves one")
    func thrice() throws {
        let read = try read(study([[("A1", 1, 1, 1), ("A1", 1, 9, 9), ("A1", 1, 5, 5)], [("A1", 1, 7, 7)]]))
        #expect(read.claims.map { $0.quantity?.best } == [9])
        #expect(read.summary.rejectedByReason == ["superseded": 3])
    }

    @Test("Without versions the later table stands, and in one table the first row")
    func withoutVersions() throws {
        let later = try read(study([[("A1", 1, 3, nil)], [("A1", 1, 4, nil)]]))
        #expect(later.claims.map { $0.quantity?.best } == [4])
        let one = try read(study([[("A1", 1, 3, nil), ("A1", 1, 4, nil)]]))
        #expect(one.claims.map { $0.quantity?.best } == [3])
        #expect(one.summary.rejectedByReason == ["duplicate_id": 1])
    }
}
