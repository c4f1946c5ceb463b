// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// The places of several files, each once: what an earlier file has keeps its position and kind, and gains the spellings of
/// the others.
struct PlaceMerger {
    /// Places of one name that are no farther apart are one: publishers put the middle of a village elsewhere.
    static let reach = Meters.kilometers(1.5)
    /// The same of towns, whose middles publishers put farther apart.
    static let reachOfTowns = Meters.kilometers(5)
    private static let cell = 0.05

    private(set) var places: [Place] = []
    /// Places that an earlier file has too.
    private(set) var repeats = 0
    private var byID: [String: Int] = [:]
    private var byName: [Spot: [Int]] = [:]

    private struct Spot: Hashable {
        let name: [UInt8]
        let column, row: Int
    }

    /// Adds the places of a file; among themselves they are told apart by their keys alone.
    mutating func add(_ file: [Place]) {
        let before = places.count
        for place in file {
            if let known = byID[place.id] ?? twin(of: place) {
                merge(place, into: known)
            } else {
                byID[place.id] = places.count
                places.append(place)
            }
        }
        for index in before..<places.count {
            if let spot = spot(of: places[index]) { byName[spot, default: []].append(index) }
        }
    }

    private func twin(of place: Place) -> Int? {
        guard let position = place.coordinate, let spot = spot(of: place) else { return nil }
        return around(spot).flatMap { byName[$0] ?? [] }.first { index in
            let known = places[index], isTown = [known, place].contains { $0.feature == .city || $0.feature == .town }
            let reach = isTown ? Self.reachOfTowns : Self.reach
            return known.country == place.country
                && known.coordinate.map { $0.distance(to: position).value <= reach.value } == true
        }
    }

    private func spot(of place: Place) -> Spot? {
        guard let position = place.coordinate,
            let column = Int(checked: (position.longitude / Self.cell).rounded(.down)),
            let row = Int(checked: (position.latitude / Self.cell).rounded(.down))
        else { return nil }
        return Spot(name: Gazetteer.nameKey(place.name), column: column, row: row)
    }

    private func around(_ spot: Spot) -> [Spot] {
        (-1...1).flatMap { row in
            (-1...1).map { Spot(name: spot.name, column: spot.column + $0, row: spot.row + row) }
        }
    }

    private mutating func merge(_ place: Place, into known: Int) {
        repeats += 1
        if place.isCapital { places[known].isCapital = true }
        let own = Set(places[known].variants + [places[known].name])
        places[known].variants += ([place.name] + place.variants).filter { !own.contains($0) }
    }
}
