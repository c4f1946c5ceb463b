// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A cache that forgets the least recently used entries so that their stated sizes never exceed a limit.
public final class ByteBoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// Counts since the cache was made.
    public struct Counts: Sendable, Hashable {
        /// Look-ups that found an entry.
        public var hits = 0
        /// Look-ups that found none.
        public var misses = 0
        /// Bytes held now, as stated by those who stored them.
        public var bytes = 0
        /// Entries held now.
        public var entries = 0
    }

    private struct Node {
        let key: Key
        let value: Value
        let bytes: Int
        var newer: Int
        var older: Int
    }

    /// A list of nodes from newest to oldest inside one array; -1 ends it.
    private struct State {
        var positions: [Key: Int] = [:]
        var nodes: [Node?] = []
        var free: [Int] = []
        var newest = -1
        var oldest = -1
        var counts = Counts()
    }

    /// Most bytes that are held; 0 holds nothing.
    public let limit: Int
    private let state = Mutex(State())

    /// Makes an empty cache.
    public init(limit: Int) { self.limit = max(0, limit) }

    /// The value stored for the key, which becomes the most recently used.
    public func value(for key: Key) -> Value? {
        if limit == 0 { return nil }
        return state.withLock { state in
            guard let position = state.positions[key], let value = state.nodes[position]?.value else {
                state.counts.misses += 1
                return nil
            }
            state.counts.hits += 1
            Self.moveToFront(position, &state)
            return value
        }
    }

    /// Stores a value of the stated size; one larger than the limit is not kept.
    public func store(_ value: Value, for key: Key, bytes: Int) {
        guard bytes <= limit, limit > 0 else { return }
        state.withLock { state in
            if let position = state.positions[key] { Self.remove(position, &state) }
            while state.counts.bytes + bytes > limit, state.oldest >= 0 { Self.remove(state.oldest, &state) }
            Self.insert(Node(key: key, value: value, bytes: bytes, newer: -1, older: state.newest), &state)
        }
    }

    /// Forgets the entries of some keys.
    public func removeAll(where isGone: (Key) -> Bool) {
        state.withLock { state in
            for (key, position) in state.positions where isGone(key) { Self.remove(position, &state) }
        }
    }

    /// Hits, misses and what is held.
    public var counts: Counts { state.withLock { $0.counts } }

    private static func insert(_ node: Node, _ state: inout State) {
        let position: Int
        if let free = state.free.popLast() {
            position = free
            state.nodes[position] = node
        } else {
            position = state.nodes.count
            state.nodes.append(node)
        }
        state.positions[node.key] = position
        if state.newest >= 0 { state.nodes[state.newest]?.newer = position }
        state.newest = position
        if state.oldest < 0 { state.oldest = position }
        state.counts.bytes += node.bytes
        state.counts.entries += 1
    }

    private static func remove(_ position: Int, _ state: inout State) {
        guard let node = state.nodes[position] else { return }
        unlink(node, &state)
        state.positions[node.key] = nil
        state.nodes[position] = nil
        state.free.append(position)
        state.counts.bytes -= node.bytes
        state.counts.entries -= 1
    }

    private static func unlink(_ node: Node, _ state: inout State) {
        if node.newer >= 0 { state.nodes[node.newer]?.older = node.older } else { state.newest = node.older }
        if node.older >= 0 { state.nodes[node.older]?.newer = node.newer } else { state.oldest = node.newer }
    }

    private static func moveToFront(_ position: Int, _ state: inout State) {
        guard position != state.newest, let node = state.nodes[position] else { return }
        unlink(node, &state)
        state.nodes[position]?.newer = -1
        state.nodes[position]?.older = state.newest
        if state.newest >= 0 { state.nodes[state.newest]?.newer = position }
        state.newest = position
        if state.oldest < 0 { state.oldest = position }
    }
}
