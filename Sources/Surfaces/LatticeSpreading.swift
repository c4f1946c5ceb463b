// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// How points are divided for spreading: into runs that are short enough for sums in single precision, and into batches
/// that threads may take. Both depend on the numbers of points and nodes alone, so the result does not depend on the
/// number of threads.
struct SpreadingPlan {
    let points: Int
    let run: Int
    let batches: [Range<Int>]

    /// `lattices` of equal size share the nodes; each point goes to all of them.
    init(points: Int, nodes: Int, lattices: Int = 1) {
        self.points = points
        run = max(4096, nodes / lattices / 8)
        // A batch needs a lattice of its own, so large lattices get few.
        let wanted = min(8, points / 65_536, 1_000_000 / max(1, nodes))
        let count = max(1, wanted)
        batches = (0..<count).map { points * $0 / count..<points * ($0 + 1) / count }
    }

    /// Whether all points fit into one run, so that no sums in double precision are needed.
    var isSingleRun: Bool { points <= run }

    /// Calls `body` for each run of a range.
    func forEachRun(of range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(start + run, range.upperBound)
            body(start..<end)
            start = end
        }
    }
}

extension GaussianLattice {
    /// Adds points; `w` is their mass.
    package mutating func spread(x: [Double], y: [Double], w: [Double], threads: Int = 1) {
        let mapping = spreading(fromLine: 0, depth: 0), kernels = kernels, shape = nodes
        nodes.values.accumulate(points: x.count, threads: threads, kernels: kernels) { nodes, range in
            let lattice = cscore_lattice(
                nodes: nodes, stride: Int64(shape.stride), lines: Int64(shape.lines), depth: Int64(shape.depth))
            x.withUnsafeBufferPointer { x in
                y.withUnsafeBufferPointer { y in
                    w.withUnsafeBufferPointer { w in
                        let first = range.lowerBound
                        kernels.spread(
                            lattice, mapping, x.baseAddress! + first, y.baseAddress! + first, w.baseAddress! + first,
                            Int64(range.count))
                    }
                }
            }
        }
    }
}

/// Fills positions and masses of a range of points.
package typealias PointFilling = (
    _ range: Range<Int>, _ x: inout [Double], _ y: inout [Double], _ mass: inout [Double]
) -> Void

extension GaussianLattice {
    /// Adds points as `spread` does, which are asked for run by run: the arrays that `fill` gets are empty, and nothing
    /// but one run is held.
    package mutating func spread(count: Int, _ fill: PointFilling) {
        let mapping = spreading(fromLine: 0, depth: 0), kernels = kernels, shape = nodes
        var x: [Double] = [], y: [Double] = [], mass: [Double] = []
        nodes.values.accumulate(points: count, threads: 1, kernels: kernels) { nodes, range in
            x.removeAll(keepingCapacity: true)
            y.removeAll(keepingCapacity: true)
            mass.removeAll(keepingCapacity: true)
            fill(range, &x, &y, &mass)
            let lattice = cscore_lattice(
                nodes: nodes, stride: Int64(shape.stride), lines: Int64(shape.lines), depth: Int64(shape.depth))
            kernels.spread(lattice, mapping, x, y, mass, Int64(range.count))
        }
    }
}

extension [Float] {
    /// Adds to nodes what `spread` adds, into zeroed memory of the same size, for ranges of points. The nodes are those
    /// of `lattices` lattices of equal size.
    mutating func accumulate(
        points: Int, lattices: Int = 1, threads: Int, kernels: cscore_kernels,
        _ spread: (UnsafeMutablePointer<Float>, Range<Int>) -> Void
    ) {
        guard points > 0 else { return }
        let plan = SpreadingPlan(points: points, nodes: count, lattices: lattices)
        if plan.isSingleRun { return withUnsafeMutableBufferPointer { spread($0.baseAddress!, 0..<points) } }
        var sums = plan.batches.map { _ in [Double]() }
        let count = count
        Workers.runCollecting(count: plan.batches.count, threads: threads, into: &sums) { batch, sum in
            var scratch = [Float](repeating: 0, count: count)
            sum = [Double](repeating: 0, count: count)
            plan.forEachRun(of: plan.batches[batch]) { range in
                scratch.withUnsafeMutableBufferPointer { spread($0.baseAddress!, range) }
                kernels.flush(&sum, &scratch, Int64(count))
            }
        }
        var total = map(Double.init)
        for sum in sums {
            sum.withUnsafeBufferPointer { sum in
                total.withUnsafeMutableBufferPointer { for node in sum.indices { $0[node] += sum[node] } }
            }
        }
        self = total.map { Float($0) }
    }
}
