// SPDX-License-Identifier: Apache-2.0

import Geo
import Foundation

/// A folder of outputs that appears whole or not at all.
///
/// Files are written to a hidden staging folder beside the target, forced to the disk, and put in place by one rename;
/// an old build is exchanged in the same step and removed afterwards, file by file of what RiskMap wrote. A reader that opens the target at any moment
/// finds one whole build. A staging folder is locked while its process lives; one without a lock was left by a process
/// that died and is removed by the next build.
public enum BuildFolder {
    /// Runs `body` with an empty staging folder (its path) and puts the folder in place when `body` returns.
    ///
    /// - Parameters:
    ///   - target: the folder to make or replace; its parents are made where they are missing.
    ///   - body: writes the files; when it throws, the staging folder is removed and the target stays as it was.
    /// - Throws: `BuildFolderError`, or what `body` throws.
    public static func write<Result>(to target: String, _ body: (String) throws -> Result) throws -> Result {
        try stage(target, check: checkReplaceable) { staging, target in
            let result = try body(staging.path)
            try BuildMark.finish(staging.path)
            try FileSystem.syncTree(staging.path, mode: FileSystem.fileMode(of: staging.path))
            try staging.swap(into: target)
            try FileSystem.sync(target.parentPath)
            try staging.removeOld(of: target)
            return result
        }
    }

    /// The same for a folder that is the user's own from then on: it is new or empty, and gets no mark.
    ///
    /// - Throws: `BuildFolderError`, or what `body` throws.
    public static func writeNew<Result>(to target: String, _ body: (String) throws -> Result) throws -> Result {
        try stage(target, check: checkEmpty) { staging, target in
            let result = try body(staging.path)
            try FileSystem.syncTree(staging.path, mode: FileSystem.fileMode(of: staging.path))
            try staging.move(to: target)
            return result
        }
    }

    private static func stage<Result>(
        _ target: String, check: (String) throws(BuildFolderError) -> Void,
        _ body: (StagingFolder, String) throws -> Result
    ) throws -> Result {
        let target = try OutputPlace.resolved(target)
        try check(target)
        let made = try makeParents(of: target)
        do {
            let staging = try StagingFolder.make(beside: target)
            defer { staging.remove() }
            return try body(staging, target)
        } catch {
            let parent = target.parentPath, isFull = FileSystem.isFull(parent)
            for folder in made.reversed() { rmdir(folder) }
            if StagingFolder.isInterrupted { throw BuildFolderError.interrupted(path: target) }
            // Libraries report a full disk in many ways; the file system itself knows best.
            if isFull { throw BuildFolderError.diskFull(path: target) }
            throw error
        }
    }

    private static func checkEmpty(_ target: String) throws(BuildFolderError) {
        switch FileSystem.kind(target) {
        case .nothing: return
        case .file: throw .targetIsFile(path: target)
        case .folder:
            let found = FileSystem.entries(target)
            if !found.isEmpty { throw .foreignTarget(path: target, found: found) }
        }
    }

    /// Whether the folder holds a build.
    public static func isBuild(_ path: String) -> Bool { FileSystem.kind("\(path)/\(Catalog.fileName)") == .file }

    /// Refuses a target that holds anything that RiskMap did not write; also run before the long work starts.
    ///
    /// - Throws: `BuildFolderError`.
    public static func check(target: String) throws(BuildFolderError) {
        let target = try OutputPlace.resolved(target)
        try checkReplaceable(target)
        var parent = target.parentPath
        while FileSystem.kind(parent) == .nothing { parent = parent.parentPath }
        guard FileSystem.kind(parent) == .folder else { throw .targetIsFile(path: parent) }
        guard access(parent, W_OK) == 0 else { throw .after("write in", path: parent, code: errno) }
    }

    private static func checkReplaceable(_ target: String) throws(BuildFolderError) {
        switch FileSystem.kind(target) {
        case .nothing: return
        case .file: throw .targetIsFile(path: target)
        case .folder:
            guard access(target, R_OK | X_OK) == 0 else { throw .after("look into", path: target, code: errno) }
            let found = OwnFiles(in: target).foreign
            if !found.isEmpty { throw .foreignTarget(path: target, found: found) }
        }
    }

    /// - Returns: the folders that were made, the outermost first.
    private static func makeParents(of path: String) throws(BuildFolderError) -> [String] {
        let parent = path.parentPath
        switch FileSystem.kind(parent) {
        case .folder: return []
        case .file: throw .targetIsFile(path: parent)
        case .nothing:
            let made = try makeParents(of: parent)
            try FileSystem.makeFolder(parent)
            return made + [parent]
        }
    }
}
