// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
@testable import Studies
import TestSupport

/// The built-in study, built once for all tests that look at it.
enum BuiltInBuild {
    struct Build: @unchecked Sendable {
        let report: BuildReport
        let output: BuildFiles
    }

    static let file = Repository.geodata.appending(path: "study.yaml").path

    static func build() throws -> Build { try result.get() }

    private static let result = Result {
        let out = FileManager.default.temporaryDirectory.appending(path: "built-in-\(UUID().uuidString)/out").path
        let options = Pipeline.Options(out: out, threads: 2)
        let report = try Pipeline(study: ResolvedStudy(file: file), options: options).run()
        atexit {
            // Nothing else of this process writes below the folder.
            if let parent = BuiltInBuild.parent { try? FileManager.default.removeItem(atPath: parent) }
        }
        return Build(report: report, output: BuildFiles(folder: out))
    }

    private static var parent: String? {
        (try? result.get()).map { ($0.output.folder as NSString).deletingLastPathComponent }
    }
}
