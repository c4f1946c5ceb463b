// SPDX-License-Identifier: Apache-2.0

/// A cell of a table that programs for spreadsheets may open.
public enum GuardedCell {
    /// The text that was meant. The page of a review writes an apostrophe before what a spreadsheet would take for a formula
    /// (`=`, `+`, `-`, `@`, a tab or a carriage return at the beginning, behind apostrophes or none), unless it is a plain number;
    /// taking one away from cells of this form gives back what was there, whatever it was.
    public static func text(of cell: String) -> String {
        guard cell.utf8.first == UInt8(ascii: "'") else { return cell }
        switch cell.unicodeScalars.first(where: { $0 != "'" }) {
        case "=", "+", "-", "@", "\t", "\r": return String(cell.unicodeScalars.dropFirst())
        default: return cell
        }
    }
}
