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
        var farewells = 0
    }

    /// Refused connections that wait for their client to take the answer.
    private static let mostFarewells = 64

    /// Addresses above which those are forgotten that send nothing.
    private static let mostRemembered = 4096

    private let limits: ConnectionLimits
    private let state = Mutex(State())

    init(limits: ConnectionLimits) { self.limits = limits }

    /// Whether a body may come, by what its client has sent in the last seconds; counted when it may.
    func admits(_ bytes: Int, of address: String, at now: ContinuousClock.Instant = .now) -> Bool {
        state.withLock { state in
            if state.byAddress.count > Self.mostRemembered { Self.forget(&state, now) }
            return state.byAddress[address, default: newSender(now)].flow.take(bytes, at: now)
        }
    }

    /// Runs the work while the bytes of an admitted body are held.
    ///
    /// - Throws: `ServerError.busy` or `tooManyOfOneClient` where they find no room, and what the work throws.
    func holding<Result>(
        _ bytes: Int, of address: String, _ work: () async throws -> Result
    ) async throws -> Result {
        try state.withLock { state throws(ServerError) in
            guard bytes <= limits.bodyBytes - state.total else { throw .busy }
            var sender = state.byAddress[address] ?? newSender(.now)
            guard bytes <= limits.bodyBytesPerAddress - sender.held else { throw .tooManyOfOneClient }
            sender.held += bytes
            state.total += bytes
            state.byAddress[address] = sender
        }
        defer { release(bytes, address) }
        return try await work()
    }

    /// Whether one more refused connection may wait for its client; each that may must end.
    func beginFarewell() -> Bool {
        state.withLock { state in
            guard state.farewells < Self.mostFarewells else { return false }
            state.farewells += 1
            return true
        }
    }

    func endFarewell() { state.withLock { $0.farewells -= 1 } }

    private func newSender(_ now: ContinuousClock.Instant) -> Sender {
        Sender(flow: ByteFlow(rate: limits.bodyBytesPerSecond, at: now))
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
