// SPDX-License-Identifier: Apache-2.0

import Cartography
import Gazetteer
import Geo
import GeoIO
import Studies

/// The small map of where a sheet lies: the countries around the study, or the study around a part of it.
struct SheetLocator {
    let countries: [MultiPolygon]
    let study: [MultiPolygon]

    /// How many times as wide as the study its surroundings are.
    private static let reach = 2.6

    /// - Throws: `GeoIOError` for a layer that cannot be read.
    init(_ content: SheetContent, provinces: [MapArea]) throws {
        study = provinces.map(\.area)
        let around = try Self.surroundings(of: content)
        let box = MultiPolygon([Polygon(shell: around.corners)])
        countries = try Self.land(content).compactMap { area -> MultiPolygon? in
            guard area.extent?.intersects(around) == true else { return nil }
            let part = try GeometryOperations.intersection(area, box)
            return part.isEmpty ? nil : try content.plane.toPlane.transform(part, maximumEdge: 1)
        }
    }

    /// - Parameters:
    ///   - extent: what the sheet shows.
    ///   - whole: what a sheet of the whole study shows.
    func locator(of extent: Extent, whole: Extent) -> MapLocator {
        let isPart = extent.width < 0.7 * whole.width || extent.height < 0.7 * whole.height
        let shown = isPart ? whole : whole.expanded(by: 0.35 * max(whole.width, whole.height)) ?? whole
        return MapLocator(extent: shown, countries: countries, study: study, box: extent)
    }

    /// The study's rectangle in degrees, widened.
    private static func surroundings(of content: SheetContent) throws -> Extent {
        let extent = content.study.extent
        let wide = extent.width * (reach - 1) / 2, high = extent.height * (reach - 1) / 2
        return Extent(
            minX: max(-180, extent.minX - wide), minY: max(-85, extent.minY - high),
            maxX: min(180, extent.maxX + wide), maxY: min(85, extent.maxY + high)) ?? extent
    }

    /// The countries of the world as the program has them, else those of the study, which may end at its rectangle.
    private static func land(_ content: SheetContent) throws -> [MultiPolygon] {
        let own = content.gazetteer.content.countries.map(\.area)
        guard let folder = try? BuiltInStudy.folder() else { return own }
        var land: [MultiPolygon] = []
        do {
            try VectorSource(path: "\(folder)/world/countries.fgb").forEachRecord { record in
                if case .area(let area)? = record.geometry { land.append(area) }
            }
        } catch is GeoIOError {
            return own
        }
        return land
    }
}

extension Extent {
    /// The closed ring of its corners.
    fileprivate var corners: [PlanarPoint] {
        [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY), (minX, minY)].map { PlanarPoint(x: $0.0, y: $0.1) }
    }
}
