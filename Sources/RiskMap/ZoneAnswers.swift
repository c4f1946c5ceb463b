// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import GeoIO
import Layers
import Zones

/// Answers for zones that the build has no table of, from its released rasters and contributions.
struct ZoneAnswers {
    /// The computing plane of the build.
    let plane: BuildGrid

    private let build: BuildReading
    private let risk, intensity: Raster<Float>
    private let toMercator: CoordinateTransform
    private let style: Style

    /// - Throws: `GeoIOError`, `StyleError` or `StudyError` when a file of the build cannot be read.
    init(build: BuildReading) throws {
        self.build = build
        plane = try BuildGrid(study: build.study)
        risk = try build.risk()
        intensity = try build.intensity()
        toMercator = try CoordinateTransform(from: build.study.crs, to: risk.grid.crs)
        style = try Style.load(from: "\(build.folder)/styles/risk.json")
    }

    /// The mean over a zone.
    /// - Throws: `QueryError.notAssessed` when nothing of the zone is assessed.
    func answer(zone: QueryZone, gazetteer: Gazetteer, why: Bool) throws -> QueryAnswer {
        let cells = Coverage.footprint(of: try toMercator.transform(zone.area), on: risk.grid)
        // A Mercator cell in the south covers more ground than one in the north.
        let weights = RowWeights.webMercator(risk.grid)
        guard
            let figures = ZoneFigures(
                zone: cells, risk: risk, intensity: intensity, style: style, rowWeights: weights)
        else { throw missing(name: zone.name, province: zone.province) }
        return try answer(
            figures: figures, area: zone.area, name: zone.name, text: zone.text, kind: .zone, province: zone.province,
            gazetteer: gazetteer, why: why)
    }

    /// The value of the cell that holds a position; what contributes is told for the cell of the computing grid.
    /// - Throws: `QueryError.notAssessed` outside the assessed area.
    func answer(at coordinate: Coordinate, gazetteer: Gazetteer, why: Bool) throws -> QueryAnswer {
        let name = "\(coordinate.latitude), \(coordinate.longitude)"
        let province = ProvinceIndex(gazetteer.content.provinces).region(at: coordinate)
        let point = try plane.toPlane.transform(coordinate.point)
        let mercator = try toMercator.transform(point)
        guard let cell = risk.grid.cell(at: mercator) else { throw QueryError.notAssessed(name: name) }
        let index = Int32(risk.grid.index(column: cell.column, row: cell.row))
        let zone = AreaFootprint(indices: [index], fractions: [1])
        guard
            let figures = ZoneFigures(zone: zone, risk: risk, intensity: intensity, style: style, rowWeights: nil)
        else { throw missing(name: name, province: province) }
        return try answer(
            figures: figures, area: square(around: point), name: name, text: "the cell at this position", kind: .point,
            province: province, gazetteer: gazetteer, why: why)
    }

    private func answer(
        figures: ZoneFigures, area: MultiPolygon, name: String, text: String, kind: QueryAnswer.Kind,
        province: String?, gazetteer: Gazetteer, why: Bool
    ) throws -> QueryAnswer {
        let explanation = try ZoneExplanation(build: build, plane: plane, gazetteer: gazetteer).explain(area)
        let region = province.flatMap { id in build.provinces.first { $0.iso3166_2 == id } }
        let claims = explanation.inside.flatMap(\.claims)
        let result = ProvinceResult(
            iso3166_2: province ?? "", nameEnglish: name, nameArabic: "", score: figures.score,
            scoreMax: figures.maximum, scoreP90: figures.p90, scoreClass: figures.scoreClass, rank: nil,
            shareByClass: figures.shareByClass, incidents: explanation.inside.count + explanation.restricted,
            claims: claims.count + explanation.restricted,
            rootSources: 0, claimsInConflict: claims.count(where: \.isInConflict), unlocated: region?.unlocated ?? 0,
            asOf: build.catalog.asOf, intensity: figures.intensity, country: region?.country ?? "",
            tier: build.catalog.tier, assessed: true)
        let reaching =
            explanation.reaching == 0
            ? [] : ["\(explanation.reaching) more incidents are known only to larger areas that reach in here."]
        return QueryAnswer(
            result: result, kind: kind, zone: text, provinces: province.map { [$0] } ?? [],
            period: build.catalog.period, conflicts: ConflictPhrases.sentences(of: explanation.contributions),
            isThin: build.isThin, notes: reaching + build.notes,
            contributions: why ? explanation.contributions : nil)
    }

    /// Why a place has no figures: they are withheld, or nothing is known.
    private func missing(name: String, province: String?) -> QueryError {
        let isWithheld = build.provinces.contains { $0.iso3166_2 == province && $0.isWithheld }
        return isWithheld ? .withheld(name: name) : .notAssessed(name: name)
    }

    private func square(around point: PlanarPoint) -> MultiPolygon {
        let half = plane.grid.cellSize / 2
        let corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
        return MultiPolygon([Polygon(shell: corners.map { PlanarPoint(x: point.x + $0.0, y: point.y + $0.1) })])
    }
}
