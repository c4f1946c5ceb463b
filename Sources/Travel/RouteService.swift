// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Gazetteer
import GeoIO
import Layers
public import Queries
import Studies

/// What a traveller asks.
public struct RouteQuestion: Sendable {
    /// Where the way starts and where it ends: names, or `LAT,LON`.
    public var from, to: String
    /// What it leads through, in order.
    public var via: [String] = []
    /// Names of provinces, districts or other places, or GeoJSON files of areas, that the way keeps out of.
    public var avoid: [String] = []
    /// Layer of roads; nil for the roads that the build carries.
    public var roads: String?
    /// The layer of a file with several.
    public var layer: String?

    /// Starts with the two ends.
    public init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// Answers travellers from a build folder: the risk to the traveller on public roads between their own places, by segments of
/// 10 km.
public struct RouteService: Sendable {
    private let service: QueryService

    /// Most places on the way, and most areas to avoid.
    private static let mostStops = 20, mostAreas = 20

    /// Takes an open build.
    public init(_ service: QueryService) { self.service = service }

    /// The ways and what is known along them.
    /// - Throws: `RouteError` where no way may be told, `QueryError` for unknown names, `GeoIOError` for roads that cannot be
    ///   read, and what reading the build throws.
    public func answer(_ question: RouteQuestion) throws -> RouteAnswer {
        if question.via.count > Self.mostStops {
            throw RouteError.tooMuch(what: "places on the way", limit: Self.mostStops)
        }
        if question.avoid.count > Self.mostAreas {
            throw RouteError.tooMuch(what: "areas to avoid", limit: Self.mostAreas)
        }
        let stops = try ([question.from] + question.via + [question.to]).map(stop)
        let avoided = try question.avoid.map(area)
        let (roads, file) = try roads(question)
        let plan = try RoutePlanner(lines: roads.lines, avoiding: avoided).plan(through: stops)
        return try RouteTelling(service: service, plan: plan, stops: stops, roads: roads, file: file, avoided: avoided)
            .answer()
    }

    private func roads(_ question: RouteQuestion) throws -> (RoadLines, file: String) {
        if let path = question.roads { return (try RoadLines(path: path, layer: question.layer), path.lastPathName) }
        let study = service.build.study
        guard let name = study.study.geodata.roads else { throw RouteError.noRoads }
        return (try RoadLines(path: study.path(name), layer: nil), name.lastPathName)
    }

    // MARK: Places

    private func stop(_ text: String) throws -> RouteStop {
        if let position = Self.position(text) { return RouteStop(name: text, position: position) }
        let match = Self.town(try service.match(text))
        guard let position = match.coordinate else { throw RouteError.noPosition(name: match.name) }
        return RouteStop(name: match.name, position: position, note: Self.note(match))
    }

    /// `LAT,LON`.
    private static func position(_ text: String) -> Coordinate? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { Double($0.trimmingCharacters(in: .whitespaces)) }
        guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else { return nil }
        return Coordinate(longitude: longitude, latitude: latitude)
    }

    /// Whoever travels to a province or district of a town's name means the town.
    static func town(_ match: Match) -> Match {
        guard match.feature == .governorate || match.feature == .district else { return match }
        let towns = match.runnersUp.filter { $0.feature.isSettlement && $0.coordinate != nil && !$0.isRestricted }
        return towns.first { $0.country == match.country && $0.iso3166_2 == match.iso3166_2 } ?? match
    }

    private static func note(_ match: Match) -> String? {
        if match.isRestricted { return "\(match.name) is a facility: the way leads to its surroundings" }
        switch match.feature {
        case .district: return "\(match.name) is a district, taken at its seat"
        case .governorate, .vernacularRegion:
            return "\(match.name) is an area, taken at a point inside of it; name a town"
        default: return nil
        }
    }

    /// A file of an area where one of that name is there, else a place.
    private func area(_ text: String) throws -> AvoidedArea {
        let ending = text.pathEnding
        guard ending == "geojson" || ending == "json" else {
            return AvoidedArea(name: text, area: try service.outline(named: text))
        }
        var areas: [MultiPolygon] = []
        do {
            try VectorSource(path: text).forEachRecord { record in
                if case .area(let area)? = record.geometry { areas.append(area) }
            }
        } catch let error as GeoIOError {
            throw RouteError.badArea(file: text, reason: "\(error)".trimmingCharacters(in: ["."]))
        }
        guard !areas.isEmpty else { throw RouteError.badArea(file: text, reason: "it holds no polygon") }
        let whole = try GeometryOperations.union(areas.map { try GeometryOperations.makeValid($0) })
        return AvoidedArea(name: text.lastPathName, area: whole)
    }
}
