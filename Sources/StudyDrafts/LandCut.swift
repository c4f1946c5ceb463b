// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO

/// Units whose polygons hold the sea, cut to the land and a strip along the coast: nobody is at risk of a road incident on the
/// open sea, and a surface over it misleads.
struct LandCut {
    /// Share of the units outside of all countries from which on they are cut.
    private static let leastSea = 0.01
    /// Width of the strip, degrees: the built-in coast is that coarse.
    private static let strip = 0.1

    private let land: [WorldLayers.Country]

    init(_ countries: [WorldLayers.Country]) { land = countries }

    /// The units on land, and a sentence where some were cut; as they are where hardly anything of them is sea.
    func applied(to units: [DraftUnit]) throws -> (units: [DraftUnit], note: String?) {
        let whole = units.reduce(0) { $0 + GeometryOperations.area(of: $1.area) }
        let coast = try self.coast(around: units)
        let seas = try units.map { try seaSize(of: $0, coast) }, sea = seas.reduce(0, +)
        guard whole > 0, sea / whole >= Self.leastSea else { return (units, nil) }
        let wide = try GeometryOperations.buffer(.area(coast), distance: Self.strip, segments: 4)
        var cut = units, changed = 0
        for index in units.indices where seas[index] > 0 {
            let area = try GeometryOperations.intersection(units[index].area, wide)
            guard !area.isEmpty else { continue }
            if GeometryOperations.area(of: area) < GeometryOperations.area(of: units[index].area) * 0.999 {
                changed += 1
            }
            cut[index].area = area
        }
        if changed == 0 { return (units, nil) }
        let percent = Int(checked: (sea / whole * 100).rounded()) ?? 0
        return (
            cut,
            "\(Counted.text(changed, "unit", "units")) held the sea (\(percent) % of all areas), cut to the land and 10 km along the coast."
        )
    }

    private func seaSize(of unit: DraftUnit, _ coast: MultiPolygon) throws -> Double {
        GeometryOperations.area(of: try GeometryOperations.difference(unit.area, coast))
    }

    /// The land of all countries that come near the units.
    private func coast(around units: [DraftUnit]) throws -> MultiPolygon {
        let extents = units.compactMap(\.area.extent)
        guard let first = extents.first,
            let extent = extents.dropFirst().reduce(first, { $0.union($1) }).expanded(by: 1)
        else { return MultiPolygon([]) }
        let near = land.filter { $0.area.extent?.intersects(extent) == true }.map(\.area)
        return try GeometryOperations.intersection(GeometryOperations.union(near), MultiPolygon([Polygon(extent)]))
    }
}

extension Polygon {
    /// The rectangle as a polygon.
    init(_ extent: Extent) {
        let corners = [
            (extent.minX, extent.minY), (extent.maxX, extent.minY), (extent.maxX, extent.maxY),
            (extent.minX, extent.maxY), (extent.minX, extent.minY),
        ]
        self.init(shell: corners.map { PlanarPoint(x: $0.0, y: $0.1) })
    }
}
