// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Layers
import Scoring
import Studies

/// Writes all files of a build into its staging folder.
struct BuildOutput {
    let content: BuildContent
    let also: [ExtraFormat]
    let folder: String
    let clock: StageClock
    let threads: Int
    /// The files that are wanted; what is behind others alone is not made.
    var selection = OutputSelection.all
    /// Build of the same study on another day, whose copy of the study is linked; nil for none.
    var twin: String?

    /// - Returns: the layers as the catalog lists them.
    /// - Throws: the typed error of the writer that failed; the staging folder is removed then.
    func write() throws -> [CatalogLayer] {
        let study = content.study
        let styles = StyleSet(try study.styles(), worded: content.wording)
        let writer = BuildWriter(
            folder: folder, policy: ReleasePolicy(tier: study.tier), provenance: content.provenance,
            selection: selection)
        let rasters = content.layers.filter(isWanted)
        let pictures = rasters.contains { selection.wantsSheet(of: $0.name) }
            ? try clock.stage("drawing maps") { try MapPictures(content: content) } : nil
        let listed = wantsIncidents ? content.released.incidents() : []
        // What takes longest starts first. Only the vectors use the plane's transformations and the footprints, which
        // are for one thread at a time.
        let written = try clock.overlapping(
            [{ try writeVectors(listed, style: styles[content.mainLayer], writer) }]
                + rasters.map { layer in { try write(layer, styles[layer], writer, pictures).map { [$0] } ?? [] } }
                + [{ try writeContributions(listed, writer) }],
            threads: threads)
        let layers = written[1...].flatMap(\.self) + written[0]
        try clock.stage("writing the catalog") {
            try StudyCopy(content: content, selection: selection, twin: twin).write(into: folder)
            try writer.write(CatalogBuilder(content: content).catalog(layers))
        }
        return layers
    }

    // MARK: What is wanted

    private func isWanted(_ layer: SurfaceLayer) -> Bool {
        selection.wantsSheet(of: layer.name) || selection.containsAny(BuildWriter.rasterFiles(layer.name))
    }

    private var kinds: [FeatureLayer.Kind] {
        BuildFeatures.kinds.filter { selection.containsAny(BuildWriter.featureFiles($0.layerName)) }
    }

    private var wantsIncidents: Bool {
        selection.contains(ContributionTable.fileName) || kinds.contains(where: \.isOfEvents)
    }

    // MARK: Layers

    private func writeVectors(
        _ listed: [ListedIncident], style: Style, _ writer: BuildWriter
    ) throws -> [CatalogLayer] {
        try clock.stage("writing vectors") {
            let formats = OutputNames.formats(in: selection).union(also)
            var layers = try BuildFeatures(content: content, style: style, listed: listed).layers(kinds)
                .map { try writer.write($0, also: ExtraFormat.allCases.filter(formats.contains)) }
            let tables = try writeTables(writer)
            // Beside the provinces, whose figures they are part of.
            if !layers.isEmpty { layers[0].files += tables }
            return layers
        }
    }

    private func writeTables(_ writer: BuildWriter) throws -> [CatalogFile] {
        var files: [CatalogFile] = []
        if let restricted = content.evidence.restricted, selection.contains(RestrictedCount.fileName) {
            files.append(try writer.write(restricted.counts))
        }
        guard selection.containsAny([TransferTable.fileName, TransferTable.tableName]) else { return files }
        let transfers = TransferBuilder(content: content)
        return files + (try writer.write(transfers.table(), units: transfers.units))
    }

    /// One raster layer with its finished map.
    /// Its values are made here, beside those of the others; nil where there are none.
    private func write(
        _ surface: SurfaceLayer, _ style: Style, _ writer: BuildWriter, _ pictures: MapPictures?
    ) throws -> CatalogLayer? {
        guard let values = content.values(of: surface) else { return nil }
        let isMain = surface == content.mainLayer
        let layer = RasterLayer(
            raster: content.scored.assessed.masked(values), style: style, summary: surface.summary, isMain: isMain,
            hasMap: isMain || content.ofReports.contains(surface))
        var written = try clock.stage("writing rasters") { try writer.write(layer) }
        guard layer.hasMap, let pictures, selection.wantsSheet(of: layer.name) else { return written }
        try clock.stage("drawing maps") {
            let name = "\(layer.name).map.png"
            try pictures.write(layer.raster, style: layer.style, to: writer.path(name))
            written.files.append(writer.file(name))
        }
        return written
    }

    private func writeContributions(_ listed: [ListedIncident], _ writer: BuildWriter) throws -> [CatalogLayer] {
        guard selection.contains(ContributionTable.fileName) else { return [] }
        try clock.stage("writing the catalog") { try writer.write(contributions(listed, split())) }
        return []
    }

    /// What contributes to each province, the largest shares first.
    func split(threads: Int = 1) -> [ZoneContributions] {
        let scored = content.scored
        // Shares that are withheld sink into the rest, so more are asked for than are shown.
        return scored.surfaces.base.contributions(
            to: scored.zones, routes: scored.surfaces.proximity, most: ContributionBuilder.most,
            listedFrom: scored.masses.incidents.count, threads: threads)
    }

    func contributions(_ listed: [ListedIncident], _ split: [ZoneContributions]) -> ContributionTable {
        let scored = content.scored, stack = content.study.stack
        let builder = ContributionBuilder(
            located: content.evidence.located.incidents, incidentOfEvent: scored.masses.incidents,
            routes: content.evidence.routes, claims: content.phrases, restricted: scored.masses.restricted)
        let byProvince = zip(content.names.provinces.map(\.id), split.map(builder.contributions))
            .filter { !scored.provinces.withheld.contains($0.0) }
        let shown = listed.filter(\.entry.isDrawn)
        return ContributionTable(
            asOf: content.study.asOf.description, tier: content.study.tier, inputDigest: content.evidence.digest,
            components: stack.components.map {
                StackComponent(halfLifeDays: $0.halfLifeDays, sigma: $0.sigma.value, weight: $0.weight)
            },
            uniformWeight: stack.uniform, provinces: Dictionary(uniqueKeysWithValues: byProvince),
            incidents: shown.map(\.shown), restricted: content.evidence.restricted?.counts,
            record: RecordTableBuilder(content: content).table(shown))
    }
}
