// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Layers

/// A build folder as a query reads it.
struct BuildReading {
    let folder: String
    let catalog: Catalog
    /// Results of the provinces, in the order of their ids.
    let provinces: [ProvinceResult]
    /// The study that the folder carries.
    let study: ResolvedStudy

    /// - Throws: `CatalogError`, `QueryError` or `StudyError` for a folder that is no whole build.
    init(folder: String) throws {
        self.folder = folder
        catalog = try Catalog.read(folder: folder)
        provinces = try Self.provinces(at: "\(folder)/provinces.geojson")
        study = try ResolvedStudy(file: "\(folder)/\(StudyCopy.folderName)/study.yaml")
    }

    /// The released risk surface; NaN where nothing is assessed.
    func risk() throws -> Raster<Float> { try RasterFile(path: "\(folder)/risk.tif").readAll() }

    /// The released intensity.
    func intensity() throws -> Raster<Float> { try RasterFile(path: "\(folder)/intensity.tif").readAll() }

    /// What contributes to any zone, at the precision of the tier.
    func contributions() throws -> ContributionTable { try ContributionTable.read(folder: folder) }

    private struct FeatureTable: Decodable {
        struct Feature: Decodable { let properties: ProvinceResult }
        let features: [Feature]
    }

    private static func provinces(at path: String) throws -> [ProvinceResult] {
        guard let data = FileManager.default.contents(atPath: path) else { throw CatalogError.missing(path: path) }
        do {
            return try JSONDecoder().decode(FeatureTable.self, from: data).features.map(\.properties)
        } catch {
            throw QueryError.damaged(path: path, reason: "it does not hold the results of provinces")
        }
    }
}
