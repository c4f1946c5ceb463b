// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Layers

/// The files of a build as another program would read them.
struct BuildFiles {
    let folder: String
    /// Whoever removes the folder when it goes.
    var owner: AnyObject?

    typealias Members = [String: Any]

    func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: "\(folder)/\(name)")) }

    func json(_ name: String) throws -> Members {
        guard let members = try JSONSerialization.jsonObject(with: data(name)) as? Members else {
            throw Unreadable(name: name)
        }
        return members
    }

    /// Features of a GeoJSON layer.
    func features(_ name: String) throws -> [Members] {
        guard let features = try json(name)["features"] as? [Members] else { throw Unreadable(name: name) }
        return features
    }

    /// Properties of the feature of an id; nil when the layer has none.
    func properties(_ name: String, id: String, key: String = "id") throws -> Members? {
        try features(name).map(Self.properties).first { $0[key] as? String == id }
    }

    /// Incidents known to a place, to an area or to none.
    func incidents() throws -> [Members] {
        try features("incident-points.geojson") + features("incident-areas.geojson")
    }

    /// Properties of an incident; nil when there is none.
    func incident(id: String) throws -> Members? {
        try incidents().map(Self.properties).first { $0["id"] as? String == id }
    }

    func province(_ id: String) throws -> ProvinceResult? {
        struct Table: Decodable {
            struct Feature: Decodable { let properties: ProvinceResult }
            let features: [Feature]
        }
        return try JSONDecoder().decode(Table.self, from: data("provinces.geojson")).features.map(\.properties)
            .first { $0.iso3166_2 == id }
    }

    func raster(_ name: String) throws -> Raster<Float> { try RasterFile(path: "\(folder)/\(name).tif").readAll() }

    func catalog() throws -> Catalog { try JSONDecoder().decode(Catalog.self, from: data(Catalog.fileName)) }

    func contributions() throws -> ContributionTable {
        try JSONDecoder().decode(ContributionTable.self, from: data("contributions.json"))
    }

    /// Every file below the folder with its bytes.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            if !isFolder.boolValue { contents[name] = try data(name) }
        }
        return contents
    }

    static func properties(_ feature: Members) -> Members { feature["properties"] as? Members ?? [:] }

    static func geometryType(_ feature: Members) -> String? { (feature["geometry"] as? Members)?["type"] as? String }

    struct Unreadable: Error { let name: String }
}
