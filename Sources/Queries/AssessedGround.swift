// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import GeoIO
import Layers

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

    /// Whether a question about a zone certainly finds a cell with a value: one whose middle lies in it, or the one that holds
    /// its own middle.
    func holds(_ law: ZoneLaw, gazetteer: Gazetteer) -> Bool {
        if Self.surelyIn(law, gazetteer).contains(where: isAssessed) { return true }
        return Self.box(law, gazetteer).map { box in
            anyAssessed(in: box) { Self.isInside($0, law, gazetteer) }
        } ?? false
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

    /// Whether a position lies in the zone; of strips and drawn shapes the positions above are enough.
    private static func isInside(_ position: Coordinate, _ law: ZoneLaw, _ gazetteer: Gazetteer) -> Bool {
        func holds(_ region: String) -> Bool { gazetteer.area(id: region)?.contains(position.point) == true }
        switch law {
        // The sphere is not the plane of the study: what lies at the very edge does not count.
        case .circle(let center, let radius, _): return center.distance(to: position).value < 0.98 * radius.value
        case .area(.disc(let center, let radius, let region), _, _):
            return center.distance(to: position).value < 0.98 * radius.value && holds(region)
        case .area(.regions(let ids), _, _): return ids.contains(where: holds)
        case .area(.buffer, _, _), .area(.shape, _, _), .tooLarge: return false
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

    /// Whether any cell that the rectangle meets has a value and a middle that is meant.
    private func anyAssessed(in box: Extent, where isMeant: (Coordinate) -> Bool) -> Bool {
        guard let extent = WebMercator.project(box), extent.intersects(grid.extent) else { return false }
        func position(_ length: Double, _ count: Int) -> Int {
            min(count - 1, max(0, Int(checked: (length / grid.cellSize).rounded(.down)) ?? 0))
        }
        let left = position(extent.minX - grid.originX, grid.columns)
        let right = position(extent.maxX - grid.originX, grid.columns)
        let top = position(grid.originY - extent.maxY, grid.rows)
        let bottom = position(grid.originY - extent.minY, grid.rows)
        return (top...bottom).contains { row in
            (left...right).contains { column in
                guard isAssessed(grid.index(column: column, row: row)) else { return false }
                let middle = WebMercator.unproject(grid.center(column: column, row: row))
                return Coordinate(longitude: middle.x, latitude: middle.y).map(isMeant) ?? false
            }
        }
    }
}
