// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A hidden, locked folder beside a target, in which the next build is written.
final class StagingFolder: Sendable {
    let path: String
    private let lock: Int32

    /// Paths of this process's staging folders, for a hook that runs when the process is told to stop.
    private static let open = Mutex<Set<String>>([])
    private static let interrupted = Mutex(false)

    /// Removes what dead processes left, then makes and locks a folder.
    ///
    /// The parent is locked meanwhile: between making and locking, a folder looks like one that was left behind.
    static func make(beside target: String) throws(BuildFolderError) -> StagingFolder {
        let parent = Foundation.open((target as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
        defer { if parent >= 0 { close(parent) } }
        if parent >= 0 { _ = flock(parent, LOCK_EX) }
        removeStale(beside: target)
        return try StagingFolder(beside: target)
    }

    /// Makes `.<name>.staging-<random>` beside the target and locks it.
    private init(beside target: String) throws(BuildFolderError) {
        let folder = (target as NSString).deletingLastPathComponent
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        path = "\(folder)/\(Self.prefix(target))\(random)"
        try FileSystem.makeFolder(path)
        lock = Self.lockFolder(path)
        let path = path
        Self.open.withLock { _ = $0.insert(path) }
    }

    deinit { if lock >= 0 { close(lock) } }

    /// Puts the folder in the target's place; an old build ends up at `path`.
    func swap(into target: String) throws(BuildFolderError) {
        if Self.isInterrupted { throw .interrupted(path: target) }
        if FileSystem.kind(target) == .nothing {
            try FileSystem.move(path, to: target)
        } else {
            try FileSystem.exchange(path, target)
        }
    }

    /// Removes what is at `path`: after a swap the old build, else what was staged.
    func remove() {
        FileSystem.removeTree(path)
        Self.open.withLock { _ = $0.remove(path) }
    }

    /// Removes staging folders of the same target whose process is gone: nobody holds their lock.
    private static func removeStale(beside target: String) {
        let folder = (target as NSString).deletingLastPathComponent
        for entry in FileSystem.entries(folder) where entry.hasPrefix(prefix(target)) {
            let path = "\(folder)/\(entry)"
            let descriptor = lockFolder(path)
            guard descriptor >= 0 else { continue }
            FileSystem.removeTree(path)
            close(descriptor)
        }
    }

    /// Whether `removeAll` has run.
    static var isInterrupted: Bool { interrupted.withLock { $0 } }

    /// Removes all staging folders of this process and forbids further swaps.
    static func removeAll() {
        interrupted.withLock { $0 = true }
        // Another thread may still be writing: what it adds meanwhile is removed in the next round.
        for _ in 0..<20 {
            let paths = open.withLock { $0.sorted() }.filter { FileSystem.kind($0) != .nothing }
            if paths.isEmpty { return }
            paths.forEach(FileSystem.removeTree)
            usleep(5_000)
        }
    }

    private static func prefix(_ target: String) -> String {
        ".\((target as NSString).lastPathComponent).staging-"
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
