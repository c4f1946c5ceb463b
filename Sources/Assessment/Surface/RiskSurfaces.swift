// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Layers
import Scoring
import Studies
import Zones

/// The three surfaces of a build on the computing grid, over the whole window; what is not assessed is masked later.
struct RiskSurfaces {
    /// The surface before the corridors, which also tells what each incident contributes.
    let base: RiskSurface
    /// Corridor factor.
    let proximity: RouteProximity
    /// lambda' in weighted events per 1,000 km2 per 30 days.
    let intensity: Raster<Float>
    /// Score, 0 to 100.
    let risk: Raster<Float>

    /// Scores the evidence and applies the corridors.
    /// - Throws: `SurfaceFault`, `GeoIOError`.
    init(evidence: SurfaceEvidence, routes: [Route], study: ResolvedStudy, transform: CoordinateTransform, threads: Int)
        throws
    {
        base = try RiskSurface(
            evidence: evidence, stack: study.surfaceStack(), settings: study.surfaceSettings(threads: threads))
        let corridors = try routes.map { route in
            let lines = try transform.transform(route.lines, maximumEdge: 0.1)
            return RouteCorridor(
                distanceToLine: LineDistance(lines: lines, grid: evidence.grid, threads: threads).distance,
                halfWidth: Meters(study.lengths.corridorWidth.value / 2), period: route.period)
        }
        let model = RouteModel(
            beta: study.study.model.routes.beta, reach: study.lengths.routeDecay,
            halfLifeDays: study.study.model.routes.halfLifeDays)
        proximity = try RouteProximity(grid: evidence.grid, corridors: corridors, model: model, asOf: study.asOf)
        intensity = try proximity.applied(to: base.intensity)
        risk = try study.scoreScale().scores(of: intensity)
    }

    /// What a raster layer shows.
    func values(of layer: SurfaceLayer) -> Raster<Float> {
        switch layer {
        case .risk: risk
        case .intensity: intensity
        case .routeProximity: proximity.factor
        }
    }
}
