// SPDX-License-Identifier: Apache-2.0

import Geo
import Foundation
import Synchronization

/// A hidden, locked folder beside a target, in which the next build is written.
final class StagingFolder: Sendable {
    let path: String
    private let lock: Int32

    /// What stands at the path: what is being written, or after the exchange the old build.
    private enum Content { case new, old }

    /// Paths of this process's staging folders, for a hook that runs when the process is told to stop.
    private static let open = Mutex<[String: Content]>([:])
    private static let interrupted = Mutex(false)

    /// Removes what dead processes left, then makes and locks a folder.
    ///
    /// The parent is locked meanwhile: between making and locking, a folder looks like one that was left behind.
    static func make(beside target: String) throws(BuildFolderError) -> StagingFolder {
        let parent = Foundation.open(target.parentPath, O_RDONLY | O_CLOEXEC)
        defer { if parent >= 0 { close(parent) } }
        if parent >= 0 { _ = flock(parent, LOCK_EX) }
        removeStale(beside: target)
        return try StagingFolder(beside: target)
    }

    /// Makes `.<name>.staging-<random>` beside the target and locks it.
    private init(beside target: String) throws(BuildFolderError) {
        let folder = target.parentPath
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        path = "\(folder)/\(Self.prefix(target))\(random)"
        try FileSystem.makeFolder(path)
        lock = Self.lockFolder(path)
        let path = path
        Self.open.withLock { $0[path] = .new }
        try BuildMark.start(path)
    }

    deinit { if lock >= 0 { close(lock) } }

    /// Puts the folder in the target's place; an old build ends up at `path`.
    func swap(into target: String) throws(BuildFolderError) {
        try Self.open.withLock { contents throws(BuildFolderError) in
            if Self.isInterrupted { throw .interrupted(path: target) }
            if FolderEntry(target, name: "") == nil {
                try FileSystem.move(path, to: target)
                contents[path] = nil
            } else {
                try FileSystem.exchange(path, target)
                contents[path] = .old
            }
        }
    }

    /// Gives the folder the target's name, without its mark; the target is missing or an empty folder.
    func move(to target: String) throws(BuildFolderError) {
        try Self.open.withLock { contents throws(BuildFolderError) in
            if Self.isInterrupted { throw .interrupted(path: target) }
            unlink("\(path)/\(BuildMark.fileName)")
            try FileSystem.move(path, to: target)
            contents[path] = nil
        }
    }

    /// Removes the old build that an exchange has put at `path`.
    ///
    /// - Throws: `foreignMeanwhile` when it holds something else by now, having put it back; `oldFolderKept` when
    ///   something came even later.
    func removeOld(of target: String) throws(BuildFolderError) {
        guard Self.open.withLock({ $0[path] == .old }) else { return }
        let files = OwnFiles(in: path)
        guard files.foreign.isEmpty else {
            try Self.open.withLock { contents throws(BuildFolderError) in
                try FileSystem.exchange(path, target)
                contents[path] = .new
            }
            throw .foreignMeanwhile(path: target, found: files.foreign)
        }
        guard !files.remove() else { return }
        let kept = "\(target).kept-\(String(UInt32.random(in: .min ... .max), radix: 36))"
        try FileSystem.move(path, to: kept)
        throw .oldFolderKept(path: target, at: kept)
    }

    /// Removes what was staged.
    func remove() {
        let content = Self.open.withLock { $0.removeValue(forKey: path) }
        if content == .new { FileSystem.removeTree(path) }
    }

    /// Removes staging folders of the same target whose process is gone: nobody holds their lock. Folders that hold
    /// something without the mark are not RiskMap's.
    private static func removeStale(beside target: String) {
        let folder = target.parentPath
        for entry in FileSystem.entries(folder) where entry.hasPrefix(prefix(target)) {
            let path = "\(folder)/\(entry)"
            let descriptor = lockFolder(path)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard let mark = BuildMark.read(path) else {
                removeBarelyMade(path)
                continue
            }
            let files = OwnFiles(in: path)
            if !mark.isFinished { FileSystem.removeTree(path) } else if files.foreign.isEmpty { files.remove() }
        }
    }

    /// Removes a folder whose process was killed before its mark was whole: it is empty, or holds an empty mark.
    private static func removeBarelyMade(_ path: String) {
        let entries = FolderEntry.all(below: path)
        guard entries.allSatisfy({ $0.name == BuildMark.fileName && $0.kind == .file && $0.bytes == 0 }) else { return }
        for entry in entries { unlink("\(path)/\(entry.name)") }
        rmdir(path)
    }

    /// Whether `removeAll` has run.
    static var isInterrupted: Bool { interrupted.withLock { $0 } }

    /// Removes all staging folders of this process and forbids further swaps.
    static func removeAll() {
        interrupted.withLock { $0 = true }
        // Another thread may still be writing: what it adds meanwhile is removed in the next round.
        var quietRounds = 0
        for _ in 0..<20 where quietRounds < 3 {
            let contents = open.withLock { $0 }.filter { FileSystem.kind($0.key) != .nothing }
            // A writer may make its folder again just after it was found gone.
            quietRounds = contents.isEmpty ? quietRounds + 1 : 0
            for (path, content) in contents {
                if content == .new {
                    FileSystem.removeTree(path)
                } else if OwnFiles(in: path).foreign.isEmpty {
                    OwnFiles(in: path).remove()
                }
            }
            usleep(5_000)
        }
    }

    private static func prefix(_ target: String) -> String {
        ".\(target.lastPathName).staging-"
    }

    /// A descriptor that holds the folder's lock until it is closed or the process ends; -1 when another holds it.
    private static func lockFolder(_ path: String) -> Int32 {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return -1 }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return -1
        }
        return descriptor
    }
}

extension BuildFolder {
    /// Removes the staging folders of this process; further swaps throw `BuildFolderError.interrupted`.
    ///
    /// For a handler of SIGINT or SIGTERM that runs on a thread (a dispatch source), not in the signal's own context.
    public static func discardStaging() { StagingFolder.removeAll() }
}
