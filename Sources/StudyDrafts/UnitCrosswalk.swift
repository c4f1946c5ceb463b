// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import GeoIO

/// What the built-in units know of a publisher's: ISO codes beside p-codes, names in other languages, other spellings.
///
/// Two units are one where their codes are, or where each holds the middle of the other and nothing else does so.
struct UnitCrosswalk {
    private let world: [DraftUnit]
    private let middles: [PlanarPoint?]

    init(world: [DraftUnit]) throws {
        self.world = world
        middles = try world.map { try GeometryOperations.interiorPoint(of: $0.area) }
    }

    /// The units with what was learnt, and how many found their counterpart.
    func taught(_ units: [DraftUnit]) throws -> (units: [DraftUnit], matched: Int) {
        let own = try units.map { try GeometryOperations.interiorPoint(of: $0.area) }
        var taken: Set<Int> = [], taught = units
        for index in units.indices {
            guard let found = counterpart(of: units[index], own[index], taken) else { continue }
            taken.insert(found)
            taught[index].learn(from: world[found])
        }
        return (taught, taken.count)
    }

    private func counterpart(of unit: DraftUnit, _ middle: PlanarPoint?, _ taken: Set<Int>) -> Int? {
        let free = world.indices.filter { !taken.contains($0) }
        // A region and the one province in it may have the same area and another name each.
        if !unit.iso.isEmpty { return free.first { world[$0].iso == unit.iso } }
        let names = Set(unit.allNames.map(Gazetteer.nameKey))
        let named = free.filter { !names.isDisjoint(with: world[$0].allNames.map(Gazetteer.nameKey)) }
        let overlapping = free.filter { touches(unit, middle, $0) }
        if let both = named.first(where: overlapping.contains) { return both }
        return overlapping.first { isMutual(unit, middle, $0) }
    }

    /// Whether either unit holds the middle of the other.
    private func touches(_ unit: DraftUnit, _ middle: PlanarPoint?, _ index: Int) -> Bool {
        middle.map { world[index].area.contains($0) } == true
            || middles[index].map { unit.area.contains($0) } == true
    }

    private func isMutual(_ unit: DraftUnit, _ middle: PlanarPoint?, _ index: Int) -> Bool {
        middle.map { world[index].area.contains($0) } == true && middles[index].map { unit.area.contains($0) } == true
            && (0.6...1.6).contains(
                GeometryOperations.area(of: unit.area) / max(GeometryOperations.area(of: world[index].area), 1e-9))
    }
}
