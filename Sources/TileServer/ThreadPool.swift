// SPDX-License-Identifier: Apache-2.0

import Foundation
public import MapServices
import NIOPosix

/// Threads for drawing and for reading files, apart from those that serve connections.
public struct ThreadPool: WorkPool {
    private let pool: NIOThreadPool
    private let niceness: Int32

    /// Starts the threads.
    ///
    /// - Parameter niceness: 0 to 19, how far the threads give way to others of the program where processors are scarce.
    public init(threads: Int, niceness: Int = 0) {
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
        self.niceness = Int32(clamping: niceness)
    }

    /// Runs the work on one of the threads.
    /// - Throws: what the work throws, and an error of the pool once it has been shut down.
    public func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let niceness = niceness
        return try await pool.runIfActive {
            // Linux keeps a niceness for each thread, and "this process" means the calling thread. Asked for with every
            // work, since the pool's threads cannot be reached when they start; it takes a fraction of a microsecond.
            if niceness > 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
            return try work()
        }
    }
}

extension WorkQueues {
    /// Queues for a server on so many processors: each kind of work on threads of its own, those that nobody waits for
    /// with a map under the hand giving way to tiles.
    public static func onThreads(processors: Int) -> WorkQueues {
        func queue(threads: Int, niceness: Int, pending: Int, perClient: Int, bytes: Int = .max) -> RenderQueue {
            RenderQueue(
                pool: ThreadPool(threads: threads, niceness: niceness),
                limits: QueueLimits(running: threads, pending: pending, pendingPerClient: perClient, bytes: bytes))
        }
        let all = max(2, processors), half = max(1, processors / 2)
        return WorkQueues(
            tiles: queue(threads: all, niceness: 0, pending: 256, perClient: 128),
            pictures: queue(threads: all, niceness: 5, pending: 128, perClient: 32, bytes: 80 << 20),
            largePictures: queue(threads: half, niceness: 10, pending: 32, perClient: 8, bytes: 112 << 20),
            documents: queue(threads: all, niceness: 5, pending: 128, perClient: 32, bytes: 96 << 20),
            queries: queue(threads: all, niceness: 10, pending: 64, perClient: 16),
            reloads: queue(threads: 1, niceness: 10, pending: 4, perClient: 2))
    }
}
