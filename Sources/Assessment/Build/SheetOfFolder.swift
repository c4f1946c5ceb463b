// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Layers
import Places
import Queries
import Studies

extension SheetContent {
    /// The sheets of a build folder, from its files alone.
    /// - Parameter languages: in place of those of the build; nil for these.
    /// - Throws: the typed error of the reader that failed.
    init(_ build: BuildReading, languages: [Language]? = nil) throws {
        let study = build.study, catalog = build.catalog
        let plane = try BuildGrid(study: study)
        let period = catalog.period
        let first = CalendarDay(parsing: period.first), last = CalendarDay(parsing: period.last)
        let known = try study.texts().wording
        self.init(
            study: study, wording: try languages.map { try study.wording(in: $0) } ?? known,
            gazetteer: try study.loadGazetteer(), plane: plane, digest: catalog.inputDigest,
            version: catalog.softwareVersion, withheld: Set(catalog.counts.withheldProvinces ?? []),
            corridors: try build.corridors.map { try Self.corridor($0, plane, width: study.lengths.corridorWidth) },
            marks: try SheetMarks(asOf: study.asOf).marks(of: Self.incidents(build, plane)),
            attributions: Self.attributions(catalog),
            evidence: catalog.counts.surfaceIncidents == 0
                ? nil : first.flatMap { first in last.flatMap { DayInterval(first: first, last: $0) } },
            drawn: catalog.counts.surfaceIncidents ?? catalog.counts.incidents, forecast: catalog.forecast,
            mainLayer: catalog.mainLayer, isOfRecord: catalog.method["relative_risk_of_record"]?.value == 1,
            doubt: try build.surface(.doubt, on: plane), finding: catalog.finding)
    }

    /// Those that builds number; other sources are named among the reports.
    private static func attributions(_ catalog: Catalog) -> [String] {
        catalog.sources.filter { $0.id.hasPrefix("attribution-") }.map(\.attribution)
    }

    private static func corridor(
        _ corridor: ReleasedCorridor, _ plane: BuildGrid, width: Meters
    ) throws -> SheetCorridor {
        let planar = try plane.toPlane.transform(corridor.geometry, maximumEdge: 0.1)
        let area: MultiPolygon
        if case .area(let own) = planar {
            area = own
        } else {
            area = try GeometryOperations.buffer(planar, distance: width.value / 2)
        }
        return SheetCorridor(
            from: corridor.origin, to: corridor.destination, mode: corridor.mode, basis: corridor.basis,
            period: corridor.period, area: area)
    }

    private static func incidents(_ build: BuildReading, _ plane: BuildGrid) throws -> [SheetIncident] {
        let asOf = build.study.asOf
        var found: [SheetIncident] = []
        for kind in [FeatureLayer.Kind.incidentPoints, .incidentAreas] {
            try build.catalog.layer(named: kind.layerName)?.forEachRecord(in: build.folder) { record in
                guard let first = record["first_day"].flatMap({ CalendarDay(parsing: $0) }),
                    let last = record["last_day"].flatMap({ CalendarDay(parsing: $0) }),
                    let period = DayInterval(first: first, last: last),
                    let weight = record["weight"].flatMap({ Double($0) }),
                    let access = record["access"].flatMap({ SourceAccess(rawValue: $0) }),
                    SheetIncident.isMarked(weight: weight, first: first, asOf: asOf, access: access)
                else { return }
                let geometry = record.geometry
                found.append(
                    SheetIncident(
                        id: record["id"] ?? "", type: record["type"] ?? "", period: period, weight: weight
                    ) { try geometry.map { try plane.toPlane.transform($0, maximumEdge: 0.1) } })
            }
        }
        return found
    }
}

extension BuildReading {
    /// A raster layer of the folder on the computing grid; nil where the build has none of it.
    /// - Throws: `OpenedFolderError`, `GeoIOError`.
    func surface(_ layer: SurfaceLayer, on plane: BuildGrid) throws -> Raster<Float>? {
        guard catalog.layer(named: layer.name) != nil else { return nil }
        let file = try folder.open("\(layer.name).tif")
        return try withExtendedLifetime(file) {
            try Warper.warp(
                RasterFile(path: file.path).readAll(), to: plane.grid.crs,
                resampling: layer.isMark ? .nearest : .bilinear, targetResolution: plane.grid.cellSize,
                targetExtent: plane.grid.extent)
        }
    }
}
