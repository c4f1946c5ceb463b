// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Gazetteer
import Geo
import GeoIO
import Layers
import Studies

/// The sheet of small maps of a series and the pictures of its animation, drawn from the folders of the days.
struct SeriesPictures {
    let series: Series
    let folder: SeriesFolder
    /// The study on the first day.
    let study: ResolvedStudy
    let names: StudyNames
    /// Catalog of the last day, whose sources and statements are those of the whole.
    let last: Catalog

    static let sheetName = "small-multiples"

    private var days: [CalendarDay] { series.plan.days }
    private var wording: Wording { names.texts.wording }

    /// The days that a sheet has room for: all, or evenly spaced ones with the last among them.
    var shown: [CalendarDay] {
        let every = (days.count + SmallMultiples.mostMaps - 1) / SmallMultiples.mostMaps
        return Array(stride(from: days.count - 1, through: 0, by: -every).map { days[$0] }.reversed())
    }

    /// What all maps have in common, in the plane of the files.
    /// - Throws: `GeoIOError`, `StyleError`.
    func maps() throws -> SeriesMaps {
        let plane = try CoordinateTransform(from: .geographic, to: .webMercator)
        let base = try BaseMap(
            study: study, gazetteer: names.gazetteer,
            names: ReferenceNames(study: study, gazetteer: names.gazetteer, wording: wording), withheld: [],
            transform: plane)
        let style = StyleSet(try study.styles(), worded: wording)[series.options.layer]
        let areas = base.provinces.compactMap(\.area.extent)
        let whole = areas.reduce(try areas.first ?? plane.transform(study.extent)) { $0.union($1) }
        var maps = SeriesMaps(
            title: title(style), study: study.title, note: note(style), absent: wording.text(.seriesAbsent),
            statements: wording.statements, sources: sources, style: style, wording: wording,
            extent: whole.expanded(by: 40_000) ?? whole, provinces: base.provinces,
            // checked: a plan has days
            day: days[days.count - 1].description, tier: study.tier)
        maps.countries = base.countries
        maps.borders = base.lines.filter { [.border, .disputedBorder].contains($0.kind) }
        return maps
    }

    /// The map of one day, from the file of its folder.
    /// - Throws: `GeoIOError`, `CatalogError`.
    func map(of day: CalendarDay) throws -> SeriesMapDay {
        let path = folder.path(of: day), file = "\(path)/\(series.options.layer.name).tif"
        let surface =
            FileManager.default.fileExists(atPath: file) ? try RasterFile(path: file).readAll() : nil
        let withheld = Set(try Catalog.read(folder: path).counts.withheldProvinces ?? [])
        // In the order of the base map, which is that of the gazetteer.
        let provinces = names.gazetteer.content.provinces.filter { study.isAssessed($0.country) }
        return SeriesMapDay(
            label: day.description, surface: surface,
            withheld: Set(provinces.indices.filter { withheld.contains(provinces[$0].id) }))
    }

    /// The sheet as PNG and PDF.
    /// - Returns: the names of the files.
    func writeSheets(_ maps: SeriesMaps) throws -> [String] {
        try [SheetFormat.png, .pdf].map { format in
            let name = "\(Self.sheetName).\(format.rawValue)"
            let bytes = try SmallMultiples.data(maps, format, count: shown.count) { try map(of: shown[$0]) }
            try folder.write(Data(bytes), to: name)
            return name
        }
    }

    // MARK: Words

    private func title(_ style: Style) -> TextByLanguage {
        wording.text(.seriesTitle) { language in
            [
                // checked: a plan has days
                "layer": style.title[language].isEmpty ? style.title.main : style.title[language],
                "first": wording.day(days[0], in: language), "last": wording.day(days[days.count - 1], in: language),
            ]
        }
    }

    private func note(_ style: Style) -> TextByLanguage {
        let isRelative = style.layer == SurfaceLayer.relativeRisk.name
        let known = series.plan.isAsKnownThen ? TextKey.seriesNoteThen : .seriesNote
        let parts = [
            wording.text(known), isRelative ? wording.text(.seriesRelative) : nil,
            shown.count < days.count
                ? wording.text(.seriesPart) { _ in ["shown": "\(shown.count)", "all": "\(days.count)"] } : nil,
        ]
        return .joined(parts.compactMap(\.self))
    }

    private var sources: String {
        let attributions = last.attributions.joined(separator: "; ")
        return wording.text(.sources, ["sources": attributions], in: wording.first)
            + " RiskMap \(last.softwareVersion)."
    }
}
