// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Geo
import GeoIO
package import Layers

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
        try layer?.check(count: features.count, of: content, path: path)
        return features.map(\.properties)
    }

    private func damaged(_ reason: String) -> QueryError { .damaged(path: path, reason: reason) }
}

extension CatalogLayer {
    /// Goes through the features of the layer's GeoJSON in a build folder, geometry included.
    /// - Throws: `OpenedFolderError` for a file that is not there or is a link, `GeoIOError`, what `body` throws, or
    ///   `QueryError.damaged` for a file that has not as many features as the catalog counts.
    package func forEachRecord(in folder: OpenedFolder, _ body: (Record) throws -> Void) throws {
        let file = "\(name).geojson"
        // Refuses a link; the reader itself needs the ending of the name.
        _ = try folder.open(file)
        var count = 0
        try VectorSource(path: "\(folder.path)/\(file)").forEachRecord { record in
            count += 1
            try body(record)
        }
        try check(count: count, of: "features", path: "\(folder.name)/\(file)")
    }

    /// - Parameter content: what the features are, for the message.
    fileprivate func check(count: Int, of content: String, path: String) throws(QueryError) {
        guard let featureCount, featureCount != count else { return }
        throw .damaged(path: path, reason: "it holds \(count) \(content) where the catalog counts \(featureCount)")
    }
}
