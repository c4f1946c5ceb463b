// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import RedTeam

/// A study of six square provinces with 480 invented events in two tables, most of them in and around towns, and one
/// restricted event far from all others. The same numbers every time.
final class PlantedStudy {
    /// The event that nobody should find.
    static let isolated = Coordinate(longitude: 42.6371, latitude: 33.3283)!
    static let isolatedID = "field:OST9999"

    /// What may be left out or changed.
    struct Options {
        /// The isolated event stands in the table.
        var hasIsolated = true
        /// Where it stands.
        var isolated = PlantedStudy.isolated
        /// All events of restricted sources; else a part of them is open and listed.
        var allRestricted = false
        var cell = "5km"
        var asOf = "2026-03-01"
        /// Day of the isolated event.
        var isolatedDay = "2026-01-20"
    }

    let base: SquareStudy
    private static let towns = [
        (40.31, 34.42), (40.72, 34.81), (41.22, 34.33), (41.55, 34.72), (42.21, 34.61), (42.74, 34.37), (40.41, 33.37),
        (40.83, 33.74), (41.35, 33.66), (41.68, 33.29), (42.12, 33.83),
    ]

    init(_ options: Options = Options()) throws {
        base = try SquareStudy()
        try base.write(Self.provinces, to: "provinces.geojson")
        try base.write(Self.countries, to: "countries.geojson")
        try base.removeRoutes()
        try base.edit(
            "extent: {west: 39, south: 33, east: 43, north: 36}",
            "extent: {west: 39, south: 32.5, east: 44, north: 35.5}")
        try base.edit("cell: 10km", "cell: \(options.cell)")
        try base.edit("as_of: 2026-03-01", "as_of: \(options.asOf)")
        try base.edit(
            "  - name: claims\n    format: claims\n    file: claims.csv\n    incidents: incidents.csv\n    access: open\n",
            """
              - name: press
                format: ucdp
                file: open.csv
              - name: field
                format: acled
                file: restricted.csv

            """)
        let own = try base.text("study.yaml").components(separatedBy: "  # Round numbers")[0]
        try base.write(own + Self.intensity, to: "study.yaml")
        try write(options)
    }

    private func write(_ options: Options) throws {
        var generator = SeededGenerator(seed: 11)
        var open = Self.ucdpHeader, restricted = Self.acledHeader
        for number in 0..<480 {
            let position = Self.position(&generator)
            let day = CalendarDay(year: 2025, month: 8, day: 1)!.advanced(by: generator.next(below: 195))
            if number % 2 == 0 && !options.allRestricted {
                open += Self.ucdp(number, position, day)
            } else {
                restricted += Self.acled(1000 + number, position, "\(day)")
            }
        }
        if options.hasIsolated { restricted += Self.acled(9999, options.isolated, options.isolatedDay) }
        try base.write(open, to: "open.csv")
        try base.write(restricted, to: "restricted.csv")
    }

    /// Around one of the towns, or in one case of eight anywhere in the country but within 60 km of the isolated event.
    private static func position(_ generator: inout SeededGenerator) -> Coordinate {
        if generator.next(below: 8) > 0 {
            let town = towns[generator.next(below: towns.count)]
            let reach = 0.06, x = generator.unit() + generator.unit() - 1, y = generator.unit() + generator.unit() - 1
            return Coordinate(longitude: town.0 + reach * x, latitude: town.1 + reach * y)!
        }
        while true {
            let position = Coordinate(longitude: 40 + 3 * generator.unit(), latitude: 33 + 2 * generator.unit())!
            if position.distance(to: isolated).kilometers > 60 { return position }
        }
    }

    private static let ucdpHeader =
        "id,type_of_violence,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,date_prec,date_start,date_end,"
        + "country,best,high,low,source_office,side_a,side_b\n"

    private static func ucdp(_ number: Int, _ position: Coordinate, _ day: CalendarDay) -> String {
        "\(500_000 + number),1,1,,,,\(position.latitude),\(position.longitude),1,\(day),\(day),Ostria,1,1,1,Wire \(number % 5),A,B\n"
    }

    private static let acledHeader =
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,admin1,location,latitude,"
        + "longitude,geo_precision,source,fatalities\n"

    private static func acled(_ number: Int, _ position: Coordinate, _ day: String) -> String {
        "OST\(number),\(day),1,Battles,Armed clash,Ostria,,,\(position.latitude),\(position.longitude),1,"
            + "Paper \(number % 7),0\n"
    }

    private static func square(_ west: Int, _ south: Int, _ width: Int, _ height: Int) -> String {
        let (east, north) = (west + width, south + height)
        return
            "[[[\(west), \(south)], [\(east), \(south)], [\(east), \(north)], [\(west), \(north)], [\(west), \(south)]]]"
    }

    private static var provinces: String {
        let features = (0..<6).map { number in
            #"{"type": "Feature", "properties": {"iso": "XX-P\#(number)", "name_en": "Province \#(number)", "name_ar": ""}, "#
                + #""geometry": {"type": "Polygon", "coordinates": \#(square(40 + number % 3, 33 + number / 3, 1, 1))}}"#
        }
        return #"{"type": "FeatureCollection", "features": ["# + features.joined(separator: ",\n") + "]}"
    }

    private static var countries: String {
        #"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"iso_a2": "XX", "NAME": "Ostria"}, "#
            + #""geometry": {"type": "Polygon", "coordinates": \#(square(40, 33, 3, 2))}}]}"#
    }

    private static let intensity = """
          intensity:
            version: invented-v1
            stack:
              - {half_life_days: 30, bandwidth: 4km, weight: 0.2}
              - {half_life_days: 30, bandwidth: 10km, weight: 0.25}
              - {half_life_days: 365, bandwidth: 4km, weight: 0.15}
              - {half_life_days: 365, bandwidth: 10km, weight: 0.25}
              - {half_life_days: 365, bandwidth: 30km, weight: 0.1}
            uniform: 0.05

        """
}
