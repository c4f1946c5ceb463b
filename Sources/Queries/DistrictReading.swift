// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers

extension BuildReading {
    /// Results of the districts of a build by their ids, from the file that is there now; none where it has no such layer.
    /// - Throws: `OpenedFolderError` for a layer that the catalog names and that is not there; the reading throws
    ///   `QueryError` for one that is damaged.
    static func districts(_ folder: OpenedFolder, _ catalog: Catalog) throws -> Once<[String: ProvinceResult]> {
        guard let layer = catalog.layer(named: FeatureLayer.districtsName) else { return Once { [:] } }
        let name = "\(layer.name).geojson", file = try folder.open(name)
        let table = FeatureProperties<DistrictProperties>(
            layer: layer, path: "\(folder.name)/\(name)", content: "results of districts")
        return Once { Dictionary(try table.read(file).map { ($0.id, $0.result) }) { first, _ in first } }
    }
}

/// The key of a district beside the members of any result.
private struct DistrictProperties: Decodable {
    let id: String
    let result: ProvinceResult

    private enum CodingKeys: String, CodingKey { case id = "district_id" }

    init(from decoder: any Decoder) throws {
        id = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .id)
        result = try ProvinceResult(from: decoder)
    }
}
