// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import Layers

extension BuildReading {
    /// Results of the districts of a build by their ids; none where it has no such layer.
    /// - Throws: `OpenedFolderError` or `QueryError` for a layer that the catalog names and that is not to be read.
    static func districts(_ folder: OpenedFolder, _ catalog: Catalog) throws -> [String: ProvinceResult] {
        guard catalog.layer(named: FeatureLayer.districtsName) != nil else { return [:] }
        let name = "\(FeatureLayer.districtsName).geojson"
        let table = try document(name, folder) { data, path in
            do {
                return try JSONDecoder().decode(DistrictTable.self, from: data)
            } catch {
                throw QueryError.damaged(path: path, reason: "it does not hold the results of districts")
            }
        }
        return Dictionary(table.features.map { ($0.properties.id, $0.properties.result) }) { first, _ in first }
    }

    /// The result of the district that a place is; nil for any other place.
    func district(_ match: Match) -> ProvinceResult? {
        guard match.feature == .district, case .area(.regions(let ids)) = match.law, ids.count == 1 else { return nil }
        return districts[ids[0]]
    }
}

private struct DistrictTable: Decodable {
    struct Feature: Decodable { let properties: Properties }

    /// The key of a district beside the members of any result.
    struct Properties: Decodable {
        let id: String
        let result: ProvinceResult

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            id = try decoder.container(keyedBy: Key.self)
                .decode(String.self, forKey: Key(stringValue: FeatureLayer.districtKey))
            result = try ProvinceResult(from: decoder)
        }
    }

    let features: [Feature]
}
