// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import GeoIO
import Layers
import Places
import Studies

/// The areas that rules are about, in the plane of the study, and which incidents lie in them.
struct WatchZones {
    struct Zone {
        let area: MultiPolygon
        let text: String
    }

    /// How an incident lies to a zone.
    enum Relation { case inside, reaching, outside }

    private let service: QueryService
    private let plane: BuildGrid
    private let incidents: [String: ToldIncident]

    /// The share of an area outside of a zone that rounding makes.
    private static let rounding = 1e-6

    init(_ service: QueryService) throws {
        self.service = service
        plane = try BuildGrid(study: service.build.study)
        incidents = Dictionary(try service.incidents().map { ($0.id, $0) }) { first, _ in first }
    }

    private func footprints() throws -> LawFootprints {
        LawFootprints(gazetteer: try service.gazetteer(), transform: plane.toPlane, grid: plane.grid)
    }

    // MARK: Zones

    func zone(of rule: WatchRule) throws -> Zone {
        let fields = rule.fields, distance = (fields.km ?? 0) * 1000
        let around = distance > 0 ? "\(Figure.text(fields.km ?? 0)) km around " : ""
        if let position = rule.position {
            let center = try plane.toPlane.transform(position.point)
            return Zone(
                area: LawFootprints.disc(center: center, radius: distance),
                text: "\(around)\(position.latitude), \(position.longitude)")
        }
        if let name = fields.place { return try zone(named: name, rule, distance, around) }
        if let id = fields.corridor {
            guard let corridor = service.build.corridors.first(where: { $0.id == id }) else {
                let known = service.build.corridors.map(\.id).joined(separator: ", ")
                throw rule.fail("there is no corridor '\(id)' in the build; it has \(known.isEmpty ? "none" : known)")
            }
            return Zone(
                area: try buffered(try plane.toPlane.transform(corridor.geometry, maximumEdge: 0.1), distance, rule),
                text: "\(around)the corridor \(corridor.title.plain)")
        }
        let file = fields.road ?? fields.area ?? ""
        let geometry = try shape(file, isLine: fields.road != nil, rule)
        return Zone(area: try buffered(geometry, distance, rule), text: "\(around)\(file)")
    }

    private func zone(named name: String, _ rule: WatchRule, _ distance: Double, _ around: String) throws -> Zone {
        let gazetteer = try service.gazetteer()
        do {
            let match = try service.match(name)
            if distance > 0, match.feature.isSettlement, !match.isRestricted, let position = match.coordinate {
                return Zone(
                    area: LawFootprints.disc(
                        center: try plane.toPlane.transform(position.point), radius: distance),
                    text: around + match.name)
            }
            let zone = try QueryZone(match: match, gazetteer: gazetteer, plane: plane)
            return Zone(
                area: try buffered(.area(zone.area), distance, rule), text: "\(around)\(zone.name) (\(zone.text))")
        } catch let error as QueryError {
            throw rule.fail(error.description)
        }
    }

    private func buffered(_ geometry: Geometry, _ distance: Double, _ rule: WatchRule) throws -> MultiPolygon {
        if distance > 0 { return try GeometryOperations.buffer(geometry, distance: distance) }
        guard case .area(let area) = geometry else { throw rule.fail("km: give the distance to the line") }
        return area
    }

    /// The geometries of a file beside the rules, together.
    private func shape(_ file: String, isLine: Bool, _ rule: WatchRule) throws -> Geometry {
        let path = ResolvedStudy.path(file, relativeTo: rule.file)
        var lines: [[PlanarPoint]] = [], areas: [Polygon] = []
        do {
            try VectorSource(path: path)
                .forEachRecord { record in
                    switch try record.geometry.map({ try plane.toPlane.transform($0, maximumEdge: 0.1) }) {
                    case .lines(let parts): lines += parts
                    case .area(let area): areas += area.polygons
                    case .point, .multiPoint, nil: break
                    }
                }
        } catch let error as GeoIOError {
            throw rule.fail("'\(file)' cannot be read: \(error)")
        }
        if isLine, !lines.isEmpty { return .lines(lines) }
        guard !isLine, !areas.isEmpty else { throw rule.fail("'\(file)' holds no \(isLine ? "lines" : "areas")") }
        return .area(try GeometryOperations.union(areas.map { MultiPolygon([$0]) }))
    }

    // MARK: What lies in them

    func relation(of id: String, to zone: Zone) throws -> Relation {
        guard let incident = incidents[id] else { return .outside }
        if case .point(let longitude, let latitude, _) = incident.location {
            let point = try plane.toPlane.transform(PlanarPoint(x: longitude, y: latitude))
            return zone.area.contains(point) ? .inside : .outside
        }
        guard let law = incident.location.areaLaw else { return .outside }
        var footprints = try footprints()
        return try relation(of: footprints.area(of: law), to: zone)
    }

    /// Whether the whole of a unit lies in a zone.
    func isInside(area id: String, _ zone: Zone) throws -> Bool {
        var footprints = try footprints()
        return try relation(of: footprints.region(id), to: zone) == .inside
    }

    private func relation(of area: MultiPolygon, to zone: Zone) throws -> Relation {
        let whole = GeometryOperations.area(of: area)
        guard whole > 0, !zone.area.isEmpty else { return .outside }
        let shared = GeometryOperations.area(of: try GeometryOperations.intersection(area, zone.area))
        return shared >= whole * (1 - Self.rounding) ? .inside : shared > 0 ? .reaching : .outside
    }
}
