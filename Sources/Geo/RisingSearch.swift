// SPDX-License-Identifier: Apache-2.0

extension RandomAccessCollection {
    /// Position of the first element at which `isBehind` holds, of elements among which all at which it does not hold stand
    /// before all others; the end when it holds at none. Looks at some log2(count) of them.
    @inlinable
    public func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
        var first = startIndex, length = count
        while length > 0 {
            let half = length / 2
            let middle = index(first, offsetBy: half)
            if isBehind(self[middle]) {
                length = half
            } else {
                first = index(after: middle)
                length -= half + 1
            }
        }
        return first
    }
}
