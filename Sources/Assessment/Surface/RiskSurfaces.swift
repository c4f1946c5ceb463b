// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Layers
import Scoring
import Studies
import Zones

/// The surfaces that reports make on the computing grid, over the whole window; what is not assessed is masked later.
struct RiskSurfaces {
    /// The surface before the corridors, which also tells what each incident contributes.
    let base: RiskSurface
    /// Corridor factor.
    let proximity: RouteProximity
    /// lambda' in weighted events per 1,000 km2 per 30 days.
    let intensity: Raster<Float>

    /// Makes the surface of the evidence and applies the corridors.
    /// - Parameter memory: keeps the distances to corridors; nil to make them here.
    /// - Throws: `SurfaceFault`, `GeoIOError`.
    init(
        evidence: SurfaceEvidence, routes: [Route], study: ResolvedStudy, transform: CoordinateTransform, threads: Int,
        memory: StudyMemory? = nil
    ) throws {
        base = try RiskSurface(
            evidence: evidence, stack: study.surfaceStack(), settings: study.surfaceSettings(threads: threads))
        let corridors = try routes.map { route in
            func distance() throws -> Raster<Float> {
                let lines = try transform.transform(route.lines, maximumEdge: 0.1)
                return LineDistance(lines: lines, grid: evidence.grid, threads: threads).distance
            }
            return RouteCorridor(
                distanceToLine: try memory?.distance(to: route, distance) ?? distance(),
                halfWidth: study.corridorHalfWidth, period: route.period)
        }
        proximity = try RouteProximity(
            grid: evidence.grid, corridors: corridors, model: study.routeModel, asOf: study.asOf)
        intensity = try proximity.applied(to: base.intensity)
    }

    /// Up to so many times the even floor no report reaches a cell, even where a corridor raises the floor.
    static let floorReach = 1.5

    /// Intensity over its mean in the assessed cells; 0 where no report reaches.
    func relativeRisk(in assessed: AssessedCells) -> Raster<Float> {
        let mean = assessed.mean(of: intensity), floor = Float(Self.floorReach * base.uniformIntensity)
        guard mean > 0 else { return Raster(grid: intensity.grid, values: intensity.values.map { _ in 0 }) }
        return Raster(
            grid: intensity.grid, values: intensity.values.map { $0 <= floor ? 0 : Float(Double($0) / mean) })
    }

    /// What a raster layer shows that reports make; nil for the layers of a record.
    func values(of layer: SurfaceLayer, in assessed: AssessedCells) -> Raster<Float>? {
        switch layer {
        case .relativeRisk: relativeRisk(in: assessed)
        case .intensity: intensity
        case .routeProximity: proximity.factor
        default: nil
        }
    }
}

extension AssessedCells {
    /// Mean over the assessed cells, which are all of one size; 0 where there are none.
    func mean(of raster: Raster<Float>) -> Double {
        let values = masked(raster).values.lazy.filter { !$0.isNaN }
        let (sum, count) = values.reduce((0.0, 0)) { ($0.0 + Double($1), $0.1 + 1) }
        return count == 0 ? 0 : sum / Double(count)
    }
}
