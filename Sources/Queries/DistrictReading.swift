// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers

extension BuildReading {
    /// Results of the districts of a build by their ids, from the file that is there now; none where it has no such layer.
    /// - Throws: `OpenedFolderError` for a layer that the catalog names and that is not there; the reading throws
    ///   `QueryError` for one that is damaged.
    static func districts(_ folder: OpenedFolder, _ catalog: Catalog) throws -> Once<[String: ProvinceResult]> {
        guard catalog.layer(named: FeatureLayer.districtsName) != nil else { return Once { [:] } }
        let file = try folder.open("\(FeatureLayer.districtsName).geojson")
        return Once {
            guard file.size <= mostBytes, let bytes = file.readAll(),
                let table = try? JSONDecoder().decode(DistrictTable.self, from: Data(bytes))
            else {
                throw QueryError.damaged(
                    path: "\(folder.name)/\(FeatureLayer.districtsName).geojson",
                    reason: "it does not hold the results of districts")
            }
            return Dictionary(table.features.map { ($0.properties.id, $0.properties.result) }) { first, _ in first }
        }
    }
}

private struct DistrictTable: Decodable {
    struct Feature: Decodable { let properties: Properties }

    /// The key of a district beside the members of any result.
    struct Properties: Decodable {
        let id: String
        let result: ProvinceResult

        private enum CodingKeys: String, CodingKey { case id = "district_id" }

        init(from decoder: any Decoder) throws {
            id = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .id)
            result = try ProvinceResult(from: decoder)
        }
    }

    let features: [Feature]
}
