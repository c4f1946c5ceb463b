// SPDX-License-Identifier: Apache-2.0

import MapServices
import Synchronization

/// Counts the bytes of bodies that are arriving, and those of the last seconds: clients that send slowly could otherwise
/// fill the memory, and clients that send and go away keep the processors busy with reading.
final class BodyBudget: Sendable {
    /// What one address sends.
    private struct Sender {
        var held = 0
        var flow: ByteFlow
    }

    private struct State {
        var total = 0
        var byAddress: [String: Sender] = [:]
    }

    /// Addresses above which those are forgotten that send nothing.
    private static let mostRemembered = 4096

    private let limits: ConnectionLimits
    private let state = Mutex(State())

    init(limits: ConnectionLimits) { self.limits = limits }

    /// Runs the work while the bytes are counted.
    ///
    /// - Throws: `ServerError.busy` or `tooManyOfOneClient` where they find no room, and what the work throws.
    func holding<Result>(
        _ bytes: Int, of address: String, at now: ContinuousClock.Instant = .now, _ work: () async throws -> Result
    ) async throws -> Result {
        try state.withLock { state throws(ServerError) in
            guard bytes <= limits.bodyBytes - state.total else { throw .busy }
            if state.byAddress.count > Self.mostRemembered { Self.forget(&state, now) }
            var sender =
                state.byAddress[address] ?? Sender(flow: ByteFlow(rate: limits.bodyBytesPerSecond, at: now))
            guard bytes <= limits.bodyBytesPerAddress - sender.held, sender.flow.take(bytes, at: now) else {
                throw .tooManyOfOneClient
            }
            sender.held += bytes
            state.total += bytes
            state.byAddress[address] = sender
        }
        defer { release(bytes, address) }
        return try await work()
    }

    private func release(_ bytes: Int, _ address: String) {
        state.withLock { state in
            state.total -= bytes
            state.byAddress[address]?.held -= bytes
        }
    }

    private static func forget(_ state: inout State, _ now: ContinuousClock.Instant) {
        state.byAddress = state.byAddress.filter { $0.value.held > 0 || !$0.value.flow.isFull(at: now) }
    }
}
