// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Synchronization
import Testing

@Suite("Stages of a run")
struct StageClockTests {
    private struct Fault: Error, Equatable { let piece: Int }

    @Test("Results come in the order of the pieces", arguments: [1, 2, 8])
    func order(threads: Int) throws {
        let clock = StageClock(report: { _ in })
        let pieces = (0..<5).map { number in { clock.stage("squares") { number * number } } }
        #expect(try clock.overlapping(pieces, threads: threads) == [0, 1, 4, 9, 16])
        #expect(try clock.overlapping([() throws -> Int](), threads: threads) == [])
    }

    @Test("The pieces of one stage are one stage", arguments: [1, 3])
    func pieces(threads: Int) throws {
        let names = Mutex<[String]>([])
        let clock = StageClock(report: { name in names.withLock { $0.append(name) } })
        clock.stage("first") {}
        _ = try clock.overlapping((0..<4).map { _ in { clock.stage("second") {} } }, threads: threads)
        clock.stage("third") {}
        #expect(clock.times.map(\.stage) == ["first", "second", "third"])
        #expect(clock.times.allSatisfy { $0.seconds >= 0 && $0.cpuSeconds >= 0 })
        #expect(names.withLock(\.self) == ["first"] + [String](repeating: "second", count: 4) + ["third"])
    }

    @Test("An error ends the run, and no piece starts after it", arguments: [1, 2])
    func errors(threads: Int) {
        let started = Mutex(0)
        let pieces = (0..<100).map { number in
            { () throws -> Int in
                started.withLock { $0 += 1 }
                throw Fault(piece: number)
            }
        }
        #expect(throws: Fault(piece: 0)) {
            try StageClock(report: { _ in }).overlapping(pieces, threads: threads)
        }
        #expect(started.withLock(\.self) <= threads)
    }
}
