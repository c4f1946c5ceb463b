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

    private struct Table: Decodable {
        struct Feature: Decodable { let properties: ToldIncident }
        let features: [Feature]
    }

    /// The incidents of a build by their ids, from the files that are there now.
    /// - Throws: `OpenedFolderError` for a layer that the catalog names and that is not there; the reading throws
    ///   `QueryError` for one that is damaged.
    static func reading(_ folder: OpenedFolder, _ catalog: Catalog) throws -> Once<[ToldIncident]> {
        let files = try layers.compactMap { catalog.layer(named: $0) }.map {
            (name: "\($0.name).geojson", count: $0.featureCount, file: try folder.open("\($0.name).geojson"))
        }
        return Once {
            try files.flatMap { name, count, file in
                guard file.size <= BuildReading.mostBytes, let bytes = file.readAll(),
                    let table = try? JSONDecoder().decode(Table.self, from: Data(bytes))
                else {
                    throw QueryError.damaged(path: "\(folder.name)/\(name)", reason: "it does not hold incidents")
                }
                guard table.features.count == count ?? table.features.count else {
                    throw QueryError.damaged(
                        path: "\(folder.name)/\(name)",
                        reason: "it holds \(table.features.count) incidents where the catalog counts \(count ?? 0)")
                }
                return table.features.map(\.properties)
            }
        }
    }
}
