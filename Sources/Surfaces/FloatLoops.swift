// SPDX-License-Identifier: Apache-2.0

internal import CScore

extension Float: GridNumber {
    /// 5e-6 to 1e-4 of a share.
    public static var cut: Double { GridBlur.standardCut }

    /// The tiles of a band.
    public static func scratch(of blur: GridBlur, columns: Int) -> Int {
        Int(InstructionLevel.current.kernels.blur_scratch(Int32(blur.taps.count - 1)))
    }

    /// Vectorized.
    public static func blur(
        _ field: UnsafePointer<Self>, _ blur: GridBlur, band: Range<Int>, span: Range<Int>, columns: Int, rows: Int,
        into out: UnsafeMutablePointer<Self>, scratch: UnsafeMutablePointer<Self>
    ) {
        blur.narrowTaps.withUnsafeBufferPointer { taps in
            InstructionLevel.current.kernels.blur_band(
                field, out, taps.baseAddress!, Int32(taps.count - 1), Int32(columns), Int32(rows),
                Int32(band.lowerBound), Int32(band.count), Int32(span.lowerBound), Int32(span.upperBound), scratch)
        }
    }

    /// Vectorized.
    public static func addBlur(
        of cells: UnsafeBufferPointer<Int32>, _ masses: UnsafePointer<Self>, _ blur: GridBlur, band: Range<Int>,
        columns: Int, to out: UnsafeMutablePointer<Self>, scratch: UnsafeMutablePointer<Self>
    ) {
        guard let first = cells.baseAddress else { return }
        blur.narrowTaps.withUnsafeBufferPointer { taps in
            InstructionLevel.current.kernels.blur_points(
                first, masses, Int64(cells.count), taps.baseAddress!, Int32(taps.count - 1), Int32(columns),
                Int32(band.lowerBound), Int32(band.count), out, scratch)
        }
    }

    /// Vectorized.
    public static func climb(_ step: RatioStep<Self>, count: Int, into next: UnsafeMutablePointer<Self>) -> RunSums {
        collecting { sums in
            withUnsafePointer(to: step.loop) {
                InstructionLevel.current.kernels.ladder_climb($0, Int64(count), next, sums)
            }
        }
    }

    /// Vectorized.
    public static func scale(
        _ shares: UnsafePointer<Self>, by factor: Self, weights: UnsafePointer<Self>?, count: Int,
        into next: UnsafeMutablePointer<Self>
    ) -> RunSums {
        collecting { InstructionLevel.current.kernels.ladder_scale(shares, factor, weights, Int64(count), next, $0) }
    }

    /// Vectorized.
    public static func goBack(
        over step: RatioStep<Self>, count: Int, _ gradient: UnsafeMutablePointer<Self>,
        bySeen: UnsafeMutablePointer<Self>, byWithin: UnsafeMutablePointer<Self>
    ) -> Double {
        withUnsafePointer(to: step.loop) {
            InstructionLevel.current.kernels.ladder_back($0, Int64(count), gradient, bySeen, byWithin)
        }
    }

    /// Vectorized.
    public static func add(
        _ addend: UnsafePointer<Self>?, _ weights: UnsafePointer<Self>?, times number: Self, count: Int,
        to gradient: UnsafeMutablePointer<Self>
    ) {
        InstructionLevel.current.kernels.ladder_add(gradient, addend, number, weights, Int64(count))
    }

    private static func collecting(_ body: (UnsafeMutablePointer<Double>) -> Void) -> RunSums {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2) { sums in
            sums.initialize(repeating: 0)
            body(sums.baseAddress!)
            return RunSums(sum: sums[0], weighted: sums[1])
        }
    }
}

extension RatioStep<Float> {
    fileprivate var loop: cscore_ladder_step {
        cscore_ladder_step(
            shares: shares, seen: seen, near: near, within: within, weights: weights, near_scale: nearScale,
            caution: caution, evenness: evenness, scale: scale, factor: factor)
    }
}
