// SPDX-License-Identifier: Apache-2.0

package import Geo

/// Finds the region that holds a position.
///
/// For many positions, a raster over all regions knows the answer for every cell that no border comes near; in the others
/// the polygons are asked. The answers are those of the polygons everywhere.
package struct ProvinceIndex: Sendable {
    private struct Entry: Sendable {
        let id: String
        let extent: Extent
        let area: MultiPolygon
    }

    private let entries: [Entry]
    private let cells: RegionCells?

    /// Regions without an area are left out; of overlapping regions the first counts. The raster takes a few
    /// milliseconds to make, as long as some thousand answers without it.
    package init(_ regions: [Region], forManyPositions: Bool = false) {
        let entries = regions.compactMap { region in
            region.area.extent.map { Entry(id: region.id, extent: $0, area: region.area) }
        }
        self.entries = entries
        let extent = forManyPositions ? entries.first?.extent : nil
        cells = entries.dropFirst().reduce(extent) { $0?.union($1.extent) }.map { extent in
            RegionCells(extent: extent, areas: entries.lazy.map(\.area)) { Self.position($0, in: entries) }
        }
    }

    /// Id of the region around the position; nil when none holds it.
    package func region(at coordinate: Coordinate) -> String? {
        switch cells?.answer(at: coordinate.point) ?? .nearBorder {
        case .outside: nil
        case .region(let position): entries[position].id
        case .nearBorder: Self.position(coordinate.point, in: entries).map { entries[$0].id }
        }
    }

    private static func position(_ point: PlanarPoint, in entries: [Entry]) -> Int? {
        entries.firstIndex { $0.extent.contains(point) && $0.area.contains(point) }
    }
}

/// A raster over regions that tells which one a cell lies in, where it lies in one alone or in none.
private struct RegionCells: Sendable {
    enum Answer {
        case outside
        case region(Int)
        /// A border comes near: the polygons must be asked.
        case nearBorder
    }

    private static let side = 512
    private static let border: Int32 = -2

    private let extent: Extent
    /// Position of the region, -1 for none, or the mark of a border.
    private var values = [Int32](repeating: 0, count: side * side)

    /// `position` asks the polygons for the region at a point.
    init(extent: Extent, areas: some Sequence<MultiPolygon>, position: (PlanarPoint) -> Int?) {
        self.extent = extent
        for area in areas {
            for polygon in area.polygons {
                for ring in [polygon.shell] + polygon.holes { zip(ring, ring.dropFirst()).forEach { mark($0, $1) } }
            }
        }
        for index in values.indices where values[index] != Self.border {
            values[index] = neighbor(of: index) ?? Int32(position(center(of: index)) ?? -1)
        }
    }

    func answer(at point: PlanarPoint) -> Answer {
        guard extent.contains(point) else { return .outside }
        let value = values[row(point.y) * Self.side + column(point.x)]
        if value == Self.border { return .nearBorder }
        // checked: a whole number, entered by this type
        return value < 0 ? .outside : .region(Int(value))
    }

    /// Cells beside each other without a border between them have one answer.
    private func neighbor(of index: Int) -> Int32? {
        if index % Self.side > 0, values[index - 1] != Self.border { return values[index - 1] }
        if index >= Self.side, values[index - Self.side] != Self.border { return values[index - Self.side] }
        return nil
    }

    /// Marks the cells that an edge comes near, piece by piece, and one more on each side.
    private mutating func mark(_ a: PlanarPoint, _ b: PlanarPoint) {
        let across = abs(b.x - a.x) / extent.width, along = abs(b.y - a.y) / extent.height
        let pieces = max(1, Int(checked: (max(across, along) * Double(Self.side)).rounded(.up)) ?? 1)
        for piece in 0..<pieces {
            let start = Self.point(a, b, Double(piece) / Double(pieces))
            let end = Self.point(a, b, Double(piece + 1) / Double(pieces))
            for row in around(row(start.y), row(end.y)) {
                for column in around(column(start.x), column(end.x)) {
                    values[row * Self.side + column] = Self.border
                }
            }
        }
    }

    private func around(_ a: Int, _ b: Int) -> ClosedRange<Int> {
        max(0, min(a, b) - 1)...min(Self.side - 1, max(a, b) + 1)
    }

    private static func point(_ a: PlanarPoint, _ b: PlanarPoint, _ share: Double) -> PlanarPoint {
        PlanarPoint(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
    }

    private func center(of index: Int) -> PlanarPoint {
        let side = Double(Self.side)
        return PlanarPoint(
            x: extent.minX + (Double(index % Self.side) + 0.5) / side * extent.width,
            y: extent.minY + (Double(index / Self.side) + 0.5) / side * extent.height)
    }

    private func column(_ x: Double) -> Int { Self.cell(x, from: extent.minX, size: extent.width) }
    private func row(_ y: Double) -> Int { Self.cell(y, from: extent.minY, size: extent.height) }

    private static func cell(_ value: Double, from start: Double, size: Double) -> Int {
        min(side - 1, max(0, Int(checked: (value - start) / size * Double(side)) ?? 0))
    }
}
