// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What the machine lets a test do.
private enum Machine {
    static let isRoot = geteuid() == 0
    static let setpriv = FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

    /// Whether this process may mount a small file system.
    static let mounts: Bool = {
        guard isRoot else { return false }
        let folder = FileManager.default.temporaryDirectory.appending(path: "mount-\(UUID().uuidString)").path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        guard shell("mount -t tmpfs -o size=64k tmpfs '\(folder)'") == 0 else { return false }
        return shell("umount '\(folder)'") == 0
    }()

    static func shell(_ command: String) -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardError = FileHandle.nullDevice
        try? process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

@Suite("Output folders that cannot be used", .serialized)
struct OutputFolderTests {
    /// Status of a failure to write (sysexits: EX_CANTCREAT).
    private let cannotWrite: Int32 = 73

    @Test("A folder that holds something else than a build is left alone")
    func foreign() throws {
        let work = try Workplace()
        try FileManager.default.createDirectory(atPath: work.path("out"), withIntermediateDirectories: true)
        try work.write("mine", to: "out/letter.txt")
        let result = try work.build()
        #expect(result.status == cannotWrite)
        #expect(result.error.contains("exists and holds what RiskMap did not write: letter.txt; it was left alone"))
        #expect(try work.text("out/letter.txt") == "mine")
        #expect(try work.entries() == ["out", "study"])
    }

    @Test(
        "An address is no path",
        arguments: [
            ["build", "--study", "study/study.yaml", "--out"], ["redteam", "--study", "study/study.yaml", "--out"],
            ["tiles", "--out"], ["init"],
        ], ["file:///srv/map", "file:/srv/map", "HTTPS://maps.example/out", "s3://bucket/out"])
    func address(command: [String], path: String) throws {
        let work = try Workplace()
        let result = try Program.run(command + [path], in: work.folder)
        #expect(result.status == 64)
        #expect(result.error.contains("is a path in the file system, and '\(path)' is an address of '"))
        #expect(try work.entries() == ["study"])
    }

    @Test(
        "Colons in names of folders are their owners' matter", arguments: ["2026:02", "a/b://c", "c:/d", ":/x", "9:/x"])
    func colon(path: String) throws {
        let work = try Workplace()
        let result = try work.run("tiles", "--dir", "none", "--out", path)
        #expect(result.status != 64 && !result.error.contains("is an address of"))
    }

    @Test("A file in the way is left alone")
    func file() throws {
        let work = try Workplace()
        try work.write("mine", to: "out")
        let result = try work.build()
        #expect(result.status == cannotWrite)
        #expect(result.error.contains("is a file, not a folder; name another folder with --out"))
        #expect(try work.text("out") == "mine")
        let below = try work.run("build", "--study", "study/study.yaml", "--out", "out/below")
        #expect(below.status == cannotWrite)
        #expect(try work.entries() == ["out", "study"])
    }

    @Test("An empty folder is filled")
    func empty() throws {
        let work = try Workplace()
        try FileManager.default.createDirectory(atPath: work.path("out"), withIntermediateDirectories: true)
        #expect(try work.build("--quiet").status == 0)
        #expect(FileManager.default.fileExists(atPath: work.path("out/catalog.json")))
        #expect(try work.entries() == ["out", "study"])
    }

    @Test("A link to a folder is refused and named")
    func link() throws {
        let work = try Workplace()
        try FileManager.default.createDirectory(atPath: work.path("elsewhere"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: work.path("out"), withDestinationPath: "elsewhere")
        let result = try work.build()
        #expect(result.status == cannotWrite)
        #expect(result.error.contains("'out' is a symbolic link to 'elsewhere'; give the folder itself with --out"))
        #expect(try work.entries() == ["elsewhere", "out", "study"])
    }

    @Test("What was added to a build is named, before and after", arguments: ["photos", "notes.txt", ".hidden"])
    func added(name: String) throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        if name == "photos" {
            try FileManager.default.createDirectory(atPath: work.path("out/photos"), withIntermediateDirectories: true)
            try work.write("mine", to: "out/photos/a")
        } else {
            try work.write("mine", to: "out/\(name)")
        }
        let before = try work.contents("out")
        let result = try work.build()
        #expect(result.status == cannotWrite)
        #expect(result.error.contains("holds what RiskMap did not write: \(name == "photos" ? "photos/" : name);"))
        #expect(try work.contents("out") == before)
    }

    @Test("Virtual file systems are no outputs", arguments: ["/vsis3/bucket/x", "/vsimem/x", "/vsicurl/http://h/x"])
    func virtual(path: String) throws {
        let work = try Workplace()
        let build = try work.run("build", "--study", "study/study.yaml", "--out", path)
        let start = try work.run("init", path)
        #expect(try work.build("--quiet").status == 0)
        let tiles = try work.run("tiles", "--dir", "out", "--zoom", "4", "--out", "\(path).pmtiles")
        let folder = try work.run("tiles", "--dir", "out", "--zoom", "4", "--format", "directory", "--out", path)
        for result in [build, start, tiles, folder] {
            #expect(result.status == cannotWrite, "\(result.error)")
            #expect(result.error.contains("nothing is uploaded"), "\(result.error)")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test(
        "A folder without permission is refused before the work starts",
        .enabled(if: !Machine.isRoot || Machine.setpriv, "root writes anywhere, and setpriv is not installed"))
    func permission() throws {
        let work = try Workplace()
        let locked = work.path("locked")
        try FileManager.default.createDirectory(atPath: locked, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: work.folder.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: locked)
        let drop = Machine.isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
        let result = try Program.run(
            ["build", "--study", "study/study.yaml", "--out", "locked/out"], in: work.folder, prefix: drop)
        #expect(result.status == cannotWrite, "\(result.error)")
        #expect(result.error.contains("Permission denied; check its permissions or name another folder with --out"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: locked) == [])
    }

    @Test("A full disk", .enabled(if: Machine.mounts, "this process may not mount a small file system"))
    func full() throws {
        let work = try Workplace()
        let disk = work.path("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        #expect(Machine.shell("mount -t tmpfs -o size=300k tmpfs '\(disk)'") == 0)
        defer { _ = Machine.shell("umount '\(disk)'") }
        let result = try work.run("build", "--study", "study/study.yaml", "--out", "disk/out")
        #expect(result.status == cannotWrite)
        #expect(result.error.lowercased().contains("no space left"), "\(result.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == [], "nothing half-written")
    }

    @Test("A limit on the size of files")
    func sizeLimit() throws {
        let work = try Workplace()
        // XFSZ is ignored, so that the write fails instead of the process.
        let limited = ["sh", "-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""]
        let result = try work.build(prefix: limited)
        #expect(result.status == cannotWrite, "\(result.error)")
        #expect(result.error.hasPrefix("riskmap: "))
        #expect(try work.entries() == ["study"], "nothing half-written")
    }

    @Test("A failed build leaves the last one as it was")
    func lastBuild() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        let before = try work.contents("out")
        let limited = ["sh", "-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""]
        #expect(try work.build(prefix: limited).status == cannotWrite)
        try work.edit("cell: 10km", "cell: 0")
        #expect(try work.build().status == 1)
        #expect(try work.contents("out") == before)
        #expect(try work.entries() == ["out", "study"])
    }

    @Test(
        "An interrupt in the middle leaves the last build whole and nothing beside it",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func interrupt(signal: Int32) throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        let before = try work.contents("out")
        let running = try Program.start(["build", "--out", "out"], in: work.folder)
        var wasStaging = false
        while running.process.isRunning, !wasStaging {
            wasStaging = try work.entries().contains { $0.hasPrefix(".out.staging-") }
            usleep(2000)
        }
        #expect(wasStaging, "the signal must come while files are written")
        kill(running.process.processIdentifier, signal)
        let result = try running.finish()
        #expect(result.status == 128 + signal)
        #expect(result.error.contains("interrupted; nothing was replaced"))
        #expect(try work.contents("out") == before)
        #expect(try work.entries() == ["out", "study"])
    }

    @Test("A killed build leaves a folder that the next build removes")
    func killed() throws {
        let work = try Workplace()
        let running = try Program.start(["build", "--out", "out"], in: work.folder)
        while running.process.isRunning, try !work.entries().contains(where: { $0.hasPrefix(".out.staging-") }) {
            usleep(2000)
        }
        kill(running.process.processIdentifier, SIGKILL)
        _ = try running.finish()
        #expect(!FileManager.default.fileExists(atPath: work.path("out")))
        #expect(try work.build("--quiet").status == 0)
        #expect(try work.entries() == ["out", "study"])
    }

    @Test("What a build killed before its mark was whole leaves is removed; the like with a file of somebody is not")
    func killedEarly() throws {
        let work = try Workplace()
        for folder in [".out.staging-empty", ".out.staging-begun", ".out.staging-foreign", ".out.staging-text"] {
            try FileManager.default.createDirectory(atPath: work.path(folder), withIntermediateDirectories: false)
        }
        try Data().write(to: URL(filePath: work.path(".out.staging-begun/.riskmap")))
        try Data().write(to: URL(filePath: work.path(".out.staging-foreign/notes.txt")))
        try Data("mine".utf8).write(to: URL(filePath: work.path(".out.staging-text/.riskmap")))
        #expect(try work.build("--quiet").status == 0)
        #expect(try work.entries() == [".out.staging-foreign", ".out.staging-text", "out", "study"])
    }
}
