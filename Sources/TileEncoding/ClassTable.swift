// SPDX-License-Identifier: Apache-2.0

import Layers

/// A style's classes as a flat table for the inner loop; gives the same positions as `Style.paletteIndex`.
struct ClassTable {
    private let lowers: [Float]
    private let top: Float

    init(_ style: Style) {
        lowers = style.classes.map(\.lower)
        top = style.classes[style.classes.count - 1].upper
    }

    /// 0 outside the range, 1 for NaN, then the classes in ascending order.
    @inline(__always)
    func paletteIndex(_ value: Float) -> UInt8 {
        if value.isNaN { return 1 }
        if value > top { return 0 }
        var reached = 0
        lowers.withUnsafeBufferPointer { lowers in
            for lower in lowers { reached &+= value >= lower ? 1 : 0 }
        }
        return reached == 0 ? 0 : UInt8(truncatingIfNeeded: reached &+ 1)
    }
}
