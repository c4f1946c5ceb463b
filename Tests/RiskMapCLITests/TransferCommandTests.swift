// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("riskmap query --transfers", .serialized)
struct TransferCommandTests {
    @Test("Each kind stands under a heading of its own, with who says so, from the folder alone")
    func table() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        try FileManager.default.removeItem(at: work.folder.appending(path: "study"))
        let result = try work.run("query", "--transfers", "--dir", "out")
        #expect(result.status == 0 && result.error == "", "\(result.error)")
        let sections = result.output.components(separatedBy: "\n\n")
        #expect(sections.count == 5)
        #expect(sections[0].hasPrefix("Moved (increments)\n  150 persons\n    when         2026-02-01\n"))
        #expect(
            sections[0].contains("    independent  1 root: Command\n") && sections[0].contains("    conflict     none"))
        #expect(sections[1].hasPrefix("Received so far (running total)\n  2,225 persons\n"))
        #expect(sections[2].hasPrefix("Planned\n  up to 7,000 persons\n"))
        #expect(sections[3] == "Held\n  nothing is reported")
        #expect(sections[4].contains("never add them to each other"))
        let csv = try work.run("query", "--transfers", "--dir", "out", "--format", "csv").output
        #expect(csv == (try work.text("out/transfers.csv")))
        let json = try work.run("query", "--transfers", "--dir", "out", "--format", "json").output
        #expect(json == (try work.text("out/transfers.json")))
    }

    @Test("A build without the table, a damaged one and a wrong command line are told")
    func faults() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        #expect(try work.run("query", "--transfers", "--all", "--dir", "out").status == 64)
        #expect(try work.run("query", "--transfers", "--why", "--dir", "out").status == 64)
        for text in ["", "{", "[]"] {
            try work.write(text, to: "out/transfers.json")
            let result = try work.run("query", "--transfers", "--dir", "out")
            #expect(result.status == 1 && result.error.contains("transfers.json"), "\(result.error)")
        }
        try FileManager.default.removeItem(at: work.folder.appending(path: "out/transfers.json"))
        #expect(try work.run("query", "--transfers", "--dir", "out").status == 1)
        #expect(try work.run("query", "Dorran", "--dir", "out").status == 0)
    }
}
