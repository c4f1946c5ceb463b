// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
public import Surfaces

/// The share of each assessed cell in the events to come.
///
/// A share starts near towns and climbs the steps of a table: each compares the decayed mass S within its width with the
/// mass E that the shares so far expect there, and multiplies the share by (a + e S) / (a + e E), where e is the number
/// of cells that a kernel averages over and a the step's caution. After each step shares are divided by their sum. At
/// the end a hundredth goes back to the start. Nothing is fitted.
public struct Ladder<Number: GridNumber>: Sendable {
    /// Steps.
    public let table: LadderTable
    /// Cells.
    public let ground: LadderGround
    /// Threads; the result is the same bit by bit for any number.
    public let threads: Int
    /// Kernel of each step; nil for steps without one.
    let blurs: [GridBlur?]
    /// For each kernel, what of it lies on assessed cells, around each cell.
    private let inside: [Meters: CellValues<Number>]

    /// - Parameter table: nil for the steps that the ground has.
    public init(table: LadderTable? = nil, ground: LadderGround, threads: Int = 1) {
        self.table = table ?? ground.table
        self.ground = ground
        self.threads = threads
        blurs = self.table.steps.map { step in
            step.sigma.map { GridBlur(sigma: $0, cellSize: ground.grid.cellSize, cut: Number.cut) }
        }
        var assessed = [Number](repeating: 0, count: ground.inner.count)
        for run in ground.runs {
            for cell in run.first..<run.first + run.count { assessed[cell] = 1 }
        }
        inside = zip(self.table.steps, blurs).reduce(into: [:]) { inside, step in
            guard let sigma = step.0.sigma, let blur = step.1, inside[sigma] == nil else { return }
            let values = blur.blurred(
                assessed, columns: ground.inner.columns, rows: ground.inner.rows, threads: threads)
            inside[sigma] = CellValues(count: values.count) { $0.update(from: values, count: values.count) }
        }
    }

    /// The shares, row-major; they sum to 1, and are 0 where a cell is not assessed.
    ///
    /// Specialised here, for other rooms call it as a generic function: without, each cell costs a look-up of its type.
    @specialized(where Number == Float)
    @specialized(where Number == Double)
    public func shares(_ evidence: LadderEvidence) -> [Number] {
        let fields = LadderFields<Number>(cells: ground.inner.count)
        var climb = LadderClimb(self, CellMass(evidence, self), in: fields)
        let sum = climb.climb { _ in }
        return finished(fields.current, sum: sum)
    }

    /// The shares behind the last step, with the floor.
    func finished(_ shares: UnsafePointer<Number>, sum: Double) -> [Number] {
        [Number](unsafeUninitializedCapacity: ground.grid.count) { result, initialized in
            LargePages.prefer(UnsafeMutableRawBufferPointer(result))
            result.initialize(repeating: 0)
            let climbed = Number((1 - table.floor) / sum), floor = Number(table.floor)
            for run in ground.runs {
                for cell in 0..<run.count {
                    let start = Number(ground.start[run.cell + cell])
                    result[run.cell + cell] = climbed * shares[run.first + cell] + floor * start
                }
            }
            initialized = result.count
        }
    }

    /// For each cell what of a step's kernel around it lies on assessed cells; nil for steps without a kernel. The sum of a
    /// blurred field over the assessed cells is that of the field times these.
    func weights(of step: Int) -> UnsafePointer<Number>? {
        table.steps[step].sigma.flatMap { inside[$0]?.first }
    }

    /// e: the cells that a step averages over.
    func evenness(_ step: LadderStep) -> Double {
        guard let sigma = step.sigma else { return 1 }
        return max(1, 4 * .pi * sigma.value * sigma.value / (ground.grid.cellSize * ground.grid.cellSize))
    }

    /// The share of a place: its cells with the share of each that counts.
    public static func sum(_ shares: [Number], over place: [(cell: Int, share: Double)]) -> Double {
        place.reduce(0) { $0 + $1.share * Double(shares[$1.cell]) }
    }

    static func sum(_ shares: UnsafePointer<Number>, over place: [(cell: Int, share: Double)]) -> Double {
        place.reduce(0) { $0 + $1.share * Double(shares[$1.cell]) }
    }
}

extension LadderStep {
    /// Standard deviation of the kernel; nil for steps without one.
    var sigma: Meters? { if case .kernel(let sigma) = width { sigma } else { nil } }
}
