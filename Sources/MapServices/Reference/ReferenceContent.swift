// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Geo
import JSON
import Layers
import TileEncoding

/// Ground and names of a base map, ready to be drawn; builds of one study share one.
final class ReferenceContent: Sendable {
    /// Languages of the names, the first first.
    let languages: [Language]
    let atlas: LabelAtlas
    /// Ground as vector tiles.
    let ground: VectorPyramid
    /// Names as vector tiles.
    let names: VectorPyramid
    /// The ground by how exactly it is drawn, the most exact first.
    private let details: [Detail]
    private let builtUp: [BuiltUp]

    /// The ground with lines that moved by a tolerance at most, in degrees.
    private struct Detail {
        let tolerance: Double
        let parts: [(kind: ReferenceShape.Kind, feature: TileFeature)]
    }

    /// Roughly where the people of a town live.
    private struct BuiltUp {
        let position: PlanarPoint
        /// Degrees of latitude.
        let radius: Double
    }

    /// - Parameters:
    ///   - extent: west, south, east, north of the study: within it, what is not land is sea.
    ///   - prepares: whether names are placed here and now for the zoom levels that maps ask for most.
    /// - Throws: `CartographyError` when the pinned font is missing.
    init(
        areas: FeatureCollection, lines: FeatureCollection, labels: FeatureCollection, extent: Extent?,
        languages: [Language], prepares: Bool = true
    ) throws {
        self.languages = languages
        let entries = labels.features.compactMap { feature in
            ReferenceLabel(feature, languages).map { (feature: feature, label: $0) }
        }
        atlas = try LabelAtlas(entries.map(\.label), in: languages)
        let named = FeatureCollection(joining: [labels])
        names = VectorPyramid(
            name: ServedReference.Part.labels.rawValue, collection: named,
            firstZooms: labels.features.map { $0.whole("first_zoom") ?? 0 })
        let joined = FeatureCollection(joining: [areas, lines])
        ground = VectorPyramid(
            name: ServedReference.Part.base.rawValue, collection: joined,
            firstZooms: joined.features.map { feature in
                ReferenceContent.kinds(of: feature).map(\.firstZoom).min() ?? 0
            })
        let sea = extent.map(Self.sea)
        details = [0, 0.002, 0.02].map { tolerance in
            let features = (tolerance == 0 ? joined : joined.simplified(tolerance: tolerance)).features
            let parts = features.flatMap { feature in
                Self.kinds(of: feature).map { (kind: $0, feature: feature) }
                    + Self.coast(of: feature, within: extent).map { (kind: .coast, feature: $0) }
            }
            return Detail(tolerance: tolerance, parts: (sea.map { [(kind: .sea, feature: $0)] } ?? []) + parts)
        }
        builtUp = entries.compactMap { Self.builtUp($0.feature) }
        if prepares { atlas.prepare(.webMercatorQuad, zooms: ReferenceContent.usualZooms) }
    }

    /// The zoom levels that web maps of a study ask for.
    static let usualZooms = 4...14

    /// Number of names that stand at a zoom level.
    func namesPlaced(_ set: TileMatrixSet, zoom: Int) -> Int { atlas.sheet(set, zoom: zoom).count }

    private static func sea(_ extent: Extent) -> TileFeature {
        let steps = (0...16).map { Double($0) / 16 }
        let x = steps.map { extent.minX + $0 * extent.width }, y = steps.map { extent.minY + $0 * extent.height }
        let ring =
            x.map { PlanarPoint(x: $0, y: extent.minY) } + y.map { PlanarPoint(x: extent.maxX, y: $0) }
            + x.reversed().map { PlanarPoint(x: $0, y: extent.maxY) }
            + y.reversed().map { PlanarPoint(x: extent.minX, y: $0) }
        return TileFeature(area: MultiPolygon([Polygon(shell: ring)]))
    }

    /// The outline of a country where it does not run along the edge of the study, which is no coast.
    private static func coast(of feature: TileFeature, within extent: Extent?) -> [TileFeature] {
        guard feature.value("kind")?.text == "country", case .area(let area)? = feature.geometry else { return [] }
        let rings = area.polygons.flatMap { [$0.shell] + $0.holes }
        guard let extent else { return [TileFeature(lines: rings)] }
        func isEdge(_ a: PlanarPoint, _ b: PlanarPoint) -> Bool {
            [extent.minX, extent.maxX, -180, 180].contains { abs(a.x - $0) < 1e-4 && abs(b.x - $0) < 1e-4 }
                || [extent.minY, extent.maxY].contains { abs(a.y - $0) < 1e-4 && abs(b.y - $0) < 1e-4 }
        }
        var lines: [[PlanarPoint]] = []
        for ring in rings {
            var line: [PlanarPoint] = []
            for (a, b) in zip(ring, ring.dropFirst()) {
                if isEdge(a, b) {
                    if line.count > 1 { lines.append(line) }
                    line = []
                } else {
                    if line.isEmpty { line = [a] }
                    line.append(b)
                }
            }
            if line.count > 1 { lines.append(line) }
        }
        return lines.isEmpty ? [] : [TileFeature(lines: lines)]
    }

    /// What a feature of the files is drawn as: a province as ground and as an outline.
    private static func kinds(of feature: TileFeature) -> [ReferenceShape.Kind] {
        let rank = feature.whole("rank") ?? 3, isOuter = feature.value("outer") == .bool(true)
        return switch feature.value("kind")?.text {
        case "country": [.land]
        case "province": [.study, .provinceBorder]
        case "river": [.river(rank: rank)]
        case "road": [.road(rank: rank)]
        case "border": [.border(isOuter: isOuter)]
        case "disputed-border": [.disputedBorder(isOuter: isOuter)]
        default: []
        }
    }

    /// People to a square kilometre of a town, by and large.
    private static let density = 10_000.0
    private static let kilometersPerDegree = 111.2

    private static func builtUp(_ feature: TileFeature) -> BuiltUp? {
        guard case .point(let position)? = feature.geometry, let people = feature.whole("population"), people > 0
        else { return nil }
        let radius = (Double(people) / density / Double.pi).squareRoot()
        return BuiltUp(position: position, radius: min(25, radius) / kilometersPerDegree)
    }
}

// MARK: Drawing

extension ReferenceContent {
    /// The ground in a view, in its pixels.
    /// - Throws: `GeoIOError` for a plane that degrees cannot be brought to.
    func shapes(in view: MapView, zoom: Double) throws -> [ReferenceShape] {
        let placer = try FeaturePlacer(view), level = Int(checked: zoom.rounded()) ?? 0
        let pixel = 360 / (256 * Foundation.exp2(zoom))
        let detail = details.last { $0.tolerance <= pixel / 2 } ?? details[0]
        let sight = view.degrees
        let ground = detail.parts.flatMap { part -> [ReferenceShape] in
            guard part.kind.firstZoom <= level, part.feature.bounds?.mayTouch(sight) == true else { return [] }
            if case .lines? = part.feature.geometry {
                return placer.runs(of: part.feature).map {
                    ReferenceShape(part.kind, .lines([$0.points]), start: $0.start)
                }
            }
            return placer.placed(part.feature).map { [ReferenceShape(part.kind, $0)] } ?? []
        }
        return ground + (level >= ReferenceShape.Kind.builtUp.firstZoom ? discs(placer, sight, pixel: pixel) : [])
    }

    /// Pixels of the least and of the largest disc that are drawn: a larger one would look like a limit that is known.
    private static let radii = 2.0...40

    private func discs(_ placer: FeaturePlacer, _ sight: Extent?, pixel: Double) -> [ReferenceShape] {
        builtUp.compactMap { town in
            // A degree of latitude is stretched as far as one of longitude is.
            let stretch = Foundation.cos(min(80, abs(town.position.y)) * Double.pi / 180)
            let radius = town.radius / stretch
            guard Self.radii.contains(radius / pixel), sight?.expanded(by: radius)?.contains(town.position) != false,
                let center = placer.pixels([town.position])?.first
            else { return nil }
            return ReferenceShape(.builtUp, .point(center), radius: radius / pixel)
        }
    }
}

extension MapView {
    /// What the view shows in degrees, and a little around it; nil in planes whose axes are turned.
    fileprivate var degrees: Extent? {
        let margin = 40 * extent.width / Double(width)
        guard let wide = extent.expanded(by: margin) else { return nil }
        return switch plane {
        case .geographic: wide
        case .webMercator: WebMercator.unproject(wide)
        case .projected: nil
        }
    }
}

extension FeatureBounds {
    fileprivate func mayTouch(_ extent: Extent?) -> Bool { extent.map(intersects) ?? true }
}

extension TileFeature {
    func value(_ name: String) -> JSONValue? { properties.first { $0.name == name }?.value }

    func whole(_ name: String) -> Int? { value(name)?.double.flatMap { Int(checked: $0) } }
}

extension ReferenceLabel {
    /// A name of `labels.geojson`; nil for what has no place, no name or no known kind.
    fileprivate init?(_ feature: TileFeature, _ languages: [Language]) {
        guard let kind = feature.value("kind")?.text.flatMap(Kind.init), let place = feature.geometry else {
            return nil
        }
        let name = TextByLanguage(languages.map { ($0, feature.value("name_\($0.code)")?.text ?? "") })
        guard !name.languages.isEmpty else { return nil }
        let deepest = TileMatrixSet.deepestZoom
        let first = min(max(0, feature.whole("first_zoom") ?? 0), deepest)
        let last = min(max(first, feature.whole("last_zoom") ?? deepest), deepest)
        self.init(
            kind: kind, name: name, place: place, room: feature.value("room")?.double ?? 0, zooms: first...last)
    }
}
