// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Tables
import TestSupport
import Testing

@Suite("riskmap ingest", .serialized)
struct IngestCommandTests {
    private static let article = """
        Gunmen kill four near Baiji

        Gunmen ambushed a convoy near Baiji on Wednesday, killing four guards, a security official said. CENTCOM said on Wednesday \
        that 40 detainees were transferred from Hasakah to Iraq.

        """

    /// The drafts of the article, each row with more cells.
    private func drafts(_ work: Workplace, _ cells: (Int) -> [String: String]) throws -> String {
        try work.write(Self.article, to: "a.txt")
        let made = try work.run("ingest", "a.txt", "--published", "2026-02-12", "--format", "csv")
        #expect(made.status == 0, "\(made.error)")
        let table = TableReader(name: "drafts.csv", text: made.output)
        var writer = TableWriter(columns: try table.columns().names)
        var number = 0
        try table.forEachRecord { record in
            let more = cells(number)
            number += 1
            writer.append(zip(record.columns.names, record.values).map { more[$0] ?? $1 })
        }
        return writer.text
    }

    private static let accepted = ["decision": "accept", "reviewer": "mark-q7", "reviewed_on": "2026-02-13"]

    @Test("What nobody reviewed builds nothing; what somebody reviewed builds a map that does not tell who")
    func review() throws {
        let work = try Workplace()
        try work.write(try drafts(work) { _ in [:] }, to: "drafts.csv")
        let refused = try work.run("build", "--incidents", "drafts.csv", "--out", "out", "--cell", "20km")
        #expect(refused.status == 1)
        try work.write(try drafts(work) { _ in Self.accepted }, to: "reviewed.csv")
        let built = try work.run("build", "--incidents", "reviewed.csv", "--out", "out", "--cell", "20km")
        #expect(built.status == 0, "\(built.error)")
        let found = try FileManager.default.subpathsOfDirectory(atPath: work.path("out")).filter { name in
            (FileManager.default.contents(atPath: work.path("out/\(name)")) ?? Data()).range(of: Data("mark-q7".utf8))
                != nil
        }
        #expect(found.isEmpty)
        let transfers = try work.run("query", "--transfers", "--dir", "out", "--format", "csv")
        #expect(transfers.output.contains("40"))
    }

    @Test("A study takes all rows of a review or none, replaces what comes again and takes out what is rejected later")
    func accept() throws {
        let work = try Workplace()
        #expect(try work.run("init", "mine").status == 0)
        try work.write(try drafts(work) { $0 == 0 ? Self.accepted : [:] }, to: "half.csv")
        let before = try work.text("mine/claims.csv")
        let half = try work.run("ingest", "--accept", "half.csv", "--study", "mine/study.yaml")
        #expect(half.status == 1 && half.error.contains("nothing was written"))
        #expect(try work.text("mine/claims.csv") == before)
        try work.write(try drafts(work) { _ in Self.accepted }, to: "all.csv")
        for words in ["0 replaced", "0 claims added"] {
            let taken = try work.run("ingest", "--accept", "all.csv", "--study", "mine/study.yaml")
            #expect(taken.status == 0, "\(taken.error)")
            #expect(taken.output.contains(words))
        }
        #expect(try work.text("mine/claims.csv").contains("mark-q7"))
        let rejected = ["decision": "reject", "reviewer": "mark-q7", "reviewed_on": "2026-02-14"]
        try work.write(try drafts(work) { $0 == 0 ? rejected : Self.accepted }, to: "later.csv")
        let later = try work.run("ingest", "--accept", "later.csv", "--study", "mine/study.yaml")
        #expect(later.output.contains("1 taken out"))
        let checked = try work.run("check", "mine/study.yaml")
        #expect(checked.status == 0, "\(checked.output)\(checked.error)")
    }

    @Test("Rows that a build would reject, and claims that stand twice, are refused with their lines")
    func refusals() throws {
        let work = try Workplace()
        #expect(try work.run("init", "mine").status == 0)
        for cells in [["type": "zzz"], ["date_start": "2026-02-30"], ["claim_id": "same"]] {
            try work.write(
                try drafts(work) { _ in Self.accepted.merging(cells, uniquingKeysWith: { $1 }) }, to: "bad.csv")
            let refused = try work.run("ingest", "--accept", "bad.csv", "--study", "mine/study.yaml")
            #expect(refused.status == 1 && refused.error.contains("bad.csv:"), "\(cells) \(refused.error)")
        }
    }

    @Test("The page of a review does not take the place of an article, a link or a device")
    func pages() throws {
        let work = try Workplace()
        try work.write(Self.article, to: "a.txt")
        #expect(try work.run("ingest", "a.txt", "--review", "a.txt").status == 64)
        #expect(try work.text("a.txt") == Self.article)
        try FileManager.default.createSymbolicLink(atPath: work.path("link.html"), withDestinationPath: "else.html")
        let refused = try work.run("ingest", "a.txt", "--review", "link.html")
        #expect(refused.status == 73 && refused.error.contains("no regular file"))
    }
}
