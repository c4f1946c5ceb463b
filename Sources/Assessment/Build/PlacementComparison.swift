// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Layers
import RedTeam
import Scoring
import Studies

/// Compares what two contents of a build would write.
///
/// What would be written twice from the same values is not made at all: isobands and contributions take longer than all
/// else.
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
        let (one, other) = (first.released.incidents(), second.released.incidents())
        let results = (first: try first.provinceResults(), second: try second.provinceResults())
        changed += try changedVectors(
            first, first.features(one, results.first), second, second.features(other, results.second))
        if differInContributions(first, one, second, other) { changed.append(ContributionTable.fileName) }
        if TransferBuilder(content: first).table() != TransferBuilder(content: second).table() {
            changed.append(TransferTable.fileName)
        }
        if try CatalogBuilder(content: first, results: results.first).catalog([])
            != CatalogBuilder(content: second, results: results.second).catalog([])
        {
            changed.append(Catalog.fileName)
        }
        return changed
    }

    private func changedVectors(
        _ first: BuildContent, _ features: BuildFeatures, _ second: BuildContent, _ otherFeatures: BuildFeatures
    ) throws -> [String] {
        // Class areas are made of the main layer and of the provinces that are shown.
        let haveOneSurface =
            first.scored.surfaces.intensity.isSame(as: second.scored.surfaces.intensity)
            && first.scored.provinces.withheld == second.scored.provinces.withheld
        let kinds = BuildFeatures.kinds.filter { $0 != .isobands || !haveOneSurface }
        let layers = try features.layers(kinds), others = try otherFeatures.layers(kinds)
        return zip(layers, others).filter { $0.vector != $1.vector }.map { "\($0.0.name).geojson" }
    }

    private func differInContributions(
        _ first: BuildContent, _ listed: [ListedIncident], _ second: BuildContent, _ otherListed: [ListedIncident]
    ) -> Bool {
        let one = output(first), other = output(second)
        let split = one.split(threads: threads)
        // The same masses on the same provinces split alike.
        let isAlike =
            first.scored.masses.isSame(as: second.scored.masses) && first.scored.zones == second.scored.zones
            && first.scored.masses.incidents.count == second.scored.masses.incidents.count
        return one.contributions(listed, split)
            != other.contributions(otherListed, isAlike ? split : other.split(threads: threads))
    }

    private func output(_ content: BuildContent) -> BuildOutput {
        BuildOutput(content: content, also: [], folder: "", clock: clock, threads: threads)
    }
}

extension BuildContent {
    /// The surfaces on the computing grid as they are released: what is not assessed is not there.
    var releasedRasters: [(name: String, raster: Raster<Float>)] {
        layers.compactMap { layer in values(of: layer).map { (layer.name, scored.assessed.masked($0)) } }
    }

    /// The same in the plane of the files.
    var releasedSurfaces: [OutsiderView.Surface] {
        get throws {
            try layers.compactMap { layer in
                try values(of: layer).map { (layer.name, try scored.assessed.released($0)) }
            }
        }
    }

    /// The vector layers, made when they are asked for.
    func features(_ listed: [ListedIncident], _ results: [ProvinceResult]) throws -> BuildFeatures {
        let style = try study.styles()[mainLayer]
        return BuildFeatures(content: self, results: results, style: style, listed: listed)
    }

    /// The class areas in degrees.
    var bands: [MultiPolygon] {
        get throws {
            try features([], []).layers([.isobands]).first?.vector.features.compactMap { feature in
                if case .area(let area)? = feature.geometry { area } else { nil }
            } ?? []
        }
    }

    /// The provinces with their published counts.
    var publishedZones: [PublishedZone] {
        get throws {
            zip(try provinceResults(), names.provinces).map { PublishedZone($0, area: $1.area) }
        }
    }
}

extension AssessedCells {
    /// A surface of the computing grid as its file would hold it.
    func released(_ raster: Raster<Float>) throws -> Raster<Float> {
        try Warper.warp(masked(raster), to: .webMercator, resampling: .bilinear)
    }
}

extension Raster<Float> {
    /// Whether every cell has the same value, or none in both.
    fileprivate func isSame(as other: Raster<Float>) -> Bool {
        grid == other.grid
            && zip(values, other.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}
