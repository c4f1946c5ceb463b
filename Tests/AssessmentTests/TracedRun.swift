// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Gazetteer
import Geo
import GeoIO
import Incidents
import Layers
@testable import Places
import Scoring
@testable import Studies
import Zones

/// The stops of a build one after the other, with what lies between them: what the outputs alone do not show.
struct TracedRun {
    let names: StudyNames
    let read: ReadEvidence
    let located: LocatedEvidence
    let plane: BuildGrid
    let masses: EventMasses
    let zones: [AreaFootprint]
    let surfaces: RiskSurfaces

    init(study: ResolvedStudy) throws {
        names = try StudyNames(study: study)
        read = try EvidenceReading(study: study, progress: { _ in }).read()
        located = try IncidentLocating(study: study, gazetteer: names.gazetteer, sources: read.sources)
            .locate(read.claims, headers: read.headers)
        let plane = try BuildGrid(study: study)
        self.plane = plane
        var footprints = LawFootprints(gazetteer: names.gazetteer, transform: plane.toPlane, grid: plane.grid)
        masses = try EventMasses(
            of: located.incidents, footprints: &footprints, transform: plane.toPlane, grid: plane.grid,
            asOf: study.asOf)
        zones = try names.provinces.map { Coverage.footprint(of: try footprints.region($0.id), on: plane.grid) }
        surfaces = try RiskSurfaces(
            evidence: masses.evidence, routes: study.routeReading.map { try $0.routes() } ?? [], study: study,
            transform: plane.toPlane, threads: 1)
    }

    /// Weighted events per 30 days on the whole surface, corridors left out.
    var mass: Double {
        let cell = plane.grid.cellAreaSquareKilometers / 1000
        return surfaces.base.intensity.values.reduce(0) { $0 + Double($1) * cell }
    }

    /// Intensity before the corridors in the cell that holds a position.
    func intensity(longitude: Double, latitude: Double) throws -> Double? {
        let point = try plane.toPlane.transform(PlanarPoint(x: longitude, y: latitude))
        return plane.grid.cell(at: point).map { cell in
            Double(surfaces.base.intensity[column: cell.column, row: cell.row])
        }
    }

    func incident(_ id: String) -> LocatedIncident? { located.incidents.first { $0.incident.id == id } }
}
