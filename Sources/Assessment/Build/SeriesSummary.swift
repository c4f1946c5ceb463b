// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Studies

/// What is said of all days of a series together: a table, a description, a sheet of small maps, an animation.
struct SeriesSummary {
    let series: Series
    let folder: SeriesFolder
    /// The study on the first day.
    let study: ResolvedStudy
    let memory: StudyMemory

    static let documentName = "series.json"

    /// Made of the folders of the days alone, so that a day that was built before counts like one that was built now.
    /// - Throws: `CatalogError`, `StudyError`, `GeoIOError`, `CartographyError`.
    func write(_ report: inout SeriesReport, _ progress: @escaping (String) -> Void) throws {
        var table = SeriesTable(), entries: [SeriesDocument.Day] = []
        var last: Catalog?
        for day in series.plan.days {
            let read = try SeriesDay(day, in: folder)
            table.append(read)
            entries.append(SeriesDocument.Day(read))
            last = read.catalog
        }
        try folder.write(table.data, to: SeriesTable.fileName)
        report.files.append(SeriesTable.fileName)
        guard let last else { return }
        if series.options.hasSheet || series.options.hasAnimation { try writePictures(last, &report, progress) }
        var document = SeriesDocument(series: series, days: entries, last: last)
        document.files = report.files
        try folder.write(StableJSON.encode(document), to: Self.documentName)
        report.files.append(Self.documentName)
        report.peakMemory = StageClock.peakMemory
    }

    private func writePictures(
        _ last: Catalog, _ report: inout SeriesReport, _ progress: @escaping (String) -> Void
    ) throws {
        let names = try memory.names ?? StudyNames(study: study)
        let pictures = SeriesPictures(series: series, folder: folder, study: study, names: names, last: last)
        let maps = try pictures.maps()
        if series.options.hasSheet {
            progress("drawing the sheet of \(pictures.shown.count) maps")
            report.files += try pictures.writeSheets(maps)
        }
        guard series.options.hasAnimation else { return }
        let made = try SeriesAnimation(pictures: pictures, folder: folder)
            .write(maps, days: series.plan.days, progress)
        report.files += made.files
        report.notes += made.notes
    }
}

/// `series.json`: the period, its days and what accompanies every use.
struct SeriesDocument: Encodable {
    /// A build of the series.
    struct Day: Encodable {
        let day, folder, inputDigest: String
        let incidents: Int
        let mainLayer: String
        let relativeRiskOfRecord: Bool

        init(_ read: SeriesDay) {
            day = read.day.description
            folder = "\(read.day)/"
            inputDigest = read.catalog.inputDigest
            incidents = read.catalog.counts.surfaceIncidents ?? read.catalog.counts.incidents
            mainLayer = read.catalog.mainLayer
            relativeRiskOfRecord = read.catalog.method["relative_risk_of_record"]?.value == 1
        }

        private enum CodingKeys: String, CodingKey {
            case day, folder, inputDigest = "input_digest", incidents, mainLayer = "main_layer"
            case relativeRiskOfRecord = "relative_risk_of_record"
        }
    }

    let formatVersion = 1
    let title: TextByLanguage
    let tier: ReleaseTier
    let softwareVersion: String
    let first, last: String
    let stepDays: Int
    let asKnownThen: Bool
    let layer: String
    let days: [Day]
    var files: [String] = []
    let attributions: [String]
    let statements: Statements

    init(series: Series, days: [Day], last catalog: Catalog) {
        title = catalog.title
        tier = catalog.tier
        softwareVersion = catalog.softwareVersion
        first = days.first?.day ?? ""
        last = days.last?.day ?? ""
        stepDays = series.plan.step
        asKnownThen = series.plan.isAsKnownThen
        layer = series.options.layer.name
        self.days = days
        attributions = catalog.attributions
        statements = catalog.statements
    }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version", title, tier, softwareVersion = "software_version", first, last
        case stepDays = "step_days", asKnownThen = "as_known_then", layer, days, files, attributions, statements
    }
}
