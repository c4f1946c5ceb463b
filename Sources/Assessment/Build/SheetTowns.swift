// SPDX-License-Identifier: Apache-2.0

import Cartography
import Gazetteer
import Geo
import GeoIO
import Layers
import Studies

/// Chooses the towns of a sheet by its scale, and the one beside the highest value.
struct SheetTowns {
    let content: SheetContent
    let names: ReferenceNames
    /// The towns of a sheet of the whole study.
    let known: [MapTown]

    /// Towns nearer to a larger one than this share of the sheet's width would crowd it.
    private static let spacing = 0.045
    /// More would be a gazetteer, not a map.
    private static let most = 40
    private static let beside = Meters.kilometers(12)
    /// A place farther from the highest value than this does not tell where it is.
    private static let reach = Meters.kilometers(30)

    /// - Throws: `GeoIOError` for a place that cannot be brought to the plane.
    func towns(of extent: Extent, isPart: Bool, highest: PlanarPoint?) throws -> [MapTown] {
        var towns = isPart ? try chosen(in: extent) : known
        guard let highest else { return towns }
        // A town that the map has anyway tells better where it is than a suburb beside it.
        let distances = towns.map { $0.position.distance(to: highest) }
        let beside = distances.indices.min { distances[$0] < distances[$1] }
        if let beside, distances[beside] < Self.beside.value {
            towns[beside].isHighest = true
        } else if let (place, position) = try nearest(to: highest) {
            var town = town(place, position, rank: 3)
            town.isHighest = true
            towns.append(town)
        }
        return towns
    }

    private var settled: [Place] {
        content.gazetteer.content.places.filter {
            content.study.isAssessed($0.country) && $0.feature.isSettlement && $0.feature != .suburb && !$0.isRestricted
        }
    }

    /// The best known places of a part of the study, none of them beside another.
    private func chosen(in extent: Extent) throws -> [MapTown] {
        var towns = known.filter { extent.contains($0.position) }
        let least = Self.spacing * extent.width
        for place in settled.sorted(by: Self.isBetterKnown) where place.population > 0 && towns.count < Self.most {
            guard let coordinate = place.coordinate else { continue }
            let position = try content.plane.toPlane.transform(coordinate.point)
            guard extent.contains(position), !towns.contains(where: { $0.position.distance(to: position) < least })
            else { continue }
            towns.append(town(place, position, rank: place.population >= 500_000 ? 2 : 3))
        }
        return towns
    }

    private static func isBetterKnown(_ a: Place, _ b: Place) -> Bool {
        (b.prominence ?? 0, b.population, a.id) < (a.prominence ?? 0, a.population, b.id)
    }

    private func nearest(to point: PlanarPoint) throws -> (place: Place, position: PlanarPoint)? {
        guard let center = Coordinate(try content.plane.toDegrees.transform(point)) else { return nil }
        let near = settled.compactMap { place in
            place.coordinate.map { (place: place, distance: $0.distance(to: center)) }
        }.filter { $0.distance < Self.reach }
        // A village beside it says less than a town that readers know.
        let best = near.min { a, b in
            (a.place.population == 0 ? 1 : 0, a.distance.value, a.place.id)
                < (b.place.population == 0 ? 1 : 0, b.distance.value, b.place.id)
        }
        return try best.flatMap { best in
            try best.place.coordinate.map { (best.place, try content.plane.toPlane.transform($0.point)) }
        }
    }

    private func town(_ place: Place, _ position: PlanarPoint, rank: Int) -> MapTown {
        MapTown(name: names.name(of: place), position: position, rank: rank)
    }
}

extension PlanarPoint {
    fileprivate func distance(to other: PlanarPoint) -> Double {
        ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }
}

extension Coordinate {
    fileprivate init?(_ point: PlanarPoint) { self.init(longitude: point.x, latitude: point.y) }
}
