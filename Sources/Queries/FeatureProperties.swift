// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers

/// What the features of a GeoJSON layer in a build folder say beside their geometry.
struct FeatureProperties<Properties: Decodable> {
    /// The layer as the catalog lists it; nil where it lists none, and no number of features is known.
    let layer: CatalogLayer?
    /// The file, for messages.
    let path: String
    /// What the features are, such as `incidents`, for messages.
    let content: String

    private struct Table: Decodable {
        struct Feature: Decodable { let properties: Properties }
        let features: [Feature]
    }

    /// - Throws: `QueryError.damaged` for a file that is no such layer, or that has not as many features as the catalog
    ///   counts.
    func read(_ file: OpenedFile) throws -> [Properties] {
        guard file.size <= BuildReading.mostBytes, let bytes = file.readAll() else {
            throw damaged("it does not hold \(content)")
        }
        return try read(Data(bytes))
    }

    /// - Throws: as of a file.
    func read(_ data: Data) throws -> [Properties] {
        guard let features = try? JSONDecoder().decode(Table.self, from: data).features else {
            throw damaged("it does not hold \(content)")
        }
        if let counted = layer?.featureCount, counted != features.count {
            throw damaged("it holds \(features.count) \(content) where the catalog counts \(counted)")
        }
        return features.map(\.properties)
    }

    private func damaged(_ reason: String) -> QueryError { .damaged(path: path, reason: reason) }
}
