// SPDX-License-Identifier: Apache-2.0

import Layers

/// A style's classes as a flat table for the inner loop; gives the same positions as `Style.paletteIndex`.
struct ClassTable {
    private let lowers: [Float]
    init(_ style: Style) {
        lowers = style.classes.map(\.lower)
    }

    /// Positions of all values in the style's palette: 0 below the range, 1 for NaN, then the classes in ascending
    /// order. Infinity, which no layer holds, stands for "outside the raster" and gives 0.
    ///
    /// One pass over the values for each class: passes without branches become vector instructions, which beats
    /// looking up one value after the other five times.
    func paletteIndices(_ values: [Float]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: values.count) { output, count in
            values.withUnsafeBufferPointer { values in
                for index in 0..<values.count { output[index] = 0 }
                for lower in lowers {
                    for index in 0..<values.count { output[index] &+= values[index] >= lower ? 1 : 0 }
                }
                for index in 0..<values.count {
                    let value = values[index], reached = output[index]
                    let inside: UInt8 = value == .infinity ? 0 : reached &+ (reached > 0 ? 1 : 0)
                    output[index] = value == value ? inside : 1
                }
            }
            count = values.count
        }
    }
}
