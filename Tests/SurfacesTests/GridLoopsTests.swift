// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces
import Testing

/// The vectorized loops over cells against the plain ones, at every length of their tails.
@Suite struct GridLoopsTests {
    private func values(_ count: Int, seed: UInt64, from low: Double = 0) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        // Floats, so that both forms begin with the same numbers.
        return (0..<count).map { _ in Double(Float(Double.random(in: low...1, using: &generator))) }
    }

    private func isNear(_ floats: [Float], _ doubles: [Double], within most: Double = 2e-5) -> Bool {
        zip(floats, doubles).allSatisfy { (Double($0) - $1).magnitude <= most * max(1e-3, $1.magnitude) }
    }

    // MARK: Blur

    @Test(
        "Any number of columns and rows", arguments: [1, 2, 5, 31, 32, 33, 63, 64, 65, 100, 511, 512, 513, 545, 1030])
    func blur(columns: Int) {
        for rows in [1, 2, 3, 31, 32, 33, 70] {
            for kilometers in [1.0, 5, 20] {
                let blur = GridBlur(sigma: .kilometers(kilometers), cellSize: 5000)
                let field = values(columns * rows, seed: UInt64(columns * 100 + rows))
                let exact = blur.blurred(field, columns: columns, rows: rows)
                let fast = blur.blurred(field.map { Float($0) }, columns: columns, rows: rows)
                #expect(isNear(fast, exact), "\(columns) by \(rows), \(kilometers) km")
            }
        }
    }

    @Test func aKernelMayBeLargerThanTheGridAndThanATile() {
        let blur = GridBlur(sigma: .kilometers(1000), cellSize: 5000)
        for (columns, rows) in [(3, 2), (40, 35), (700, 3)] {
            let field = values(columns * rows, seed: 7)
            let exact = blur.blurred(field, columns: columns, rows: rows)
            #expect(isNear(blur.blurred(field.map { Float($0) }, columns: columns, rows: rows), exact))
        }
    }

    @Test func theBitsDoNotDependOnThreads() {
        let blur = GridBlur(sigma: .kilometers(20), cellSize: 5000)
        let field = values(600 * 130, seed: 3).map { Float($0) }
        let one = blur.blurred(field, columns: 600, rows: 130)
        for threads in 2...4 { #expect(blur.blurred(field, columns: 600, rows: 130, threads: threads) == one) }
    }

    @Test func aSingleCellSpreadsByItsTapsByHand() {
        // One standard deviation is one cell: Phi(1/2) - Phi(-1/2) = 0.38292, Phi(3/2) - Phi(1/2) = 0.24173.
        let blur = GridBlur(sigma: .kilometers(5), cellSize: 5000)
        var field = [Float](repeating: 0, count: 49)
        field[24] = 1
        let blurred = blur.blurred(field, columns: 7, rows: 7)
        #expect((blurred[24] - 0.38292 * 0.38292).magnitude < 1e-5)
        #expect((blurred[25] - 0.38292 * 0.24173).magnitude < 1e-5)
        #expect((blurred[32] - 0.24173 * 0.24173).magnitude < 1e-5)
    }

    private func spread<Number: GridNumber>(_ field: [Number], _ blur: GridBlur, columns: Int, rows: Int) -> [Number] {
        let cells = field.indices.filter { field[$0] != 0 }.map { Int32($0) }, masses = cells.map { field[Int($0)] }
        var result = field.map { _ in Number(0) }
        var scratch = [Number](repeating: 0, count: Number.scratch(of: blur, columns: columns) + 2 * blur.taps.count)
        for band in GridBlur.bands(of: rows) {
            cells.withUnsafeBufferPointer { cells in
                result.withUnsafeMutableBufferPointer {
                    Number.addBlur(
                        of: cells, masses, blur, band: band, columns: columns,
                        to: $0.baseAddress! + band.lowerBound * columns, scratch: &scratch)
                }
            }
        }
        return result
    }

    @Test("A few cells one by one give the blur of the field", arguments: [1, 5, 17, 40, 100])
    func fewCells(columns: Int) {
        let rows = 70, blur = GridBlur(sigma: .kilometers(20), cellSize: 5000)
        var field = [Double](repeating: 0, count: columns * rows)
        for cell in [0, columns - 1, 31 * columns, 33 * columns + columns / 2, field.count - 1] { field[cell] += 2 }
        let exact = blur.blurred(field, columns: columns, rows: rows)
        #expect(isNear(spread(field.map { Float($0) }, blur, columns: columns, rows: rows), exact))
        for (a, b) in zip(spread(field, blur, columns: columns, rows: rows), exact) {
            #expect((a - b).magnitude < 1e-14)
        }
    }

    // MARK: Steps

    /// A step over values, in both kinds of number.
    private struct Example<Number: GridNumber> {
        let shares: [Number], seen: [Number], near: [Number], within: [Number], weights: [Number]

        func withStep<Result>(near: Bool, weights: Bool, _ body: (RatioStep<Number>) -> Result) -> Result {
            shares.withUnsafeBufferPointer { shares in
                seen.withUnsafeBufferPointer { seen in
                    self.near.withUnsafeBufferPointer { nearby in
                        within.withUnsafeBufferPointer { within in
                            self.weights.withUnsafeBufferPointer { weighing in
                                body(
                                    RatioStep(
                                        shares: shares.baseAddress!, seen: seen.baseAddress!,
                                        near: near ? nearby.baseAddress! : nil, within: within.baseAddress!,
                                        weights: weights ? weighing.baseAddress! : nil, nearScale: 0.25, caution: 0.5,
                                        evenness: 3, scale: 1.5, factor: 0.75))
                            }
                        }
                    }
                }
            }
        }
    }

    private func example<Number: GridNumber>(_ count: Int, _: Number.Type) -> Example<Number> {
        func some(_ seed: UInt64) -> [Number] { values(count, seed: seed).map { Number($0) } }
        return Example(shares: some(1), seen: some(2), near: some(3), within: some(4), weights: some(5))
    }

    private func climbed<Number: GridNumber>(
        _ count: Int, near: Bool, weights: Bool, _ type: Number.Type
    ) -> (shares: [Double], sums: RunSums) {
        var next = [Number](repeating: 0, count: count)
        let sums = example(count, type).withStep(near: near, weights: weights) {
            Number.climb($0, count: count, into: &next)
        }
        return (next.map { Double($0) }, sums)
    }

    @Test("A step at every length", arguments: Array(1...70) + [511, 512, 513, 1100])
    func climb(count: Int) {
        for (near, weights) in [(false, false), (false, true), (true, false), (true, true)] {
            let fast = climbed(count, near: near, weights: weights, Float.self)
            let exact = climbed(count, near: near, weights: weights, Double.self)
            #expect(isNear(fast.shares.map { Float($0) }, exact.shares))
            #expect((fast.sums.sum / exact.sums.sum - 1).magnitude < 1e-5)
            #expect((fast.sums.weighted - exact.sums.weighted).magnitude <= 1e-5 * exact.sums.weighted)
        }
    }

    @Test func aStepByHand() {
        // 0.8 (0.5 + 3 x 0.2) / (0.5 + 3 x 1.5 x 0.1) x 0.75.
        var next: [Double] = [0]
        let sums = Example<Double>(shares: [0.8], seen: [0.1], near: [0.4], within: [0.1], weights: [2]).withStep(
            near: true, weights: true
        ) { Double.climb($0, count: 1, into: &next) }
        #expect((next[0] - 0.8 * 1.1 / 0.95 * 0.75).magnitude < 1e-15)
        #expect(sums.sum == next[0] && sums.weighted == 2 * next[0])
    }

    private func back<Number: GridNumber>(_ count: Int, _ type: Number.Type) -> (fields: [[Double]], total: Double) {
        var gradient = values(count, seed: 6, from: -1).map { Number($0) }
        var bySeen = gradient, byWithin = gradient
        let total = example(count, type).withStep(near: true, weights: false) {
            Number.goBack(over: $0, count: count, &gradient, bySeen: &bySeen, byWithin: &byWithin)
        }
        return ([gradient, bySeen, byWithin].map { $0.map { Double($0) } }, total)
    }

    @Test("The way back at every length", arguments: Array(1...70) + [513])
    func wayBack(count: Int) {
        let fast = back(count, Float.self), exact = back(count, Double.self)
        for (a, b) in zip(fast.fields, exact.fields) { #expect(isNear(a.map { Float($0) }, b)) }
        #expect((fast.total - exact.total).magnitude < 1e-4 * max(1, exact.total.magnitude))
    }

    @Test("The way back is the slope of the step")
    func slope() {
        let count = 9, step = 1e-6
        let gradient = values(count, seed: 6, from: -1), example = example(count, Double.self)
        func value(_ shares: [Double], _ seen: [Double], _ within: [Double]) -> Double {
            var next = [Double](repeating: 0, count: count)
            _ = Example<Double>(
                shares: shares, seen: seen, near: example.near, within: within, weights: example.weights
            ).withStep(near: true, weights: false) { Double.climb($0, count: count, into: &next) }
            return zip(next, gradient).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let (fields, total) = back(count, Double.self)
        func moved(_ values: [Double], _ cell: Int, _ by: Double) -> [Double] {
            var values = values
            values[cell] += by
            return values
        }
        for cell in 0..<count {
            let byShare =
                value(moved(example.shares, cell, step), example.seen, example.within)
                - value(moved(example.shares, cell, -step), example.seen, example.within)
            let bySeen =
                value(example.shares, moved(example.seen, cell, step), example.within)
                - value(example.shares, moved(example.seen, cell, -step), example.within)
            let byWithin =
                value(example.shares, example.seen, moved(example.within, cell, step))
                - value(example.shares, example.seen, moved(example.within, cell, -step))
            for (field, slope) in zip(fields, [byShare, bySeen, byWithin]) {
                #expect((field[cell] - slope / (2 * step)).magnitude < 1e-7)
            }
        }
        #expect((total - zip(fields[2], example.within).reduce(0) { $0 + $1.0 * $1.1 } / 1.5).magnitude < 1e-12)
    }

    @Test("Scaling and adding at every length", arguments: Array(1...70) + [600])
    func scaleAndAdd(count: Int) {
        let shares = values(count, seed: 1), weights = values(count, seed: 2)
        func run<Number: GridNumber>(_: Number.Type) -> ([Double], RunSums) {
            let shares = shares.map { Number($0) }, weights = weights.map { Number($0) }
            var next = shares
            let sums = Number.scale(shares, by: 1.25, weights: weights, count: count, into: &next)
            Number.add(shares, weights, times: 0.5, count: count, to: &next)
            Number.add(nil, nil, times: 0.125, count: count, to: &next)
            return (next.map { Double($0) }, sums)
        }
        let fast = run(Float.self), exact = run(Double.self)
        #expect(isNear(fast.0.map { Float($0) }, exact.0))
        #expect((exact.0[0] - (1.25 * shares[0] + shares[0] + 0.5 * weights[0] + 0.125)).magnitude < 1e-15)
        #expect((fast.1.weighted / exact.1.weighted - 1).magnitude < 1e-5)
    }
}
