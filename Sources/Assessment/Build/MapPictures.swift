// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import GeoIO
import Incidents
import Layers
import Scoring
import Studies

/// The sheets of a build: one specification per raster layer over one base map.
struct MapPictures {
    private let content: SheetContent
    private let base: BaseMap
    private let names: ReferenceNames
    private let locator: SheetLocator
    private let whole: Extent

    /// - Throws: `GeoIOError` when a layer of the base map cannot be read.
    init(_ content: SheetContent) throws {
        self.content = content
        names = ReferenceNames(study: content.study, gazetteer: content.gazetteer, wording: content.wording)
        base = try BaseMap(
            study: content.study, gazetteer: content.gazetteer, names: names, withheld: content.withheld,
            transform: content.plane.toPlane)
        locator = try SheetLocator(content, provinces: base.provinces)
        whole = Self.extent(of: base.provinces) ?? content.plane.grid.extent
    }

    /// Whether a sheet of a layer would show anything: an empty one of corridors would look like a finding.
    static func isWorthwhile(_ surface: Raster<Float>, style: Style) -> Bool {
        switch SurfaceLayer(rawValue: style.layer) {
        case .routeProximity, .hotspots, .change: surface.values.contains { !$0.isNaN && $0 != 0 }
        default: surface.values.contains { !$0.isNaN }
        }
    }

    /// Everything that a sheet of a layer shows.
    /// - Parameters:
    ///   - surface: the layer in the plane of the study; NaN: not assessed.
    ///   - hasGaps: whether a cell of the assessed provinces has no value.
    /// - Throws: `GeoIOError`, or `SheetPartError` for a part that is not of the study.
    func sheet(
        _ surface: Raster<Float>, style: Style, hasGaps: Bool, part: SheetPart = .whole,
        paper: SheetPaper = .a4, produced: CalendarDay? = nil
    ) throws -> MapSpecification {
        let (extent, name, focus) = try frame(of: part)
        var map = MapSpecification(
            surface: surface, style: style, extent: extent, groundScale: 1,
            texts: texts(style: style, part: part, name: name, produced: produced), tier: content.study.tier)
        let isPart = part != .whole || paper == .a3
        map.paper = paper
        map.provinces = base.provinces
        map.countries = base.countries
        map.lines = base.lines
        map.focus = focus
        map.highest = highest(surface, style, in: extent, focus)
        map.towns = try SheetTowns(content: content, names: names, known: base.towns)
            .towns(of: extent, isPart: isPart, highest: map.highest)
        map.corridors = content.corridors.map { corridor($0, style) }
        map.marks = content.marks
        map.doubt = isHatched(style) ? content.doubt : nil
        map.locator = locator.locator(of: extent, whole: whole)
        map.wording = content.wording
        map.hasGaps = hasGaps || !content.withheld.isEmpty
        return map
    }

    // MARK: Parts

    /// What is shown, in the plane, what it is called, and the province that it is of.
    private func frame(
        of part: SheetPart
    ) throws -> (extent: Extent, name: TextByLanguage?, focus: MultiPolygon?) {
        switch part {
        case .whole: return (whole, nil, nil)
        case .extent(let degrees):
            let plane = content.plane
            guard degrees.intersects(content.study.extent) else { throw SheetPartError.outside(content.study.extent) }
            return (try plane.toPlane.transform(degrees, densify: 21), nil, nil)
        case .province(let name):
            let found = try SheetProvince(content: content).region(named: name)
            let area = try content.plane.toPlane.transform(found.area, maximumEdge: 0.1)
            let around = area.extent.flatMap { $0.expanded(by: 0.06 * max($0.width, $0.height)) }
            return (around ?? whole, names.name(of: found), area)
        }
    }

    /// The provinces with a margin that the countries around them still fill.
    private static func extent(of provinces: [MapArea]) -> Extent? {
        guard let first = provinces.first?.area.extent else { return nil }
        let whole = provinces.dropFirst().compactMap(\.area.extent).reduce(first) { $0.union($1) }
        return whole.expanded(by: 40_000)
    }

    // MARK: Marks of the map

    /// The cell of the highest value within the sheet, or the province that it is of; nil where none stands out.
    private func highest(
        _ surface: Raster<Float>, _ style: Style, in extent: Extent, _ focus: MultiPolygon?
    ) -> PlanarPoint? {
        switch SurfaceLayer(rawValue: style.layer) {
        case .doubt, .change, .routeProximity: return nil
        default: break
        }
        let grid = surface.grid
        var best: (value: Float, point: PlanarPoint)?
        for (index, value) in surface.values.enumerated() where value > best?.value ?? -.infinity {
            let point = PlanarPoint(
                x: grid.originX + (Double(index % grid.columns) + 0.5) * grid.cellSize,
                y: grid.originY - (Double(index / grid.columns) + 0.5) * grid.cellSize)
            if extent.contains(point), focus?.contains(point) != false { best = (value, point) }
        }
        return best.flatMap { style.classIndex(of: $0.value).map { $0 > 0 } == true ? $0.point : nil }
    }

    /// Where evidence is thin no other sheet than those of doubt and of corridors says what it says surely.
    private func isHatched(_ style: Style) -> Bool {
        ![SurfaceLayer.doubt, .routeProximity].map(\.name).contains(style.layer)
    }

    /// Chances and numbers know nothing of corridors: only where a corridor raises the values is it named with its rise.
    private func corridor(_ corridor: SheetCorridor, _ style: Style) -> MapCorridor {
        let isRaised =
            switch SurfaceLayer(rawValue: style.layer) {
            case .intensity, .routeProximity: true
            case .relativeRisk: !content.isOfRecord
            default: false
            }
        return MapCorridor(
            name: isRaised ? name(corridor) : TextByLanguage(en: ""), area: corridor.area, mode: corridor.mode,
            basis: corridor.basis)
    }

    /// `Shaddadi to Rabia +31 %`: the rise inside the corridor on the day of the map.
    private func name(_ corridor: SheetCorridor) -> TextByLanguage {
        let model = content.study.study.model.routes
        let fading = RouteProximity.fading(
            of: corridor.period, asOf: content.study.asOf, halfLifeDays: model.halfLifeDays)
        let rise = Int(checked: (100 * model.beta * fading).rounded()) ?? 0
        guard rise > 0 else { return TextByLanguage(en: "") }
        return content.wording.text(.corridorName) { _ in
            ["from": corridor.from, "to": corridor.to, "rise": "\(rise)"]
        }
    }

    // MARK: Words

    private func texts(style: Style, part: SheetPart, name: TextByLanguage?, produced: CalendarDay?) -> MapTexts {
        let study = content.study, wording = content.wording
        var texts = MapTexts(
            title: heading(style, name), subtitle: subtitle(style), note: note(style),
            statements: wording.statements, sources: content.attributions,
            provenance: wording.text(
                .provenance,
                [
                    "version": content.version, "method": study.intensity.version,
                    "digest": "\(content.digest.prefix(12))",
                ], in: wording.first))
        texts.study = part == .whole ? title : partOf(title)
        texts.finding = part == .whole ? content.finding : nil
        texts.number = MapTexts.number(
            asOf: study.asOf, layer: style.layer, digest: content.digest, part: Self.mark(of: part))
        texts.dates = MapTexts.dates(asOf: study.asOf, produced: produced, wording: wording)
        texts.day = (produced ?? study.asOf).description
        return texts
    }

    /// The layer, and the province where the sheet is of one.
    private func heading(_ style: Style, _ part: TextByLanguage?) -> TextByLanguage {
        guard let part else { return style.title }
        let wording = content.wording
        return TextByLanguage(
            style.title.languages.map { language in
                let place = part[language].isEmpty ? part.main : part[language]
                let values = ["layer": style.title[language], "study": place]
                return (language, wording.text(.heading, values, in: language))
            })
    }

    /// The study in the languages of the sheet: as it calls itself, in the first at least.
    private var title: TextByLanguage {
        let own = content.study.title
        let named = content.wording.languages.map { ($0, own[$0]) }
        guard named.first?.1.isEmpty == true else { return TextByLanguage(named) }
        return TextByLanguage([(content.wording.first, own.main)] + named.dropFirst())
    }

    private func partOf(_ title: TextByLanguage) -> TextByLanguage {
        TextByLanguage(
            title.languages.map { language in
                let text = title[language]
                let isNamed = !text.isEmpty
                return (language, isNamed ? content.wording.text(.sheetPart, ["study": text], in: language) : "")
            })
    }

    /// Four digits that tell one part from another; empty for the whole.
    private static func mark(of part: SheetPart) -> String {
        guard part != .whole else { return "" }
        let text =
            switch part {
            case .whole: ""
            case .extent(let extent): "\(extent.minX),\(extent.minY),\(extent.maxX),\(extent.maxY)"
            case .province(let name): name
            }
        let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(hash & 0xFFFF, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// Of reports: since when, and how they fade. Of a record: its days.
    private func subtitle(_ style: Style) -> TextByLanguage {
        let layer = SurfaceLayer(rawValue: style.layer), wording = content.wording, asOf = content.study.asOf
        if let record = content.forecast?.record, layer?.isOfReports == false || isRecordRisk(layer),
            let first = CalendarDay(parsing: record.first), let last = CalendarDay(parsing: record.last)
        {
            return wording.text(.subtitleRecord) { language in
                [
                    "day": wording.day(asOf, in: language), "first": wording.day(first, in: language),
                    "last": wording.day(last, in: language),
                ]
            }
        }
        let halfLives = content.study.stack.components.compactMap { $0.halfLifeDays.flatMap { Int(checked: $0) } }
        return MapTexts.subtitle(asOf: asOf, evidence: content.evidence, halfLives: halfLives, wording: wording)
    }

    private func isRecordRisk(_ layer: SurfaceLayer?) -> Bool { layer == .relativeRisk && content.isOfRecord }

    /// What a reader must know before trusting the map.
    private func note(_ style: Style) -> TextByLanguage {
        let isThin = content.drawn < content.study.study.model.evidence.minimumForForecast
        let hasAreas = content.marks.marks.contains { $0.area != nil }
        let parts = [
            isThin ? content.wording.text(.thin, count: content.drawn) : nil,
            hasAreas ? content.wording.text(.areaEdges) : nil,
        ]
        return .joined((parts + caveats(style)).compactMap(\.self))
    }

    /// What belongs to the map of a chance: where it says less and why, and how earlier statements came true.
    private func caveats(_ style: Style) -> [TextByLanguage?] {
        guard let forecast = content.forecast else { return [] }
        let isOfUnits = forecast.resolution == .units
        guard isOfUnits ? style.layer == content.mainLayer : SurfaceLayer(rawValue: style.layer)?.chance != nil
        else { return [] }
        let isStated = forecast.countries.contains { $0.stated != .nothing }
        let wording = content.wording
        return [
            isOfUnits && isStated ? wording.text(.unitsOnly) : nil, refusal(forecast.countries),
            forecast.stamp(wording),
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
