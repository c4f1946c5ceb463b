// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// Planar geometry through GEOS: distances, areas and tolerances are in the units of the coordinates given.
///
/// Areas given to the set operations should be valid; GEOS refuses some that are not, which is a `geometry` error.
/// Results have no part of a lower dimension: two areas that only touch have an empty intersection.
public enum GeometryOperations {
    /// What the two areas have in common.
    public static func intersection(_ a: MultiPolygon, _ b: MultiPolygon) throws(GeoIOError) -> MultiPolygon {
        try combine("intersection", a, b) { OGR_G_Intersection($0, $1) }
    }

    /// What either area covers.
    public static func union(_ a: MultiPolygon, _ b: MultiPolygon) throws(GeoIOError) -> MultiPolygon {
        try combine("union", a, b) { OGR_G_Union($0, $1) }
    }

    /// What any of the areas covers; of many, much faster than one by one.
    public static func union(_ areas: [MultiPolygon]) throws(GeoIOError) -> MultiPolygon {
        let all = MultiPolygon(areas.flatMap(\.polygons))
        return try apply("union", .area(all)) { geometry in
            // The cascaded union takes a multi-polygon, and one part alone is handed over as a polygon.
            OGR_G_UnionCascaded(OGR_G_ForceToMultiPolygon(geometry))
        }
    }

    /// What `a` covers and `b` does not.
    public static func difference(_ a: MultiPolygon, _ b: MultiPolygon) throws(GeoIOError) -> MultiPolygon {
        try combine("difference", a, b) { OGR_G_Difference($0, $1) }
    }

    /// The parts of the lines inside the area.
    public static func clip(_ lines: [[PlanarPoint]], to area: MultiPolygon) throws(GeoIOError) -> [[PlanarPoint]] {
        guard !lines.isEmpty, !area.isEmpty else { return [] }
        let first = try OGRGeometry(.lines(lines)), second = try OGRGeometry(area)
        return try result("clip", first, second) { OGR_G_Intersection($0, $1) }.lines
    }

    /// All points within `distance` of the geometry; each quarter of a circle becomes `segments` straight pieces
    /// (16 keep it within 0.13 % of the distance). A negative distance shrinks areas.
    public static func buffer(
        _ geometry: Geometry, distance: Double, segments: Int = 16
    ) throws(GeoIOError) -> MultiPolygon {
        guard distance.isFinite, (1...1000).contains(segments) else {
            throw .invalidArgument(
                what: "A buffer of \(distance) with \(segments) segments per quarter circle",
                remedy: "Give a finite distance and 1 to 1000 segments")
        }
        return try apply("buffer", geometry) { OGR_G_Buffer($0, distance, Int32(segments)) }
    }

    /// The area with fewer vertices, none of its edges farther than `tolerance` from where it was, and still valid.
    /// Neighbours simplified one by one no longer share their edges.
    public static func simplify(_ area: MultiPolygon, tolerance: Double) throws(GeoIOError) -> MultiPolygon {
        try apply("simplify", .area(area)) { OGR_G_SimplifyPreserveTopology($0, tolerance) }
    }

    /// The lines with fewer vertices, none farther than `tolerance` from where it was; ends stay.
    public static func simplify(
        _ lines: [[PlanarPoint]], tolerance: Double
    ) throws(GeoIOError) -> [[PlanarPoint]] {
        guard !lines.isEmpty else { return [] }
        let geometry = try OGRGeometry(.lines(lines))
        return try result("simplify", geometry) { OGR_G_SimplifyPreserveTopology($0, tolerance) }.lines
    }

    /// The area with coordinates of so many decimals, repaired where rounding made a ring cross itself or two parts overlap.
    /// - Throws: `GeoIOError` where it cannot be repaired.
    public static func rounded(_ area: MultiPolygon, decimals: Int) throws(GeoIOError) -> MultiPolygon {
        try RoundedArea(area, decimals: decimals).area
    }

    /// A valid area that covers what the rings enclose: crossings become vertices, overlaps merge, holes are cut out,
    /// what has no width disappears.
    public static func makeValid(_ area: MultiPolygon) throws(GeoIOError) -> MultiPolygon {
        try apply("make valid", .area(area)) { geometry in
            withStringList(["METHOD=STRUCTURE"]) { OGR_G_MakeValidEx(geometry, $0) }
        }
    }

    /// Why the area is not valid, with the place, in GEOS's words; nil when it is valid.
    public static func validityProblem(of area: MultiPolygon) throws(GeoIOError) -> String? {
        guard !area.isEmpty else { return nil }
        let geometry = try OGRGeometry(area)
        return geometry.withHandle { handle in
            ErrorCapture.run { errors in OGR_G_IsValid(handle) != 0 ? nil : errors.reason }
        }
    }

    /// Planar area, holes subtracted, in square units of the coordinates.
    public static func area(of area: MultiPolygon) -> Double {
        area.polygons.reduce(0) { sum, polygon in
            sum + abs(polygon.shell.signedArea) - polygon.holes.reduce(0) { $0 + abs($1.signedArea) }
        }
    }

    /// A point well inside the area, for a label; nil when the area is empty.
    public static func interiorPoint(of area: MultiPolygon) throws(GeoIOError) -> PlanarPoint? {
        guard !area.isEmpty else { return nil }
        let geometry = try OGRGeometry(area)
        return try result("interior point", geometry) { OGR_G_PointOnSurface($0) }.points.first
    }

    /// Whether the two geometries share any point.
    public static func intersects(_ a: Geometry, _ b: Geometry) throws(GeoIOError) -> Bool {
        let first = try OGRGeometry(a), second = try OGRGeometry(b)
        return first.withHandle { first in
            second.withHandle { second in ErrorCapture.run { _ in OGR_G_Intersects(first, second) != 0 } }
        }
    }

    private static func combine(
        _ name: String, _ a: MultiPolygon, _ b: MultiPolygon,
        _ operation: (OGRGeometryH, OGRGeometryH) -> OGRGeometryH?
    ) throws(GeoIOError) -> MultiPolygon {
        let first = try OGRGeometry(a), second = try OGRGeometry(b)
        return MultiPolygon(try result(name, first, second, operation).polygons)
    }

    private static func apply(
        _ name: String, _ geometry: Geometry, _ operation: (OGRGeometryH) -> OGRGeometryH?
    ) throws(GeoIOError) -> MultiPolygon {
        if case .area(let area) = geometry, area.isEmpty { return area }
        let given = try OGRGeometry(geometry)
        return MultiPolygon(try result(name, given, operation).polygons)
    }

    private static func result(
        _ name: String, _ a: OGRGeometry, _ b: OGRGeometry, _ operation: (OGRGeometryH, OGRGeometryH) -> OGRGeometryH?
    ) throws(GeoIOError) -> WKBReader {
        try b.withHandle { second throws(GeoIOError) in try result(name, a) { operation($0, second) } }
    }

    private static func result(
        _ name: String, _ geometry: OGRGeometry, _ operation: (OGRGeometryH) -> OGRGeometryH?
    ) throws(GeoIOError) -> WKBReader {
        let made = try geometry.withHandle { handle throws(GeoIOError) in
            try ErrorCapture.run { errors throws(GeoIOError) in
                guard let made = operation(handle) else { throw .geometry(operation: name, reason: errors.reason) }
                return OGRGeometry(owning: made)
            }
        }
        return try made.parts(operation: name)
    }
}

extension [PlanarPoint] {
    /// Area of the ring, positive when it runs counter-clockwise; taken about the first vertex, so that large
    /// coordinates cost no digits.
    var signedArea: Double {
        guard let origin = first else { return 0 }
        return zip(self, dropFirst()).reduce(0) { sum, edge in
            let (a, b) = edge
            return sum + ((a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)) / 2
        }
    }
}
