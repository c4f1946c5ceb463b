// SPDX-License-Identifier: Apache-2.0

/// The positions with the largest values, of equal ones the first: a heap of as many as are wanted, with the least of
/// them on top, so that one pass over millions of values holds nothing else.
public struct Largest: Sendable {
    /// A value and where it stands.
    public struct Entry: Sendable {
        /// Position among all.
        public let position: Int
        /// What it is ordered by.
        public let value: Double
    }

    private let limit: Int
    private var heap: [Entry] = []

    /// None yet; at most `limit` are kept.
    public init(limit: Int) { self.limit = limit }

    /// What is kept, in no order.
    public var kept: [Entry] { heap }

    /// What is kept, the largest first.
    public var sorted: [Entry] { heap.sorted { Self.isLess($1, $0) } }

    /// Offers a value, and returns the one that is not kept: the offered one or another; nil while there is room.
    @discardableResult
    public mutating func add(_ position: Int, _ value: Double) -> Entry? {
        let entry = Entry(position: position, value: value)
        if heap.count < limit {
            heap.append(entry)
            rise(heap.count - 1)
            return nil
        }
        guard let least = heap.first, Self.isLess(least, entry) else { return entry }
        heap[0] = entry
        sink()
        return least
    }

    private mutating func rise(_ start: Int) {
        var index = start
        while index > 0, Self.isLess(heap[index], heap[(index - 1) / 2]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func sink() {
        var index = 0
        while 2 * index + 1 < heap.count {
            var child = 2 * index + 1
            if child + 1 < heap.count, Self.isLess(heap[child + 1], heap[child]) { child += 1 }
            guard Self.isLess(heap[child], heap[index]) else { return }
            heap.swapAt(index, child)
            index = child
        }
    }

    private static func isLess(_ a: Entry, _ b: Entry) -> Bool { (a.value, b.position) < (b.value, a.position) }
}
