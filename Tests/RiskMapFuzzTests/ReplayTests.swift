// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import RiskMapFuzz

/// Inputs that once ended the process or broke a promise, and the seeds, put to their readers again; a trap ends the
/// test run. One at a time: a reader of files has one place for its input.
@Suite(.serialized) struct ReplayTests {
    private static let root = Repository.root.appending(path: "Tests")

    @Test(arguments: FuzzedReader.all.map(\.name)) func storedInputsAreSurvived(_ name: String) async throws {
        let reader = try #require(FuzzedReader.named(name))
        let seeds = try StoredInputs.files(Self.root.appending(path: "Seeds/\(name)").path)
        let findings = try StoredInputs.files(Self.root.appending(path: "Findings/\(name)").path)
        #expect(!seeds.isEmpty, "\(name) has no seeds")
        let inputs = try (seeds + findings).map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
        // On a thread of its own: readers of requests wait for an answer that the threads of the tests have to make.
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                for input in inputs { reader.feed(input) }
                continuation.resume()
            }
        }
    }

    /// Each planted fault lets its seed through, or else the fuzzer would find it without looking.
    @Test(arguments: PlantedFault.allCases) func seedsOfPlantedFaultsAreInOrder(_ fault: PlantedFault) {
        fault.reader.feed(fault.seed)
    }

    /// Else the coverage would be that of fewer files than the table says.
    @Test func filesThatCountForCoverageExist() {
        let root = Self.root.deletingLastPathComponent()
        for reader in FuzzedReader.all {
            for source in reader.sources {
                let path = root.appending(path: source).path
                #expect(FileManager.default.fileExists(atPath: path), "\(reader.name): \(source)")
            }
        }
    }

    /// Without a reader's folder there would be nothing to mutate, and a folder without reader is never read.
    @Test func everyFolderOfInputsBelongsToAReader() throws {
        let names = Set(FuzzedReader.all.map(\.name))
        for kind in ["Seeds", "Findings"] {
            let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: kind).path)
            for name in folders where !name.hasSuffix(".dict") { #expect(names.contains(name), "\(kind)/\(name)") }
        }
    }
}
