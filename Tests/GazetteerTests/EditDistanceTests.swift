// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Gazetteer

private func distance(_ a: String, _ b: String, limit: Int) -> Int? {
    Array(a.utf8).withUnsafeBufferPointer { a in
        Array(b.utf8).withUnsafeBufferPointer { EditDistance.bounded(a, $0, limit: limit) }
    }
}

@Test func editsWorkedByHand() {
    #expect(distance("mosul", "mosul", limit: 2) == 0)
    #expect(distance("mosul", "mosull", limit: 2) == 1)
    #expect(distance("mosul", "msoul", limit: 2) == 1, "a swap of neighbours is one edit")
    #expect(distance("mosul", "masal", limit: 2) == 2)
    #expect(distance("mosul", "masal", limit: 1) == nil)
    #expect(distance("", "ab", limit: 2) == 2)
    #expect(distance("ab", "", limit: 1) == nil)
    #expect(distance("ca", "abc", limit: 3) == 3, "no letter is edited twice")
}

@Test func theBoundGrowsWithTheLength() {
    #expect((0...10).map(EditDistance.limit(forLength:)) == [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2])
}

/// Against the plain definition without bound, over all words of up to three letters from an alphabet of two.
@Test func boundedDistanceAgreesWithTheDefinition() {
    var words = [""]
    for length in 1...3 {
        words += words.filter { $0.count == length - 1 }.flatMap { [$0 + "a", $0 + "b"] }
    }
    for a in words {
        for b in words {
            let expected = definition(Array(a.utf8), Array(b.utf8))
            #expect(distance(a, b, limit: 2) == (expected <= 2 ? expected : nil), "\(a) \(b)")
        }
    }
}

private func definition(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return a.count + b.count }
    var least = min(
        definition(a.dropLast(), b) + 1, definition(a, b.dropLast()) + 1,
        definition(a.dropLast(), b.dropLast()) + (a.last == b.last ? 0 : 1))
    if a.count > 1, b.count > 1, a[a.count - 1] == b[b.count - 2], a[a.count - 2] == b[b.count - 1] {
        least = min(least, definition(a.dropLast(2), b.dropLast(2)) + 1)
    }
    return least
}
