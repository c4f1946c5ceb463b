// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The `riskmap-fuzz` program: puts mutated inputs to the readers; docs/fuzzing.md says how.
#if !LIBFUZZER
    @main
#endif
struct RiskMapFuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "riskmap-fuzz", abstract: "Puts mutated inputs to the readers of RiskMap.",
        discussion: "Run it in the folder of the repository.",
        subcommands: [ListCommand.self, RunCommand.self, ReplayCommand.self, SelfTestCommand.self])
}

/// Prints the readers.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print each reader with the files that count for its coverage.")

    func run() {
        for reader in FuzzedReader.all { print(([reader.name] + reader.sources).joined(separator: " ")) }
    }
}

/// A reader named on the command line.
struct ReaderName: ExpressibleByArgument {
    let reader: FuzzedReader

    init?(argument: String) {
        guard let reader = FuzzedReader.named(argument) else { return nil }
        self.reader = reader
    }

    static var allValueStrings: [String] { FuzzedReader.all.map(\.name) }
}

/// Runs libFuzzer over one reader.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Fuzz one reader; what follows its name goes to libFuzzer.")

    @Argument(help: "The reader.")
    var reader: ReaderName

    @Argument(
        parsing: .captureForPassthrough, help: "Options of libFuzzer, a folder to keep inputs in, folders of seeds.")
    var options: [String] = []

    func run() throws { try Fuzzer.prepare(reader.reader, options: options) }
}

/// Puts stored inputs to a reader, without mutating them.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Put stored inputs to a reader; the last path printed is the one that failed.")

    @Argument(help: "The reader.")
    var reader: ReaderName

    @Argument(help: "Files, and folders of files.")
    var paths: [String]

    @Flag(help: "Print no paths.")
    var quiet = false

    func run() throws {
        for path in try paths.flatMap(StoredInputs.files) {
            if !quiet { print(path, to: &standardError) }
            reader.reader.feed(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        }
    }
}

/// Inputs in files.
enum StoredInputs {
    /// The file itself, or the files of the folder in the order of their names; nothing where there is no folder.
    static func files(_ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
        guard isFolder.boolValue else { return [path] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { "\(path)/\($0)" }
    }
}
