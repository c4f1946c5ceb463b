// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

/// Where features lie in a picture: in pixels, y downwards, cut a little outside of its edges.
public struct FeaturePlacer {
    /// Pixels around the picture that are kept, so that no outline runs along its edge.
    private static let margin = 32.0

    let view: MapView
    let cut: RectangleCut
    /// From degrees, for planes that are neither degrees nor Web Mercator.
    private let transform: CoordinateTransform?

    /// - Throws: `GeoIOError` for a plane that degrees cannot be brought to.
    public init(_ view: MapView) throws {
        self.view = view
        cut = RectangleCut(
            minX: -Self.margin, minY: -Self.margin, maxX: Double(view.width) + Self.margin,
            maxY: Double(view.height) + Self.margin)
        if case .projected(let crs) = view.plane {
            transform = try CoordinateTransform(from: .geographic, to: crs)
        } else {
            transform = nil
        }
    }

    /// Metres of a pixel from which on symbols shrink, and how small they get.
    private static let fullSymbols = 1500.0, leastScale = 0.4

    /// Scale of dots and lines, 0.4 to 1: a region that fills a small part of the picture is not to be hidden by them.
    public var symbolScale: Double {
        min(1, max(Self.leastScale, (Self.fullSymbols / view.resolution).squareRoot()))
    }

    /// The part of a feature that is in sight; nil where nothing is, or where it has no place in the plane.
    public func placed(_ feature: TileFeature) -> Geometry? {
        guard let geometry = feature.geometry, let bounds = feature.bounds, mayShow(bounds) else { return nil }
        return placed(geometry)
    }

    /// Whether any of a rectangle in degrees may be in sight: where the axes of the plane run along those of degrees its corners
    /// tell, and most of a layer need not be projected.
    private func mayShow(_ bounds: FeatureBounds) -> Bool {
        if case .projected = view.plane { return true }
        let corners = [(bounds.west, bounds.north), (bounds.east, bounds.south)].map { PlanarPoint(x: $0.0, y: $0.1) }
        guard let corners = pixels(corners) else { return false }
        return corners[0].x <= cut.maxX && corners[1].x >= cut.minX && corners[0].y <= cut.maxY
            && corners[1].y >= cut.minY
    }

    /// The part of a geometry in degrees that is in sight; nil where nothing is, or where it has no place in the plane.
    private func placed(_ geometry: Geometry) -> Geometry? {
        switch geometry {
        case .point(let point): pixels([point]).flatMap { cut.contains($0[0]) ? .point($0[0]) : nil }
        case .multiPoint(let points):
            pixels(points).map { $0.filter(cut.contains) }.flatMap { $0.isEmpty ? nil : .multiPoint($0) }
        case .lines(let lines):
            nonEmpty(lines.compactMap(pixels).flatMap(cut.parts)).map { .lines($0) }
        case .area(let area): nonEmpty(area.polygons.compactMap(placed)).map { .area(MultiPolygon($0)) }
        }
    }

    private func placed(_ polygon: Polygon) -> Polygon? {
        func ring(_ ring: [PlanarPoint]) -> [PlanarPoint]? {
            guard let points = pixels(ring) else { return nil }
            let inside = cut.ring(points.dropLast())
            return inside.count < 3 ? nil : inside + inside.prefix(1)
        }
        return ring(polygon.shell).map { Polygon(shell: $0, holes: polygon.holes.compactMap(ring)) }
    }

    private func nonEmpty<Element>(_ elements: [Element]) -> [Element]? { elements.isEmpty ? nil : elements }

    /// Pixels of positions in degrees, y downwards, wherever they lie; nil where one has no place in the plane.
    public func pixels(_ degrees: [PlanarPoint]) -> [PlanarPoint]? {
        let points: [PlanarPoint]
        switch view.plane {
        case .geographic: points = degrees
        case .webMercator: points = degrees.map(WebMercator.project)
        case .projected:
            guard let projected = try? transform?.transform(degrees) else { return nil }
            points = projected
        }
        let x = Double(view.width) / view.extent.width, y = Double(view.height) / view.extent.height
        return points.map {
            PlanarPoint(x: ($0.x - view.extent.minX) * x, y: (view.extent.maxY - $0.y) * y)
        }
    }
}
