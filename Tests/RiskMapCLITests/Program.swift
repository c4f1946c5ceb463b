// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The built program, run as a person would run it.
struct Program {
    /// How a run ended and what it printed.
    struct Result {
        let status: Int32
        let output: String
        let error: String
    }

    struct NotBuilt: Error { let folder: String }

    /// Runs the program and waits.
    /// - Parameters:
    ///   - prefix: a command that runs the program in turn, such as `["sh", "-c", ...]`; the program's path and its
    ///     arguments are appended.
    static func run(_ arguments: [String], in folder: URL, prefix: [String] = []) throws -> Result {
        let running = try start(arguments, in: folder, prefix: prefix)
        return try running.finish()
    }

    /// Starts the program.
    static func start(_ arguments: [String], in folder: URL, prefix: [String] = []) throws -> Running {
        let process = Process()
        let command = try prefix + [executable().path] + arguments
        process.executableURL = URL(filePath: prefix.isEmpty ? command[0] : "/usr/bin/env")
        process.arguments = prefix.isEmpty ? Array(command.dropFirst()) : command
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["RISKMAP_GEODATA": Repository.geodata.path]) { $1 }
        // Files, not pipes: nobody has to read while the program writes.
        let name = UUID().uuidString
        let logs = FileManager.default.temporaryDirectory.appending(path: "run-\(name)")
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try file(logs.appending(path: "output"))
        process.standardError = try file(logs.appending(path: "error"))
        try process.run()
        return Running(process: process, logs: logs)
    }

    /// A started run.
    struct Running {
        let process: Process
        let logs: URL

        func finish() throws -> Result {
            process.waitUntilExit()
            defer { try? FileManager.default.removeItem(at: logs) }
            return Result(
                status: process.terminationStatus, output: try text("output"), error: try text("error"))
        }

        private func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: logs.appending(path: name)), as: UTF8.self)
        }
    }

    private static func file(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    /// The program stands beside the bundle of these tests.
    private static func executable() throws -> URL {
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        for name in ["riskmap", "RiskMapCLI"] {
            let program = folder.appending(path: name)
            if FileManager.default.isExecutableFile(atPath: program.path) { return program }
        }
        throw NotBuilt(folder: folder.path)
    }
}
