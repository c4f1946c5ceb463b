// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces

/// The mass of events as the steps of a ladder see it.
protocol LadderMass<Number> {
    associatedtype Number: GridNumber
    /// Mass of all events on the step's clock; a step without any is skipped.
    func sum(_ step: Int) -> Double
    /// Mass of all assessed cells within the step's kernel.
    func seenSum(_ step: Int) -> Double
    /// Mass of each zone.
    func byZone(_ step: Int) -> [Double]
    /// The mass within the step's width in a band of rows.
    /// - Parameter scratch: as many values as `scratch` says.
    func seen(_ step: Int, _ band: Range<Int>, _ scratch: UnsafeMutablePointer<Number>) -> BandMass<Number>
    /// Values of scratch that a band needs.
    var scratch: Int { get }
}

/// S in a band of rows: `seen` and `scale` times `near`, one value per cell of the band.
struct BandMass<Number: GridNumber> {
    let seen: UnsafePointer<Number>
    var near: UnsafePointer<Number>?
    var scale: Number = 0
}

/// The decayed mass of the cells that hold any, on every clock of a ladder.
struct CellMass<Number: GridNumber>: LadderMass {
    private let ladder: Ladder<Number>
    private let places: MassPlaces
    /// Mass of each place on the clock of each step.
    private let masses: [[Number]]
    private let sums: [Double]

    init(_ evidence: LadderEvidence, _ ladder: Ladder<Number>, where included: (Int) -> Bool = { _ in true }) {
        self.ladder = ladder
        places = evidence.places
        var masses: [[Number]] = [], sums: [Double] = [], clock: Double??
        for step in ladder.table.steps {
            if clock != .some(step.halfLifeDays) {
                let doubles = evidence.masses(halfLife: step.halfLifeDays, where: included)
                masses.append(doubles.map { Number($0) })
                sums.append(doubles.reduce(0, +))
                clock = step.halfLifeDays
            } else {
                masses.append(masses[masses.count - 1])
                sums.append(sums[sums.count - 1])
            }
        }
        self.masses = masses
        self.sums = sums
    }

    func sum(_ step: Int) -> Double { sums[step] }

    /// A blur is symmetric: what the cells see of the mass is what the mass sees of the cells.
    func seenSum(_ step: Int) -> Double {
        guard let weights = ladder.weights(of: step) else { return sums[step] }
        return zip(places.cells, masses[step]).reduce(0) { $0 + Double($1.1) * Double(weights[Int($1.0)]) }
    }

    func byZone(_ step: Int) -> [Double] {
        var zones = [Double](repeating: 0, count: ladder.ground.zoneCount)
        for (zone, mass) in zip(places.zones, masses[step]) { zones[Int(zone)] += Double(mass) }
        return zones
    }

    /// The mass within the width of a step that is not by zone.
    func field(_ step: Int) -> CellValues<Number> {
        let grid = ladder.ground.inner
        return CellValues(count: grid.count) { field in
            Workers.run(count: bands.count, threads: ladder.threads, scratch: scratch) { band, scratch in
                let rows = bands[band]
                let mass = seen(step, rows, scratch)
                (field + rows.lowerBound * grid.columns).update(from: mass.seen, count: rows.count * grid.columns)
            }
        }
    }

    // MARK: Bands

    private var bands: [Range<Int>] { GridBlur.bands(of: rows) }

    private var columns: Int { ladder.ground.inner.columns }
    private var rows: Int { ladder.ground.inner.rows }
    private var bandCells: Int { GridBlur.bandRows * columns }

    /// The band, and the mass of the rows around it with the scratch of a blur.
    var scratch: Int {
        ladder.blurs.compactMap { $0 }.reduce(bandCells) { most, blur in
            max(
                most,
                bandCells + (GridBlur.bandRows + 2 * (blur.taps.count - 1)) * columns
                    + Number.scratch(of: blur, columns: columns))
        }
    }

    func seen(_ step: Int, _ band: Range<Int>, _ scratch: UnsafeMutablePointer<Number>) -> BandMass<Number> {
        guard let blur = ladder.blurs[step] else {
            place(step, rows: band, into: scratch)
            return BandMass(seen: scratch)
        }
        let reach = blur.taps.count - 1
        let around = max(0, band.lowerBound - reach)..<min(rows, band.upperBound + reach)
        let slots = places.slots(ofRows: around)
        guard slots.count > columns else {
            scratch.update(repeating: 0, count: band.count * columns)
            places.cells[slots].withUnsafeBufferPointer { cells in
                masses[step][slots].withUnsafeBufferPointer { masses in
                    guard let first = masses.baseAddress else { return }
                    Number.addBlur(
                        of: cells, first, blur, band: band, columns: columns, to: scratch, scratch: scratch + bandCells)
                }
            }
            return BandMass(seen: scratch)
        }
        let field = scratch + bandCells
        place(step, rows: around, into: field)
        let inner = band.lowerBound - around.lowerBound..<band.upperBound - around.lowerBound
        Number.blur(
            field, blur, band: inner, span: 0..<columns, columns: columns, rows: around.count, into: scratch,
            scratch: field + around.count * columns)
        return BandMass(seen: scratch)
    }

    /// The mass of some rows, cell by cell.
    private func place(_ step: Int, rows: Range<Int>, into field: UnsafeMutablePointer<Number>) {
        field.update(repeating: 0, count: rows.count * columns)
        let first = rows.lowerBound * columns
        for slot in places.slots(ofRows: rows) { field[Int(places.cells[slot]) - first] = masses[step][slot] }
    }
}

/// The cells that hold mass of any event.
struct MassPlaces: Sendable {
    /// The cells on the inner grid of the ground, in rising order; a position in them is a slot.
    let cells: [Int32]
    /// Their zones.
    let zones: [Int16]
    /// First slot of each row, and behind the last row the number of slots.
    private let rowSlots: [Int32]

    /// - Parameter cells: assessed cells of the whole grid, in rising order.
    init(_ cells: [Int], on ground: LadderGround) {
        self.cells = cells.map { Int32(ground.inner($0)) }
        zones = cells.map { ground.zones[$0] }
        var rowSlots: [Int32] = [], slot = 0
        for row in 0...ground.inner.rows {
            while slot < cells.count, Int(self.cells[slot]) < row * ground.inner.columns { slot += 1 }
            rowSlots.append(Int32(slot))
        }
        self.rowSlots = rowSlots
    }

    func slots(ofRows rows: Range<Int>) -> Range<Int> {
        Int(rowSlots[rows.lowerBound])..<Int(rowSlots[rows.upperBound])
    }
}
