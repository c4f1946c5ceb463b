// SPDX-License-Identifier: Apache-2.0

/// Plain loops, which the vectorized ones are compared with.
extension Double: GridNumber {
    /// Below the last digit.
    public static var cut: Double { GridBlur.exactCut }

    /// The cells of a band.
    public static func scratch(of blur: GridBlur, columns: Int) -> Int { GridBlur.bandRows * columns }

    /// First down the columns, then along the rows.
    public static func blur(
        _ field: UnsafePointer<Self>, _ blur: GridBlur, band: Range<Int>, span: Range<Int>, columns: Int, rows: Int,
        into out: UnsafeMutablePointer<Self>, scratch: UnsafeMutablePointer<Self>
    ) {
        for row in 0..<band.count {
            for column in 0..<columns {
                scratch[row * columns + column] = blur.weighed(
                    field + column, at: band.lowerBound + row, of: rows, stride: columns)
            }
            for column in span {
                out[row * columns + column] = blur.weighed(
                    scratch + row * columns, at: column, of: columns, stride: 1)
            }
        }
    }

    /// Cell by cell.
    public static func addBlur(
        of cells: UnsafeBufferPointer<Int32>, _ masses: UnsafePointer<Self>, _ blur: GridBlur, band: Range<Int>,
        columns: Int, to out: UnsafeMutablePointer<Self>, scratch: UnsafeMutablePointer<Self>
    ) {
        let reach = blur.taps.count - 1
        for (cell, mass) in zip(cells, UnsafeBufferPointer(start: masses, count: cells.count)) {
            let center = (row: Int(cell) / columns, column: Int(cell) % columns)
            for row in band where abs(row - center.row) <= reach {
                for column in max(0, center.column - reach)...min(columns - 1, center.column + reach) {
                    out[(row - band.lowerBound) * columns + column] +=
                        mass * blur.taps[abs(row - center.row)] * blur.taps[abs(column - center.column)]
                }
            }
        }
    }

    /// As its formula is written.
    public static func climb(_ step: RatioStep<Self>, count: Int, into next: UnsafeMutablePointer<Self>) -> RunSums {
        var sums = RunSums()
        for cell in 0..<count {
            let ratio =
                (step.caution + step.evenness * step.mass(at: cell))
                / (step.caution + step.evenness * step.scale * step.within[cell])
            next[cell] = step.factor * step.shares[cell] * ratio
            sums.add(next[cell], weight: step.weights?[cell] ?? 0)
        }
        return sums
    }

    /// Cell by cell.
    public static func scale(
        _ shares: UnsafePointer<Self>, by factor: Self, weights: UnsafePointer<Self>?, count: Int,
        into next: UnsafeMutablePointer<Self>
    ) -> RunSums {
        var sums = RunSums()
        for cell in 0..<count {
            next[cell] = factor * shares[cell]
            sums.add(next[cell], weight: weights?[cell] ?? 0)
        }
        return sums
    }

    /// By the rules of derivatives of products and ratios.
    public static func goBack(
        over step: RatioStep<Self>, count: Int, _ gradient: UnsafeMutablePointer<Self>,
        bySeen: UnsafeMutablePointer<Self>, byWithin: UnsafeMutablePointer<Self>
    ) -> Double {
        var total = 0.0
        for cell in 0..<count {
            let lowered = 1 / (step.caution + step.evenness * step.scale * step.within[cell])
            let scaled = step.factor * gradient[cell] * lowered
            let direct = scaled * (step.caution + step.evenness * step.mass(at: cell))
            let byExpected = -direct * step.shares[cell] * lowered * step.evenness
            gradient[cell] = direct
            bySeen[cell] = scaled * step.shares[cell] * step.evenness
            byWithin[cell] = byExpected * step.scale
            total += byExpected * step.within[cell]
        }
        return total
    }

    /// Cell by cell.
    public static func add(
        _ addend: UnsafePointer<Self>?, _ weights: UnsafePointer<Self>?, times number: Self, count: Int,
        to gradient: UnsafeMutablePointer<Self>
    ) {
        for cell in 0..<count { gradient[cell] += (addend?[cell] ?? 0) + number * (weights?[cell] ?? 1) }
    }
}

extension RatioStep<Double> {
    /// S.
    fileprivate func mass(at cell: Int) -> Double { seen[cell] + (near.map { nearScale * $0[cell] } ?? 0) }
}

extension RunSums {
    fileprivate mutating func add(_ share: Double, weight: Double) {
        sum += share
        weighted += share * weight
    }
}

extension GridBlur {
    fileprivate func weighed(_ line: UnsafePointer<Double>, at position: Int, of count: Int, stride: Int) -> Double {
        var sum = 0.0
        for other in max(0, position - taps.count + 1)...min(count - 1, position + taps.count - 1) {
            sum += taps[abs(other - position)] * line[other * stride]
        }
        return sum
    }
}
