// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Surfaces

/// The intensity of a stack over its evidence: lambda = N sum over k of share_k m_k + share_0 N / A, where m_k is the
/// unit-mass surface of component k over the weighted events, N the expected weighted events per 30 days and A the
/// area of the window.
///
/// Values are means over cells, so that cells times their area sum to N exactly as far as the edge correction keeps
/// mass. A component in which no event has any mass gives its share to the uniform part.
public struct RiskSurface: Sendable {
    /// Weighted events per 1,000 km2 per 30 days, one value per cell.
    public let intensity: Raster<Float>
    /// N and its two bands.
    public let expected: ExpectedEvents
    /// The uniform part in the unit of the intensity.
    public let uniformIntensity: Double
    /// Events that were left out.
    public let ignored: IgnoredEvents

    let evidence: SurfaceEvidence
    let settings: SurfaceSettings
    let masses: StackMasses
    let spreadShares: [[Double]]

    /// Weighted events per square metre, in the unit of the intensity.
    static let perThousandSquareKilometers = 1e9

    /// Checks everything, then computes the surface.
    public init(
        evidence: SurfaceEvidence, stack: SurfaceStack, settings: SurfaceSettings = SurfaceSettings()
    ) throws(SurfaceFault) {
        try evidence.check()
        try settings.check()
        let placed = PlacedEvents(evidence, policy: settings.imprecise)
        expected = ExpectedEvents(
            of: placed.used.lazy.map { evidence.events[$0] }, asOf: evidence.asOf, settings: settings)
        masses = StackMasses(
            evidence: evidence, placed: placed, stack: stack, expected: expected.total, settings: settings)
        let grid = evidence.grid
        uniformIntensity =
            masses.uniformShare * expected.total / (Double(grid.count) * grid.cellAreaSquareKilometers) * 1000
        spreadShares = Self.spreadShares(evidence, placed, settings)
        self.evidence = evidence
        self.settings = settings
        ignored = placed.ignored
        intensity = Self.intensity(evidence, masses, spreadShares, uniformIntensity, settings)
    }

    private static func spreadShares(
        _ evidence: SurfaceEvidence, _ placed: PlacedEvents, _ settings: SurfaceSettings
    ) -> [[Double]] {
        let wanted = Set(placed.areas.map(\.footprint))
        guard !wanted.isEmpty else { return evidence.footprints.map { _ in [] } }
        let law = SpreadLaw(
            information: SpreadLaw.Information(evidence: evidence, precise: placed.points, settings: settings))
        let even = SpreadLaw(information: nil)
        return evidence.footprints.enumerated().map { position, footprint in
            guard wanted.contains(position) else { return [] }
            return (evidence.evenFootprints.contains(position) ? even : law).shares(of: footprint)
        }
    }

    private static func intensity(
        _ evidence: SurfaceEvidence, _ masses: StackMasses, _ spreadShares: [[Double]], _ uniform: Double,
        _ settings: SurfaceSettings
    ) -> Raster<Float> {
        var values = [Float](repeating: Float(uniform), count: evidence.grid.count)
        for layer in masses.layers {
            let smoother = LayerSmoother(
                layer: layer, evidence: evidence, spreadShares: spreadShares, settings: settings)
            smoother.add(to: &values)
        }
        return Raster(grid: evidence.grid, values: values)
    }
}
