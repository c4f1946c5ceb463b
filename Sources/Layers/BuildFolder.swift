// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of outputs that appears whole or not at all.
///
/// Files are written to a hidden staging folder beside the target, forced to the disk, and put in place by one rename;
/// an old build is exchanged in the same step and removed afterwards. A reader that opens the target at any moment
/// finds one whole build. A staging folder is locked while its process lives; one without a lock was left by a process
/// that died and is removed by the next build.
public enum BuildFolder {
    /// Runs `body` with an empty staging folder (its path) and puts the folder in place when `body` returns.
    ///
    /// - Parameters:
    ///   - target: the folder to make or replace, or a link to it; its parents are made where they are missing.
    ///   - body: writes the files; when it throws, the staging folder is removed and the target stays as it was.
    /// - Throws: `BuildFolderError`, or what `body` throws.
    public static func write<Result>(to target: String, _ body: (String) throws -> Result) throws -> Result {
        let target = try resolved(target)
        try checkReplaceable(target)
        let parent = (target as NSString).deletingLastPathComponent
        let staging = try StagingFolder.make(beside: target)
        defer { staging.remove() }
        do {
            let result = try body(staging.path)
            try FileSystem.syncTree(staging.path)
            try staging.swap(into: target)
            try FileSystem.sync(parent)
            return result
        } catch {
            if StagingFolder.isInterrupted { throw BuildFolderError.interrupted(path: target) }
            // Libraries report a full disk in many ways; the file system itself knows best.
            if FileSystem.isFull(parent) { throw BuildFolderError.diskFull(path: target) }
            throw error
        }
    }

    /// Whether the folder holds a build.
    public static func isBuild(_ path: String) -> Bool { FileSystem.kind("\(path)/\(Catalog.fileName)") == .file }

    /// Refuses a target that holds something else than a build; also run before the long work starts.
    ///
    /// - Throws: `BuildFolderError`.
    public static func check(target: String) throws(BuildFolderError) {
        let target = try resolved(target)
        try checkReplaceable(target)
        let parent = (target as NSString).deletingLastPathComponent
        guard access(parent, W_OK) == 0 else { throw .after("write in", path: parent, code: errno) }
    }

    private static func checkReplaceable(_ target: String) throws(BuildFolderError) {
        switch FileSystem.kind(target) {
        case .nothing: return
        case .file: throw .targetIsFile(path: target)
        case .folder:
            if !isBuild(target), !FileSystem.entries(target).isEmpty { throw .foreignTarget(path: target) }
        }
    }

    /// The absolute path behind links, with its parents made.
    private static func resolved(_ target: String) throws(BuildFolderError) -> String {
        let absolute = URL(fileURLWithPath: target).standardizedFileURL.resolvingSymlinksInPath().path
        var path = absolute
        // A link whose folder is gone is not resolved above: follow it by hand, once per link.
        for _ in 0..<8 {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { break }
            let parent = URL(fileURLWithPath: (path as NSString).deletingLastPathComponent)
            path = URL(fileURLWithPath: next, relativeTo: parent).standardizedFileURL.path
        }
        try makeParents(of: path)
        return path
    }

    private static func makeParents(of path: String) throws(BuildFolderError) {
        let parent = (path as NSString).deletingLastPathComponent
        switch FileSystem.kind(parent) {
        case .folder: return
        case .file: throw .targetIsFile(path: parent)
        case .nothing:
            try makeParents(of: parent)
            try FileSystem.makeFolder(parent)
        }
    }
}
