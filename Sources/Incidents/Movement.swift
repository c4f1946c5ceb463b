// SPDX-License-Identifier: Apache-2.0

import Geo

/// From where to where people were moved, and by what, in the words of a table of claims: nil where the table has no
/// such column, empty where the report does not state it.
public struct Movement: Sendable, Hashable {
    /// Where they were taken from.
    public let origin: String?
    /// Where they were taken to.
    public let destination: String?
    /// By what.
    public let mode: String?

    /// Columns of a table of claims that hold them; each may lack.
    static let columns = ["origin", "destination", "mode"]

    /// Takes the texts as they are.
    public init(origin: String? = nil, destination: String? = nil, mode: String? = nil) {
        self.origin = origin
        self.destination = destination
        self.mode = mode
    }
}

extension ClaimTable {
    /// What the row of a transfer says of its way; nil for other events, and for tables without a column for it.
    static func movement(_ type: EventType, _ row: inout RowFields) -> Movement? {
        guard type == .transfer else { return nil }
        func text(_ column: String) -> String? {
            row.record.columns.position(of: column) == nil ? nil : row.shared(column)
        }
        let movement = Movement(origin: text("origin"), destination: text("destination"), mode: text("mode"))
        return movement == Movement() ? nil : movement
    }
}
