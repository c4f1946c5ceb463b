// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Layers

/// An incident as the layers of a build tell of it.
package struct ToldIncident: Sendable, Hashable, Decodable {
    package let id, title, type: String
    /// `YYYY-MM-DD`.
    package let firstDay, lastDay: String
    /// ISO 3166-2; nil where it is not known to one province.
    package let province: String?
    package let location: ReleasedLocation
    package let claimsInConflict: Int
    package let claims: [ContributingClaim]
    private let least, best, most: Int?

    /// Least, best and greatest number of people.
    var quantity: [Int?] { [least, best, most] }

    private enum CodingKeys: String, CodingKey {
        case id, title, type, province, location, firstDay = "first_day", lastDay = "last_day"
        case claims = "claim_list", claimsInConflict = "claims_in_conflict"
        case least = "quantity_min", best = "quantity_best", most = "quantity_max"
    }
}

extension ToldIncident {
    /// The layers that incidents stand in.
    private static let layers = ["incident-points", "incident-areas"]

    /// The incidents of a build by their ids, from the files that are there now.
    /// - Throws: `OpenedFolderError` for a layer that the catalog names and that is not there; the reading throws
    ///   `QueryError` for one that is damaged.
    static func reading(_ folder: OpenedFolder, _ catalog: Catalog) throws -> Once<[ToldIncident]> {
        let files = try layers.compactMap { catalog.layer(named: $0) }.map { layer in
            let name = "\(layer.name).geojson"
            let table = FeatureProperties<ToldIncident>(
                layer: layer, path: "\(folder.name)/\(name)", content: "incidents")
            return (table: table, file: try folder.open(name))
        }
        return Once { try files.flatMap { try $0.table.read($0.file) } }
    }
}
