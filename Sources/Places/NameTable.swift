// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables

/// A table of names, whose columns are asked for before there is a row: a file that is no such table has none that could
/// be missed.
struct NameTable {
    let path: String
    /// Columns without which no row can be read.
    let required: [String]
    /// The columns under the names that are asked for, where the file has others.
    var naming: (RecordColumns) -> RecordColumns = { $0 }

    /// Calls the body for each row.
    /// - Throws: `GazetteerFileError.missingColumn` where the header lacks a column; `TableError` for the first row that is none.
    func forEachRow(_ body: (FieldReader) throws -> Void) throws {
        let table = TableReader(path: path), columns = try table.columns(), named = naming(columns)
        if let lacking = required.first(where: { named.position(of: $0) == nil }) {
            throw GazetteerFileError.missingColumn(file: path, column: lacking, known: columns.names)
        }
        try table.forEachRecord { try body(FieldReader($0.with(named))) }
    }
}
