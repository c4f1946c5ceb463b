// SPDX-License-Identifier: Apache-2.0

import Geo
public import Surfaces

/// The numbers that a ladder is computed in: doubles in plain loops as the reference, floats with the vectorized blur.
public protocol LadderNumber: BinaryFloatingPoint, Sendable {
    /// Standard deviations at which kernels end.
    static var cut: Double { get }
    /// The blurred field.
    static func blurred(_ field: [Self], _ blur: GridBlur, columns: Int, rows: Int, threads: Int) -> [Self]
}

extension Double: LadderNumber {
    /// Below the last digit.
    public static var cut: Double { GridBlur.exactCut }

    /// Plain loops.
    public static func blurred(_ field: [Self], _ blur: GridBlur, columns: Int, rows: Int, threads: Int) -> [Self] {
        blur.blurred(field, columns: columns, rows: rows)
    }
}

extension Float: LadderNumber {
    /// 5e-6 to 1e-4 of a share.
    public static var cut: Double { GridBlur.standardCut }

    /// Vectorized.
    public static func blurred(_ field: [Self], _ blur: GridBlur, columns: Int, rows: Int, threads: Int) -> [Self] {
        blur.blurred(field, columns: columns, rows: rows, threads: threads)
    }
}
