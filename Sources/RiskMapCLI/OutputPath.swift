// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Where a command writes.
enum OutputPath {
    /// Refuses an address such as `file:///srv/map`, which would become a folder of that name below the working folder.
    ///
    /// - Parameter name: of the option or argument, as the user wrote it.
    static func check(_ path: String, name: String) throws {
        guard let scheme = scheme(of: path) else { return }
        throw ValidationError(
            "\(name) is a path in the file system, and '\(path)' is an address of '\(scheme)'; give the path alone.")
    }

    /// The scheme of an address (RFC 3986) that is followed by a slash; nil for a path. One letter alone is none:
    /// that would be a drive.
    static func scheme(of path: String) -> String? {
        guard let colon = path.firstIndex(of: ":"), path[path.index(after: colon)...].first == "/" else { return nil }
        let scheme = path[..<colon]
        guard scheme.count > 1, let first = scheme.first, first.isASCII, first.isLetter,
            scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
        else { return nil }
        return scheme.lowercased()
    }
}
