// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Layers
import RedTeam
import Scoring
import Studies

/// Compares what two contents of a build would write.
struct PlacementComparison {
    let threads: Int
    let clock: StageClock

    /// Names of the files whose content differs; none when an outsider cannot tell the two apart.
    /// - Throws: `GeoIOError`, `ReleaseViolation`, `StyleError`.
    func changedOutputs(_ first: BuildContent, _ second: BuildContent) throws -> [String] {
        var changed: [String] = []
        for (one, other) in zip(first.releasedRasters, second.releasedRasters)
        where !one.raster.isSame(as: other.raster) {
            changed.append("\(one.name).tif")
        }
        for (one, other) in zip(try first.featureLayers, try second.featureLayers) where one.vector != other.vector {
            changed.append("\(one.name).geojson")
        }
        if try contributions(first) != contributions(second) { changed.append(ContributionTable.fileName) }
        if CatalogBuilder(content: first).catalog([]) != CatalogBuilder(content: second).catalog([]) {
            changed.append(Catalog.fileName)
        }
        return changed
    }

    private func contributions(_ content: BuildContent) throws -> ContributionTable {
        BuildOutput(content: content, also: [], folder: "", clock: clock, threads: threads)
            .contributions(content.released.incidents())
    }
}

extension BuildContent {
    /// The surfaces on the computing grid as they are released: what is not assessed is not there.
    var releasedRasters: [(name: String, raster: Raster<Float>)] {
        SurfaceLayer.allCases.map { ($0.name, scored.assessed.masked(scored.surfaces.values(of: $0))) }
    }

    /// The same in the plane of the files.
    var releasedSurfaces: [OutsiderView.Surface] {
        get throws { try releasedRasters.map { ($0.name, try Self.warped($0.raster)) } }
    }

    /// Any surface of the computing grid as its file would hold it.
    func released(_ raster: Raster<Float>) throws -> Raster<Float> { try Self.warped(scored.assessed.masked(raster)) }

    private static func warped(_ raster: Raster<Float>) throws -> Raster<Float> {
        try Warper.warp(raster, to: .webMercator, resampling: .bilinear)
    }

    /// The vector layers.
    var featureLayers: [FeatureLayer] {
        get throws {
            let style = try StyleSet(folder: study.path(study.study.styles))[.main]
            return try BuildFeatures(content: self, style: style, listed: released.incidents()).layers()
        }
    }

    /// The class areas in degrees.
    var bands: [MultiPolygon] {
        get throws {
            try featureLayers.first { $0.kind == .isobands }?.vector.features.compactMap { feature in
                if case .area(let area)? = feature.geometry { area } else { nil }
            } ?? []
        }
    }

    /// The provinces with their published counts.
    var publishedZones: [PublishedZone] {
        get throws {
            let style = try StyleSet(folder: study.path(study.study.styles))[.main]
            let summary = ProvinceSummary(
                study: study, provinces: names.provinces, zones: scored.zones, surfaces: scored.surfaces, style: style,
                evidence: scored.provinces)
            return zip(summary.results(), names.provinces).map { PublishedZone($0, area: $1.area) }
        }
    }
}

extension Raster<Float> {
    /// Whether every cell has the same value, or none in both.
    fileprivate func isSame(as other: Raster<Float>) -> Bool {
        grid == other.grid
            && zip(values, other.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}
