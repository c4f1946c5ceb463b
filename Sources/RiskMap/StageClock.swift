// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Says what a long run is doing and remembers how long each stage took.
final class StageClock {
    private let report: (String) -> Void
    private let start = ContinuousClock.now
    /// Finished stages with their seconds, in order.
    private(set) var seconds: [(stage: String, seconds: Double)] = []

    /// `report` is called with the name of each stage as it starts.
    init(report: @escaping (String) -> Void) { self.report = report }

    /// Runs a stage.
    func stage<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        report(name)
        let start = ContinuousClock.now
        let result = try body()
        seconds.append((name, (ContinuousClock.now - start) / .seconds(1)))
        return result
    }

    /// Seconds since the clock was made.
    var total: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Says more about the running stage.
    func note(_ text: String) { report(text) }

    /// Largest resident memory of the process so far, bytes.
    static var peakMemory: Int {
        var usage = rusage()
        // 0 is RUSAGE_SELF, which Glibc declares as a type of its own.
        getrusage(0, &usage)
        return Int(usage.ru_maxrss) * 1024
    }
}
