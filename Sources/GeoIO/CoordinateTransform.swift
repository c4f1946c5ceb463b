// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// Carries positions from one coordinate reference system to another, x always being longitude or easting.
///
/// One value is for one thread at a time (it is not `Sendable`): PROJ keeps scratch space in it. Making one takes
/// milliseconds, using it some 0.2 microseconds per point: make it once and keep it.
public struct CoordinateTransform {
    /// System of the positions given.
    public let source: CoordinateReferenceSystem
    /// System of the positions returned.
    public let target: CoordinateReferenceSystem
    private let projection: Projection

    /// Throws `unknownCRS` with the definition at fault, or `noTransformation`.
    public init(from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem) throws(GeoIOError) {
        try self.init(from: SpatialReference(source), to: SpatialReference(target))
    }

    init(from source: SpatialReference, to target: SpatialReference) throws(GeoIOError) {
        self.source = source.crs
        self.target = target.crs
        projection = try Projection(from: source, to: target)
    }

    /// The images of the points, in order. Throws `untransformablePoint` with the first point that has none.
    public func transform(_ points: [PlanarPoint]) throws(GeoIOError) -> [PlanarPoint] {
        var coordinates = CoordinateColumns(points)
        try transform(&coordinates)
        return coordinates.points
    }

    /// The image of one point.
    public func transform(_ point: PlanarPoint) throws(GeoIOError) -> PlanarPoint {
        try transform([point])[0]
    }

    /// The area with every vertex transformed.
    ///
    /// Edges stay straight between the images of their ends. Where edges are long against the curvature of the
    /// projection, `maximumEdge` (in source units) first cuts them into equal parts no longer than that.
    public func transform(_ area: MultiPolygon, maximumEdge: Double? = nil) throws(GeoIOError) -> MultiPolygon {
        var flat = CoordinateColumns([])
        let dense = maximumEdge.map { area.densified(maximumEdge: $0) } ?? area
        dense.forEachRing { flat.append(contentsOf: $0) }
        try transform(&flat)
        var reader = flat.makeReader()
        return MultiPolygon(
            dense.polygons.map { polygon in
                let shell = reader.next(polygon.shell.count)
                return Polygon(shell: shell, holes: polygon.holes.map { reader.next($0.count) })
            })
    }

    /// The lines with every vertex transformed; `maximumEdge` as for areas.
    public func transform(_ lines: [[PlanarPoint]], maximumEdge: Double? = nil) throws(GeoIOError) -> [[PlanarPoint]] {
        let dense = maximumEdge.map { edge in lines.map { $0.densified(maximumEdge: edge) } } ?? lines
        var flat = CoordinateColumns([])
        for line in dense { flat.append(contentsOf: line) }
        try transform(&flat)
        var reader = flat.makeReader()
        return dense.map { reader.next($0.count) }
    }

    /// The geometry with every vertex transformed; `maximumEdge` as for areas.
    public func transform(_ geometry: Geometry, maximumEdge: Double? = nil) throws(GeoIOError) -> Geometry {
        switch geometry {
        case .point(let point): .point(try transform(point))
        case .multiPoint(let points): .multiPoint(try transform(points))
        case .lines(let lines): .lines(try transform(lines, maximumEdge: maximumEdge))
        case .area(let area): .area(try transform(area, maximumEdge: maximumEdge))
        }
    }

    /// The smallest rectangle around the image of the extent, whose edges may be curved: each is followed at
    /// `densify` points between its corners.
    public func transform(_ extent: Extent, densify: Int = 21) throws(GeoIOError) -> Extent {
        try projection.bounds(of: extent, densify: densify)
    }

    private func transform(_ coordinates: inout CoordinateColumns) throws(GeoIOError) {
        try projection.apply(to: &coordinates)
    }
}
