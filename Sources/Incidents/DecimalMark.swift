// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables

/// Which mark a table writes before fractions: it tells what `1.200` means.
enum DecimalMark: Hashable {
    case point, comma
    /// No cell tells, or cells contradict each other.
    case untold

    /// Asks all cells of a table that are a number with one mark, and could not be read with that mark between thousands.
    init(of table: any RowSource) throws {
        var points = 0, commas = 0
        try table.forEachRow { row in
            guard case .record(let record) = row else { return }
            for cell in record.values {
                switch Self.mark(of: cell) {
                case .point: points += 1
                case .comma: commas += 1
                default: break
                }
            }
        }
        self = points > 0 && commas == 0 ? .point : commas > 0 && points == 0 ? .comma : .untold
    }

    /// The mark of a number that can be read in one way; nil for all else.
    static func mark(of cell: String) -> DecimalMark? {
        guard cell.utf8.count < 30, let first = cell.utf8.first, first == 0x2D || (0x30...0x39).contains(first) else {
            return nil
        }
        guard let found = cell.wholeMatch(of: /-?(\d+)([.,])(\d+)/)?.output else { return nil }
        if found.3.count == 3, found.1.count <= 3, found.1 != "0" { return nil }
        return found.2 == "." ? .point : .comma
    }
}

extension WrittenNumber {
    /// The number of `1.200`, one to three digits, a point and three digits, taken for groups; nil for all else.
    static func pointGroup(_ text: String) -> Double? {
        guard text.utf8.contains(0x2E) else { return nil }
        guard let found = WrittenText.plain(text).wholeMatch(of: /([1-9]\d{0,2})\.(\d{3})/)?.output else { return nil }
        return Double("\(found.1)\(found.2)")
    }
}
