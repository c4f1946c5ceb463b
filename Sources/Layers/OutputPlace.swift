// SPDX-License-Identifier: Apache-2.0

import Geo
import Foundation

/// The path of an output folder, refused where a folder of outputs must not stand.
enum OutputPlace {
    /// The absolute path, with links in its parents followed.
    ///
    /// - Throws: `BuildFolderError` for a link, the root, the user's home, the working folder or one around it, a mount
    ///   point, and one of GDAL's virtual file systems, in which nothing is written.
    static func resolved(_ target: String) throws(BuildFolderError) -> String {
        let absolute = URL(fileURLWithPath: target).standardizedFileURL.path
        if isVirtual(target) || isVirtual(absolute) { throw .virtualTarget(path: target) }
        if absolute == "/" { throw .unusableTarget(path: target, what: "the root of the file system") }
        if let destination = try? FileManager.default.destinationOfSymbolicLink(atPath: absolute) {
            throw .targetIsLink(path: target, destination: destination)
        }
        let name = absolute.lastPathName
        let parent = real(absolute.parentPath)
        let path = parent == "/" ? "/\(name)" : "\(parent)/\(name)"
        try checkIsOfItsOwn(path, target)
        return path
    }

    /// Whether the name lies in one of GDAL's virtual file systems, such as `/vsis3/bucket/map`.
    static func isVirtual(_ path: String) -> Bool {
        let first = path.split(separator: "/", maxSplits: 1).first ?? ""
        return path.hasPrefix("/") && first.count > 3 && first.hasPrefix("vsi")
    }

    private static func checkIsOfItsOwn(_ path: String, _ target: String) throws(BuildFolderError) {
        let working = real(FileManager.default.currentDirectoryPath)
        if path == working || working.hasPrefix(path + "/") {
            throw .unusableTarget(path: target, what: "the working folder, or lies around it")
        }
        if path == real(NSHomeDirectory()) { throw .unusableTarget(path: target, what: "your home folder") }
        if isMountPoint(path) { throw .unusableTarget(path: target, what: "a mount point, which cannot be exchanged") }
    }

    /// The path with links followed; where its end does not exist, as far as it does.
    private static func real(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else {
            let parent = path.parentPath
            guard !parent.isEmpty, parent != path else { return path }
            let folder = real(parent)
            return folder == "/" ? "/\(path.lastPathName)" : "\(folder)/\(path.lastPathName)"
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func isMountPoint(_ path: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: "/proc/self/mountinfo") else { return false }
        // The fifth field, in which a space is written \040 (proc_pid_mountinfo(5)).
        let escaped = path.replacing("\\", with: "\\134").replacing(" ", with: "\\040")
            .replacing("\t", with: "\\011").replacing("\n", with: "\\012")
        return String(decoding: data, as: UTF8.self).split(separator: "\n").contains { line in
            line.split(separator: " ").dropFirst(4).first.map { $0 == escaped } ?? false
        }
    }
}
