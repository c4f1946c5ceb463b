// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// The settlements of a base map with the zoom level from which on each is worth its room, the most important first.
struct ReferenceTowns {
    struct Town {
        let place: Place
        let coordinate: Coordinate
        let firstZoom: Int
    }

    let towns: [Town]

    /// The last zoom level at which something new appears.
    static let lastZoom = 12
    /// Levels by which a place appears earlier where nothing more important is near.
    private static let mostPromotion = 2
    /// Pixels around a place within which another one is near.
    private static let nearness = 110.0

    init(_ places: [Place], isAssessed: (String) -> Bool) {
        var ranked = places.compactMap { place in
            place.coordinate.map { (place, $0, Self.zoom(of: place, isAssessed: isAssessed(place.country))) }
        }
        // What is known far away stands before what only has many people: tables give these to parts of cities too.
        ranked.sort { a, b in
            (a.2, b.0.prominence ?? 0, b.0.population, a.0.id) < (b.2, a.0.prominence ?? 0, a.0.population, b.0.id)
        }
        var crowd = Crowd(nearness: Self.nearness, last: Self.lastZoom)
        var cities = Crowd(nearness: Self.nearness, last: Self.cityZoom + 1)
        var towns: [Town] = []
        for (place, coordinate, stated) in ranked {
            let isPart = !place.isCapital && !cities.isAlone(coordinate, zoom: Self.cityZoom)
            let zoom = isPart ? max(stated, Self.cityZoom) : stated, earliest = max(5, zoom - Self.mostPromotion)
            let first =
                earliest < zoom ? (earliest..<zoom).first { crowd.isAlone(coordinate, zoom: $0) } ?? zoom : zoom
            crowd.add(coordinate, from: first)
            if zoom <= 6 { cities.add(coordinate, from: Self.cityZoom) }
            towns.append(Town(place: place, coordinate: coordinate, firstZoom: first))
        }
        // Of one level, the order stays.
        self.towns = towns.enumerated().sorted { a, b in
            (a.element.firstZoom, a.offset) < (b.element.firstZoom, b.offset)
        }.map(\.element)
    }

    /// The level at which the surroundings of a great city become a map of their own.
    private static let cityZoom = 10

    /// By the number of people, by what the gazetteer says of how known a place is, else by its kind.
    private static func zoom(of place: Place, isAssessed: Bool) -> Int {
        if place.isCapital { return 4 }
        let steps = [(1_000_000, 5), (300_000, 6), (100_000, 7), (50_000, 8), (20_000, 9), (5_000, 10), (1_000, 11)]
        let byPeople = steps.first { place.population >= $0.0 }?.1
        let byFame = place.prominence.flatMap { fame in [(0.8, 6), (0.6, 7), (0.4, 8)].first { fame >= $0.0 }?.1 }
        let byKind = place.feature == .city ? 8 : place.feature == .town ? 10 : 12
        let zoom = min(byPeople ?? byKind, byFame ?? lastZoom)
        // The parts of a city come when the city is a map of its own.
        let least = place.feature == .suburb ? 11 : 0
        return min(lastZoom, max(least, isAssessed ? zoom : zoom + 1))
    }
}

/// Which squares of each zoom level hold a place already.
private struct Crowd {
    private struct Square: Hashable {
        let zoom: Int
        let column: Int
        let row: Int
    }

    let nearness: Double
    let last: Int
    private var squares: Set<Square> = []

    init(nearness: Double, last: Int) {
        self.nearness = nearness
        self.last = last
    }

    private func square(_ coordinate: Coordinate, _ zoom: Int) -> Square {
        let side = nearness * 360 / (256 * Double(1 << zoom))
        let point = WebMercator.project(coordinate.point), unit = TileMatrixSet.mercatorLimit / 180
        return Square(
            zoom: zoom, column: Int(checked: (point.x / unit / side).rounded(.down)) ?? 0,
            row: Int(checked: (point.y / unit / side).rounded(.down)) ?? 0)
    }

    func isAlone(_ coordinate: Coordinate, zoom: Int) -> Bool {
        let own = square(coordinate, zoom)
        return (-1...1).allSatisfy { row in
            (-1...1).allSatisfy { column in
                !squares.contains(Square(zoom: zoom, column: own.column + column, row: own.row + row))
            }
        }
    }

    mutating func add(_ coordinate: Coordinate, from zoom: Int) {
        guard zoom < last else { return }
        for zoom in zoom..<last { squares.insert(square(coordinate, zoom)) }
    }
}
