// SPDX-License-Identifier: Apache-2.0

/// Builds delimited text: fields are quoted where they must be, rows end with LF.
public struct TableWriter: Sendable {
    /// What has been written so far.
    public private(set) var text = ""
    private let delimiter: Character
    private let width: Int

    /// Starts a table with its header and, below it, its HXL tags where given (one per column).
    public init(columns: [String], tags: [String]? = nil, delimiter: Character = ",") {
        self.delimiter = delimiter
        width = columns.count
        append(columns)
        if let tags { append(tags) }
    }

    /// Appends one row; missing trailing values are written as empty fields. The row must not be wider than the header.
    public mutating func append(_ values: [String]) {
        precondition(values.count <= width, "a row has at most one value per column")
        let padded = values + Array(repeating: "", count: width - values.count)
        text += padded.map(quoted).joined(separator: String(delimiter)) + "\n"
    }

    /// A lone empty field is quoted, or the row would read as a blank line.
    private func quoted(_ value: String) -> String {
        let special = value.unicodeScalars.contains { scalar in
            scalar == "\"" || scalar == "\n" || scalar == "\r" || Character(scalar) == delimiter
        }
        let edges = value.first?.isWhitespace == true || value.last?.isWhitespace == true
        guard special || edges || (width == 1 && value.isEmpty) else { return value }
        return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
