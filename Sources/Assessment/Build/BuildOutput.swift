// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import GeoIO
import Layers
import Scoring
import Studies
import Synchronization

/// Writes all files of a build into its staging folder.
struct BuildOutput {
    let content: BuildContent
    let also: [ExtraFormat]
    let folder: String
    let clock: StageClock
    let threads: Int
    var sheets = SheetSelection()
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
        let listed = wantsIncidents || rasters.contains(where: wantsSheet) ? content.released.incidents() : []
        let results = try clock.stage("writing vectors") { try content.provinceResults() }
        let catalog = CatalogBuilder(content: content, results: results)
        let pictures = rasters.contains(where: wantsSheet) ? try pictures(listed, catalog.finding) : nil
        // What takes longest starts first. Only the vectors use the plane's transformations and the footprints, which
        // are for one thread at a time.
        let reference = Mutex<CatalogReference?>(nil)
        let written = try clock.overlapping(
            [{ try writeVectors(listed, results, style: styles[content.mainLayer], writer) }]
                + rasters.map { layer in { try write(layer, styles[layer], writer, pictures).map { [$0] } ?? [] } }
                + [{ try writeContributions(listed, writer) }]
                + [
                    {
                        let written = try writeReference(writer)
                        reference.withLock { $0 = written }
                        return []
                    }
                ],
            threads: threads)
        let layers = written[1...].flatMap(\.self) + written[0]
        try clock.stage("writing the catalog") {
            try StudyCopy(content: content, selection: selection, twin: twin).write(into: folder)
            var document = try catalog.catalog(layers)
            document.reference = reference.withLock { $0 }
            try writer.write(document)
        }
        return layers
    }

    private func pictures(_ listed: [ListedIncident], _ finding: TextByLanguage) throws -> MapPictures {
        try clock.stage("drawing maps") {
            var content = try SheetContent(content, listed: listed)
            content.finding = finding
            return try MapPictures(content)
        }
    }

    /// What base maps are drawn of: linked from a build of the same study, else made; nil where it is not wanted.
    private func writeReference(_ writer: BuildWriter) throws -> CatalogReference? {
        guard selection.contains("\(CatalogReference.folder)/") else { return nil }
        return try clock.stage("writing vectors") {
            if let linked = twin.flatMap({ CatalogReference.linked(from: $0, to: folder) }) { return linked }
            return try ReferenceBuilder(
                study: content.study, gazetteer: content.names.gazetteer, wording: content.wording
            ).write(writer)
        }
    }

    // MARK: What is wanted

    private func isWanted(_ layer: SurfaceLayer) -> Bool {
        wantsSheet(layer) || selection.containsAny(BuildWriter.rasterFiles(layer.name))
    }

    private func wantsSheet(_ layer: SurfaceLayer) -> Bool { !sheetFormats(of: layer).isEmpty }

    private func sheetFormats(of layer: SurfaceLayer) -> [SheetFormat] {
        sheets.formats(of: layer, isMain: layer == content.mainLayer, in: selection)
    }

    private var kinds: [FeatureLayer.Kind] {
        BuildFeatures.kinds.filter { selection.containsAny(BuildWriter.featureFiles($0.layerName)) }
    }

    private var wantsIncidents: Bool {
        selection.contains(ContributionTable.fileName) || kinds.contains(where: \.isOfEvents)
    }

    // MARK: Layers

    private func writeVectors(
        _ listed: [ListedIncident], _ results: [ProvinceResult], style: Style, _ writer: BuildWriter
    ) throws -> [CatalogLayer] {
        try clock.stage("writing vectors") {
            let formats = OutputNames.formats(in: selection).union(also)
            var layers = try BuildFeatures(content: content, results: results, style: style, listed: listed).layers(
                kinds
            )
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

    /// One raster layer with its sheets.
    /// Its values are made here, beside those of the others; nil where there are none.
    private func write(
        _ surface: SurfaceLayer, _ style: Style, _ writer: BuildWriter, _ pictures: MapPictures?
    ) throws -> CatalogLayer? {
        guard let values = content.values(of: surface) else { return nil }
        let layer = RasterLayer(
            raster: content.scored.assessed.masked(values), style: style, summary: surface.summary,
            isMain: surface == content.mainLayer)
        var written = try clock.stage("writing rasters") { try writer.write(layer) }
        let formats = sheetFormats(of: surface)
        guard let pictures, !formats.isEmpty, isDrawn(layer) else { return written }
        try clock.stage("drawing maps") {
            let sheet = try pictures.sheet(
                layer.raster, style: layer.style, hasGaps: content.scored.assessed.hasGaps(layer.raster),
                paper: sheets.paper, produced: sheets.produced)
            for format in formats {
                let name = "\(layer.name).map.\(format.rawValue)"
                try MapPicture.write(sheet, format, to: writer.path(name))
                written.files.append(writer.file(name))
            }
        }
        return written
    }

    /// Whether a sheet would have anything to show; one that is asked for by its own name is drawn in any case.
    private func isDrawn(_ layer: RasterLayer) -> Bool {
        selection.names != nil || layer.isMain || MapPictures.isWorthwhile(layer.raster, style: layer.style)
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
