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
    private let corridors: [(area: MapArea, name: String)]
    private let extent: Extent

    /// - Throws: `GeoIOError` when a layer of the base map cannot be read.
    init(content: BuildContent) throws {
        self.content = content
        let plane = content.plane
        base = try BaseMap(
            study: content.study, gazetteer: content.names.gazetteer, withheld: content.scored.provinces.withheld,
            transform: plane.toPlane)
        let areas = CorridorAreas(width: content.study.lengths.corridorWidth, plane: plane)
        corridors = try content.evidence.routes.map {
            (MapArea(nameEnglish: "", area: try areas.planar($0)), Self.name($0, content.study))
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
            if raised(by: style) { area.nameEnglish = corridor.name }
            return area
        }
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
    private static func name(_ route: Route, _ study: ResolvedStudy) -> String {
        let model = study.study.model.routes
        let fading = RouteProximity.fading(of: route.period, asOf: study.asOf, halfLifeDays: model.halfLifeDays)
        let rise = Int(checked: (100 * model.beta * fading).rounded()) ?? 0
        return rise > 0 ? "\(route.from) to \(route.to) +\(rise) %" : ""
    }

    private func texts(style: Style) -> MapTexts {
        let study = content.study
        return MapTexts(
            title: heading(style),
            subtitle: MapTexts.subtitle(asOf: study.asOf, evidence: content.evidencePeriod),
            note: note(style), sources: content.attributions,
            provenance: "RiskMap \(RiskMapVersion.text), \(study.intensity.version), input "
                + content.evidence.digest.prefix(12))
    }

    /// Letters of a heading that leave room for its Arabic beside it.
    private static let longestHeading = 70

    /// The layer and the study; a layer of a long name stands alone, and the note names the study.
    private func heading(_ style: Style) -> BilingualText {
        let study = content.study.study
        guard isShort(style) else { return style.title }
        return BilingualText(
            en: "\(style.title.en): \(study.title)", ar: "\(style.title.ar): \(study.titleArabic)")
    }

    private func isShort(_ style: Style) -> Bool {
        style.title.en.count + content.study.study.title.count <= Self.longestHeading
    }

    /// What a reader must know before trusting the map.
    private func note(_ style: Style) -> BilingualText {
        let drawn = content.evidence.drawn
        let isThin = drawn < content.study.study.model.evidence.minimumForForecast
        let thin = BilingualText(
            en: "\(drawn) located incidents: a picture of what was reported, insufficient for a forecast. ",
            ar: "\(drawn) حادثة محددة الموقع: صورة لما تم الإبلاغ عنه، غير كافية للتنبؤ. ")
        let study = content.study.study
        let name = BilingualText(en: "\(study.title). ", ar: study.titleArabic.isEmpty ? "" : "\(study.titleArabic). ")
        let parts = ([isShort(style) ? nil : name, isThin ? thin : nil] + caveats(style)).compactMap(\.self)
        return BilingualText(en: parts.map(\.en).joined(), ar: parts.map(\.ar).joined())
    }

    /// What belongs to the map of a chance: where it says less and why, and how earlier statements came true.
    private func caveats(_ style: Style) -> [BilingualText?] {
        guard let section = content.forecast?.forecast.section else { return [] }
        let isOfUnits = section.resolution == .units
        guard isOfUnits ? style.layer == content.mainLayer.rawValue : SurfaceLayer(rawValue: style.layer)?.chance != nil
        else { return [] }
        let fewer = section.countries.filter { $0.stated != .figures }
        let refusal = BilingualText(
            en: fewer.map { "\($0.country): \($0.reason). " }.joined(),
            ar: "بلاغات قليلة: \(fewer.map(\.country).joined(separator: ", ")). ")
        let isStated = section.countries.contains { $0.stated != .nothing }
        return [isOfUnits && isStated ? Self.unitsOnly : nil, fewer.isEmpty ? nil : refusal, section.stamp]
    }

    /// Where the chances are that no picture of cells may show.
    private static let unitsOnly = BilingualText(
        en: "Chances are stated for whole provinces, in their table: part of the record is restricted. ",
        ar: "الاحتمالات متاحة للمحافظات كاملةً في جدولها: جزء من السجل مقيَّد. ")

    /// The provinces with a margin that the countries around them still fill.
    private static func extent(of provinces: [MapArea]) -> Extent? {
        guard let first = provinces.first?.area.extent else { return nil }
        let whole = provinces.dropFirst().compactMap(\.area.extent).reduce(first) { $0.union($1) }
        return whole.expanded(by: 40_000)
    }
}

extension BuildContent {
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
            .map { $0.aiGenerated ? "\($0.publisher) [AI-generated]" : $0.publisher }
        let reports = publications.isEmpty ? [] : ["Reports: " + unique(publications).joined(separator: ", ")]
        let routes = study.study.routes.map { evidence.routes.isEmpty ? [] : [$0.attribution] } ?? []
        return (reports + evidence.read.attributions + study.study.geodata.attributions + routes)
            .filter { seen.insert($0).inserted }
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
