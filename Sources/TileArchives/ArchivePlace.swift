// SPDX-License-Identifier: Apache-2.0

import Geo
import Foundation
import Synchronization

/// Where an archive is written: under hidden names beside its own, and in its place when it is whole.
///
/// Nothing is replaced but an archive of the same kind.
struct ArchivePlace {
    let path: String
    /// Name of the unfinished archive; nothing else has it.
    let partial: String

    /// What an archive starts with, by which one is known that may be replaced.
    struct Signature {
        let offset: Int
        let bytes: [UInt8]
    }

    /// Unfinished files and folders of this process.
    private static let unfinished = Mutex<Set<String>>([])

    /// - Parameter signature: of the files that may be replaced; nil where nothing may.
    init(path: String, replacing signature: Signature?) throws(TileArchiveError) {
        let first = path.split(separator: "/", maxSplits: 1).first ?? ""
        guard !path.hasPrefix("/") || first.count <= 3 || !first.hasPrefix("vsi") else {
            throw TileArchiveError(path, "it is no place of this machine, and nothing is uploaded; name a file here")
        }
        try Self.checkReplaceable(path, signature)
        self.path = path
        let folder = path.parentPath, name = path.lastPathName
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        partial = (folder.isEmpty ? "" : folder + "/") + ".\(name).partial-\(random)"
        Self.unfinished.withLock { [partial] in _ = $0.insert(partial) }
    }

    private static func checkReplaceable(_ path: String, _ signature: Signature?) throws(TileArchiveError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard let signature, status.st_mode & S_IFMT == S_IFREG else {
            throw TileArchiveError(path, "it exists already; remove it or name another one")
        }
        let file = FileHandle(forReadingAtPath: path)
        defer { try? file?.close() }
        try? file?.seek(toOffset: UInt64(signature.offset))
        let found = (try? file?.read(upToCount: signature.bytes.count)) ?? nil
        guard found.map(Array.init) == signature.bytes else {
            throw TileArchiveError(path, "a file of another kind has this name; remove it or name another one")
        }
    }

    /// Gives the unfinished archive its name.
    func put() throws(TileArchiveError) {
        let isInPlace = Self.unfinished.withLock { rename(partial, path) == 0 && $0.remove(partial) != nil }
        guard isInPlace else { throw TileArchiveError(path, "it cannot be put in place") }
    }

    /// Removes the unfinished archive.
    func discard() {
        try? FileManager.default.removeItem(atPath: partial)
        Self.unfinished.withLock { _ = $0.remove(partial) }
    }

    static func discardAll() {
        unfinished.withLock { paths in
            for path in paths {
                for end in ["", "-journal"] { try? FileManager.default.removeItem(atPath: path + end) }
            }
        }
    }
}

/// What an interrupted program leaves to clear up.
public enum UnfinishedArchives {
    /// Removes the unfinished archives of this process.
    public static func discard() { ArchivePlace.discardAll() }
}
