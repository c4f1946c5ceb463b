// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// How many connections there may be, and how long a request may take to arrive.
public struct ConnectionLimits: Sendable {
    /// Connections in all.
    public var total = 4096
    /// Connections of one address.
    public var perAddress = 1024
    /// Seconds for a request's header, counted from its first byte.
    public var headerSeconds = 15
    /// Seconds for a request's body.
    public var bodySeconds = 30
    /// Seconds for 64 kB of an answer.
    public var sendSeconds = 20
    /// Bytes of bodies that may arrive at one time, of all clients.
    public var bodyBytes = 64 << 20
    /// The same of one client.
    public var bodyBytesPerAddress = 16 << 20
    /// Bytes of bodies that one client may send in a second, in the long run; those of four seconds may come at once.
    public var bodyBytesPerSecond = 8 << 20
    /// Seconds without any byte after which a connection is closed.
    public var idleSeconds = 60
    /// Largest header in bytes.
    public static let headerBytes = 16 << 10
    /// Most fields of a header.
    public static let headerFields = 200

    /// The usual limits.
    public init() {}
}

/// Counts the open connections of each address.
final class ConnectionCounter: Sendable {
    private struct State {
        var total = 0
        var byAddress: [String: Int] = [:]
    }

    private let limits: ConnectionLimits
    private let state = Mutex(State())

    init(limits: ConnectionLimits) { self.limits = limits }

    /// Whether one more connection is admitted; each admitted one must be released.
    func admit(_ address: String) -> Bool {
        state.withLock { state in
            guard state.total < limits.total, state.byAddress[address, default: 0] < limits.perAddress else {
                return false
            }
            state.total += 1
            state.byAddress[address, default: 0] += 1
            return true
        }
    }

    func release(_ address: String) {
        state.withLock { state in
            state.total -= 1
            let left = state.byAddress[address, default: 1] - 1
            state.byAddress[address] = left > 0 ? left : nil
        }
    }
}
