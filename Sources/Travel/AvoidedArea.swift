// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// An area that a way is to keep out of.
struct AvoidedArea: Sendable {
    /// What the user called it.
    let name: String
    /// In lon/lat degrees.
    let area: MultiPolygon

    /// Takes both as they are.
    init(name: String, area: MultiPolygon) {
        self.name = name
        self.area = area
    }
}

extension RoadGraph {
    /// The graph without the edges that meet an area.
    /// - Throws: `GeoIOError` where an area cannot be worked on.
    func avoiding(_ areas: [AvoidedArea]) throws(GeoIOError) -> RoadGraph {
        var kept = edges
        for area in areas {
            guard let extent = area.area.extent else { continue }
            let inside = positions.map { extent.contains($0) && area.area.contains($0) }
            var rest: [Edge] = []
            for edge in kept where !inside[edge.a] && !inside[edge.b] {
                if try !crosses(edge, area.area, extent) { rest.append(edge) }
            }
            kept = rest
        }
        return with(edges: kept)
    }

    /// Whether an edge with both ends outside leads through an area.
    private func crosses(_ edge: Edge, _ area: MultiPolygon, _ extent: Extent) throws(GeoIOError) -> Bool {
        let a = positions[edge.a], b = positions[edge.b]
        guard max(a.x, b.x) >= extent.minX, min(a.x, b.x) <= extent.maxX, max(a.y, b.y) >= extent.minY,
            min(a.y, b.y) <= extent.maxY
        else { return false }
        return try GeometryOperations.intersects(.lines([[a, b]]), .area(area))
    }
}
