// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import TileEncoding

/// An incident of open sources on the map, at the precision of the tier.
struct IncidentMark: Sendable {
    let id: String
    let title: String
    let type: String
    /// `YYYY-MM-DD`.
    let firstDay: String, lastDay: String
    /// The days; nil where the texts are none.
    let days: DayInterval?
    /// Degrees; the middle of an area.
    let place: PlanarPoint
    /// Whether it is known to a place; else to an area.
    let isPoint: Bool
    /// Within which it happened; nil for strips and shapes.
    let radius: Meters?
    let certainty: MarkCertainty
    let claims: Int
    let claimsInConflict: Int
    let rootSources: Int
    /// 0: shown, and not on the surface.
    let weight: Double

    /// Texts of hostile length are cut: an id that is cut stands for no incident, so such a mark is told as a number.
    static let longestID = 120
    private static let longestTitle = 96, longestType = 40

    /// Nil for what has no place.
    init?(_ feature: TileFeature, place: MarkPlace?) {
        guard let place else { return nil }
        let members = Dictionary(
            feature.properties.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        func count(_ name: String) -> Int { members[name]?.double.flatMap { Int(checked: $0) } ?? 0 }
        id = feature.key
        title = (members["title"]?.text ?? "").cut(toBytes: Self.longestTitle)
        type = (members["type"]?.text ?? "").cut(toBytes: Self.longestType)
        firstDay = (members["first_day"]?.text ?? "").cut(toBytes: 10)
        lastDay = (members["last_day"]?.text ?? firstDay).cut(toBytes: 10)
        let first = CalendarDay(parsing: firstDay), last = CalendarDay(parsing: lastDay)
        days = first.flatMap { first in DayInterval(first: first, last: max(first, last ?? first)) }
        self.place = place.point
        isPoint = place.isPoint
        radius = place.radius
        (claims, rootSources, claimsInConflict) = (count("claims"), count("root_sources"), count("claims_in_conflict"))
        weight = members["weight"]?.double ?? 0
        certainty = MarkCertainty(
            radius: place.radius, rootSources: rootSources, claims: claims, claimsInConflict: claimsInConflict)
    }

    /// What a list of marks says of it.
    var json: JSONValue {
        [
            "id": .string(id), "latitude": .double(place.y.rounded(toDecimals: 5)),
            "longitude": .double(place.x.rounded(toDecimals: 5)), "precision": isPoint ? "point" : "area",
            "radius_km": radiusJSON, "type": .string(type), "first_day": .string(firstDay),
            "last_day": .string(lastDay), "title": .string(title), "certainty": .double(certainty.value),
            "certainty_level": .string(certainty.level.rawValue), "claims": .integer(claims),
            "in_conflict": .bool(claimsInConflict > 0), "on_surface": .bool(weight > 0),
        ]
    }

    var radiusJSON: JSONValue { radius.map { .double($0.kilometers.rounded(toDecimals: 1)) } ?? .null }
}

/// Where a mark stands.
struct MarkPlace: Sendable {
    let point: PlanarPoint
    let isPoint: Bool
    let radius: Meters?

    private static let metersPerDegree = 111_195.0

    /// Nil for what has no geometry.
    init?(_ feature: TileFeature, location: JSONValue?) {
        func number(_ name: String) -> Double? { location?[name]?.double }
        switch feature.geometry {
        case .point(let point):
            (self.point, isPoint) = (point, true)
            radius = number("sigma_m").map { Meters($0) }
        case .area(let area):
            let center = Coordinate(longitude: number("longitude") ?? .nan, latitude: number("latitude") ?? .nan)
            guard let middle = center?.point ?? feature.middle else { return nil }
            (point, isPoint) = (middle, false)
            let isStrip = ["buffer", "shape"].contains(location?["kind"]?.text)
            radius = number("radius_m").map { Meters($0) } ?? (isStrip ? nil : Self.radius(of: area))
        case .multiPoint, .lines, nil: return nil
        }
    }

    /// Radius of the circle of the same size, by degrees at the middle latitude.
    private static func radius(of area: MultiPolygon) -> Meters? {
        guard let extent = area.extent else { return nil }
        let size = area.polygons.reduce(0) { sum, polygon in
            let corners = zip(polygon.shell, polygon.shell.dropFirst())
            return sum + abs(corners.reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 })
        }
        let narrowing = cos(extent.center.y * Double.pi / 180)
        return Meters((size * narrowing / Double.pi).squareRoot() * metersPerDegree)
    }
}

extension String {
    /// The text, cut between two characters where it has more bytes, with an ellipsis.
    func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var kept = "", bytes = 0
        for character in self {
            bytes += character.utf8.count
            if bytes > limit - 3 { break }
            kept.append(character)
        }
        return kept + "\u{2026}"
    }
}
