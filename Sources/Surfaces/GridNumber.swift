// SPDX-License-Identifier: Apache-2.0

/// The numbers in which the cells of a grid are computed: doubles in plain loops as the reference, floats vectorized.
///
/// Pointers are to one value per cell, row-major.
public protocol GridNumber: BinaryFloatingPoint, Sendable {
    /// Standard deviations at which kernels end.
    static var cut: Double { get }

    /// Values of scratch that the blur of a band needs.
    static func scratch(of blur: GridBlur, columns: Int) -> Int

    /// Blurs a band of rows of a field.
    /// - Parameters:
    ///   - field: the whole field.
    ///   - band: rows, as `GridBlur.bands` cuts them.
    ///   - span: columns that are written.
    ///   - out: takes the rows of the band.
    static func blur(
        _ field: UnsafePointer<Self>, _ blur: GridBlur, band: Range<Int>, span: Range<Int>, columns: Int, rows: Int,
        into out: UnsafeMutablePointer<Self>, scratch: UnsafeMutablePointer<Self>)

    /// Adds to a band what the blur makes of some cells with mass: for fields that hold next to none.
    /// - Parameters:
    ///   - cells: positions in the grid, in rising order.
    ///   - masses: one for each of them.
    ///   - out: the rows of the band.
    ///   - scratch: as the blur of a band needs it.
    static func addBlur(
        of cells: UnsafeBufferPointer<Int32>, _ masses: UnsafePointer<Self>, _ blur: GridBlur, band: Range<Int>,
        columns: Int, to out: UnsafeMutablePointer<Self>, scratch: UnsafeMutablePointer<Self>)

    /// Writes the shares behind a step, which may stand where those before it stood.
    static func climb(_ step: RatioStep<Self>, count: Int, into next: UnsafeMutablePointer<Self>) -> RunSums

    /// Multiplies shares by a factor.
    static func scale(
        _ shares: UnsafePointer<Self>, by factor: Self, weights: UnsafePointer<Self>?, count: Int,
        into next: UnsafeMutablePointer<Self>
    ) -> RunSums

    /// Turns the gradient by the shares behind a step into that by the shares before it as factors of the ratio.
    /// - Parameters:
    ///   - bySeen: takes the gradient by S.
    ///   - byWithin: takes the gradient by `within`.
    /// - Returns: the sum of the gradient by E times `within`.
    static func goBack(
        over step: RatioStep<Self>, count: Int, _ gradient: UnsafeMutablePointer<Self>,
        bySeen: UnsafeMutablePointer<Self>, byWithin: UnsafeMutablePointer<Self>
    ) -> Double

    /// Adds a field (0 where nil), and weights (1 where nil) times a number, to a gradient.
    static func add(
        _ addend: UnsafePointer<Self>?, _ weights: UnsafePointer<Self>?, times number: Self, count: Int,
        to gradient: UnsafeMutablePointer<Self>)
}
