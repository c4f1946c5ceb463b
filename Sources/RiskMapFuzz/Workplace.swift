// SPDX-License-Identifier: Apache-2.0

import Foundation
import Assessment
import Studies

/// The files that readers of files need: a folder of this process, and in it a small study and its build.
enum Workplace {
    /// Folder of this process below the temporary folder; what is left by a process that died goes with that one.
    static let folder: String = {
        let folder = FileManager.default.temporaryDirectory.appending(path: "riskmap-fuzz-\(getpid())").path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(atPath: Workplace.folder) }
        return folder
    }()

    private static let study = Result { try copyStudy(to: "study") }
    private static let build = Result { try makeBuild() }

    /// A study of two provinces that is in order.
    static func studyFolder() throws -> String { try study.get() }

    /// The finished build of that study.
    static func buildFolder() throws -> String { try build.get() }

    /// A copy of that build whose files a reader of that name may replace.
    static func spareBuildFolder(_ reader: String) throws -> String {
        let spare = "\(folder)/\(reader)"
        if access(spare, F_OK) != 0 { try FileManager.default.copyItem(atPath: buildFolder(), toPath: spare) }
        return spare
    }

    /// Writes a file in place of what was there and returns its path.
    static func write(_ bytes: [UInt8], to path: String) throws -> String {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(descriptor) }
        let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw CocoaError(.fileWriteUnknown) }
        return path
    }

    private static func copyStudy(to name: String) throws -> String {
        let root = FileManager.default.currentDirectoryPath
        let target = "\(folder)/\(name)"
        try FileManager.default.copyItem(atPath: "\(root)/Tests/Studies/two-provinces", toPath: target)
        let styles = URL(fileURLWithPath: "\(root)/styles").resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: styles, to: URL(fileURLWithPath: "\(target)/styles"))
        return target
    }

    private static func makeBuild() throws -> String {
        let study = try ResolvedStudy(file: "\(copyStudy(to: "built-study"))/study.yaml")
        let out = "\(folder)/out"
        _ = try Pipeline(study: study, options: Pipeline.Options(out: out)).run()
        return out
    }
}
