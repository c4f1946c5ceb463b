// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// Reads the geometries of one layer into one coordinate reference system.
struct FeatureGeometryReader {
    private let transform: CoordinateTransform?
    private let isGeographic: Bool

    init(layer: VectorLayerReader, targetCRS: CoordinateReferenceSystem) throws(GeoIOError) {
        isGeographic = targetCRS == .geographic
        // A table without geometry needs no transformation, and PROJ costs some milliseconds to wake.
        guard OGR_L_GetGeomType(layer.layer) != wkbNone else {
            transform = nil
            return
        }
        let source =
            if let stated = OGR_L_GetSpatialRef(layer.layer) {
                try SpatialReference.copy(of: stated)
            } else {
                try SpatialReference(layer.assumedCRS ?? .geographic)
            }
        let target = try SpatialReference(targetCRS)
        transform = source.crs == target.crs ? nil : try CoordinateTransform(from: source, to: target)
    }

    func geometry(of feature: OGRFeatureH, origin: RecordOrigin) throws(GeoIOError) -> Geometry? {
        guard let handle = OGR_F_GetGeometryRef(feature) else { return nil }
        do {
            guard let stored = try OGRGeometry.value(of: handle) else { return nil }
            try check(stored, "finite") { $0.x.isFinite && $0.y.isFinite }
            guard let transform else { return try inDegrees(stored) }
            return try inDegrees(transform.transform(stored))
        } catch let fault as GeometryFault {
            throw .badFeature(origin: origin, reason: fault.reason)
        } catch {
            throw .badFeature(origin: origin, reason: "\(error)".trimmingSuffix { $0 == "." })
        }
    }

    /// Refuses what no longitude or latitude can be; rounding beyond the antimeridian is let through.
    private func inDegrees(_ geometry: Geometry) throws(GeometryFault) -> Geometry {
        guard isGeographic else { return geometry }
        try check(geometry, "a longitude and a latitude") { abs($0.x) <= 180.000_001 && abs($0.y) <= 90.000_001 }
        return geometry
    }

    private func check(
        _ geometry: Geometry, _ demand: String, _ isGood: (PlanarPoint) -> Bool
    ) throws(GeometryFault) {
        guard let bad = geometry.firstVertex(where: { !isGood($0) }) else { return }
        throw GeometryFault("x = \(bad.x), y = \(bad.y) is not \(demand)")
    }
}

extension Geometry {
    /// The first vertex, in the order of parts and rings, that satisfies the predicate.
    func firstVertex(where predicate: (PlanarPoint) -> Bool) -> PlanarPoint? {
        switch self {
        case .point(let point): predicate(point) ? point : nil
        case .multiPoint(let points): points.first(where: predicate)
        case .lines(let lines): Self.firstVertex(in: lines, where: predicate)
        case .area(let area):
            area.polygons.isEmpty
                ? nil : Self.firstVertex(in: area.polygons.flatMap { [$0.shell] + $0.holes }, where: predicate)
        }
    }

    private static func firstVertex(
        in lines: [[PlanarPoint]], where predicate: (PlanarPoint) -> Bool
    ) -> PlanarPoint? {
        for line in lines {
            if let found = line.first(where: predicate) { return found }
        }
        return nil
    }
}
