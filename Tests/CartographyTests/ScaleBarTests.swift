// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Cartography

@Suite struct ScaleBarTests {
    @Test(arguments: [
        (1000.0, 260.0, 200.0, 200.0), (1000, 500, 500, 500), (1000, 199, 100, 100), (250, 100, 20, 80),
        (3.5, 120, 0.2, 57.142857),
    ])
    func theLongestRoundLengthThatFits(metersPerPixel: Double, limit: Double, kilometers: Double, pixels: Double) {
        let bar = ScaleBar(metersPerPixel: metersPerPixel, limit: limit)
        #expect(abs(bar.kilometers - kilometers) < 1e-12)
        #expect(abs(bar.pixels - pixels) < 1e-6)
    }

    @Test func numbersWithoutNeedlessZeros() {
        #expect(ScaleBar.number(100) == "100")
        #expect(ScaleBar.number(0.5) == "0.5")
    }
}
