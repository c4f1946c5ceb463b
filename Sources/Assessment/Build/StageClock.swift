// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// How long one stage of a run took.
///
/// Stages of one run may overlap on several threads: then their wall-clock seconds add up to more than the run's. Their
/// CPU seconds never add up to more than the run used.
public struct StageTime: Sendable {
    /// A few words.
    public let stage: String
    /// Seconds of the wall clock; of work in several pieces the sum of the pieces.
    public internal(set) var seconds: Double
    /// Seconds of CPU time, on all threads.
    public internal(set) var cpuSeconds: Double
}

/// Says what a long run is doing and remembers how long each stage took. Stages may run on several threads at once.
final class StageClock: Sendable {
    private struct State {
        var times: [StageTime] = []
        var overlaps = false
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now
    // Called only with the state locked: by one thread at a time, although not always the same.
    nonisolated(unsafe) private let report: (String) -> Void

    /// `report` is called with the name of each stage as it starts.
    init(report: @escaping (String) -> Void) { self.report = report }

    /// Finished stages in the order in which they first ended.
    var times: [StageTime] { state.withLock(\.times) }

    /// Runs a stage, or one more piece of it.
    func stage<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        note(name)
        // A stage that runs alone answers for all threads, one of several for its own.
        let clock = state.withLock(\.overlaps) ? CLOCK_THREAD_CPUTIME_ID : CLOCK_PROCESS_CPUTIME_ID
        let start = ContinuousClock.now, cpuStart = Self.cpuSeconds(clock)
        let result = try body()
        add(name, (ContinuousClock.now - start) / .seconds(1), Self.cpuSeconds(clock) - cpuStart)
        return result
    }

    /// Runs pieces of work that do not depend on each other, on up to `threads` threads, the caller's among them. Each
    /// piece runs its stages itself.
    /// - Returns: the results in the order of the pieces.
    /// - Throws: the error of the first piece that failed, when all that were running have ended; no piece starts after
    ///   an error.
    func overlapping<Result: Sendable>(
        _ pieces: [() throws -> Result], threads: Int
    ) throws -> [Result] {
        guard threads > 1 else { return try pieces.map { try $0() } }
        state.withLock { $0.overlaps = true }
        defer { state.withLock { $0.overlaps = false } }
        let queue = PieceQueue<Result>(count: pieces.count)
        // Each piece is called once, by the thread that took it from the queue.
        nonisolated(unsafe) let pieces = pieces
        DispatchQueue.concurrentPerform(iterations: min(threads, pieces.count)) { _ in
            while let index = queue.next() { queue.finish(index, Swift.Result { try pieces[index]() }) }
        }
        return try queue.results()
    }

    /// Seconds since the clock was made.
    var total: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Says more about the running stage.
    func note(_ text: String) { state.withLock { _ in report(text) } }

    /// Largest resident memory of the process so far, bytes.
    static var peakMemory: Int {
        var usage = rusage()
        // 0 is RUSAGE_SELF, which Glibc declares as a type of its own.
        getrusage(0, &usage)
        return Int(usage.ru_maxrss) * 1024
    }

    private func add(_ name: String, _ seconds: Double, _ cpuSeconds: Double) {
        state.withLock { state in
            if let known = state.times.firstIndex(where: { $0.stage == name }) {
                state.times[known].seconds += seconds
                state.times[known].cpuSeconds += cpuSeconds
            } else {
                state.times.append(StageTime(stage: name, seconds: seconds, cpuSeconds: cpuSeconds))
            }
        }
    }

    private static func cpuSeconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// Hands out pieces of work in order and keeps their results.
private final class PieceQueue<Success: Sendable>: Sendable {
    private struct State {
        var next = 0
        var hasFailed = false
        var results: [Result<Success, any Error>?]
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(results: Array(repeating: nil, count: count))) }

    /// Position of a piece that nobody has taken; nil when there is none left, or after an error.
    func next() -> Int? {
        state.withLock { state in
            guard state.next < state.results.count, !state.hasFailed else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func finish(_ index: Int, _ result: sending Result<Success, any Error>) {
        state.withLock { state in
            if case .failure = result { state.hasFailed = true }
            state.results[index] = result
        }
    }

    /// What the pieces returned, or the first error among them.
    func results() throws -> [Success] { try state.withLock(\.results).compactMap { try $0?.get() } }
}
