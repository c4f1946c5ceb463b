// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Files that appear whole or not at all.
enum WholeFile {
    /// Writes under a temporary name beside the file and renames it.
    /// - Throws: `OutputFailure` where the path is something else than a regular file, or cannot be written.
    static func write(_ text: String, to path: String) throws { try write([(text, path)]) }

    /// Writes bytes under a temporary name beside the file and renames it.
    /// - Throws: as for a text.
    static func write(bytes: [UInt8], to path: String) throws {
        try check(path)
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw OutputFailure(description: "\(path) cannot be written: \(error.localizedDescription)")
        }
    }

    /// Writes several files of which none makes sense without the others: all of them, or none.
    /// - Throws: `OutputFailure`; what stood there before stands there then.
    static func write(_ files: [(text: String, path: String)]) throws {
        for file in files { try check(file.path) }
        var before: [(path: String, content: Data?)] = []
        do {
            for file in files {
                let content = FileManager.default.contents(atPath: file.path)
                try Data(file.text.utf8).write(to: URL(fileURLWithPath: file.path), options: .atomic)
                before.append((file.path, content))
            }
        } catch {
            let undone = undo(before)
            let path = files[min(before.count, files.count - 1)].path
            throw OutputFailure(
                description: "\(path) cannot be written: \(error.localizedDescription)"
                    + (files.count > 1 ? undone : ""))
        }
    }

    private static func undo(_ before: [(path: String, content: Data?)]) -> String {
        var lost: [String] = []
        for (path, content) in before.reversed() {
            do {
                if let content {
                    try content.write(to: URL(fileURLWithPath: path), options: .atomic)
                } else {
                    try FileManager.default.removeItem(atPath: path)
                }
            } catch { lost.append(path) }
        }
        return lost.isEmpty
            ? " Nothing was changed." : " These stay changed and need a look: \(lost.joined(separator: ", "))."
    }

    /// Devices, folders, sockets and links are not replaced by a file.
    private static func check(_ path: String) throws {
        // The attributes are those of a link itself.
        guard let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType else {
            return
        }
        guard kind == .typeRegular else {
            throw OutputFailure(description: "\(path) is no regular file; name a file that may be written")
        }
    }
}
