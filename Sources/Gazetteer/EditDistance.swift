// SPDX-License-Identifier: Apache-2.0

/// Damerau-Levenshtein distance in the restricted form (optimal string alignment): insertions, deletions,
/// substitutions and swaps of neighbours, no letter edited twice.
package enum EditDistance {
    /// The distance when it is at most `limit`, else nil. Arabic letters count by their UTF-8 bytes, of which one or
    /// two differ.
    package static func bounded(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, limit: Int) -> Int? {
        guard abs(a.count - b.count) <= limit else { return nil }
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * (b.count + 1)) { rows in
            distance(a, b, limit: limit, rows: rows)
        }
    }

    /// The bound for a name of so many letters: none below five, one below eight, else two.
    static func limit(forLength length: Int) -> Int { length < 5 ? 0 : length < 8 ? 1 : 2 }

    /// 1 for equal names, 0 for names that share nothing: the edits as a share of the longer one's length.
    static func likeness(_ a: [UInt8], _ b: [UInt8]) -> Double {
        let longest = max(a.count, b.count)
        guard longest > 0 else { return 1 }
        let edits = a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { bounded(a, $0, limit: longest) ?? longest }
        }
        return 1 - Double(edits) / Double(longest)
    }

    /// Edits between two names by letters of any script, where bytes would count a letter of two bytes twice.
    static func letters(_ a: [UInt8], _ b: [UInt8]) -> Int {
        let names = [a, b].map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
        var codes: [Unicode.Scalar: UInt8] = [:]
        for scalar in names.joined() where codes[scalar] == nil {
            codes[scalar] = UInt8(truncatingIfNeeded: codes.count)
        }
        let coded = names.map { $0.map { codes[$0] ?? 0 } }, longest = max(coded[0].count, coded[1].count)
        return coded[0].withUnsafeBufferPointer { a in
            coded[1].withUnsafeBufferPointer { bounded(a, $0, limit: longest) ?? longest }
        }
    }

    private static func distance(
        _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, limit: Int,
        rows: UnsafeMutableBufferPointer<Int>
    ) -> Int? {
        let width = b.count + 1
        var (before, previous, current) = (0, width, 2 * width)
        for column in 0..<width { rows[previous + column] = column }
        for row in 0..<a.count {
            rows[current] = row + 1
            var least = row + 1
            for column in 0..<b.count {
                let same = a[row] == b[column]
                var cost = min(rows[previous + column + 1], rows[current + column]) + 1
                cost = min(cost, rows[previous + column] + (same ? 0 : 1))
                if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
                    cost = min(cost, rows[before + column - 1] + 1)
                }
                rows[current + column + 1] = cost
                least = min(least, cost)
            }
            if least > limit { return nil }
            (before, previous, current) = (previous, current, before)
        }
        let result = rows[previous + b.count]
        return result <= limit ? result : nil
    }
}
