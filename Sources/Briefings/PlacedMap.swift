// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Gazetteer
import Geo
import GeoIO
import Layers
import Queries
import Studies

/// The map of a briefing, made of the files of the build, and the numbers that incidents have on it.
struct PlacedMap: Sendable {
    let map: PlaceMap
    /// Numbers by the id of the incident.
    let numbers: [String: Int]

    /// Incidents with a number: as many as a reader can find.
    private static let mostMarks = 9
    /// Towns on the map, and how near to each other they may stand.
    private static let mostTowns = 14, spacing = 0.07
    /// Half the width of the map around a place that is small, in metres.
    private static let leastReach = 60_000.0

    init(_ service: QueryService, outline: MultiPolygon, answer: QueryAnswer, wording: Wording) throws {
        let build = service.build, toPlane = try CoordinateTransform(from: .geographic, to: .webMercator)
        let study = build.study, gazetteer = try service.gazetteer()
        let shape = try toPlane.transform(outline, maximumEdge: 0.1)
        let layer = try Self.layer(build)
        let view = try Self.view(shape, layer.raster)
        let latitude = WebMercator.unproject(view)?.center.y ?? 0
        var specification = MapSpecification(
            surface: layer.raster, style: wording.worded(layer.style), extent: view,
            groundScale: cos(latitude * .pi / 180),
            texts: MapTexts(
                title: TextByLanguage(en: ""), subtitle: TextByLanguage(en: ""), sources: [], provenance: ""),
            tier: build.catalog.tier)
        let withheld = Set(build.provinces.filter { $0.withheld || !$0.assessed }.map(\.iso3166_2))
        specification.wording = wording
        specification.provinces = try Self.areas(
            gazetteer.content.provinces.filter { study.isAssessed($0.country) }, wording.first, withheld, view, toPlane)
        specification.countries = try Self.areas(gazetteer.content.countries, nil, [], view, toPlane)
        specification.lines = try Self.lines(study, view, toPlane)
        specification.towns = try Self.towns(gazetteer, wording.first, view, toPlane)
        let marks = try Self.marks(service, answer, view, toPlane)
        numbers = Dictionary(uniqueKeysWithValues: marks.map { ($0.id, $0.mark.number) })
        map = PlaceMap(specification, outline: shape, marks: marks.map(\.mark))
    }

    private static func layer(_ build: BuildReading) throws -> (raster: Raster<Float>, style: Style) {
        let name = build.catalog.mainLayer, folder = build.folder
        let style = try Style.load(
            contents: Data(folder.contents("styles/\(name).json")), path: "\(folder.name)/styles/\(name).json")
        let file = try folder.open("\(name).tif")
        return (try withExtendedLifetime(file) { try RasterFile(path: file.path).readAll() }, style)
    }

    /// The place with room around it, within what the build covers.
    private static func view(_ shape: MultiPolygon, _ raster: Raster<Float>) throws -> Extent {
        let whole = raster.grid.extent
        guard let own = shape.extent else { return whole }
        let room = max(own.width, own.height) * 0.12
        let reach = max(leastReach - max(own.width, own.height) / 2, room)
        return own.expanded(by: reach) ?? own
    }

    private static func areas(
        _ regions: [Region], _ language: Language?, _ withheld: Set<String>, _ view: Extent,
        _ toPlane: CoordinateTransform
    ) throws -> [MapArea] {
        try regions.compactMap { region in
            let area = try toPlane.transform(region.area, maximumEdge: 0.1)
            guard let extent = area.extent, extent.intersects(view) else { return nil }
            let own = language.map { region.names[$0.code] ?? "" } ?? ""
            let name = language == nil ? "" : own.isEmpty ? region.nameEnglish : short(own)
            return MapArea(
                name: TextByLanguage([(language ?? .english, name)]), area: area,
                isAssessed: !withheld.contains(region.id))
        }
    }

    /// On a map of provinces the word for province says nothing.
    private static func short(_ name: String) -> String {
        name.hasPrefix("محافظة ") ? String(name.dropFirst("محافظة ".count)) : name
    }

    private static func lines(
        _ study: ResolvedStudy, _ view: Extent, _ toPlane: CoordinateTransform
    ) throws -> [MapLine] {
        var lines: [MapLine] = []
        func read(_ file: String?, _ kind: (Record) -> MapLine.Kind?) throws {
            guard let file else { return }
            try VectorSource(path: study.path(file)).forEachRecord { record in
                guard case .lines(let parts)? = record.geometry, let kind = kind(record) else { return }
                let planar = try toPlane.transform(parts, maximumEdge: 0.1).filter { line in
                    Extent(around: line).map { $0.intersects(view) } ?? false
                }
                if !planar.isEmpty { lines.append(MapLine(kind: kind, lines: planar)) }
            }
        }
        try read(study.study.geodata.borders) { record in
            let kind = (record["featurecla"] ?? "").lowercased()
            if kind.contains("overlay") { return nil }
            return kind.isEmpty || kind.hasPrefix("international") ? .border : .disputedBorder
        }
        try read(study.study.geodata.rivers) { _ in .river(rank: 2) }
        return lines
    }

    /// The best known settlements in sight.
    private static func towns(
        _ gazetteer: Gazetteer, _ language: Language, _ view: Extent, _ toPlane: CoordinateTransform
    ) throws -> [MapTown] {
        let known = gazetteer.content.places.filter {
            $0.feature.isSettlement && $0.feature != .suburb && !$0.isRestricted && $0.coordinate != nil
        }.sorted { ($1.isCapital ? 1 : 0, $1.population, $0.id) < ($0.isCapital ? 1 : 0, $0.population, $1.id) }
        var chosen: [MapTown] = []
        for place in known where chosen.count < mostTowns {
            guard let coordinate = place.coordinate else { continue }
            let position = try toPlane.transform(coordinate.point)
            guard view.contains(position), place.population > 0 else { continue }
            let least = spacing * max(view.width, view.height)
            if chosen.contains(where: {
                abs($0.position.x - position.x) < least && abs($0.position.y - position.y) < least
            }) {
                continue
            }
            chosen.append(
                MapTown(
                    name: TextByLanguage([(language, place.name(in: language))]), position: position,
                    rank: place.isCapital ? 1 : place.population >= 500_000 ? 2 : 3))
        }
        return chosen
    }

    /// The incidents that contribute most and stand at points, at the precision of the tier.
    private static func marks(
        _ service: QueryService, _ answer: QueryAnswer, _ view: Extent, _ toPlane: CoordinateTransform
    ) throws -> [(id: String, mark: PlaceMap.Mark)] {
        let ids =
            answer.reasons?.parts.compactMap(\.id)
            ?? (answer.contributions ?? []).filter { $0.kind == .incident }.map(\.id)
        let wanted = Set(ids)
        let known = Dictionary(
            try service.contributionTable().incidents.filter { wanted.contains($0.id) }.map { ($0.id, $0.location) }
        ) { first, _ in first }
        var marks: [(id: String, mark: PlaceMap.Mark)] = []
        for id in ids where marks.count < mostMarks {
            guard case .point(let longitude, let latitude, _)? = known[id] else { continue }
            let position = try toPlane.transform(PlanarPoint(x: longitude, y: latitude))
            guard view.contains(position), !marks.contains(where: { $0.id == id }) else { continue }
            marks.append((id, PlaceMap.Mark(position: position, number: marks.count + 1)))
        }
        return marks
    }
}

extension Place {
    /// The name in a language's own letters, where the gazetteer has one.
    fileprivate func name(in language: Language) -> String {
        guard language == .arabic else { return name }
        let isArabic = { (text: String) in text.unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) } }
        return variants.first(where: isArabic) ?? name
    }
}
