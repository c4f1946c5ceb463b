// SPDX-License-Identifier: Apache-2.0

import MapServices
import NIOPosix

/// Threads for drawing and for reading files, apart from those that serve connections.
struct ThreadPool: WorkPool {
    let pool: NIOThreadPool

    init(threads: Int) {
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.runIfActive(work)
    }
}
