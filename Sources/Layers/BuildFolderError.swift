// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why a build folder could not be written. The target is as it was before.
public enum BuildFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The target exists and holds something else than a build.
    case foreignTarget(path: String)
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
        case .foreignTarget(let path):
            "'\(path)' exists and is not a RiskMap build (it has no \(Catalog.fileName)); it was left alone. "
                + "Name another folder with --out, or empty this one"
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
