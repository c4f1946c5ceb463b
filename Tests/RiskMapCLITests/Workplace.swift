// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// A folder of its own with a copy of the study of two square provinces; it goes when the value goes.
final class Workplace {
    let folder: URL

    init() throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appending(path: "workplace-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        try files.copyItem(
            at: Repository.root.appending(path: "Tests/Studies/two-provinces"), to: folder.appending(path: "study"))
        try files.copyItem(
            at: Repository.root.appending(path: "styles").resolvingSymlinksInPath(),
            to: folder.appending(path: "study/styles"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ data: Data, to name: String) throws { try data.write(to: folder.appending(path: name)) }

    func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// Puts a table of its own in the place of the study's inputs.
    func useTable(_ rows: String, mapping: String) throws {
        let text = try text("study/study.yaml")
        guard let start = text.range(of: "inputs:\n"), let end = text.range(of: "\nroutes:") else {
            throw Missing(text: "inputs", file: "study/study.yaml")
        }
        let input = """
              - name: own
                format: table
                access: open
                file: own.csv
                mapping: \(mapping)

            """
        try write(text[..<start.upperBound] + input + text[end.lowerBound...], to: "study/study.yaml")
        try write(rows, to: "study/own.csv")
    }

    func edit(_ old: String, _ new: String, in name: String = "study/study.yaml") throws {
        let text = try text(name)
        guard text.contains(old) else { throw Missing(text: old, file: name) }
        try write(text.replacing(old, with: new), to: name)
    }

    /// Runs a command on the study.
    func run(_ arguments: String..., prefix: [String] = []) throws -> Program.Result {
        try Program.run(arguments, in: folder, prefix: prefix)
    }

    /// Builds the study into `out`, with more arguments.
    func build(_ more: String..., prefix: [String] = []) throws -> Program.Result {
        try Program.run(["build", "--study", "study/study.yaml", "--out", "out"] + more, in: folder, prefix: prefix)
    }

    /// Names in the folder, hidden ones included.
    func entries() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    /// Every file below a folder with its bytes.
    func contents(_ name: String) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for entry in try FileManager.default.subpathsOfDirectory(atPath: path(name)) {
            if let data = FileManager.default.contents(atPath: path("\(name)/\(entry)")) { contents[entry] = data }
        }
        return contents
    }

    func json(_ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appending(path: name))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    struct Missing: Error { let text, file: String }
}
