// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Incidents
import Layers
import Places
import Studies

/// The vector layers of a build at the precision of its tier.
struct BuildFeatures {
    let content: BuildContent
    /// The results of its provinces.
    let results: [ProvinceResult]
    let style: Style
    let listed: [ListedIncident]

    private var study: ResolvedStudy { content.study }
    private var policy: ReleasePolicy { ReleasePolicy(tier: content.study.tier) }

    /// Stands for the end of an open class, beyond any value.
    private static let openEnd = 1e30

    /// All kinds, in the order of the catalog.
    static let kinds: [FeatureLayer.Kind] = [
        .provinces, .districts, .isobands, .incidentPoints, .incidentAreas, .routes,
    ]

    /// Provinces, districts, class polygons, incidents and corridors, those that are asked for and that there are.
    /// - Throws: `GeoIOError`, `ReleaseViolation`.
    func layers(_ kinds: [FeatureLayer.Kind] = Self.kinds) throws -> [FeatureLayer] {
        // Both layers of incidents are of one list, whose areas take time to make.
        let incidents = kinds.contains(where: \.isOfEvents) ? try incidents() : []
        return try kinds.compactMap { kind in
            var layer = try layer(kind, of: incidents)
            let title = kind.title(content.wording, main: style.title)
            layer?.title = title
            layer?.drawing = .of(kind, title: title, main: style, wording: content.wording)
            return layer
        }
    }

    private func layer(_ kind: FeatureLayer.Kind, of incidents: [IncidentFeature]) throws -> FeatureLayer? {
        switch kind {
        case .provinces: try provinces()
        case .districts: try districts()
        case .isobands: try isobands()
        case .incidentPoints: try .incidentPoints(incidents, asOf: study.asOf, policy: policy)
        case .incidentAreas: try .incidentAreas(incidents, asOf: study.asOf, policy: policy)
        case .routes: try routes()
        }
    }

    private func provinces() throws -> FeatureLayer {
        let regions = content.names.provinces
        return try .provinces(
            zip(results, regions).map { (result: $0, area: $1.area) }, main: content.mainLayer)
    }

    private func districts() throws -> FeatureLayer? {
        guard let summary = try DistrictSummary(of: content) else { return nil }
        return try .districts(summary.results(), main: content.mainLayer)
    }

    /// Contoured over the whole window and cut to the assessed provinces: their borders stay as they are, where a
    /// contour of masked cells would end half a cell inside.
    private func isobands() throws -> FeatureLayer {
        let shown = content.names.provinces.map(\.id).filter { !content.scored.provinces.withheld.contains($0) }
        let assessed = try content.shapes.outline(of: Set(shown)) {
            var footprints = content.scored.footprints
            return try GeometryOperations.union(shown.map { try footprints.region($0) })
        }
        guard let surface = content.values(of: content.mainLayer) else {
            return try .isobands([], style: style, asOf: study.asOf, tier: study.tier)
        }
        let bands = try Isobands.polygons(
            of: surface, breaks: style.breaks.map { $0.isFinite ? Double($0) : Self.openEnd })
        let areas = try style.classes.compactMap { entry -> (styleClass: StyleClass, area: MultiPolygon)? in
            guard let band = bands.first(where: { $0.lower == Double(entry.lower) }) else { return nil }
            let area = try GeometryOperations.intersection(band.area, assessed)
            return (entry, try content.plane.toDegrees.transform(area))
        }
        return try .isobands(areas, style: style, asOf: study.asOf, tier: study.tier)
    }

    private func incidents() throws -> [IncidentFeature] {
        let areas = ReleasedAreas(footprints: content.scored.footprints, toDegrees: content.plane.toDegrees)
        return try listed.map { listed in
            let entry = listed.entry
            return IncidentFeature(
                incident: listed.shown, geometry: try areas.geometry(of: listed.shown.location), access: entry.access,
                terms: entry.terms, isFacility: entry.place.isFacility, province: entry.place.province ?? "",
                quantity: entry.incident.claimedCount, rootSources: entry.incident.rootSources.count,
                claimsInConflict: entry.incident.claimsInConflict, weight: entry.weight)
        }
    }

    /// Nil where the study has no corridors at all.
    private func routes() throws -> FeatureLayer? {
        if study.study.routes == nil { return nil }
        let corridors = CorridorAreas(width: study.lengths.corridorWidth, plane: content.plane)
        let features = try content.evidence.routes.map { route in
            if policy.mayShowRouteLines {
                return RouteFeature(route: route, geometry: .lines(route.lines), width: Meters(0))
            }
            return RouteFeature(
                route: route, geometry: .area(try corridors.degrees(route)), width: study.lengths.corridorWidth)
        }
        return try .routes(features, asOf: study.asOf, policy: policy)
    }
}

extension Incident {
    /// What the claims about the count that weighs span together; a best value only where one root source speaks, for
    /// no mean of contradicting claims is ever told.
    fileprivate var claimedCount: (least: Int?, best: Int?, most: Int?) {
        let counts = conflictGroups.filter { $0.kind == .increment }
        guard let group = counts.max(by: { ($0.law?.median ?? 0) < ($1.law?.median ?? 0) }),
            let least = group.witnesses.map(\.interval.min).min(), let most = group.witnesses.map(\.interval.max).max()
        else { return (nil, nil, nil) }
        let best = group.witnesses.count == 1 ? group.witnesses[0].interval.best : nil
        return (Int(checked: least), best.flatMap { Int(checked: $0) }, Int(checked: most.rounded(.up)))
    }
}
