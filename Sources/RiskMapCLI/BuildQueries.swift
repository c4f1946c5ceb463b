// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import MapServices
import Queries
import TileEncoding

/// Opens the answers of the `query` command together with each build that is served.
struct BuildQueryOpener: RiskQueryOpener {
    private let shelf = GazetteerShelf()

    func open(_ folder: OpenedFolder) throws -> any RiskQueries {
        do {
            let service = try QueryService(opened: folder, sharing: shelf)
            try service.prepareSearch()
            return BuildQueries(service: service)
        } catch {
            // Readers know the opened folder by a number; the operator knows it by its path.
            let reason = "\(error)".replacing(folder.path, with: folder.name)
            throw QueryOpeningError(description: "'\(folder.name)' cannot be asked about: \(reason)")
        }
    }
}

/// A build whose parts for queries are not whole.
struct QueryOpeningError: Error, CustomStringConvertible {
    let description: String
}

/// The answers of the `query` command for the server, as JSON.
struct BuildQueries: RiskQueries {
    let service: QueryService

    func provinces() throws -> [UInt8] { try Self.json(service.ranking()) }

    func place(named name: String, why: Bool) throws -> [UInt8] {
        try answering { try Self.json(service.answer(named: name, why: why)) }
    }

    func point(latitude: Double, longitude: Double, why: Bool) throws -> [UInt8] {
        guard let coordinate = Coordinate(longitude: longitude, latitude: latitude) else {
            throw QueryFailure.invalid("The position lies outside the globe.")
        }
        return try answering { try Self.json(service.answer(at: coordinate, why: why)) }
    }

    func transfers() throws -> [UInt8] {
        do {
            return try Self.json(service.transfers())
        } catch CatalogError.missing {
            throw QueryFailure.notAssessed("The build has no table of transfers; an earlier program made it.")
        }
    }

    func area(geoJSON: [UInt8], check: () throws -> Void) throws -> [UInt8] {
        let area = try Self.area(geoJSON)
        try check()
        return try answering { try Self.json(service.answer(area: area, check: check)) }
    }

    func answering<Answer>(_ body: () throws -> Answer) throws -> Answer {
        do {
            return try body()
        } catch QueryError.unknownPlace(let name, _, let candidates) {
            throw QueryFailure.unknownName(name, suggestions: candidates)
        } catch QueryError.tooMuch(let sentence) {
            throw QueryFailure.tooMuch(sentence)
        } catch CatalogError.missing(let path) where path.hasSuffix(ContributionTable.fileName) {
            throw QueryFailure.notAssessed(
                "This build carries no list of incidents: it can be asked about provinces alone.")
        } catch let error as QueryError {
            if case .damaged = error { throw error }
            throw QueryFailure.notAssessed(error.description)
        }
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
