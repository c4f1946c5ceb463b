// SPDX-License-Identifier: Apache-2.0

package import Gazetteer
import Geo
import GeoIO
package import Places
package import Scoring
package import Studies
import Zones

/// The ground of a record: the assessed countries with a rim, each cell in the zone of its country, near towns at first.
package struct RecordGround {
    /// Events just behind a border are part of what happens at it.
    package static let rim = 10_000.0

    /// Country of each zone.
    package let countries: [String]
    /// Cells, zones and start.
    package let ground: LadderGround

    /// - Throws: `SurfaceFault` when no cell is assessed, `GeoIOError` when a polygon cannot be brought to the plane.
    package init(
        study: ResolvedStudy, gazetteer: Gazetteer, plane: BuildGrid, footprints: inout LawFootprints, threads: Int
    ) throws {
        let assessed = gazetteer.content.countries.filter { study.isAssessed($0.id) }.sorted { $0.id < $1.id }
        countries = assessed.map(\.id)
        var nearest = [Float](repeating: .infinity, count: plane.grid.count)
        var zones = [Int16](repeating: -1, count: plane.grid.count)
        for (number, country) in assessed.enumerated() {
            let area = try footprints.region(country.id)
            let edge = LineDistance(lines: area.rings, grid: plane.grid, threads: threads).distance.values
            let inside = AreaIndex(area)
            for cell in zones.indices {
                let distance = inside.contains(plane.grid.center(cell)) ? -1 : edge[cell]
                guard distance <= Float(Self.rim), distance < nearest[cell] else { continue }
                nearest[cell] = distance
                zones[cell] = Int16(number)
            }
        }
        let towns = try Self.towns(gazetteer, transform: plane.toPlane)
        let distance = LineDistance(lines: towns.map { [$0] }, grid: plane.grid, threads: threads).distance
        ground = try LadderGround(
            grid: plane.grid, zones: zones, start: LadderGround.nearTowns(kilometers: distance.values.map { $0 / 1000 })
        )
    }

    /// Populated places of all countries of the gazetteer, in the plane.
    private static func towns(_ gazetteer: Gazetteer, transform: CoordinateTransform) throws -> [PlanarPoint] {
        let populated: Set<FeatureClass> = [.city, .town, .village]
        // Of a long list the hamlets would make every place "near a town".
        let places = gazetteer.content.places.filter {
            populated.contains($0.feature) && !$0.isRestricted && ($0.feature != .village || $0.population > 0)
        }
        return try transform.transform(places.compactMap { $0.coordinate?.point })
    }
}

extension Grid {
    /// Centre of the cell at a row-major position.
    fileprivate func center(_ cell: Int) -> PlanarPoint { center(column: cell % columns, row: cell / columns) }
}

extension MultiPolygon {
    /// All rings, holes included.
    fileprivate var rings: [[PlanarPoint]] { polygons.flatMap { [$0.shell] + $0.holes } }
}
