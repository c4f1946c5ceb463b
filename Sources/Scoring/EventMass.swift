// SPDX-License-Identifier: Apache-2.0

public import Geo
import Surfaces

/// An event as the surface sees it: where it may have been, how much it weighs and when it happened.
public struct EventMass: Sendable, Hashable {
    /// Where the event's mass lies.
    public enum Location: Sendable, Hashable {
        /// A Gaussian around a point of the grid's plane (metres); `sigma` is its standard deviation per axis.
        case point(PlanarPoint, sigma: Meters)
        /// Somewhere in the footprint with this position in the evidence's list.
        case area(footprint: Int)
    }

    /// Place.
    public let location: Location
    /// Dimensionless weight, 0 or more.
    public let weight: Double
    /// Days on which it may have happened.
    public let period: DayInterval

    /// Takes the parts as they are; `SurfaceEvidence` checks them.
    public init(location: Location, weight: Double, period: DayInterval) {
        self.location = location
        self.weight = weight
        self.period = period
    }
}

/// All that a surface is made of.
public struct SurfaceEvidence: Sendable {
    /// Cells to fill; the window of the surface is the rectangle that they cover.
    public let grid: Grid
    /// Day for which the surface stands.
    public let asOf: CalendarDay
    /// Events in the caller's order; results speak of them by position.
    public let events: EventMassList
    /// Areas of the imprecise events.
    public let footprints: [AreaFootprint]
    /// Positions of footprints over which mass is always spread evenly, whatever the settings say.
    public let evenFootprints: Set<Int>
    /// People per cell on the same grid, where known: informs the spread of imprecise events.
    public let population: Raster<Float>?

    /// Takes the parts as they are; making a surface of them checks them.
    public init(
        grid: Grid, asOf: CalendarDay, events: [EventMass], footprints: [AreaFootprint] = [],
        evenFootprints: Set<Int> = [], population: Raster<Float>? = nil
    ) {
        self.init(
            grid: grid, asOf: asOf, events: EventMassList(events), footprints: footprints,
            evenFootprints: evenFootprints, population: population)
    }

    /// Takes the parts as they are; making a surface of them checks them.
    public init(
        grid: Grid, asOf: CalendarDay, events: EventMassList, footprints: [AreaFootprint] = [],
        evenFootprints: Set<Int> = [], population: Raster<Float>? = nil
    ) {
        self.grid = grid
        self.asOf = asOf
        self.events = events
        self.footprints = footprints
        self.evenFootprints = evenFootprints
        self.population = population
    }

    /// Refuses what would poison the surface silently.
    func check() throws(SurfaceFault) {
        if let population, population.grid != grid { throw .gridMismatch(what: "the population raster") }
        for (position, event) in events.enumerated() {
            guard event.weight >= 0, event.weight.isFinite else {
                throw .invalidEvent(position: position, reason: "weight \(event.weight) is not a number of 0 or more")
            }
            if let reason = fault(of: event.location) { throw .invalidEvent(position: position, reason: reason) }
        }
        for footprint in footprints {
            guard (footprint.indices.last ?? 0) < grid.count else { throw .gridMismatch(what: "an area footprint") }
        }
    }

    private func fault(of location: EventMass.Location) -> String? {
        switch location {
        case .point(let point, let sigma):
            if !point.x.isFinite || !point.y.isFinite { return "its position is not finite" }
            if !(sigma.value >= 0 && sigma.value.isFinite) { return "its sigma \(sigma.value) m is not 0 or more" }
        case .area(let footprint):
            if !footprints.indices.contains(footprint) { return "there is no footprint \(footprint)" }
        }
        return nil
    }
}
