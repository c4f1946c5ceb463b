// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Incidents
import Layers
import Queries
@testable import Studies
import Testing

@Suite("A reviewed table builds by itself")
struct ReviewedBuildTests {
    private func release(_ tier: String) -> ResolvedStudy.Overrides {
        var overrides = ResolvedStudy.Overrides()
        overrides.release = tier
        return overrides
    }

    /// Whether any file of a folder holds a text.
    private func files(of folder: String, holding text: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)")
            return bytes?.range(of: Data(text.utf8)) != nil
        }
    }

    @Test("Rows without an incident are grouped, sources come from the rows, and nothing names the reviewer")
    func aloneAndUnnamed() throws {
        let (report, output) = try ReviewedStudy.study().build()
        #expect(report.reading.rows == 7 && report.reading.claims == 5)
        #expect(report.reading.rejectedByReason == ["rejected_by_reviewer": 1, "not_reviewed": 1])
        let incidents = try output.incidents().map(BuildFiles.properties)
        let byID = Dictionary(uniqueKeysWithValues: incidents.map { ($0["id"] as? String ?? "", $0) })
        #expect(Set(byID.keys) == ["EVENT-c1", "EVENT-c3", "EVENT-c5"])
        #expect(byID["EVENT-c1"]?["claims"] as? Int == 2 && byID["EVENT-c3"]?["claims_in_conflict"] as? Int == 2)
        #expect(byID["EVENT-c3"]?["title"] as? String == "Escape in Kelmar")
        #expect(byID["EVENT-c5"]?["title"] as? String == "Battle or armed attack, Mulvok")
        let sources = try output.catalog().sources.filter { !$0.id.hasPrefix("attribution") }
        #expect(sources.map(\.id) == ["A", "B"] && sources.map(\.title).contains { $0.contains("Page A") })
        #expect(try files(of: output.folder, holding: ReviewedStudy.reviewer) == [])
    }

    @Test("The order of the rows changes neither incidents nor weights")
    func anyOrder() throws {
        let one = try ReviewedStudy.study().build().output.contributions().incidents
        let other = try ReviewedStudy.study(ReviewedStudy.rows.reversed()).build().output.contributions().incidents
        func facts(_ incidents: [ReleasedIncident]) -> [String] {
            incidents.map { "\($0.id) \($0.weight) \($0.type) \($0.claims.map(\.id).sorted())" }.sorted()
        }
        #expect(facts(one) == facts(other) && one.count == 3)
    }

    @Test("On the command line such a table needs no study of its own")
    func onTheCommandLine() throws {
        let study = try ReviewedStudy.study()
        var overrides = ResolvedStudy.Overrides()
        overrides.inputs = [.file(study.path("reviewed.csv"), format: nil)]
        let built = try SquareStudy().build(overrides)
        #expect(built.report.reading.claims == 5)
        // Sources that the study lists and no row names stand behind nothing.
        let sources = try built.output.catalog().sources.map(\.id)
        #expect(sources.contains("A") && !sources.contains("S1"))
    }

    @Test("Rows that people took out are no loss of the table")
    func refusedRowsAreNoLoss() throws {
        let refused = (1...9).map { ReviewedStudy.row(["claim_id": "r\($0)", "decision": "reject"]) }
        let report = try ReviewedStudy.study(ReviewedStudy.rows + refused).build().report
        #expect(report.reading.rejected == 11 && report.reading.claims == 5)
    }

    @Test("A table whose rows do not say whether they are restricted is refused with what to do")
    func accessMustBeSaid() throws {
        let error = try #require(throws: StudyError.self) {
            try ReviewedStudy.study(ReviewedStudy.rows.map { $0.replacing("\"open\"", with: "\"\"") }).build()
        }
        #expect(error.message.contains("'access'"))
    }

    @Test("A restricted row changes nothing that is shown of open ones, and none of its words is")
    func restrictedRows() throws {
        let words = "Our own people saw a convoy of nineteen lorries leave the yard."
        let secret = ReviewedStudy.row([
            "claim_id": "secret-1", "source_id": "OWN", "source_title": "Own report", "publisher": "House",
            "address": "own-report.txt", "access": "restricted", "quotable": "yes", "quote": words, "char_start": "0",
            "char_end": "60", "incident_title": "What nobody may know", "place": "Tarsid",
        ])
        let refused = ReviewedStudy.row([
            "claim_id": "secret-2", "source_id": "OWN2", "source_title": "Other report", "publisher": "House",
            "access": "restricted", "decision": "reject",
        ])
        let retracted = ReviewedStudy.row([
            "claim_id": "secret-3", "source_id": "OWN2", "source_title": "Other report", "publisher": "House",
            "access": "restricted", "status": "retracted",
        ])
        let plain = try ReviewedStudy.study().build().output
        let study = try ReviewedStudy.study([secret] + ReviewedStudy.rows + [refused, retracted])
        for tier in ["public", "partner", "internal"] {
            let (report, output) = try study.build(
                release(tier), to: study.out + tier, refusesLeaks: tier != "internal")
            #expect(report.reading.rows == 10 && report.reading.claims + report.reading.rejected == 10)
            #expect(try files(of: output.folder, holding: words) == [], "\(tier)")
            #expect(try files(of: output.folder, holding: "nineteen lorries") == [], "\(tier)")
            #expect(try files(of: output.folder, holding: ReviewedStudy.reviewer) == [])
            if tier == "internal" { continue }
            for text in ["secret-", "own-report", "nobody may know"] {
                #expect(try files(of: output.folder, holding: text) == [], "\(tier) \(text)")
            }
            let counts = try output.catalog().counts
            #expect(counts.rejected == ["rejected_by_reviewer": 1, "not_reviewed": 1] && counts.retracted == [])
            #expect(try output.contributions().incidents.map(\.id) == plain.contributions().incidents.map(\.id))
            #expect(
                try output.contributions().incidents.map(\.weight) == plain.contributions().incidents.map(\.weight))
        }
    }

    @Test("Restricted rows that were all left out leave no trace: no count, no key, no digest")
    func restrictedRowsThatWereLeftOut() throws {
        func built(_ changes: [[String: String]]) throws -> BuildFiles {
            let secret = changes.enumerated().map { number, changes in
                var values = [
                    "claim_id": "secret-\(number)", "source_id": "OWN", "source_title": "Own", "publisher": "House",
                    "access": "restricted",
                ]
                values.merge(changes) { $1 }
                return ReviewedStudy.row(values)
            }
            return try ReviewedStudy.study(ReviewedStudy.rows + secret).build().output
        }
        let one = try built([["decision": "reject"]])
        let other = try built([["status": "retracted", "place": "Mulvok"], ["decision": "reject"], ["reviewer": ""]])
        #expect(try one.data(Catalog.fileName) == other.data(Catalog.fileName))
        #expect(try one.catalog().counts.rejected == ["rejected_by_reviewer": 1, "not_reviewed": 1])
        #expect(try files(of: other.folder, holding: "secret-") == [])
    }

    @Test("Claims name where their words stand; the words come only where the source allows them")
    func passages() throws {
        let long = String(repeating: "many words ", count: 40)
        let rows = [
            ReviewedStudy.row([
                "claim_id": "c1", "char_start": "10", "char_end": "450", "quote": long, "quotable": "yes",
            ]),
            ReviewedStudy.row([
                "claim_id": "c2", "source_id": "B", "char_start": "5", "char_end": "30", "quote": "Words of page B.",
                "address": "https://invented.example/b",
            ]),
        ]
        let output = try ReviewedStudy.study(rows).build().output
        let claims = try #require(try output.contributions().incidents.first).claims
        let passages = claims.compactMap(\.passage)
        #expect(passages.map(\.sourceID) == ["A", "B"] && passages.map(\.start) == [10, 5])
        #expect(passages.map(\.end) == [450, 30])
        #expect(passages.map(\.file) == ["page-a.txt", "https://invented.example/b"])
        let quote = try #require(passages[0].quote)
        #expect(quote.hasSuffix("words\u{2026}") && quote.unicodeScalars.count <= 300 && passages[1].quote == nil)
        #expect(try files(of: output.folder, holding: "Words of page B.") == [])
        // Other outputs carry no passages, and a question carries them from cell to characters.
        #expect(try files(of: output.folder, holding: "many words many") == ["contributions.json"])
        let service = try QueryService(folder: output.folder)
        let answer = try service.answer(named: "Tarsid", why: true)
        let told = try #require(answer.contributions?.flatMap(\.claims).first { $0.id == "c1" }?.passage)
        #expect(told == ClaimPassage(sourceID: "A", file: "page-a.txt", start: 10, end: 450, quote: quote))
        let silent = answer.withoutQuotes.contributions?.flatMap(\.claims).compactMap(\.passage) ?? []
        #expect(silent.count == 2 && silent.allSatisfy { $0.quote == nil })
    }

    @Test("A retracted source takes its claims out of the next build, and the report says what changed")
    func retraction() throws {
        let study = try SquareStudy()
        let first = try study.build()
        #expect(first.report.retractions == nil)
        let header = "source_id,publisher,title,date,address,access,redistribution,terms,root_note,ai_generated"
        try study.edit(header, header + ",status,retracted_on,retraction_note", in: "sources.csv")
        try study.edit(
            "S1,Invented Wire,First page,2026-02-28,,open,yes,invented,,no",
            "S1,Invented Wire,First page,2026-02-28,,open,yes,invented,,no,,,", in: "sources.csv")
        try study.edit(
            "S2,Invented Gazette,Second page,2026-02-28,,open,yes,invented,,no",
            "S2,Invented Gazette,Second page,2026-02-28,,open,yes,invented,,no,retracted,2026-03-10,it was made up",
            in: "sources.csv")
        let (report, output) = try study.build()
        #expect(report.reading.rows == first.report.reading.rows)
        #expect(report.reading.rejectedByReason["retracted_source"] == 4)
        #expect(report.reading.claims == first.report.reading.claims - 4)
        let sentences = report.rejected.filter { $0.reason.code == "retracted_source" }.map(\.description)
        #expect(
            sentences.first?.hasSuffix(
                "claims.csv:5: column 'claim_id', value 'C4': its source was retracted: it was made up.") == true)
        #expect(try output.catalog().counts.retracted == ["C4", "C5", "C8", "C9"])
        #expect(try !output.catalog().sources.contains { $0.id == "S2" })
        let retractions = try #require(report.retractions)
        #expect(retractions.publications.map(\.id) == ["S2"] && retractions.publications[0].claims == 4)
        #expect(retractions.publications[0].note == "it was made up")
        let changed = retractions.incidents.map { "\($0.id) \($0.lost.joined()) \($0.left)" }
        #expect(changed == ["ESCAPE C4 1", "PAST C9 0", "PLAN C8 0", "WARNING C5 0"])
        #expect(retractions.previous == study.out)
        let escape = try #require(retractions.changes.first { $0.title == "Escape from Brenna prison" })
        #expect(escape.claimsBefore == 2 && escape.claimsAfter == 1 && escape.weightAfter != escape.weightBefore)
        // On an earlier day nobody knew.
        var then = release("internal")
        then.knownOn = "2026-03-09"
        #expect(try Pipeline(study: study.resolved(then), options: .init(out: study.out)).check().retractions == nil)
    }
}
