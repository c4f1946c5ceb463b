// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TileServer

struct ByteFlowTests {
    private let start = ContinuousClock.now

    /// What a flow of 100 bytes a second says to bodies of these sizes at these seconds.
    private func answers(_ bodies: [(bytes: Int, seconds: Double)]) -> [Bool] {
        var flow = ByteFlow(rate: 100, at: start)
        return bodies.map { flow.take($0.bytes, at: start + .seconds($0.seconds)) }
    }

    @Test func fourSecondsMayComeAtOnceAndThenAsMuchAsTimeAllows() {
        #expect(answers([(300, 0), (100, 0), (1, 0)]) == [true, true, false])
        // What is refused takes nothing.
        #expect(
            answers([(400, 0), (51, 0.5), (50, 0.5), (51, 1), (400, 1000), (1, 1000)])
                == [true, false, true, false, true, false])
    }

    @Test func moreThanAllThatMayComeAtOnceTakesAll() {
        #expect(answers([(.max, 0), (.max, 3), (.max, 4)]) == [true, false, true])
    }

    @Test func aClockThatStandsStillGivesNothing() {
        #expect(answers([(400, 0), (1, -10)]) == [true, false])
    }

    @Test func aFullOneNeedNotBeRemembered() {
        var flow = ByteFlow(rate: 100, at: start)
        _ = flow.take(400, at: start)
        #expect(!flow.isFull(at: start) && flow.isFull(at: start + .seconds(4)))
    }
}
