// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite struct WholeNumberTests {
    @Test(arguments: [(2.9, 2), (-2.9, -2), (-0.5, 0), (9_007_199_254_740_992.0, 9_007_199_254_740_992)])
    func theWholePart(value: Double, whole: Int) { #expect(Int(checked: value) == whole) }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e30, -1e30, 9_223_372_036_854_775_808])
    func noNumberOrTooLarge(value: Double) { #expect(Int(checked: value) == nil) }

    @Test func aGridThatItsDigitsCannotTellFromALineIsNone() {
        #expect(Grid(crs: .webMercator, originX: 1e300, originY: 0, cellSize: 1, columns: 4, rows: 4) == nil)
        #expect(Grid(crs: .webMercator, originX: 0, originY: 0, cellSize: 1e308, columns: 4, rows: 4) == nil)
    }
}
