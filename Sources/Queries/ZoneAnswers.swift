// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import GeoIO
import Layers
import Places
import Studies
import Synchronization
import Zones

/// Answers for zones that the build has no table of, from its released rasters and contributions.
///
/// Any number of threads may ask at a time; none waits for another once the surface for "why" is there.
final class ZoneAnswers: Sendable {
    /// What a thread works with: projections are for one thread at a time.
    struct Bench {
        let plane: BuildGrid
        let toMercator: CoordinateTransform
    }

    private struct IdleBench: @unchecked Sendable { let bench: Bench }

    /// The rectangle of the released surface in degrees, and a little more: what lies on its edge is outside of all
    /// cells.
    let box: Extent

    private let build: BuildReading
    private let names: GazetteerShelf.Entry
    private let relativeRisk, intensity: Raster<Float>
    /// The layers of the record's forecast, in the order of the table.
    private let forecast: [(layer: SurfaceLayer, raster: Raster<Float>)]
    private let rowWeights: [Double]
    private let explanation: ZoneExplanation
    private let recordExplanation: RecordExplanation?
    private let idle: Mutex<[IdleBench]>

    /// - Throws: `GeoIOError`, `QueryError`, `CatalogError` or `StudyError` when a file of the build cannot be read.
    init(build: BuildReading, table: ContributionTable, names: GazetteerShelf.Entry) throws {
        self.build = build
        self.names = names
        relativeRisk = try build.relativeRisk()
        forecast = try build.forecastLayers.compactMap { layer in
            try build.forecast(layer).map { (layer, $0) }
        }
        intensity = try build.intensity()
        // A Mercator cell in the south covers more ground than one in the north.
        rowWeights = RowWeights.webMercator(relativeRisk.grid)
        let extent = relativeRisk.grid.extent, world = TileMatrixSet.mercatorLimit * 1.001
        let grids = [intensity.grid] + forecast.map(\.raster.grid), common = relativeRisk.grid
        guard grids.allSatisfy({ $0 == common }),
            [extent.minX, extent.minY, extent.maxX, extent.maxY].allSatisfy({ abs($0) < world }),
            let box = WebMercator.unproject(extent)?.expanded(by: 0.05)
        else {
            throw QueryError.damaged(
                path: build.folder.name, reason: "its rasters do not have the same cells on the globe")
        }
        self.box = box
        let bench = try Self.bench(build, relativeRisk.grid.crs)
        explanation = try ZoneExplanation(
            build: build, table: table, plane: bench.plane, gazetteer: names.gazetteer)
        recordExplanation = RecordExplanation(build: build, table: table, gazetteer: names.gazetteer)
        idle = Mutex([IdleBench(bench: bench)])
    }

    private static func bench(_ build: BuildReading, _ crs: CoordinateReferenceSystem) throws -> Bench {
        Bench(
            plane: try BuildGrid(study: build.study),
            toMercator: try CoordinateTransform(from: build.study.crs, to: crs))
    }

    /// Runs `body` with projections that no other thread uses meanwhile.
    func withBench<Result>(_ body: (Bench) throws -> Result) throws -> Result {
        let own = try idle.withLock { $0.popLast() } ?? IdleBench(bench: Self.bench(build, relativeRisk.grid.crs))
        defer { idle.withLock { $0.append(own) } }
        return try body(own.bench)
    }

    /// The mean over an area that somebody drew, in degrees, as far as it is assessed.
    /// - Throws: `QueryError.notAssessed` when nothing of it is, `QueryError.tooMuch` beyond what is worked on.
    func answer(drawn: MultiPolygon, why: Bool, check: () throws -> Void) throws -> QueryAnswer {
        let area = try DrawnArea(drawn, within: box).area
        try check()
        guard !area.isEmpty else { throw QueryError.notAssessed(name: "area") }
        return try withBench { bench in
            let planar = try bench.plane.toPlane.transform(area, maximumEdge: DrawnArea.edge)
            return try answer(
                zone: QueryZone(area: planar, text: "the area given", name: "area", province: nil), bench: bench,
                why: why, check: check)
        }
    }

    /// The mean over a zone.
    /// - Throws: `QueryError.notAssessed` when nothing of the zone is assessed.
    func answer(
        zone: QueryZone, bench: Bench, why: Bool, check: () throws -> Void = {}
    ) throws -> QueryAnswer {
        try check()
        let area = try bench.toMercator.transform(zone.area)
        try checkCells(of: area)
        try check()
        let cells = Coverage.footprint(of: area, on: relativeRisk.grid).orCell(of: area, on: relativeRisk.grid)
        guard
            let figures = ZoneFigures(
                zone: cells, relativeRisk: relativeRisk, intensity: intensity, rowWeights: rowWeights)
        else { throw missing(name: zone.name, province: zone.province) }
        return try answer(
            figures: figures, area: zone.area, name: zone.name, text: zone.text, kind: .zone, province: zone.province,
            why: why, check: check)
    }

    private func checkCells(of area: MultiPolygon) throws {
        guard let extent = area.extent else { return }
        let grid = relativeRisk.grid.extent
        let width = max(0, min(extent.maxX, grid.maxX) - max(extent.minX, grid.minX))
        let height = max(0, min(extent.maxY, grid.maxY) - max(extent.minY, grid.minY))
        let cells = width / relativeRisk.grid.cellSize * (height / relativeRisk.grid.cellSize)
        guard cells <= Double(DrawnArea.mostCells) else {
            throw QueryError.tooMuch(
                "The area lies in a rectangle of \(Int(cells)) cells, more than \(DrawnArea.mostCells); ask for its parts."
            )
        }
    }

    /// The value of the cell that holds a position; what contributes is told for the cell of the computing grid.
    /// - Throws: `QueryError.notAssessed` outside the assessed area.
    func answer(at coordinate: Coordinate, why: Bool) throws -> QueryAnswer {
        let name = "\(coordinate.latitude), \(coordinate.longitude)"
        let (point, area, cell) = try withBench { bench in
            let point: PlanarPoint, mercator: PlanarPoint
            do {
                point = try bench.plane.toPlane.transform(coordinate.point)
                mercator = try bench.toMercator.transform(point)
            } catch GeoIOError.untransformablePoint {
                // The far side of the globe has no place in the plane of the study.
                throw QueryError.notAssessed(name: name)
            }
            return (point, Self.square(around: point, on: bench.plane.grid), relativeRisk.grid.cell(at: mercator))
        }
        guard let cell, point.x.isFinite, point.y.isFinite else { throw QueryError.notAssessed(name: name) }
        let province = names.provinces.region(at: coordinate)
        let index = Int32(relativeRisk.grid.index(column: cell.column, row: cell.row))
        let zone = AreaFootprint(indices: [index], fractions: [1])
        guard
            let figures = ZoneFigures(
                zone: zone, relativeRisk: relativeRisk, intensity: intensity, rowWeights: nil)
        else { throw missing(name: name, province: province) }
        var answer = try answer(
            figures: figures, area: area, name: name, text: "the cell at this position", kind: .point,
            province: province, chances: chances(cell: Int(index), province: province),
            forecast: try record(cell: Int(index), province: province).forecast(), why: why)
        if why, record(cell: nil, province: province).country.map({ $0.stated != .nothing }) == true {
            answer.reasons = try recordExplanation?.reasons(at: point)
        }
        return answer
    }

    /// What the layers of the forecast say of a cell, by their names. A class is no figure, and is told in words.
    private func chances(cell: Int, province: String?) -> [String: StatedChance] {
        let isClass = record(cell: cell, province: province).country?.stated == .classes
        return Dictionary(
            uniqueKeysWithValues: forecast.map { layer, raster in
                (layer.name, StatedChance(isClass ? .nan : raster.values[cell]))
            })
    }

    /// What the record says at a cell; what is stated there is told by the province.
    private func record(cell: Int?, province: String?) -> PositionForecast {
        PositionForecast(build: build, province: province) { [forecast] layer in
            cell.flatMap { cell in forecast.first { $0.layer == layer }?.raster.values[cell] }
        }
    }

    private func answer(
        figures: ZoneFigures, area: MultiPolygon, name: String, text: String, kind: QueryAnswer.Kind,
        province: String?, chances: [String: StatedChance] = [:], forecast: ProvinceForecast? = nil, why: Bool,
        check: () throws -> Void = {}
    ) throws -> QueryAnswer {
        let explanation = try explanation.explain(area, why: why, check: check)
        let region = province.flatMap { id in build.provinces.first { $0.iso3166_2 == id } }
        let claims = explanation.inside.flatMap(\.claims)
        let result = ProvinceResult(
            iso3166_2: province ?? "", nameEnglish: name, nameArabic: "", relativeRisk: figures.relativeRisk,
            relativeRiskMax: figures.maximum, relativeRiskP90: figures.p90, rank: nil,
            forecast: forecast, locatedReports: nil,
            incidents: explanation.inside.count + explanation.restricted,
            claims: claims.count + explanation.restricted,
            rootSources: 0, claimsInConflict: claims.count(where: \.isInConflict), unlocated: region?.unlocated ?? 0,
            asOf: build.catalog.asOf, intensity: figures.intensity, country: region?.country ?? "",
            tier: build.catalog.tier, assessed: true)
        let reaching =
            explanation.reaching == 0
            ? [] : ["\(explanation.reaching) more incidents are known only to larger areas that reach in here."]
        let around = kind == .point && result.incidents == 0 && figures.maximum > 0 ? [Self.around] : []
        return QueryAnswer(
            result: result, kind: kind, zone: text, provinces: province.map { [$0] } ?? [],
            period: build.catalog.period, conflicts: ConflictPhrases.sentences(of: explanation.disputed),
            isThin: build.isThin, notes: around + reaching + build.notes,
            contributions: why ? explanation.contributions : nil, chances: chances)
    }

    /// Said of a position whose cell holds no incident and has a value all the same.
    private static let around =
        "No incident is placed in this cell itself; its value comes from incidents around it and from areas that reach in, "
        + "which 'why' lists."

    /// Why a place has no figures: they are withheld, or nothing is known.
    private func missing(name: String, province: String?) -> QueryError {
        let isWithheld = build.provinces.contains { $0.iso3166_2 == province && $0.withheld }
        return isWithheld ? .withheld(name: name) : .notAssessed(name: name)
    }

    private static func square(around point: PlanarPoint, on grid: Grid) -> MultiPolygon {
        let half = grid.cellSize / 2
        let corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
        return MultiPolygon([Polygon(shell: corners.map { PlanarPoint(x: point.x + $0.0, y: point.y + $0.1) })])
    }
}
