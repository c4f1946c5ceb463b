// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import MapServices
import RiskMap
import TileEncoding

/// The answers of the `query` command for the server: one reader of each build, one question at a time.
///
/// A reader keeps what it has loaded and is for one thread at a time; the lock sees to that.
final class BuildQueries: RiskQueries, @unchecked Sendable {
    private let lock = NSLock()
    private var readers: [(build: QueriedBuild, service: QueryService)] = []
    /// Readers that are kept: more than a server is asked about in turn.
    private static let mostReaders = 4

    func provinces(_ build: QueriedBuild) throws -> [UInt8] {
        try answering(build) { try Self.json($0.ranking()) }
    }

    func place(named name: String, why: Bool, _ build: QueriedBuild) throws -> [UInt8] {
        try answering(build) { try Self.json($0.answer(named: name, why: why)) }
    }

    func point(latitude: Double, longitude: Double, why: Bool, _ build: QueriedBuild) throws -> [UInt8] {
        guard let coordinate = Coordinate(longitude: longitude, latitude: latitude) else {
            throw QueryFailure.invalid("The position lies outside the globe.")
        }
        return try answering(build) { try Self.json($0.answer(at: coordinate, why: why)) }
    }

    func area(geoJSON: [UInt8], _ build: QueriedBuild) throws -> [UInt8] {
        let area = try Self.area(geoJSON)
        return try answering(build) { try Self.json($0.answer(area: area)) }
    }

    private func answering(_ build: QueriedBuild, _ body: (QueryService) throws -> [UInt8]) throws -> [UInt8] {
        lock.lock()
        defer { lock.unlock() }
        do {
            return try body(reader(build))
        } catch QueryError.unknownPlace(let name, _, let candidates) {
            throw QueryFailure.unknownName(name, suggestions: candidates)
        } catch let error as QueryError {
            if case .damaged = error { throw error }
            throw QueryFailure.notAssessed(error.description)
        }
    }

    private func reader(_ build: QueriedBuild) throws -> QueryService {
        if let known = readers.first(where: { $0.build == build }) { return known.service }
        let service = try QueryService(folder: build.folder)
        readers.append((build, service))
        if readers.count > Self.mostReaders { readers.removeFirst() }
        return service
    }

    private static func json(_ value: some Encodable) throws -> [UInt8] { Array(try StableJSON.encode(value)) }

    /// The polygons of a GeoJSON geometry or feature.
    static func area(_ geoJSON: [UInt8]) throws -> MultiPolygon {
        do {
            let json = try JSONValue.parse(geoJSON)
            let geometry = try GeoJSONGeometry.read(json["type"]?.text == "Feature" ? json["geometry"] ?? .null : json)
            guard case .area(let area) = geometry, let extent = area.extent, extent.minX >= -180, extent.maxX <= 180,
                extent.minY >= -90, extent.maxY <= 90
            else { throw QueryFailure.invalid("The body must be a GeoJSON polygon in degrees.") }
            return area
        } catch let error as JSONFault {
            throw QueryFailure.invalid("The body is \(error).")
        } catch let error as FeatureFileFault {
            throw QueryFailure.invalid("The body is not usable: \(error).")
        }
    }
}
