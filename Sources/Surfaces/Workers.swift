// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Runs independent pieces of work on several threads.
package enum Workers {
    /// Calls `body` once for each number below `count`, from at most `threads` threads. Each call must own what it
    /// writes; then the result does not depend on `threads`.
    package static func run(count: Int, threads: Int, _ body: (Int) -> Void) {
        guard threads > 1, count > 1 else { return (0..<count).forEach(body) }
        let groups = min(threads, count)
        withoutActuallyEscaping(body) { body in
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: groups) { group in
                for piece in stride(from: group, to: count, by: groups) { body(piece) }
            }
        }
    }
}

extension Workers {
    /// Calls `body` once for each number below `count`, with memory of its own for each thread, which it finds as the
    /// thread's last call left it.
    package static func run<Number>(
        count: Int, threads: Int, scratch values: Int, _ body: (Int, UnsafeMutablePointer<Number>) -> Void
    ) {
        let groups = max(1, min(threads, count))
        run(count: groups, threads: threads) { group in
            withUnsafeTemporaryAllocation(byteCount: values * MemoryLayout<Number>.size, alignment: 64) { memory in
                let scratch = memory.bindMemory(to: Number.self)
                for piece in stride(from: group, to: count, by: groups) { body(piece, scratch.baseAddress!) }
            }
        }
    }

    /// Calls `body` once for each number below `count` with the element of `results` that belongs to it.
    package static func runCollecting<Result>(
        count: Int, threads: Int, into results: inout [Result], _ body: (Int, inout Result) -> Void
    ) {
        results.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let buffer = buffer
            run(count: count, threads: threads) { body($0, &buffer[$0]) }
        }
    }
}
