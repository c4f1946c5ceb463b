// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON

/// The mark of a folder that RiskMap made: `.riskmap`, which lists what RiskMap put there.
///
/// Only what is listed is ever replaced or removed. A folder gets its mark, still without a list, before anything else
/// is written, and the list as the last thing.
struct BuildMark: Codable, Hashable {
    static let fileName = ".riskmap"

    /// Version of this file.
    var riskmapBuild = 1
    /// Whether the folder is a whole build.
    var isFinished = false
    /// Bytes of each file by its path in the folder; folders end in `/` and have none.
    var files: [String: Int] = [:]

    enum CodingKeys: String, CodingKey {
        case riskmapBuild = "riskmap_build"
        case isFinished = "finished"
        case files
    }

    /// The mark of a folder; nil where there is none that this program knows.
    static func read(_ folder: String) -> BuildMark? {
        guard let entry = FolderEntry("\(folder)/\(fileName)", name: fileName), entry.kind == .file,
            let data = FileManager.default.contents(atPath: "\(folder)/\(fileName)")
        else { return nil }
        return try? StableJSON.decode(BuildMark.self, from: data)
    }

    /// Marks a folder that is being filled.
    static func start(_ folder: String) throws(BuildFolderError) { try BuildMark().write(folder) }

    /// Lists what the folder holds.
    static func finish(_ folder: String) throws(BuildFolderError) {
        var mark = BuildMark(isFinished: true)
        for entry in FolderEntry.all(below: folder) where entry.name != fileName {
            mark.files[entry.key] = entry.kind == .file ? entry.bytes : 0
        }
        try mark.write(folder)
    }

    private func write(_ folder: String) throws(BuildFolderError) {
        guard let data = try? StableJSON.encode(self) else { return }
        try FileSystem.write(data, to: "\(folder)/\(Self.fileName)")
    }
}

/// Something in a folder; links are not followed.
struct FolderEntry {
    enum Kind { case file, folder, other }

    /// Path in the folder.
    let name: String
    let kind: Kind
    let bytes: Int

    /// The name as a mark lists it.
    var key: String { kind == .folder ? "\(name)/" : name }

    /// Nil where there is nothing.
    init?(_ path: String, name: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.name = name
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        default: kind = .other
        }
        bytes = Int(status.st_size)
    }

    /// Everything below a folder, a folder before what is in it. Folders for which `enters` is false stay closed.
    static func all(below folder: String, enters: (FolderEntry) -> Bool = { _ in true }) -> [FolderEntry] {
        func list(_ prefix: String) -> [FolderEntry] {
            FileSystem.entries("\(folder)/\(prefix)").flatMap { name -> [FolderEntry] in
                guard let entry = FolderEntry("\(folder)/\(prefix)\(name)", name: "\(prefix)\(name)") else { return [] }
                guard entry.kind == .folder, enters(entry) else { return [entry] }
                return [entry] + list("\(prefix)\(name)/")
            }
        }
        return list("")
    }
}
