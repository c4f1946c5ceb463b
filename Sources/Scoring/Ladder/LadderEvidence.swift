// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
import Surfaces

/// An event of a record as the ladder sees it.
public struct LadderEvent: Sendable, Hashable {
    /// Where it counts.
    public enum Place: Sendable, Hashable {
        /// The cell that holds its unrounded point.
        case cell(Int32)
        /// The area with this position in the evidence's list.
        case area(Int)

        /// Whether it is a cell.
        public var isCell: Bool {
            if case .cell = self { true } else { false }
        }
    }

    /// Where it counts.
    public let place: Place
    /// Days from its end to the day for which the surface stands, more than 0.
    public let age: Double
    /// Whether its source knows its point, whatever is told of it: such events make the rate.
    public let isLocated: Bool

    /// - Parameter isLocated: nil for whether the place is a cell.
    public init(place: Place, age: Double, isLocated: Bool? = nil) {
        self.place = place
        self.age = age
        self.isLocated = isLocated ?? place.isCell
    }
}

/// The mass of each event by cell: one for a precise event, spread for one that is known to an area.
///
/// Every event counts 1: weights of severity or reliability made forecasts worse. Events whose cell is not assessed are
/// left out.
public struct LadderEvidence: Sendable {
    /// What an event counts.
    public enum Counting: Sendable, Hashable {
        /// Every event 1: for expected numbers.
        case events
        /// A precise event 1/n of the n of its cell and week: for chances, as a cluster is one occasion.
        case placeWeeks
    }

    /// The events in the order given, without those that fall on no assessed cell.
    public let events: [LadderEvent]
    /// Weight of each event.
    public private(set) var weights: [Double]
    /// The cells that hold any mass.
    let places: MassPlaces
    /// For each area the slots of its cells and the share of an event of it that each takes.
    private let areas: [[(slot: Int32, share: Double)]]
    /// Slot of each precise event; -1 for others.
    private let slots: [Int32]

    /// - Parameters:
    ///   - footprints: cells of the areas; events name them by position.
    ///   - evenly: positions of footprints that are always spread evenly, as of restricted events.
    ///   - counting: what an event counts.
    public init(
        _ events: [LadderEvent], footprints: [AreaFootprint] = [], evenly: Set<Int> = [], on ground: LadderGround,
        counting: Counting
    ) {
        let inside = footprints.map { Self.assessed($0, ground) }
        let kept = events.filter { event in
            switch event.place {
            case .cell(let cell): ground.isAssessed(Int(cell))
            case .area(let area): !inside[area].isEmpty
            }
        }
        self.events = kept
        weights = Self.weights(of: kept, counting)
        let shares = Self.informed(inside, evenly: evenly, by: kept, ground)
        var slotOfCell = Self.occupied(by: kept, shares, ground)
        places = MassPlaces(Self.numbered(&slotOfCell).map { Int($0) }, on: ground)
        areas = shares.map { area in area.map { (slotOfCell[Int($0.cell)], $0.share) } }
        slots = kept.map { if case .cell(let cell) = $0.place { slotOfCell[Int(cell)] } else { -1 } }
    }

    /// For each cell 0 where an event or an area with one may count, -1 elsewhere.
    private static func occupied(
        by events: [LadderEvent], _ areas: [[(cell: Int32, share: Double)]], _ ground: LadderGround
    ) -> [Int32] {
        var marks = [Int32](repeating: -1, count: ground.grid.count),
            isMarked = [Bool](repeating: false, count: areas.count)
        for event in events {
            switch event.place {
            case .cell(let cell): marks[Int(cell)] = 0
            case .area(let area) where !isMarked[area]:
                isMarked[area] = true
                for (cell, _) in areas[area] { marks[Int(cell)] = 0 }
            case .area: break
            }
        }
        return marks
    }

    /// The marked cells in rising order; their marks become their positions.
    private static func numbered(_ marks: inout [Int32]) -> [Int32] {
        var cells: [Int32] = []
        for cell in marks.indices where marks[cell] == 0 {
            marks[cell] = Int32(cells.count)
            cells.append(Int32(cell))
        }
        return cells
    }

    /// The same events at the same places, counted in another way.
    public func counting(_ counting: Counting) -> LadderEvidence {
        var evidence = self
        evidence.weights = Self.weights(of: events, counting)
        return evidence
    }

    private static func weights(of events: [LadderEvent], _ counting: Counting) -> [Double] {
        counting == .events ? events.map { _ in 1 } : placeWeeks(events)
    }

    /// 1/n for each of the n precise events of one cell and week; 1 for imprecise ones.
    static func placeWeeks(_ events: [LadderEvent]) -> [Double] {
        struct PlaceWeek: Hashable {
            let cell: Int32
            let week: Double
        }
        func key(_ event: LadderEvent) -> PlaceWeek? {
            guard case .cell(let cell) = event.place else { return nil }
            return PlaceWeek(cell: cell, week: (event.age / 7).rounded(.down))
        }
        let counts = events.reduce(into: [PlaceWeek: Int]()) { counts, event in
            if let key = key(event) { counts[key, default: 0] += 1 }
        }
        return events.map { event in key(event).map { 1 / Double(counts[$0] ?? 1) } ?? 1 }
    }

    private static func assessed(_ area: AreaFootprint, _ ground: LadderGround) -> [(cell: Int32, share: Double)] {
        let cells = zip(area.indices, area.fractions).filter { ground.isAssessed(Int($0.0)) }
        let sum = cells.reduce(0) { $0 + Double($1.1) }
        return sum > 0 ? cells.map { ($0.0, Double($0.1) / sum) } : []
    }

    // MARK: Informed spread

    /// Days of precise events that inform the spread over an area.
    private static let informingDays = 365.0
    /// With fewer of them inside, an area is filled evenly.
    private static let leastInforming = 20.0
    /// Share that is spread evenly all the same.
    private static let evenShare = 0.2

    /// A fifth evenly, the rest where precise events of the last year were, blurred by 10 km.
    private static func informed(
        _ areas: [[(cell: Int32, share: Double)]], evenly: Set<Int>, by events: [LadderEvent], _ ground: LadderGround
    ) -> [[(cell: Int32, share: Double)]] {
        guard !areas.isEmpty else { return [] }
        var counts = [Double](repeating: 0, count: ground.grid.count)
        for event in events where event.age <= informingDays {
            if case .cell(let cell) = event.place { counts[Int(cell)] += 1 }
        }
        let blur = GridBlur(sigma: .kilometers(10), cellSize: ground.grid.cellSize)
        let density = blur.blurred(counts.map(Float.init), columns: ground.grid.columns, rows: ground.grid.rows)
        return areas.enumerated().map { position, area in
            let inside = area.reduce(0) { $0 + counts[Int($1.cell)] }
            guard inside >= leastInforming, !evenly.contains(position) else { return area }
            return informed(area, density)
        }
    }

    private static func informed(
        _ area: [(cell: Int32, share: Double)], _ density: [Float]
    ) -> [(cell: Int32, share: Double)] {
        let mass = area.map { $0.share * Double(density[Int($0.cell)]) }
        let sum = mass.reduce(0, +)
        guard sum > 0 else { return area }
        return zip(area, mass).map { ($0.cell, evenShare * $0.share + (1 - evenShare) * $1 / sum) }
    }

    // MARK: Fields

    /// Weight of an event on a clock: halved with each half-life of its age.
    func decayed(_ event: Int, halfLife: Double?) -> Double {
        weights[event] * (halfLife.map { exp2(-events[event].age / $0) } ?? 1)
    }

    /// The decayed mass of each place of `places`.
    func masses(halfLife: Double?, where included: (Int) -> Bool = { _ in true }) -> [Double] {
        var masses = [Double](repeating: 0, count: places.cells.count)
        var byArea = [Double](repeating: 0, count: areas.count)
        for index in events.indices where included(index) {
            let mass = decayed(index, halfLife: halfLife)
            switch events[index].place {
            case .cell: masses[Int(slots[index])] += mass
            case .area(let area): byArea[area] += mass
            }
        }
        for (mass, area) in zip(byArea, areas) where mass > 0 {
            for (slot, share) in area { masses[Int(slot)] += mass * share }
        }
        return masses
    }
}
