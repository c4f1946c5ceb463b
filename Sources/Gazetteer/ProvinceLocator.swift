// SPDX-License-Identifier: Apache-2.0

import Geo

/// Answers by polygon in which province a position lies and how near a boundary is.
struct ProvinceLocator: Sendable {
    private let provinces: [(region: Region, extent: Extent)]

    init(_ regions: [Region]) {
        provinces = regions.compactMap { region in region.area.extent.map { (region, $0) } }
    }

    /// The province whose polygon holds the position; nil outside all.
    func province(at position: Coordinate) -> Region? {
        provinces.first { $0.extent.contains(position.point) && $0.region.area.contains(position.point) }?.region
    }

    /// The province around the position; of a stated country, also one that ends at most `margin` away, since
    /// generalised borders leave crossings on the wrong side.
    func province(at position: Coordinate, country: String, margin: Meters) -> Region? {
        let inside = province(at: position)
        if country.isEmpty || inside?.country == country { return inside }
        let near = provinces.compactMap { province -> (region: Region, distance: Meters)? in
            guard province.region.country == country else { return nil }
            return nearest(position, limit: margin) { $0 == province.region.id }.map { (province.region, $0) }
        }
        return near.min { $0.distance < $1.distance }?.region
    }

    /// Distance to the nearest edge of any province, when it is at most `limit`.
    func boundaryDistance(from position: Coordinate, limit: Meters) -> Meters? {
        nearest(position, limit: limit) { _ in true }
    }

    /// Whether the position lies in the province or at most `margin` outside.
    func lies(_ position: Coordinate, in id: String, margin: Meters) -> Bool {
        guard let province = provinces.first(where: { $0.region.id == id }) else { return false }
        return province.region.area.contains(position.point) || nearest(position, limit: margin) { $0 == id } != nil
    }

    private func nearest(_ position: Coordinate, limit: Meters, accepts: (String) -> Bool) -> Meters? {
        let plane = LocalPlane(origin: position)
        // A degree of longitude is at least 85 km here; 60 km keeps the filter safe up to 57 degrees north.
        let reach = limit.value / 60_000
        var least = Double.infinity
        for (region, extent) in provinces
        where accepts(region.id) && extent.expanded(by: reach)?.contains(position.point) == true {
            for polygon in region.area.polygons {
                least = min(least, plane.squaredDistance(to: polygon.shell))
                for hole in polygon.holes { least = min(least, plane.squaredDistance(to: hole)) }
            }
        }
        let distance = least.squareRoot()
        return distance <= limit.value ? Meters(distance) : nil
    }
}

/// Metres east and north of an origin, good to a per mille within some tens of kilometres.
struct LocalPlane {
    private let origin: PlanarPoint
    private let metersPerDegreeX: Double
    private static let metersPerDegree = 111_195.0

    init(origin: Coordinate) {
        self.origin = origin.point
        // The cosine by way of the chord of one degree of longitude, so that one place alone holds trigonometry.
        let east = Coordinate(
            longitude: origin.longitude < 179 ? origin.longitude + 1 : origin.longitude - 1, latitude: origin.latitude)
        metersPerDegreeX = east.map { origin.distance(to: $0).value } ?? Self.metersPerDegree
    }

    func meters(_ point: PlanarPoint) -> PlanarPoint {
        PlanarPoint(x: (point.x - origin.x) * metersPerDegreeX, y: (point.y - origin.y) * Self.metersPerDegree)
    }

    /// Squared distance in square metres from the origin to a line.
    func squaredDistance(to line: [PlanarPoint]) -> Double {
        guard var start = line.first.map(meters) else { return .infinity }
        var least = Double.infinity
        for point in line.dropFirst() {
            let end = meters(point)
            least = min(least, Self.squaredDistanceFromOrigin(start, end))
            start = end
        }
        return least
    }

    private static func squaredDistanceFromOrigin(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        let dx = b.x - a.x, dy = b.y - a.y
        let length = dx * dx + dy * dy
        let along = length > 0 ? max(0, min(1, -(a.x * dx + a.y * dy) / length)) : 0
        let x = a.x + along * dx, y = a.y + along * dy
        return x * x + y * y
    }
}

extension ProvinceLocator {
    /// The province that a referent's source states, else the one around its position; nil where neither tells.
    func province(of referent: Referent) -> String? {
        referent.provinces.first ?? referent.coordinate.flatMap { province(at: $0)?.id }
    }
}

/// A point inside an area and the radius of a circle of the same size: how an area shows where a point is asked for.
struct AreaSummary {
    let inside: Coordinate?
    let radius: Meters

    init(_ area: MultiPolygon) {
        guard let extent = area.extent,
            let origin = Coordinate(longitude: extent.center.x, latitude: extent.center.y)
        else {
            inside = nil
            radius = Meters(0)
            return
        }
        let plane = LocalPlane(origin: origin)
        let size = area.polygons.reduce(0) { $0 + Self.size($1.shell.map(plane.meters)) }
        radius = Meters((size / Double.pi).squareRoot())
        inside = Self.middleOfWidestSpan(area, latitude: extent.center.y)
    }

    private static func size(_ ring: [PlanarPoint]) -> Double {
        abs(zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 })
    }

    private static func middleOfWidestSpan(_ area: MultiPolygon, latitude: Double) -> Coordinate? {
        var crossings: [Double] = []
        for ring in area.polygons.flatMap({ [$0.shell] + $0.holes }) {
            for (a, b) in zip(ring, ring.dropFirst()) where (a.y > latitude) != (b.y > latitude) {
                crossings.append((b.x - a.x) * (latitude - a.y) / (b.y - a.y) + a.x)
            }
        }
        crossings.sort()
        let spans = stride(from: 0, to: crossings.count - 1, by: 2).map { (crossings[$0], crossings[$0 + 1]) }
        guard let widest = spans.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }) else { return nil }
        return Coordinate(longitude: (widest.0 + widest.1) / 2, latitude: latitude)
    }
}
