// SPDX-License-Identifier: Apache-2.0

package import Geo

/// Tells for many points whether an area holds them, without looking at each of its edges for each of them: edges are
/// kept by bands of y. The answers are those of `MultiPolygon.contains`.
package struct AreaIndex {
    private struct Edge {
        let a, b: PlanarPoint
    }

    private let extent: Extent?
    private var bands: [[Edge]]

    private static let mostBands = 1024

    package init(_ area: MultiPolygon) {
        let rings = area.polygons.flatMap { [$0.shell] + $0.holes }
        extent = Extent(around: rings.lazy.flatMap { $0 })
        let edges = rings.reduce(0) { $0 + $1.count }
        let heights = rings.reduce(0) { sum, ring in
            zip(ring, ring.dropFirst()).reduce(sum) { $0 + abs($1.0.y - $1.1.y) }
        }
        bands = [[Edge]](repeating: [], count: Self.bands(edges: edges, heights / (extent?.height ?? 1)))
        guard extent != nil else { return }
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) where a.y != b.y {
                for position in band(min(a.y, b.y))...band(max(a.y, b.y)) { bands[position].append(Edge(a: a, b: b)) }
            }
        }
    }

    /// A band for eight edges, and so few that an edge stands in five of them at most on average: one that is as high as
    /// the area stands in all.
    ///
    /// - Parameter heights: of all edges together, in heights of the area.
    private static func bands(edges: Int, _ heights: Double) -> Int {
        let few = Int(checked: 4 * Double(edges) / max(1, heights)) ?? 1
        return max(1, min(mostBands, edges / 8, few))
    }

    /// How many edges stand in bands, one in several counted as often.
    package var size: Int { bands.reduce(0) { $0 + $1.count } }

    package func contains(_ point: PlanarPoint) -> Bool {
        guard let extent, extent.contains(point) else { return false }
        var odd = false
        for edge in bands[band(point.y)] {
            let a = edge.a, b = edge.b
            if (a.y > point.y) != (b.y > point.y), point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x {
                odd.toggle()
            }
        }
        return odd
    }

    private func band(_ y: Double) -> Int {
        guard let extent else { return 0 }
        let position = (y - extent.minY) / extent.height * Double(bands.count)
        return max(0, min(bands.count - 1, Int(checked: position) ?? 0))
    }
}

extension AreaFootprint {
    /// How much of each footprint, in cells, lies in cells that this one touches.
    package func shared(with footprints: [AreaFootprint], on grid: Grid) -> [Double] {
        // A bit of memory for the whole grid pays only where the zone has many cells.
        if indices.count <= 32 { return footprints.map { $0.covered(inCells: indices) } }
        var isTouched = [Bool](repeating: false, count: grid.count)
        for index in indices { isTouched[Int(index)] = true }
        return footprints.map { footprint in
            zip(footprint.indices, footprint.fractions).reduce(0) { sum, cell in
                isTouched[Int(cell.0)] ? sum + Double(cell.1) : sum
            }
        }
    }

    /// The covered area, in cells, of those cells; they ascend, as the footprint's own do.
    private func covered(inCells cells: [Int32]) -> Double {
        cells.reduce(0) { sum, cell in
            let position = indices.partitioningIndex { $0 >= cell }
            return position < indices.count && indices[position] == cell ? sum + Double(fractions[position]) : sum
        }
    }

    /// The footprint, or where the area is so small that its share of any cell is lost to rounding, the cell around
    /// its middle; empty for a larger area without any cell.
    package func orCell(of area: MultiPolygon, on grid: Grid) -> AreaFootprint {
        guard isEmpty, let middle = area.middleOfSpeck(below: grid.cellSize), let cell = grid.cell(at: middle) else {
            return self
        }
        return AreaFootprint(indices: [Int32(grid.index(column: cell.column, row: cell.row))], fractions: [1])
    }
}

extension MultiPolygon {
    /// The middle of all vertices of an area that is smaller than that both ways; nil for larger ones.
    fileprivate func middleOfSpeck(below size: Double) -> PlanarPoint? {
        let points = polygons.flatMap(\.shell)
        let xs = points.map(\.x), ys = points.map(\.y)
        guard let west = xs.min(), let east = xs.max(), let south = ys.min(), let north = ys.max(),
            east - west < size, north - south < size
        else { return nil }
        return PlanarPoint(x: (west + east) / 2, y: (south + north) / 2)
    }
}
