// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// Shows that the fuzzer finds what it is there to find.
struct SelfTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "self-test", abstract: "Find five planted faults; fails when one is not found.")

    @Option(help: "Most seconds for each fault.")
    var seconds = 120

    func run() throws {
        let missed = try PlantedFault.allCases.filter { try !find($0) }
        guard missed.isEmpty else {
            print("not found: \(missed.map(\.rawValue).joined(separator: ", "))", to: &standardError)
            throw ExitCode.failure
        }
    }

    /// Whether the fuzzer ends on the fault and keeps the input that showed it.
    private func find(_ fault: PlantedFault) throws -> Bool {
        let folder = "\(Workplace.folder)/\(fault.rawValue)"
        for name in ["seeds", "found"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        _ = try Workplace.write(fault.seed, to: "\(folder)/seeds/seed")
        let start = ContinuousClock.now
        let status = try fuzz(fault, folder)
        let found = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/found")
        guard status != 0, let name = found.first else { return false }
        print("\(fault.rawValue): \(name) after \((ContinuousClock.now - start).formatted(.units()))")
        return true
    }

    private func fuzz(_ fault: PlantedFault, _ folder: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "-max_total_time=\(seconds)", "-timeout=2", "-rss_limit_mb=1024", "-seed=1", "-max_len=64",
            "-artifact_prefix=\(folder)/found/", "\(folder)/seeds",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(
            [Fuzzer.readerVariable: fault.reader.name, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
