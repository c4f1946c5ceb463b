// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A pool with a bounded number of waiting requests and of bytes in use: beyond it a request is refused at once rather
/// than late. Works of clients that have gone are dropped.
public final class RenderQueue: Sendable {
    private typealias Waiter = CheckedContinuation<Void, any Error>

    private let pool: any WorkPool
    private let admission: Mutex<Admission<Waiter>>

    /// - Parameter limits: what the queue takes on; `running` should be the number of the pool's threads.
    public init(pool: any WorkPool, limits: QueueLimits) {
        self.pool = pool
        admission = Mutex(Admission(limits: limits))
    }

    /// A queue whose pool alone decides how many works run.
    ///
    /// - Parameter limit: works that may wait or run at one time.
    public convenience init(pool: any WorkPool, limit: Int = 256) {
        self.init(pool: pool, limits: QueueLimits(running: limit, pending: limit))
    }

    /// Works that run, wait, or whose results are being sent.
    public var depth: Int { admission.withLock { $0.pending } }

    /// Runs work of the server itself, which is never refused.
    /// - Throws: what the work throws.
    public func perform<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.run(work)
    }

    /// Runs the work; when the calling task is cancelled it leaves the queue, or its token is cancelled.
    ///
    /// - Throws: `ServerError.busy` or `tooManyOfOneClient` when too many are waiting, `CancellationError`, and what the
    ///   work throws.
    func run<Result: Sendable>(
        _ cost: WorkCost = WorkCost(), _ work: @escaping @Sendable (WorkToken) throws -> Result
    ) async throws -> Result {
        let (number, result) = try await admittedRun(cost, work)
        finish(number, keeping: 0)
        return result
    }

    /// Runs work that makes a body; its bytes count as in use until the response is gone, that is, sent.
    func body(
        _ cost: WorkCost, _ work: @escaping @Sendable (WorkToken) throws -> ServerResponse
    ) async throws -> ServerResponse {
        let (number, made) = try await admittedRun(cost, work)
        finish(number, keeping: max(1, made.body.count))
        var response = made
        // What is released with the old reservation is counted here from now on.
        response.reservation = Reservation { [self] in finish(number, keeping: 0) }
        return response
    }

    private func admittedRun<Result: Sendable>(
        _ cost: WorkCost, _ work: @escaping @Sendable (WorkToken) throws -> Result
    ) async throws -> (Int, Result) {
        let token = WorkToken()
        let number = try admission.withLock { admission throws(ServerError) in try admission.enter(cost) }
        return try await withTaskCancellationHandler {
            try await wait(number, token)
            do {
                let result = try await pool.run {
                    try token.check()
                    return try work(token)
                }
                return (number, result)
            } catch {
                finish(number, keeping: 0)
                throw error
            }
        } onCancel: {
            token.cancel()
            withdraw(number)
        }
    }

    private func wait(_ number: Int, _ token: WorkToken) async throws {
        try await withCheckedThrowingContinuation { (continuation: Waiter) in
            let admitted = admission.withLock { $0.wait(number, continuation) }
            for waiter in admitted { waiter.resume() }
            // The task may have been cancelled before it stood in the queue.
            if token.isCancelled { withdraw(number) }
        }
    }

    private func withdraw(_ number: Int) {
        let (withdrawn, admitted) = admission.withLock { $0.withdraw(number) }
        withdrawn?.resume(throwing: CancellationError())
        for waiter in admitted { waiter.resume() }
    }

    private func finish(_ number: Int, keeping bytes: Int) {
        let admitted = admission.withLock { $0.finish(number, keeping: bytes) }
        for waiter in admitted { waiter.resume() }
    }
}

/// Bytes of a result that count as in use for as long as this object lives: until the client has taken them.
public final class Reservation: Sendable {
    private let release: @Sendable () -> Void

    init(release: @escaping @Sendable () -> Void) { self.release = release }

    deinit { release() }
}
