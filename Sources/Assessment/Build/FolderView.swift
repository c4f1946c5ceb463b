// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import GeoIO
import Layers
import Places
import Queries
import RedTeam
import Scoring
import Studies

/// A build folder as anybody reads it who wants to find events in it.
struct FolderView {
    private let build: BuildReading
    private let plane: BuildGrid
    private let gazetteer: Gazetteer

    /// Standard deviations, in metres, over which earlier versions smoothed restricted events, by tier.
    private static let earlierSmoothing: [ReleaseTier: Double] = [.public: 10_000, .partner: 5_000]

    /// - Throws: `CatalogError`, `QueryError`, `StudyError` or a reader's error for a folder that is no whole build.
    init(folder: String) throws {
        build = try BuildReading(folder: OpenedFolder(path: folder))
        plane = try BuildGrid(study: build.study)
        gazetteer = try build.study.loadGazetteer()
    }

    var catalog: Catalog { build.catalog }

    /// - Parameter threads: of the surfaces of listed incidents; 0 leaves these out.
    /// - Throws: `GeoIOError`, `CatalogError`, `SurfaceFault`.
    func view(threads: Int) throws -> OutsiderView {
        let surfaces = try build.catalog.layers.filter { $0.kind == .raster }.map { layer in
            (name: layer.name, raster: try RasterFile(path: "\(build.folder.name)/\(layer.name).tif").readAll())
        }
        var view = OutsiderView(
            surfaces: surfaces, additive: SurfaceLayer.intensity.name, kernels: kernels, plane: build.study.crs,
            cellSize: build.catalog.cellSize, bands: try bands(), zones: zones,
            countedIncidents: build.catalog.counts.surfaceIncidents)
        view.corridorFactor = surfaces.first { $0.name == SurfaceLayer.routeProximity.name }.map { factor($0.raster) }
        if threads > 0 { view.explained = try explained(threads: threads) }
        return view
    }

    private var kernels: KnownKernels {
        let method = build.catalog.method, narrowest = build.study.narrowestBandwidth.value
        let smoothed = Self.earlierSmoothing[build.catalog.tier] ?? 0
        let exact = method["exact_sigma"]?.value ?? 0
        let law = max(exact, max(0, smoothed * smoothed - narrowest * narrowest).squareRoot())
        return KnownKernels(
            components: build.study.stack.components.map { ($0.halfLifeDays, $0.weight, $0.sigma.value) },
            lawSigmas: Set([exact, law]).sorted())
    }

    private func factor(_ proximity: Raster<Float>) -> Raster<Float> {
        let beta = Float(build.catalog.method["route_beta"]?.value ?? 0)
        return Raster(grid: proximity.grid, values: proximity.values.map { 1 + beta * $0 })
    }

    /// What the listed incidents alone look like, one surface per half-life of the stack.
    private func explained(threads: Int) throws -> [Raster<Float>] {
        let evidence = try ZoneExplanation.evidence(
            of: build.contributions(), build: build, plane: plane, gazetteer: gazetteer)
        guard !evidence.events.isEmpty else { return [] }
        let stack = try build.study.surfaceStack().components.filter { $0.share > 0 }
        return try Dictionary(grouping: stack, by: \.halfLifeDays)
            .sorted { ($0.key ?? .infinity) < ($1.key ?? .infinity) }
            .map { _, components in
                let sum = components.reduce(0) { $0 + $1.share }
                let shares = components.map {
                    SurfaceComponent(halfLifeDays: $0.halfLifeDays, bandwidth: $0.bandwidth, share: $0.share / sum)
                }
                let surface = try RiskSurface(
                    evidence: evidence, stack: SurfaceStack(components: shares, uniformShare: 0),
                    settings: build.study.surfaceSettings(threads: threads))
                return try Warper.warp(surface.intensity, to: .webMercator, resampling: .bilinear)
            }
    }

    private func bands() throws -> [MultiPolygon] {
        var bands: [MultiPolygon] = []
        try VectorSource(path: "\(build.folder.name)/isobands.geojson").forEachRecord { record in
            if case .area(let area)? = record.geometry { bands.append(area) }
        }
        return bands
    }

    private var zones: [PublishedZone] {
        build.provinces.map { PublishedZone($0, area: gazetteer.area(id: $0.iso3166_2) ?? MultiPolygon([])) }
    }
}

extension PublishedZone {
    /// A province as its result is published.
    init(_ result: ProvinceResult, area: MultiPolygon) {
        self.init(id: result.iso3166_2, area: area, incidents: result.assessed ? result.incidents : nil)
    }
}
