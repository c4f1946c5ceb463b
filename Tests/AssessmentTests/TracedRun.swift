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

/// What the pipeline knows of a study before it writes anything: what the outputs alone do not show.
struct TracedRun {
    let content: BuildContent

    init(study: ResolvedStudy) throws {
        // The folder stays as it is: nothing is written.
        content = try Pipeline(study: study, options: .init(out: "")).assess(StageClock(report: { _ in }))
    }

    var names: StudyNames { content.names }
    var read: ReadEvidence { content.evidence.read }
    var located: LocatedEvidence { content.evidence.located }
    var plane: BuildGrid { content.plane }
    var masses: EventMasses { content.scored.masses }
    var zones: [AreaFootprint] { content.scored.zones }
    var surfaces: RiskSurfaces { content.scored.surfaces }

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
