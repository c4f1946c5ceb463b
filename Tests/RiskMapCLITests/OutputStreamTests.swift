// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Outputs that take no more", .serialized)
struct OutputStreamTests {
    private let cannotWrite: Int32 = 73

    /// The program with its standard output on a device or pipe.
    private func into(_ redirection: String) -> [String] { ["sh", "-c", "exec \"$0\" \"$@\" \(redirection)"] }

    @Test("A full device is an error of every command that prints")
    func fullDevice() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        for arguments in [
            ["query", "--all"], ["query", "--all", "--format", "json"], ["check", "study/study.yaml"],
            ["geocode", "--study", "study/study.yaml", "Tarsid"], ["build", "--study", "study/study.yaml"],
            ["init", "mine"], ["--help"], ["help", "build"], ["--version"],
        ] {
            let result = try Program.run(arguments, in: work.folder, prefix: into("> /dev/full"))
            #expect(result.status == cannotWrite, "\(arguments): \(result.error)")
            #expect(result.error.contains("standard output cannot be written: No space left on device"))
        }
    }

    @Test(
        "A pipe that nobody writes to is refused and not waited for",
        arguments: ["p", "p.csv", "p.geojson", "p.yaml"])
    func namedPipe(name: String) throws {
        let work = try Workplace()
        #expect(mkfifo(work.path(name), 0o600) == 0)
        let arguments = name.hasSuffix("yaml") ? ["check", name] : ["check", "study/study.yaml", "--incidents", name]
        let result = try Program.run(arguments, in: work.folder, prefix: ["timeout", "60"])
        #expect(result.status == 1, "\(result.error)")
        #expect(result.error.contains("pipe"))
    }

    @Test("A reader that goes away leaves a whole build and nothing beside it")
    func closedPipe() throws {
        let work = try Workplace()
        let gone = ["sh", "-c", "(\"$0\" \"$@\"; echo $? > status) 2>&1 | true"]
        _ = try work.build(prefix: gone)
        for _ in 0..<100 where !FileManager.default.fileExists(atPath: work.path("status")) { usleep(50_000) }
        #expect(FileManager.default.fileExists(atPath: work.path("out/catalog.json")))
        #expect(try work.entries().filter { $0.hasPrefix(".") } == [])
    }

    @Test("An unfinished archive goes with the program", arguments: ["pmtiles", "mbtiles", "directory"])
    func interruptedTiles(format: String) throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        let running = try Program.start(
            ["tiles", "--dir", "out", "--format", format, "--zoom", "0-14", "--out", "t"], in: work.folder)
        var isWriting = false
        while running.process.isRunning, !isWriting {
            isWriting = try work.entries().contains { $0.hasPrefix(".t.partial-") }
            usleep(2000)
        }
        #expect(isWriting)
        kill(running.process.processIdentifier, SIGTERM)
        #expect(try running.finish().status == 128 + SIGTERM)
        #expect(try work.entries() == ["out", "study"])
    }

    @Test(
        "An archive replaces an archive of its kind and nothing else", arguments: ["pmtiles", "mbtiles", "directory"])
    func foreignFile(format: String) throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        try work.write("mine", to: "thesis")
        let arguments = ["tiles", "--dir", "out", "--format", format, "--zoom", "4", "--out"]
        let refused = try Program.run(arguments + ["thesis"], in: work.folder)
        #expect(refused.status == cannotWrite)
        #expect(refused.error.contains("remove it or name another one"))
        #expect(try work.text("thesis") == "mine")
        #expect(try Program.run(arguments + ["t"], in: work.folder).status == 0)
        #expect(try Program.run(arguments + ["t"], in: work.folder).status == (format == "directory" ? cannotWrite : 0))
        #expect(try work.entries() == ["out", "study", "t", "thesis"])
    }

    @Test("A study of one's own is never written over a file or a folder that holds something")
    func initialise() throws {
        let work = try Workplace()
        try work.write("mine", to: "thesis")
        #expect(try work.run("init", "thesis").status == cannotWrite)
        #expect(try work.text("thesis") == "mine")
        #expect(try work.run("init", "study").status != 0)
        #expect(try work.run("init", "mine").status == 0)
        #expect(try work.entries() == ["mine", "study", "thesis"])
        #expect(!FileManager.default.fileExists(atPath: work.path("mine/.riskmap")))
    }
}
