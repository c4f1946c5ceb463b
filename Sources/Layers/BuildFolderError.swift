// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why a build folder could not be written. The target is as it was before.
public enum BuildFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The target exists and holds something that RiskMap did not write, or that was changed since; `found` names it.
    case foreignTarget(path: String, found: [String])
    /// Something else than a build appeared in the target while the new build was made; the old folder is back.
    case foreignMeanwhile(path: String, found: [String])
    /// The new build is in place; the old folder, in which something else appeared, was kept.
    case oldFolderKept(path: String, at: String)
    /// The target is a symbolic link.
    case targetIsLink(path: String, destination: String)
    /// The target is a place that is never replaced: the root, the home or working folder, a mount point.
    case unusableTarget(path: String, what: String)
    /// The target lies in a virtual file system of GDAL, where nothing is written.
    case virtualTarget(path: String)
    /// The target is a file.
    case targetIsFile(path: String)
    /// No permission, or a read-only file system.
    case notWritable(path: String, reason: String)
    /// No space left, or the quota is used up.
    case diskFull(path: String)
    /// The file system cannot exchange two folders in one step.
    case exchangeUnsupported(path: String)
    /// The process was told to stop.
    case interrupted(path: String)
    /// Any other refusal of the operating system.
    case system(path: String, operation: String, reason: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .foreignTarget(let path, let found):
            "'\(path)' exists and holds what RiskMap did not write: \(Self.list(found)); it was left alone. "
                + "Name another folder with --out, or move this elsewhere"
        case .foreignMeanwhile(let path, let found):
            "while the build was made, '\(path)' got what RiskMap did not write: \(Self.list(found)); the folder is as "
                + "it was, and the new build was not put in place. Move this elsewhere and build again"
        case .oldFolderKept(let path, let kept):
            "'\(path)' holds the new build; something was put into the old one meanwhile, which was kept as '\(kept)'"
        case .targetIsLink(let path, let destination):
            "'\(path)' is a symbolic link to '\(destination)'; give the folder itself with --out"
        case .unusableTarget(let path, let what):
            "'\(path)' is \(what); name a folder for the build alone with --out"
        case .virtualTarget(let path):
            "'\(path)' is not a folder of this machine, and nothing is uploaded; name a folder with --out and copy it "
                + "there afterwards"
        case .targetIsFile(let path):
            "'\(path)' is a file, not a folder; name another folder with --out"
        case .notWritable(let path, let reason):
            "cannot write in '\(path)': \(reason); check its permissions or name another folder with --out"
        case .diskFull(let path):
            "no space left while writing '\(path)'; nothing was replaced. Free some space or name another folder"
        case .exchangeUnsupported(let path):
            "the file system of '\(path)' cannot exchange two folders in one step; remove the old build first, "
                + "or name a folder on another file system with --out"
        case .interrupted(let path):
            "interrupted; '\(path)' is as it was before"
        case .system(let path, let operation, let reason):
            "cannot \(operation) '\(path)': \(reason)"
        }
    }

    private static func list(_ found: [String]) -> String {
        let rest = found.count > 5 ? " and \(found.count - 5) more" : ""
        return found.prefix(5).joined(separator: ", ") + rest
    }

    /// The error of a failed call, by its `errno`.
    static func after(_ operation: String, path: String, code: Int32) -> BuildFolderError {
        let reason = String(cString: strerror(code))
        switch code {
        case ENOSPC, EDQUOT: return .diskFull(path: path)
        case EACCES, EPERM, EROFS: return .notWritable(path: path, reason: reason)
        default: return .system(path: path, operation: operation, reason: reason)
        }
    }
}
