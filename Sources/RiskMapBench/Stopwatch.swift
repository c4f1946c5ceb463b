// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON

/// Times of one piece of work over some repetitions.
struct Timing {
    /// Seconds of the wall clock, ascending.
    let wall: [Double]
    /// Seconds of the process on all processors, ascending.
    let cpu: [Double]
    /// Most memory that the work held beyond what was there before, in bytes; nil where the system does not tell.
    let extraBytes: Int?

    /// Runs the work at least once and times each run.
    init(repeats: Int, _ work: () throws -> Void) rethrows {
        var wall: [Double] = [], cpu: [Double] = []
        // Writing 5 sets the peak to what is resident now.
        let canReset = FileManager.default.isWritableFile(atPath: "/proc/self/clear_refs")
        if canReset { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .ascii) }
        let before = Self.status("VmRSS:")
        for _ in 0..<max(1, repeats) {
            let start = (Self.seconds(of: CLOCK_MONOTONIC), Self.seconds(of: CLOCK_PROCESS_CPUTIME_ID))
            try work()
            wall.append(Self.seconds(of: CLOCK_MONOTONIC) - start.0)
            cpu.append(Self.seconds(of: CLOCK_PROCESS_CPUTIME_ID) - start.1)
        }
        extraBytes = canReset ? max(0, Self.status("VmHWM:") - before) : nil
        self.wall = wall.sorted()
        self.cpu = cpu.sorted()
    }

    /// The members of a result line: least and median.
    var members: [(String, JSONValue)] {
        [
            ("seconds_wall", .double(wall[0])), ("seconds_cpu", .double(cpu[0])),
            ("median_wall", .double(wall[wall.count / 2])), ("median_cpu", .double(cpu[cpu.count / 2])),
            ("repeat", .integer(wall.count)), ("peak_mb", .integer(Self.peakMegabytes)),
        ] + (extraBytes.map { [("extra_mb", .double(Double($0) / 1_048_576))] } ?? [])
    }

    /// Largest resident memory of the process so far, or since a measurement began. Not from getrusage, whose figure a
    /// process inherits from the one that started it.
    static var peakMegabytes: Int { status("VmHWM:") / 1_048_576 }

    /// A size of the process in bytes.
    private static func status(_ name: String) -> Int {
        guard let status = FileManager.default.contents(atPath: "/proc/self/status") else { return 0 }
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name) }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
