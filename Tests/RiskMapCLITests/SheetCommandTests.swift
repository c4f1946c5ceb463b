// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("riskmap sheet", .serialized)
struct SheetCommandTests {
    @Test("A sheet of a folder, whole and in parts, in each format, and nothing else beside it")
    func drawn() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet", "--sheets", "none").status == 0)
        #expect(try !work.contents("out").keys.contains { $0.contains(".map.") })
        for (arguments, file, start) in [
            (["--paper", "a3"], "whole.pdf", "%PDF-"), (["--province", "Kelmar"], "part.svg", "<?xml"),
            (["--extent", "40,34,41,35", "--format", "svg", "--layer", "intensity"], "corner", "<?xml"),
        ] {
            let result = try Program.run(["sheet", "--dir", "out", "--out", file] + arguments, in: work.folder)
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output.isEmpty && result.error.isEmpty)
            #expect(try Data(contentsOf: work.folder.appending(path: file)).starts(with: Data(start.utf8)), "\(file)")
        }
        #expect(try work.entries() == ["corner", "out", "part.svg", "study", "whole.pdf"])
    }

    @Test(
        "What means nothing is a usage error",
        arguments: [
            (["--out", "a.gif"], "ends in none of"), (["--out", "a.pdf", "--paper", "A5"], "give A4 or A3"),
            (["--out", "a.pdf", "--province", "X", "--extent", "1,2,3,4"], "not both"),
            (["--out", "a.pdf", "--extent", "4,3,2,1"], "--extent"), (["--out", "a.pdf", "--lang", "xx"], "known are en"),
            (["--out", "a.pdf", "--lang", "en,en"], "two different ones"),
            (["--out", "a.pdf", "--produced", "tomorrow"], "is no day"),
        ])
    func usage(arguments: [String], words: String) throws {
        let work = try Workplace()
        let result = try Program.run(["sheet", "--dir", "out"] + arguments, in: work.folder)
        #expect(result.status == 64)
        #expect(result.error.contains(words), "\(result.error)")
    }

    @Test("A folder that is no build and a part that there is not are refused in one sentence, and no file appears")
    func refused() throws {
        let work = try Workplace()
        let none = try work.run("sheet", "--dir", "out", "--out", "a.pdf")
        #expect(none.status == 1 && none.error.contains("run 'riskmap build' first"))
        #expect(try work.build("--quiet", "--sheets", "none").status == 0)
        let part = try work.run("sheet", "--dir", "out", "--out", "a.pdf", "--province", "Nowhere")
        #expect(part.status == 1 && part.error.contains("there are Dorran, Kelmar"))
        #expect(try work.entries() == ["out", "study"])
    }

    @Test("Formats and layers that there are not are refused before the build")
    func build() throws {
        let work = try Workplace()
        for (flag, value, words) in [
            ("--sheets", "risk", "'risk' is no layer"), ("--sheet-formats", "gif", "not one of png, pdf, svg"),
            ("--sheet-formats", "", "one or more"),
        ] {
            let result = try work.build("--quiet", flag, value)
            #expect(result.status == 64 && result.error.contains(words), "\(result.error)")
        }
        #expect(try work.entries() == ["study"])
    }
}
