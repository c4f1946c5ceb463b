// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Testing

@testable import TileEncoding

@Suite struct RasterRatioTests {
    private func ratio(_ marks: RasterRatio.Marks? = nil) throws -> RasterRatio {
        let level = try RasterRendererTests.renderer().pyramid
        return RasterRatio(of: level, nothing: 0.001, quiet: 0.1, marks: marks)
    }

    @Test(
        "Values are divided as they are",
        arguments: [(24.3, 131.9), (131.9, 24.3), (5, 5), (0.2, 0.05), (0.05, 0.2)] as [(Float, Float)])
    func divided(later: Float, earlier: Float) throws {
        #expect(try ratio().value(later: later, earlier: earlier, mark: nil) == later / earlier)
        #expect(try ratio().times(later: later, earlier: earlier) == later / earlier)
    }

    @Test("What is no number of times has a value of its own")
    func states() throws {
        let ratio = try ratio()
        // Nothing or next to nothing on both dates, also where an even floor was shared by fewer.
        for (later, earlier) in [(0, 0), (0.09, 0.0005), (0.0005, 0.09), (0.02, 0.08)] as [(Float, Float)] {
            #expect(ratio.value(later: later, earlier: earlier, mark: nil) == RasterRatio.silent)
            #expect(ratio.times(later: later, earlier: earlier) == nil)
        }
        #expect(ratio.value(later: 0, earlier: 2, mark: nil) == 0 && ratio.times(later: 0, earlier: 2) == 0)
        #expect(ratio.value(later: 2, earlier: 0, mark: nil) == RasterRatio.appeared)
        #expect(ratio.times(later: 2, earlier: 0) == nil)
        #expect(
            ratio.value(later: .nan, earlier: 2, mark: 1).isNaN && ratio.value(later: 2, earlier: .nan, mark: 1).isNaN)
        #expect(ratio.value(later: .infinity, earlier: .infinity, mark: nil) == .infinity)
    }

    @Test("No ratio is beyond what can be coloured")
    func bounds() throws {
        #expect(try ratio().value(later: 3e38, earlier: 0.001, mark: nil) == 999_999)
        #expect(try ratio().value(later: 0.001, earlier: 3e38, mark: nil) == 0.001)
    }

    @Test("A change that nothing marks, or the other direction is marked of, may be chance")
    func marks() throws {
        let ratio = try ratio(RasterRatio.Marks.none), chance = RasterRatio.mayBeChance
        #expect(
            ratio.value(later: 6, earlier: 2, mark: 0.7) == 3 && ratio.value(later: 2, earlier: 6, mark: -1) == 2 / 6)
        for mark in [0, -1, .nan] as [Float] { #expect(ratio.value(later: 6, earlier: 2, mark: mark) == chance) }
        for mark in [0, 1, .nan] as [Float] { #expect(ratio.value(later: 2, earlier: 6, mark: mark) == chance) }
        #expect(
            ratio.value(later: 2, earlier: 0, mark: 0) == chance && ratio.value(later: 0, earlier: 2, mark: 0) == chance
        )
        // What is about the same needs no mark, and has the ratio all the same.
        #expect(ratio.value(later: 2.8, earlier: 2, mark: 0) == 1.4)
        #expect(ratio.times(later: 6, earlier: 2) == 3)
    }
}
