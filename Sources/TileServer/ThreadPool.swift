// SPDX-License-Identifier: Apache-2.0

public import MapServices
import NIOPosix

/// Threads for drawing and for reading files, apart from those that serve connections.
public struct ThreadPool: WorkPool {
    private let pool: NIOThreadPool

    /// Starts the threads.
    public init(threads: Int) {
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    /// Runs the work on one of the threads.
    public func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.runIfActive(work)
    }
}
