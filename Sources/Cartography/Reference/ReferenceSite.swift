// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Where in an area its name reads best, found once for all zoom levels.
public struct ReferenceSite: Sendable, Hashable {
    /// Positions inside, the one with the most room first; none in an empty area.
    public let positions: [PlanarPoint]
    /// Width of the area through the first position.
    public let room: Double

    /// - Parameter area: in any plane whose axes run east and north.
    public init(in area: MultiPolygon) {
        let largest = area.polygons.max { LabelAnchor.surface($0.shell) < LabelAnchor.surface($1.shell) }
        let part = MultiPolygon(largest.map { [$0] } ?? [])
        // The anchors are made for pixels; a few hundred of them along an area are enough.
        let width = max(part.extent?.width ?? 0, part.extent?.height ?? 0)
        let scale = width > 0 ? 400 / width : 1
        let pixels = MultiPolygon(
            part.polygons.map { polygon in
                Polygon(
                    shell: polygon.shell.map { $0 * scale }, holes: polygon.holes.map { $0.map { $0 * scale } })
            })
        positions = LabelAnchor.candidates(in: pixels, limit: 6).map { $0 * (1 / scale) }
        room = positions.first.map { Self.width(of: part, at: $0) } ?? 0
    }

    /// From outline to outline on both sides of a position.
    private static func width(of area: MultiPolygon, at point: PlanarPoint) -> Double {
        var west = -Double.infinity, east = Double.infinity
        for ring in area.polygons.flatMap({ [$0.shell] + $0.holes }) {
            for (a, b) in zip(ring, ring.dropFirst()) where (a.y > point.y) != (b.y > point.y) {
                let x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
                if x <= point.x { west = max(west, x) } else { east = min(east, x) }
            }
        }
        return west.isFinite && east.isFinite ? east - west : 0
    }
}

extension PlanarPoint {
    fileprivate static func * (point: PlanarPoint, factor: Double) -> PlanarPoint {
        PlanarPoint(x: point.x * factor, y: point.y * factor)
    }
}

/// Tells the borders of a study from those among its neighbours.
public struct ReferenceBorders {
    private let outline: StudyOutline
    private let scale: Double

    /// - Parameters:
    ///   - provinces: of the study, degrees.
    ///   - reach: farthest that a border may lie from their outline, degrees.
    public init(provinces: [MultiPolygon], reach: Double = 0.06) {
        // The outline is kept in squares of six pixels.
        let scale = 6 / reach
        self.scale = scale
        outline = StudyOutline(
            provinces.flatMap(\.polygons).flatMap { [$0.shell] + $0.holes }.map { $0.map { $0 * scale } })
    }

    /// Whether most of a line, in degrees, runs along a border of the study.
    public func follow(_ line: [PlanarPoint]) -> Bool { outline.follows(line.map { $0 * scale }) }
}
