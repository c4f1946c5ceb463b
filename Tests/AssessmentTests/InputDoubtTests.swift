// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Incidents
@testable import Studies
import Testing

@Suite("Inputs that are not what they seem")
struct InputDoubtTests {
    /// A study of one input: a file with its text, and what the study says of it.
    private func study(_ file: String, _ content: String, _ input: String) throws -> SquareStudy {
        let study = try SquareStudy()
        let text = try study.text("study.yaml")
        let inputs = try #require(text.range(of: "inputs:\n")), routes = try #require(text.range(of: "\nroutes:"))
        try study.write(content, to: file)
        try study.write(
            text[..<inputs.upperBound] + "  - {name: own, file: \(file), \(input)}\n" + text[routes.lowerBound...],
            to: "study.yaml")
        return study
    }

    private func read(_ study: SquareStudy) throws -> ReadEvidence {
        try EvidenceReading(study: study.resolved(), progress: { _ in }).read()
    }

    private static let mapping =
        "format: table, access: open, terms: own, mapping: {type: {constant: ied}, date: d, place: p, id: id, published: t}"

    @Test("Of two rows of one id the one that was published later stands, whatever their order")
    func versions() throws {
        let newer = "1,2026-02-03,Kelmar,2026-02-05 12:00\n", older = "1,2026-02-02,Kelmar,2026-02-05 10:00\n"
        for rows in [newer + older, older + newer] {
            let read = try read(study("own.csv", "id,d,p,t\n" + rows + "2,2026-02-01,Kelmar,\n", Self.mapping))
            #expect(Set(read.claims.map { "\($0.period.first)" }) == ["2026-02-03", "2026-02-01"])
            #expect(read.summary.rejectedByReason == ["superseded": 1] && read.summary.claims == 2)
        }
    }

    @Test("A study that may be empty is still refused where its rows were rejected")
    func rejectedRows() throws {
        let study = try study("own.csv", "id,d,p,t\n1,soon,Kelmar,\n", Self.mapping)
        try study.edit("riskmap: 1", "riskmap: 1\nallow_empty: true")
        #expect { try study.build() } throws: { error in
            "\(error)".contains("all 1 rows were rejected") && !"\(error)".contains("allow_empty")
        }
        try study.write("id,d,p,t\n1,soon,Kelmar,\n2,later,Kelmar,\n3,2026-02-01,Kelmar,\n", to: "own.csv")
        #expect { try study.build() } throws: { "\($0)".contains("2 of 3 rows cannot be used") }
        try study.write("id,d,p,t\n", to: "own.csv")
        #expect(try study.build().0.incidents == 0)
    }

    private static let page = """
        {"TotalPages": 2, "Result": [{"id": 1, "date_start": "2026-02-01", "date_end": "2026-02-01", "type_of_violence": 1,
        "where_prec": 1, "best": 1, "high": 1, "low": 1, "latitude": 34.5, "longitude": 40.5, "country": "X"}]}
        """

    @Test("One page of several is told loudly, and is no record unless the study vouches for it")
    func pages() throws {
        let page = try read(study("own.json", Self.page, "format: ucdp"))
        #expect(page.claims.count == 1 && page.records.isEmpty)
        #expect(page.summary.doubts.count == 1 && page.summary.doubts[0].contains("2 pages"))
        let vouched = try read(study("own.json", Self.page, "format: ucdp, systematic: true"))
        #expect(vouched.records["own"] != nil && vouched.summary.doubts.count == 1)
        let whole = Self.page.replacing("\"TotalPages\": 2", with: "\"TotalPages\": 1")
        let all = try read(study("own.json", whole, "format: ucdp"))
        #expect(all.records["own"] != nil && all.summary.doubts.isEmpty)
    }
}
