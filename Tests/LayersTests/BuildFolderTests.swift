// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import Layers

@Suite struct BuildFolderTests {
    private final class Flag: Sendable {
        let value = Mutex(false)
    }

    private struct Stop: Error, Equatable {}

    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Two files that belong together.
    private func build(_ mark: String, at target: String) throws {
        try BuildFolder.write(to: target) { staging in
            try write(mark, staging + "/catalog.json")
            try FileManager.default.createDirectory(atPath: staging + "/styles", withIntermediateDirectories: false)
            try write(mark, staging + "/styles/a.txt")
        }
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func aNewBuildAppearsWithItsParents() throws {
        let folder = try TemporaryFolder()
        let target = folder.path + "/deep/er/out"
        try build("one", at: target)
        #expect(read(target + "/styles/a.txt") == "one")
        #expect(BuildFolder.isBuild(target))
        #expect(try names(folder.path + "/deep/er") == ["out"])
    }

    @Test func anOldBuildIsReplacedWholly() throws {
        let folder = try TemporaryFolder()
        let target = folder.path + "/out"
        try build("one", at: target)
        try BuildFolder.write(to: target) { try write("old", $0 + "/left-over.txt") }
        try build("two", at: target)
        #expect(try names(target) == [".riskmap", "catalog.json", "styles"])
        #expect(read(target + "/catalog.json") == "two")
        #expect(try names(folder.path) == ["out"])
    }

    @Test func anEmptyFolderIsTaken() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/out", withIntermediateDirectories: false)
        try build("one", at: folder.path + "/out")
        #expect(read(folder.path + "/out/catalog.json") == "one")
    }

    @Test func somethingElseIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        try write("mine", folder.path + "/thesis.txt")
        let refusal = BuildFolderError.foreignTarget(path: folder.path, found: ["thesis.txt"])
        #expect(throws: refusal) { try build("one", at: folder.path) }
        #expect(throws: refusal) { try BuildFolder.check(target: folder.path) }
        #expect(throws: BuildFolderError.targetIsFile(path: folder.path + "/thesis.txt")) {
            try build("one", at: folder.path + "/thesis.txt")
        }
        #expect(throws: BuildFolderError.targetIsFile(path: folder.path + "/thesis.txt")) {
            try build("one", at: folder.path + "/thesis.txt/out")
        }
        #expect(try names(folder.path) == ["thesis.txt"])
    }

    @Test func aFailureLeavesTheOldBuildAndNothingElse() throws {
        let folder = try TemporaryFolder()
        let target = folder.path + "/out"
        try build("one", at: target)
        #expect(throws: Stop.self) {
            try BuildFolder.write(to: target) { staging in
                try write("half", staging + "/catalog.json")
                throw Stop()
            }
        }
        #expect(read(target + "/catalog.json") == "one")
        #expect(try names(folder.path) == ["out"])
    }

    @Test func aLinkIsRefusedAndOneInThePathIsFollowed() throws {
        let folder = try TemporaryFolder()
        try build("one", at: folder.path + "/builds/a")
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path + "/out", withDestinationPath: "builds/a")
        try files.createSymbolicLink(atPath: folder.path + "/next", withDestinationPath: "builds/b")
        try files.createSymbolicLink(atPath: folder.path + "/all", withDestinationPath: "builds")
        for (name, end) in [("out", "builds/a"), ("next", "builds/b")] {
            let path = "\(folder.path)/\(name)"
            #expect(throws: BuildFolderError.targetIsLink(path: path, destination: end)) { try build("two", at: path) }
        }
        try build("three", at: folder.path + "/all/a")
        #expect(read(folder.path + "/builds/a/catalog.json") == "three")
        #expect(try names(folder.path + "/builds") == ["a"])
    }

    @Test func whatADeadProcessLeftIsRemovedAndALivingOneIsNot() throws {
        let folder = try TemporaryFolder()
        let target = folder.path + "/out"
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.out.staging-dead", withIntermediateDirectories: false)
        try BuildMark.start(folder.path + "/.out.staging-dead")
        try write("x", folder.path + "/.out.staging-dead/risk.tif")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.out.staging-mine", withIntermediateDirectories: false)
        // An empty one would be taken for that of a build that was killed before its mark.
        try write("mine", folder.path + "/.out.staging-mine/thesis")
        try BuildFolder.write(to: target) { living in
            try build("other", at: folder.path + "/out")
            #expect(FileManager.default.fileExists(atPath: living))
            try write("last", living + "/catalog.json")
        }
        #expect(read(target + "/catalog.json") == "last")
        #expect(try names(folder.path) == [".out.staging-mine", "out"])
    }

    @Test func aReaderSeesOneWholeBuildAtAnyMoment() async throws {
        let folder = try TemporaryFolder()
        let target = folder.path + "/out"
        try build("0", at: target)
        let done = Flag()
        let missing = await withTaskGroup(of: Int.self) { group in
            group.addTask {
                var missing = 0
                while !done.value.withLock({ $0 }) {
                    let handle = open(target, O_RDONLY | O_DIRECTORY)
                    if handle < 0 { missing += 1 } else { close(handle) }
                }
                return missing
            }
            for round in 1...40 { try? build("\(round)", at: target) }
            done.value.withLock { $0 = true }
            return await group.reduce(0, +)
        }
        #expect(missing == 0)
        #expect(read(target + "/catalog.json") == "40")
        #expect(read(target + "/styles/a.txt") == "40")
    }

    @Test func aPlaceWhereNothingCanBeMadeIsNamed() throws {
        let failure = #expect(throws: BuildFolderError.self) { try build("one", at: "/proc/self/out") }
        #expect(failure?.description.contains("/proc/") == true)
    }

    @Test func errnoBecomesASentence() {
        #expect(BuildFolderError.after("write", path: "/x", code: ENOSPC) == .diskFull(path: "/x"))
        #expect(BuildFolderError.after("write", path: "/x", code: EDQUOT) == .diskFull(path: "/x"))
        guard case .notWritable = BuildFolderError.after("write", path: "/x", code: EROFS) else {
            Issue.record("a read-only file system is not writable")
            return
        }
        #expect(BuildFolderError.diskFull(path: "/x").description.contains("nothing was replaced"))
    }

    @Test func aFullDeviceIsReported() throws {
        // The device that refuses every byte for want of space.
        #expect(throws: BuildFolderError.diskFull(path: "/dev/full")) {
            try FileSystem.write(Data("x".utf8), to: "/dev/full")
        }
    }

    @Test func anInterruptRemovesTheStagingFolderAndKeepsTheTarget() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("interrupt-\(ProcessInfo.processInfo.processIdentifier)").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try BuildFolder.write(to: folder + "/out") {
                try Data("1".utf8).write(to: URL(fileURLWithPath: $0 + "/catalog.json"))
            }
            do {
                try BuildFolder.write(to: folder + "/out") { staging in
                    try Data("2".utf8).write(to: URL(fileURLWithPath: staging + "/catalog.json"))
                    BuildFolder.discardStaging()
                }
            } catch BuildFolderError.interrupted {
                let names = try FileManager.default.contentsOfDirectory(atPath: folder)
                let text = try String(contentsOfFile: folder + "/out/catalog.json", encoding: .utf8)
                try? FileManager.default.removeItem(atPath: folder)
                exit(names == ["out"] && text == "1" ? 7 : 8)
            } catch {
                exit(9)
            }
        }
    }
}
