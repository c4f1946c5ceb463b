// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A shape that a report drew, as a tier may show it.
public struct ReleasedShape: Sendable, Hashable, Codable {
    /// What the coordinates are.
    public enum Form: String, Sendable, Hashable, Codable { case points, lines, areas }

    /// Points, lines or areas.
    public let form: Form
    /// Areas of rings of positions, longitude first; lines are the rings of one area, points the positions of one ring.
    public let coordinates: [[[[Double]]]]
    /// Metres on either side of lines and around points.
    public let distance: Double

    private enum CodingKeys: String, CodingKey {
        case form, coordinates
        case distance = "distance_m"
    }

    init(_ geometry: Geometry, distance: Meters, rounded: (PlanarPoint) -> PlanarPoint) {
        func positions(_ points: [PlanarPoint]) -> [[Double]] { points.map(rounded).map { [$0.x, $0.y] } }
        self.distance = distance.value
        switch geometry {
        case .point(let point): (form, coordinates) = (.points, [[positions([point])]])
        case .multiPoint(let points): (form, coordinates) = (.points, [[positions(points)]])
        case .lines(let lines): (form, coordinates) = (.lines, [lines.map(positions)])
        case .area(let area):
            form = .areas
            coordinates = area.polygons.map { ([$0.shell] + $0.holes).map(positions) }
        }
    }

    /// The shape in lon/lat degrees.
    public var geometry: Geometry {
        let areas = coordinates.map { rings in
            rings.map { ring in ring.compactMap { $0.count == 2 ? PlanarPoint(x: $0[0], y: $0[1]) : nil } }
        }
        switch form {
        case .points: return .multiPoint(areas.flatMap { $0.flatMap { $0 } })
        case .lines: return .lines(areas.flatMap { $0 })
        case .areas:
            return .area(
                MultiPolygon(
                    areas.compactMap { rings in
                        rings.first.map { Polygon(shell: $0, holes: Array(rings.dropFirst())) }
                    }))
        }
    }

    /// Whether every position is one of the globe.
    var isOnGlobe: Bool {
        coordinates.joined().joined().allSatisfy { position in
            position.count == 2 && Coordinate(longitude: position[0], latitude: position[1]) != nil
        }
    }
}
