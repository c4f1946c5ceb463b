// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import GeoIO
import Layers
import Places
import Studies
import Zones

/// Which cells of the released surface have a value: a bit for each, so that a search can tell what would be answered
/// without holding the surface.
final class AssessedGround: Sendable {
    private let grid: Grid
    private let bits: [UInt64]

    /// - Throws: `GeoIOError` when the surface cannot be read.
    init(_ build: BuildReading) throws {
        let raster = try build.relativeRisk()
        var bits = [UInt64](repeating: 0, count: (raster.values.count + 63) / 64)
        for (index, value) in raster.values.enumerated() where !value.isNaN { bits[index >> 6] |= 1 << (index & 63) }
        grid = raster.grid
        self.bits = bits
    }

    private func isAssessed(_ index: Int) -> Bool { bits[index >> 6] >> (index & 63) & 1 == 1 }

    /// Whether the cell that holds the position has a value.
    func isAssessed(_ position: Coordinate) -> Bool {
        guard let cell = grid.cell(at: WebMercator.project(position.point)) else { return false }
        return isAssessed(grid.index(column: cell.column, row: cell.row))
    }

    /// Whether a question about a zone finds a cell with a value.
    /// - Throws: `GeoIOError` or `StudyError` for an area that cannot be worked on.
    func holds(_ law: ZoneLaw, match: Match, build: BuildReading, gazetteer: Gazetteer) throws -> Bool {
        if Self.surelyIn(law, gazetteer).contains(where: isAssessed) { return true }
        guard let box = Self.box(law, gazetteer), mayHold(box) else { return false }
        let plane = try BuildGrid(study: build.study)
        let toMercator = try CoordinateTransform(from: build.study.crs, to: grid.crs)
        let zone = try QueryZone(match: match, gazetteer: gazetteer, plane: plane)
        let area = try toMercator.transform(zone.area)
        let cells = Coverage.footprint(of: area, on: grid).orCell(of: area, on: grid)
        return zip(cells.indices, cells.fractions).contains { $1 > 0 && isAssessed(Int($0)) }
    }

    /// Positions that certainly lie in the zone.
    private static func surelyIn(_ law: ZoneLaw, _ gazetteer: Gazetteer) -> [Coordinate] {
        switch law {
        case .circle(let center, _, _): [center]
        case .area(.disc(let center, _, let region), _, _):
            gazetteer.area(id: region)?.contains(center.point) == true ? [center] : []
        case .area(.regions(let ids), _, _): ids.compactMap { gazetteer.match(id: $0)?.coordinate }
        case .area(.buffer(let line, _), _, _):
            (gazetteer.line(id: line)?.lines ?? []).joined()
                .compactMap { Coordinate(longitude: $0.x, latitude: $0.y) }
        case .area(.shape, _, _), .tooLarge: []
        }
    }

    /// A rectangle in degrees around all of the zone; nil where there is none.
    private static func box(_ law: ZoneLaw, _ gazetteer: Gazetteer) -> Extent? {
        func extent(_ box: [Double]) -> Extent? { Extent(minX: box[0], minY: box[1], maxX: box[2], maxY: box[3]) }
        switch law {
        case .circle(let center, let radius, _), .area(.disc(let center, let radius, _), _, _):
            return extent(DegreeCircle.box(center, radius))?.expanded(by: 0.1)
        case .area(.regions(let ids), _, _):
            return ids.compactMap { gazetteer.area(id: $0)?.extent }.reduce(nil) { $0?.union($1) ?? $1 }
        case .area(.buffer(let line, _), _, _):
            return Extent(around: (gazetteer.line(id: line)?.lines ?? []).joined())?.expanded(by: 0.5)
        case .area(.shape(let geometry, _), _, _): return geometry.extent?.expanded(by: 0.5)
        case .tooLarge: return nil
        }
    }

    /// Whether any cell that the rectangle meets has a value.
    private func mayHold(_ box: Extent) -> Bool {
        guard let extent = WebMercator.project(box), extent.intersects(grid.extent) else { return false }
        func position(_ length: Double, _ count: Int) -> Int {
            min(count - 1, max(0, Int(checked: (length / grid.cellSize).rounded(.down)) ?? 0))
        }
        let left = position(extent.minX - grid.originX, grid.columns)
        let right = position(extent.maxX - grid.originX, grid.columns)
        let top = position(grid.originY - extent.maxY, grid.rows)
        let bottom = position(grid.originY - extent.minY, grid.rows)
        return (top...bottom).contains { row in
            (left...right).contains { isAssessed(grid.index(column: $0, row: row)) }
        }
    }
}
