// SPDX-License-Identifier: Apache-2.0

/// A text or a position of restricted rows that stands in a file of a build.
public struct FileTrace: Sendable, Hashable {
    /// What of a row was found.
    public enum Kind: String, Sendable, Hashable {
        /// A key, a title, a remark or the place in the input file.
        case text
        /// Its position, at any rounding from two decimals on.
        case position
    }

    /// Path inside the folder.
    public let file: String
    /// What was found.
    public let kind: Kind
    /// Number of rows of which it was found.
    public let rows: Int

    /// Takes the parts as they are.
    public init(file: String, kind: Kind, rows: Int) {
        self.file = file
        self.kind = kind
        self.rows = rows
    }

    /// For the operator; it repeats nothing of the rows.
    public var sentence: String {
        let what = kind == .text ? "a key or text" : "the position"
        return "'\(file)' holds \(what) of \(rows) restricted row\(rows == 1 ? "" : "s")."
    }
}
