// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Tells a work on a thread of a pool that nobody waits for it any more.
public final class WorkToken: Sendable {
    private let flag = Atomic(false)

    /// Makes a token of a work that is wanted.
    public init() {}

    /// Whether the work may stop.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    /// Called between two parts of a long work.
    ///
    /// - Throws: `CancellationError` when nobody waits for the rest.
    public func check() throws { if isCancelled { throw CancellationError() } }

    func cancel() { flag.store(true, ordering: .relaxed) }
}
