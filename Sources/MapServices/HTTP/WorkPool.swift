// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where blocking work runs: threads of its own, so that drawing never holds up the answering of other requests.
public protocol WorkPool: Sendable {
    /// Runs the work on a thread of the pool and returns its result.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result
}

/// Runs the work where it is asked for; for tests and for programs that draw one picture after another.
public struct ImmediatePool: WorkPool {
    /// Makes the pool.
    public init() {}

    /// Runs the work at once.
    /// - Throws: what the work throws.
    public func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try work()
    }
}

/// Lets simultaneous requests for one thing share one making of it.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let flights = Mutex<[Key: Task<Value, any Error>]>([:])

    func value(for key: Key, _ make: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = flights.withLock { flights in
            if let flight = flights[key] { return flight }
            let flight = Task {
                defer { self.flights.withLock { $0[key] = nil } }
                return try await make()
            }
            flights[key] = flight
            return flight
        }
        return try await task.value
    }
}
