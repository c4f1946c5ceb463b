// SPDX-License-Identifier: Apache-2.0

import MapServices
import Synchronization

/// Counts the bytes of bodies that are arriving: clients that send slowly could otherwise fill the memory with them.
final class BodyBudget: Sendable {
    private struct State {
        var total = 0
        var byAddress: [String: Int] = [:]
    }

    private let limits: ConnectionLimits
    private let state = Mutex(State())

    init(limits: ConnectionLimits) { self.limits = limits }

    /// Runs the work while the bytes are counted.
    ///
    /// - Throws: `ServerError.busy` or `tooManyOfOneClient` where they find no room, and what the work throws.
    func holding<Result>(
        _ bytes: Int, of address: String, _ work: () async throws -> Result
    ) async throws -> Result {
        try state.withLock { state throws(ServerError) in
            guard bytes <= limits.bodyBytes - state.total else { throw .busy }
            let held = state.byAddress[address, default: 0]
            guard bytes <= limits.bodyBytesPerAddress - held else { throw .tooManyOfOneClient }
            state.total += bytes
            state.byAddress[address] = held + bytes
        }
        defer { release(bytes, address) }
        return try await work()
    }

    private func release(_ bytes: Int, _ address: String) {
        state.withLock { state in
            state.total -= bytes
            let left = state.byAddress[address, default: bytes] - bytes
            state.byAddress[address] = left > 0 ? left : nil
        }
    }
}
