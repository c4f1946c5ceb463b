// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import GeoIO
import Incidents
import Layers
import Scoring
import Studies

/// The finished maps of a build: one specification per raster layer over one base map.
struct MapPictures {
    private let content: BuildContent
    private let base: BaseMap
    private let corridors: [(area: MapArea, name: TextByLanguage)]
    private let extent: Extent

    /// - Throws: `GeoIOError` when a layer of the base map cannot be read.
    init(content: BuildContent) throws {
        self.content = content
        let plane = content.plane
        base = try BaseMap(
            study: content.study, gazetteer: content.names.gazetteer, withheld: content.scored.provinces.withheld,
            transform: plane.toPlane, wording: content.wording)
        let areas = CorridorAreas(width: content.study.lengths.corridorWidth, plane: plane)
        corridors = try content.evidence.routes.map {
            (
                MapArea(name: TextByLanguage(en: ""), area: try areas.planar($0)),
                Self.name($0, content.study, content.wording)
            )
        }
        extent = Self.extent(of: base.provinces) ?? plane.grid.extent
    }

    /// Writes the finished map of one layer.
    /// - Throws: `CartographyError`.
    func write(_ surface: Raster<Float>, style: Style, to path: String) throws {
        var map = MapSpecification(
            surface: surface, style: style, extent: extent, groundScale: 1, texts: texts(style: style),
            tier: content.study.tier)
        map.provinces = base.provinces
        map.countries = base.countries
        map.lines = base.lines
        map.towns = base.towns
        map.corridors = corridors.map { corridor in
            var area = corridor.area
            if raised(by: style) { area.name = corridor.name }
            return area
        }
        map.wording = content.wording
        map.hasGaps = content.scored.assessed.hasGaps(surface) || !content.scored.provinces.withheld.isEmpty
        try MapPicture.write(map, to: path)
    }

    /// Chances and numbers know nothing of corridors: only where a corridor raises the values is it named with its rise.
    private func raised(by style: Style) -> Bool {
        switch SurfaceLayer(rawValue: style.layer) {
        case .intensity, .routeProximity: true
        case .relativeRisk: !content.isOfRecord
        default: false
        }
    }

    /// `Shaddadi to Rabia +31 %`: the rise inside the corridor on the day of the map.
    private static func name(_ route: Route, _ study: ResolvedStudy, _ wording: Wording) -> TextByLanguage {
        let model = study.study.model.routes
        let fading = RouteProximity.fading(of: route.period, asOf: study.asOf, halfLifeDays: model.halfLifeDays)
        let rise = Int(checked: (100 * model.beta * fading).rounded()) ?? 0
        guard rise > 0 else { return TextByLanguage(en: "") }
        return wording.text(.corridorName) { _ in ["from": route.from, "to": route.to, "rise": "\(rise)"] }
    }

    private func texts(style: Style) -> MapTexts {
        let study = content.study, wording = content.wording
        return MapTexts(
            title: heading(style),
            subtitle: MapTexts.subtitle(
                asOf: study.asOf, evidence: content.hasEvidence ? content.evidencePeriod : nil, wording: wording),
            note: note(style), statements: wording.statements, sources: content.attributions,
            provenance: wording.text(
                .provenance,
                [
                    "version": RiskMapVersion.text, "method": study.intensity.version,
                    "digest": "\(content.evidence.digest.prefix(12))",
                ], in: wording.first))
    }

    /// Letters of a heading that leave room for its second language beside it.
    private static let longestHeading = 70

    /// The layer and the study; a layer of a long name stands alone, and the note names the study.
    private func heading(_ style: Style) -> TextByLanguage {
        let study = content.study.title, wording = content.wording
        guard isShort(style) else { return style.title }
        return TextByLanguage(
            style.title.languages.map { language in
                let values = ["layer": style.title[language], "study": study[language]]
                return (language, study[language].isEmpty ? "" : wording.text(.heading, values, in: language))
            })
    }

    private func isShort(_ style: Style) -> Bool {
        style.title.main.count + content.study.title.main.count <= Self.longestHeading
    }

    /// What a reader must know before trusting the map.
    private func note(_ style: Style) -> TextByLanguage {
        let drawn = content.evidence.drawn, title = content.study.title
        let isThin = drawn < content.study.study.model.evidence.minimumForForecast
        let name = TextByLanguage(title.languages.map { ($0, title[$0] + ".") })
        let parts = [isShort(style) ? nil : name, isThin ? content.wording.text(.thin, count: drawn) : nil]
        return .joined((parts + caveats(style)).compactMap(\.self))
    }

    /// What belongs to the map of a chance: where it says less and why, and how earlier statements came true.
    private func caveats(_ style: Style) -> [TextByLanguage?] {
        guard let section = content.forecast?.forecast.section else { return [] }
        let isOfUnits = section.resolution == .units
        guard isOfUnits ? style.layer == content.mainLayer.rawValue : SurfaceLayer(rawValue: style.layer)?.chance != nil
        else { return [] }
        let isStated = section.countries.contains { $0.stated != .nothing }
        let wording = content.wording
        return [
            isOfUnits && isStated ? wording.text(.unitsOnly) : nil, refusal(section.countries), section.stamp(wording),
        ]
    }

    /// Where not all is stated, in English with the reasons, which are English sentences.
    private func refusal(_ countries: [CatalogForecast.Country]) -> TextByLanguage? {
        let fewer = countries.filter { $0.stated != .figures }, wording = content.wording
        guard !fewer.isEmpty else { return nil }
        return TextByLanguage(
            wording.statements.absence.languages.map { language in
                let names = fewer.map { wording.countryName($0.country, in: language) }.joined(separator: ", ")
                let reasons = fewer.map { "\($0.country): \($0.reason)." }.joined(separator: " ")
                return (
                    language,
                    language == .english ? reasons : wording.text(.refused, ["countries": names], in: language)
                )
            })
    }

    /// The provinces with a margin that the countries around them still fill.
    private static func extent(of provinces: [MapArea]) -> Extent? {
        guard let first = provinces.first?.area.extent else { return nil }
        let whole = provinces.dropFirst().compactMap(\.area.extent).reduce(first) { $0.union($1) }
        return whole.expanded(by: 40_000)
    }
}

extension BuildContent {
    /// Whether any incident is drawn.
    var hasEvidence: Bool {
        let located = evidence.located.incidents
        return located.indices.contains { located.isDrawn($0) } || evidence.restricted?.counts.isEmpty == false
    }

    /// First to last day of the drawn incidents; the as-of day where there is none.
    var evidencePeriod: DayInterval {
        let located = evidence.located.incidents
        let incidents = located.indices.lazy.filter { located.isDrawn($0) }.map { located.period($0) }
        let periods = Array(incidents) + (evidence.restricted?.counts.compactMap(\.period) ?? [])
        guard let first = periods.first else { return DayInterval(study.asOf) }
        let whole = periods.dropFirst().reduce(first) { $0.union($1) }
        return DayInterval(first: whole.first, last: max(whole.first, min(whole.last, study.asOf))) ?? whole
    }

    /// Attribution lines of the inputs and of the geodata, each once.
    var attributions: [String] {
        var seen: Set<String> = []
        let publications = evidence.read.sourceOrder.compactMap { evidence.read.sources[$0] }
            .filter { $0.redistributionAllowed && $0.access == .open }
            .map { source in
                source.aiGenerated
                    ? wording.text(.aiGenerated, ["publisher": source.publisher], in: wording.first) : source.publisher
            }
        let names = unique(publications).joined(separator: ", ")
        let reports =
            publications.isEmpty ? [] : [wording.text(.reports, ["publishers": names], in: wording.first)]
        let routes = study.study.routes.map { evidence.routes.isEmpty ? [] : [$0.attribution] } ?? []
        return (reports + evidence.read.attributions + study.study.geodata.attributions + routes)
            .filter { seen.insert($0).inserted }
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
