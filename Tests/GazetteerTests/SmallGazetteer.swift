// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// Two provinces side by side, ten degrees square together, and a handful of invented and real names.
enum SmallGazetteer {
    static let west = square("AA-WE", country: "AA", "Westland", 0, 0, 5, 5)
    static let east = square("AA-EA", country: "AA", "Eastland", 5, 0, 10, 5)

    static func make(districtAreas: [Region] = []) -> Gazetteer {
        var content = Gazetteer.Content()
        content.districtAreas = districtAreas
        content.homeCountries = ["AA"]
        content.provinces = [west, east]
        content.countries = [
            square("AA", country: "AA", "Aland", 0, 0, 10, 5), square("BB", country: "BB", "Beland", 18, 0, 22, 5),
        ]
        content.codes = ["AAX01": "AA-WE"]
        content.places = places
        content.districts = [
            District(
                id: "district:harbour", name: "Harbour", country: "AA", province: "AA-EA", seat: at(7, 2),
                radius: .kilometers(40))
        ]
        content.vernacularRegions = [
            VernacularRegion(
                region: Region(
                    id: "region:north", country: "AA", nameEnglish: "northern Aland", area: MultiPolygon([])),
                provinces: ["AA-WE", "AA-EA"])
        ]
        content.lines = [
            NamedLine(
                id: "river:long", name: "Long River", feature: .river,
                lines: [[PlanarPoint(x: 1, y: 1), PlanarPoint(x: 9, y: 1)]])
        ]
        return Gazetteer(content)
    }

    private static let places = [
        // A city that shares the name of its province.
        Place(
            id: "p:westland", name: "Westland", country: "AA", coordinate: at(2, 2), feature: .city,
            population: 500_000),
        Place(
            id: "p:harbour", name: "Harbour", variants: ["Al-Harbor"], country: "AA", coordinate: at(7, 2),
            feature: .town, population: 30_000),
        // Two villages of one name, one in each province.
        Place(id: "p:twin-west", name: "Twinham", country: "AA", coordinate: at(1, 4), feature: .village),
        Place(id: "p:twin-east", name: "Twinham", country: "AA", coordinate: at(9, 4), feature: .village),
        Place(
            id: "p:edge", name: "Edgeville", country: "AA", coordinate: at(5.02, 2.5), feature: .town,
            population: 9_000),
        Place(
            id: "p:camp", name: "Harbour camp", country: "AA", coordinate: at(7.0123, 2.0456), feature: .camp,
            host: "p:harbour"),
        Place(id: "p:base", name: "Fort Stone", country: "AA", coordinate: at(3.1234, 3.4567), feature: .base),
        Place(
            id: "p:abroad", name: "Portby", country: "BB", coordinate: at(20, 2), feature: .city, population: 900_000),
        Place(id: "world", name: "Oldworld", country: "", coordinate: nil, feature: .supranational),
    ]

    static func at(_ longitude: Double, _ latitude: Double) -> Coordinate {
        Coordinate(longitude: longitude, latitude: latitude)!
    }

    static func square(
        _ id: String, country: String, _ name: String, _ west: Double, _ south: Double, _ east: Double,
        _ north: Double
    ) -> Region {
        let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
            .map { PlanarPoint(x: $0.0, y: $0.1) }
        return Region(id: id, country: country, nameEnglish: name, area: MultiPolygon([Polygon(shell: ring)]))
    }
}
