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
        let digits: ClosedRange<UInt8> = 0x30...0x39
        let number = first == 0x2D ? cell.utf8.dropFirst() : cell.utf8[...]
        let whole = number.prefix(while: digits.contains), fraction = number.dropFirst(whole.count + 1)
        guard let mark = number.dropFirst(whole.count).first, mark == 0x2E || mark == 0x2C, !whole.isEmpty,
            !fraction.isEmpty, fraction.allSatisfy(digits.contains)
        else { return nil }
        if fraction.count == 3, whole.count <= 3, !whole.elementsEqual([0x30]) { return nil }
        return mark == 0x2E ? .point : .comma
    }
}

extension WrittenNumber {
    /// The number of `1.200`, one to three digits, a point and three digits, taken for groups; nil for all else.
    static func pointGroup(_ text: String) -> Double? {
        // Of every count of every table: no pattern is compiled for it.
        guard text.utf8.count < 30, text.utf8.contains(0x2E) else { return nil }
        let parts = WrittenText.plain(text).utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...3).contains(parts[0].count), parts[0].first != 0x30, parts[1].count == 3,
            parts.joined().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Double(String(decoding: Array(parts.joined()), as: UTF8.self))
    }
}
