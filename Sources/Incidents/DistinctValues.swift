// SPDX-License-Identifier: Apache-2.0

/// Finds the position of a value in a column by its hash: an open-addressing table that holds four bytes per entry and
/// none of the values. In columns of millions of rows a dictionary's copies of its keys would be most of the memory.
struct PositionTable: Sendable {
    /// Position plus one; 0 where nothing is.
    private var slots = [UInt32](repeating: 0, count: 16)
    private var count = 0

    /// Where a value belongs.
    struct Place {
        fileprivate let slot: Int
        /// The position at which an equal value stands; nil when there is none.
        let position: Int?
    }

    /// Looks a value up; `isEqual` says whether the value at a noted position is the one that is looked for.
    func find(hash: Int, isEqual: (Int) -> Bool) -> Place {
        var slot = hash & (slots.count - 1)
        while slots[slot] != 0 {
            let found = Int(slots[slot]) - 1
            if isEqual(found) { return Place(slot: slot, position: found) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return Place(slot: slot, position: nil)
    }

    /// Notes the position of a value that `find` has not found.
    mutating func note(_ position: Int, at place: Place) {
        slots[place.slot] = UInt32(position + 1)
        count += 1
    }

    /// Whether `grown` must be called before the next value is noted.
    var isFull: Bool { count >= slots.count / 4 * 3 }

    /// A table of twice the size; `hash` gives the hash of the value at a noted position.
    func grown(hash: (Int) -> Int) -> PositionTable {
        var larger = PositionTable()
        larger.slots = [UInt32](repeating: 0, count: 2 * slots.count)
        larger.count = count
        for entry in slots where entry != 0 {
            var slot = hash(Int(entry) - 1) & (larger.slots.count - 1)
            while larger.slots[slot] != 0 { slot = (slot + 1) & (larger.slots.count - 1) }
            larger.slots[slot] = entry
        }
        return larger
    }
}

/// Values that many rows share, each kept once under a number.
public struct DistinctValues<Value: Hashable & Sendable>: Sendable {
    private var values: [Value] = []
    private var table = PositionTable()
    private var last = 0

    /// None yet.
    public init() {}

    /// How many there are.
    public var count: Int { values.count }

    /// The value with this number.
    public subscript(number: UInt32) -> Value { values[Int(number)] }

    /// The number of an equal value, or the next free one.
    public mutating func number(of value: Value) -> UInt32 {
        // Rows of one kind follow each other, and comparing costs less than hashing.
        if last < values.count, values[last] == value { return UInt32(last) }
        let place = table.find(hash: value.hashValue) { values[$0] == value }
        last = place.position ?? values.count
        if place.position == nil {
            table.note(values.count, at: place)
            values.append(value)
            if table.isFull { table = table.grown { values[$0].hashValue } }
        }
        return UInt32(last)
    }
}
