// SPDX-License-Identifier: Apache-2.0

// Parts of paths. Foundation's of the same meaning end the process on names of one character (Swift 6.3 on Linux).
extension String {
    /// What follows the last slash, slashes at the end left out; `/` of the root, nothing of an empty path.
    public var lastPathName: String {
        guard let name = split(separator: "/").last else { return isEmpty ? "" : "/" }
        return String(name)
    }

    /// The path without its last name: empty for a name alone, `/` for a name in the root and for the root.
    public var parentPath: String {
        let trimmed = trimmingSlashes(self[...])
        guard let slash = trimmed.lastIndex(of: "/") else { return hasPrefix("/") ? "/" : "" }
        let parent = trimmingSlashes(trimmed[..<slash])
        return parent.isEmpty ? "/" : String(parent)
    }

    /// What follows the last dot of the last name, in lower case; nothing where no dot is, or it stands first or last.
    public var pathEnding: String {
        let parts = lastPathName.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0] != "" || parts.count > 2 else { return "" }
        return parts[parts.count - 1].lowercased()
    }

    /// The path without `.` and without `..` behind a name: `out/x.csv` for `studies/../out/./x.csv`. For showing: a link in
    /// the path may lead elsewhere.
    public var withoutDetours: String {
        guard contains("/./") || contains("/../") || hasPrefix("./") else { return self }
        var names: [Substring] = []
        for name in split(separator: "/") where name != "." {
            if name == "..", let last = names.last, last != ".." { names.removeLast() } else { names.append(name) }
        }
        return (hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
    }

    private func trimmingSlashes(_ path: Substring) -> Substring {
        var path = path
        while path.last == "/" { path = path.dropLast() }
        return path
    }
}
