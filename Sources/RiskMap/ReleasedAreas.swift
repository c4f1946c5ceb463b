// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Layers

/// Shapes of released locations in lon/lat degrees, each made once.
final class ReleasedAreas {
    /// Imprecise places are drawn without the detail of the province borders: it would feign precision, and thousands
    /// of events would carry thousands of copies of them.
    private static let simplification = 3_000.0

    private var footprints: LawFootprints
    private let toDegrees: CoordinateTransform
    private var known: [ReleasedLocation: MultiPolygon] = [:]

    /// `toDegrees` leads from the grid's plane to lon/lat.
    init(footprints: LawFootprints, toDegrees: CoordinateTransform) {
        self.footprints = footprints
        self.toDegrees = toDegrees
    }

    /// The geometry that stands for a location; nil for what is not drawn.
    /// - Throws: `GeoIOError`.
    func geometry(of location: ReleasedLocation) throws -> Geometry? {
        if case .point(let longitude, let latitude, _) = location {
            return .point(PlanarPoint(x: longitude, y: latitude))
        }
        if let area = known[location] { return area.isEmpty ? nil : .area(area) }
        let area = try location.areaLaw.map { try shape(of: $0) } ?? MultiPolygon([])
        known[location] = area
        return area.isEmpty ? nil : .area(area)
    }

    private func shape(of law: AreaLaw) throws -> MultiPolygon {
        let planar = try footprints.area(of: law)
        if planar.isEmpty { return planar }
        return try toDegrees.transform(GeometryOperations.simplify(planar, tolerance: Self.simplification))
    }
}

extension ReleasedLocation {
    /// The area law of an imprecise location; nil for points and for what is not located.
    var areaLaw: AreaLaw? {
        switch self {
        case .point, .unlocated: nil
        case .regions(let ids): ids.isEmpty ? nil : .regions(ids)
        case .disc(let longitude, let latitude, let radius, let region):
            Coordinate(longitude: longitude, latitude: latitude).map {
                .disc(center: $0, radius: Meters(radius), within: region)
            }
        case .buffer(let line, let distance): .buffer(line: line, distance: Meters(distance))
        case .shape(let shape): .shape(shape.geometry, distance: Meters(shape.distance))
        }
    }
}
