// SPDX-License-Identifier: Apache-2.0

import Testing
import TileEncoding

@Suite struct ByteBoundedCacheTests {
    @Test func theLeastRecentlyUsedGoesFirst() {
        let cache = ByteBoundedCache<String, Int>(limit: 30)
        for (index, key) in ["a", "b", "c"].enumerated() { cache.store(index, for: key, bytes: 10) }
        #expect(cache.value(for: "a") == 0)
        cache.store(3, for: "d", bytes: 10)
        #expect(cache.value(for: "b") == nil)
        #expect(cache.value(for: "a") == 0 && cache.value(for: "c") == 2 && cache.value(for: "d") == 3)
        #expect(cache.counts.bytes == 30 && cache.counts.entries == 3)
        #expect(cache.counts.hits == 4 && cache.counts.misses == 1)
    }

    @Test func aLargeEntryMakesRoomForItselfOrIsNotKept() {
        let cache = ByteBoundedCache<Int, Int>(limit: 100)
        for key in 0..<10 { cache.store(key, for: key, bytes: 10) }
        cache.store(99, for: 99, bytes: 95)
        #expect(cache.counts.entries == 1 && cache.value(for: 99) == 99)
        cache.store(1, for: 1, bytes: 101)
        #expect(cache.value(for: 1) == nil && cache.value(for: 99) == 99)
    }

    @Test func storingAgainReplaces() {
        let cache = ByteBoundedCache<Int, Int>(limit: 100)
        cache.store(1, for: 1, bytes: 60)
        cache.store(2, for: 1, bytes: 70)
        #expect(cache.value(for: 1) == 2 && cache.counts.bytes == 70)
        cache.removeAll { _ in true }
        #expect(cache.value(for: 1) == nil && cache.counts.bytes == 0)
    }

    @Test func aLimitOfNothingHoldsNothing() {
        let cache = ByteBoundedCache<Int, Int>(limit: 0)
        cache.store(1, for: 1, bytes: 0)
        #expect(cache.value(for: 1) == nil)
    }

    @Test func manyTasksNeverExceedTheLimit() async {
        let cache = ByteBoundedCache<Int, Int>(limit: 1000)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for step in 0..<2000 {
                        let key = (step * (task + 3)) % 97
                        if cache.value(for: key) == nil { cache.store(key, for: key, bytes: 1 + key) }
                    }
                }
            }
        }
        #expect(cache.counts.bytes <= 1000)
        #expect((0..<97).allSatisfy { key in cache.value(for: key).map { $0 == key } ?? true })
    }
}
