// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces

/// The fields of a climb: the shares of the last step alone, or of every step for the way back.
final class LadderFields<Number: GridNumber> {
    private let memory: UnsafeMutablePointer<Number>
    private let cells: Int
    private let keepsSteps: Bool
    private var position = 0

    /// - Parameter steps: steps whose fields are kept; nil for the last alone.
    init(cells: Int, keeping steps: Int? = nil) {
        self.cells = cells
        keepsSteps = steps != nil
        // Cells that are not assessed are never written, and hold nothing.
        let count = cells * (steps.map { 2 * $0 + 1 } ?? 2)
        memory = .allocate(capacity: count)
        LargePages.prefer(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: memory, count: count)))
        memory.initialize(repeating: 0, count: count)
    }

    deinit { memory.deallocate() }

    /// Begins another climb.
    func begin() { position = 0 }

    /// The shares so far.
    var current: UnsafeMutablePointer<Number> { memory + position * cells }

    /// Where the shares behind the next step go.
    func next(inPlace: Bool) -> UnsafeMutablePointer<Number> {
        if keepsSteps { return memory + (position + 2) * cells }
        return inPlace ? current : memory + (1 - position) * cells
    }

    /// Where the shares within the next step's kernel go; nil where they are not kept.
    var within: UnsafeMutablePointer<Number>? { keepsSteps ? memory + (position + 1) * cells : nil }

    func advance(inPlace: Bool) {
        if keepsSteps { position += 2 } else if !inPlace { position = 1 - position }
    }
}

/// One value per cell that stays as it is.
final class CellValues<Number: GridNumber>: Sendable {
    /// The value of the first cell.
    nonisolated(unsafe) let first: UnsafePointer<Number>

    /// - Parameter fill: writes all values; they are 0 before.
    init(count: Int, _ fill: (UnsafeMutablePointer<Number>) -> Void) {
        let memory = UnsafeMutablePointer<Number>.allocate(capacity: count)
        memory.initialize(repeating: 0, count: count)
        fill(memory)
        first = UnsafePointer(memory)
    }

    deinit { first.deallocate() }
}

/// What one step did. Shares are known up to a common factor: their sum stands beside them.
struct LadderRung<Number: GridNumber> {
    /// Position in the table.
    let index: Int
    let step: LadderStep
    /// Shares before the step.
    let before: UnsafePointer<Number>
    /// Shares within the kernel; nil for steps without one and where fields are not kept.
    let within: UnsafePointer<Number>?
    /// Shares behind the step.
    let shares: UnsafePointer<Number>
    /// Sum of the shares before the step.
    let sumBefore: Double
    /// Shares before the step by zone, for steps by zone.
    let zones: [Double]
    /// M: the mass that the step sees of all cells.
    let mass: Double
    /// T: sum over all cells of the shares within the step's width; with M / T times them the shares expect what was seen.
    let total: Double
    /// Sum of the shares behind the step.
    var sum = 0.0
}

extension LadderRung {
    /// By what the shares of each zone are multiplied at a step by zone.
    /// - Parameter seen: mass of each zone.
    func zoneFactors(_ seen: [Double]) -> [Double] {
        zip(seen, zones).map { seen, shares in
            (step.caution + seen) / (step.caution + shares * mass / total) / sumBefore
        }
    }
}

/// Shares on their way up.
struct LadderClimb<Mass: LadderMass> {
    typealias Number = Mass.Number

    private let ladder: Ladder<Number>
    private let mass: Mass
    private let fields: LadderFields<Number>
    private let bands: [Range<Int>]
    /// Of each run of the ground where the last step went run by run, of each band otherwise.
    private var sums: [RunSums] = []
    private var runs: [LadderRun] { ladder.ground.runs }
    private var columns: Int { ladder.ground.inner.columns }

    init(_ ladder: Ladder<Number>, _ mass: Mass, in fields: LadderFields<Number>) {
        self.ladder = ladder
        self.mass = mass
        self.fields = fields
        bands = GridBlur.bands(of: ladder.ground.inner.rows)
    }

    /// Climbs all steps that see any mass.
    /// - Parameter each: is told of each.
    /// - Returns: the sum of the shares behind the last, which the fields hold.
    mutating func climb(each: (LadderRung<Number>) -> Void) -> Double {
        let steps = ladder.table.steps.indices.filter { mass.sum($0) > 0 }
        begin(before: steps.first)
        for (position, index) in steps.enumerated() {
            each(climb(index, before: position + 1 < steps.count ? steps[position + 1] : nil))
        }
        return sum
    }

    private var sum: Double { sums.reduce(0) { $0 + $1.sum } }

    private mutating func begin(before next: Int?) {
        fields.begin()
        let shares = fields.current
        for run in runs {
            for cell in 0..<run.count { shares[run.first + cell] = Number(ladder.ground.start[run.cell + cell]) }
        }
        scale(shares, into: shares, weights: next.flatMap(ladder.weights)) { _ in 1 }
    }

    /// - Parameter next: the step behind this one, for which sums are taken on the way.
    private mutating func climb(_ index: Int, before next: Int?) -> LadderRung<Number> {
        let step = ladder.table.steps[index], isKernel = step.sigma != nil, isZone = step.width == .zone
        let shares = fields.next(inPlace: !isKernel), weights = next.flatMap(ladder.weights)
        var rung = LadderRung(
            index: index, step: step, before: UnsafePointer(fields.current),
            within: isKernel ? fields.within.map { UnsafePointer($0) } : nil, shares: UnsafePointer(shares),
            sumBefore: sum, zones: isZone ? zones : [], mass: isKernel ? mass.seenSum(index) : mass.sum(index),
            total: isKernel ? sums.reduce(0) { $0 + $1.weighted } : sum)
        if isZone {
            let factors = rung.zoneFactors(mass.byZone(index)).map { Number($0) }
            scale(rung.before, into: shares, weights: weights) { factors[$0] }
        } else {
            climb(
                rung, into: shares, weights: weights, byRun: next.map { ladder.table.steps[$0].width == .zone } ?? false
            )
        }
        rung.sum = sum
        fields.advance(inPlace: !isKernel)
        return rung
    }

    /// The shares of each zone; the last step must have gone run by run.
    private var zones: [Double] {
        var zones = [Double](repeating: 0, count: ladder.ground.zoneCount)
        for (run, sums) in zip(runs, sums) { zones[run.zone] += sums.sum }
        return zones
    }

    // MARK: Bands

    private mutating func scale(
        _ shares: UnsafePointer<Number>, into next: UnsafeMutablePointer<Number>, weights: UnsafePointer<Number>?,
        by factor: (_ zone: Int) -> Number
    ) {
        let runs = runs
        eachBand(byRun: true, scratch: 0) { _, pieces, _, sums in
            for run in pieces {
                let first = runs[run].first
                sums[run] = Number.scale(
                    shares + first, by: factor(runs[run].zone), weights: weights.map { $0 + first },
                    count: runs[run].count, into: next + first)
            }
        }
    }

    /// A step that compares cell by cell: within the cells themselves or within a kernel, which is blurred band by band just
    /// before it is used. Cells that are not assessed hold no share before it and none behind it, so that only sums by zone
    /// need run by run.
    private mutating func climb(
        _ rung: LadderRung<Number>, into next: UnsafeMutablePointer<Number>, weights: UnsafePointer<Number>?,
        byRun: Bool
    ) {
        let ladder = ladder, mass = mass, runs = runs, columns = columns, bandCells = GridBlur.bandRows * columns
        let blurScratch = ladder.blurs[rung.index].map { Number.scratch(of: $0, columns: columns) } ?? 0
        eachBand(byRun: byRun, scratch: bandCells + max(mass.scratch, blurScratch)) { band, pieces, scratch, sums in
            let first = band.lowerBound * columns
            let within = ladder.within(rung, band, scratch: scratch, blurScratch: scratch + bandCells)
            let seen = mass.seen(rung.index, band, scratch + bandCells)
            for piece in pieces {
                let offset = byRun ? runs[piece].first - first : 0
                var step = ladder.ratio(rung, seen, within: within, from: offset)
                step.shares = rung.before + first + offset
                step.weights = weights.map { $0 + first + offset }
                sums[piece] = Number.climb(
                    step, count: byRun ? runs[piece].count : band.count * columns, into: next + first + offset)
            }
        }
    }

    /// Calls `body` for each band with its rows, the positions of its sums and all sums.
    private mutating func eachBand(
        byRun: Bool, scratch: Int,
        _ body: (Range<Int>, Range<Int>, UnsafeMutablePointer<Number>, UnsafeMutableBufferPointer<RunSums>) -> Void
    ) {
        let ladder = ladder, bands = bands
        sums = Array(repeating: RunSums(), count: byRun ? runs.count : bands.count)
        sums.withUnsafeMutableBufferPointer { sums in
            let sums = sums
            Workers.run(count: bands.count, threads: ladder.threads, scratch: max(1, scratch)) { number, scratch in
                let pieces = byRun ? ladder.ground.runs(ofRows: bands[number]) : number..<number + 1
                body(bands[number], pieces, scratch, sums)
            }
        }
    }
}

extension Ladder {
    /// The shares before a step within its width, from the first cell of a band on.
    /// - Parameter scratch: takes a band where fields are not kept.
    func within(
        _ rung: LadderRung<Number>, _ band: Range<Int>, scratch: UnsafeMutablePointer<Number>,
        blurScratch: UnsafeMutablePointer<Number>
    ) -> UnsafePointer<Number> {
        let first = band.lowerBound * ground.inner.columns
        guard let blur = blurs[rung.index] else { return rung.before + first }
        // What no step writes holds nothing where fields are kept; scratch may hold anything.
        let blurred = rung.within.map { UnsafeMutablePointer(mutating: $0) + first } ?? scratch
        let span = ground.span(ofRows: band)
        if rung.within == nil, span.count < ground.inner.columns {
            scratch.update(repeating: 0, count: band.count * ground.inner.columns)
        }
        Number.blur(
            rung.before, blur, band: band, span: span, columns: ground.inner.columns, rows: ground.inner.rows,
            into: blurred,
            scratch: blurScratch)
        return UnsafePointer(blurred)
    }

    /// A step over the cells from one of a band on.
    /// - Parameters:
    ///   - within: the shares within the step's width in the band.
    ///   - offset: from the band's first cell.
    func ratio(
        _ rung: LadderRung<Number>, _ seen: BandMass<Number>, within: UnsafePointer<Number>, from offset: Int
    ) -> RatioStep<Number> {
        RatioStep(
            shares: rung.before, seen: seen.seen + offset, near: seen.near.map { $0 + offset }, within: within + offset,
            nearScale: seen.scale, caution: Number(rung.step.caution), evenness: Number(evenness(rung.step)),
            scale: Number(rung.mass / rung.total), factor: Number(1 / rung.sumBefore))
    }
}
