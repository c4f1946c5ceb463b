// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// A vector layer in memory, into which GDAL's algorithms write areas.
final class MemoryLayer {
    let layer: OGRLayerH
    private let dataset: Dataset
    private let fieldCount: Int

    init(realFields: [String]) throws(GeoIOError) {
        fieldCount = realFields.count
        dataset = try ErrorCapture.run { errors throws(GeoIOError) in
            guard let handle = GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, nil) else {
                throw .raster(operation: "allocate", path: nil, reason: errors.reason)
            }
            return Dataset(owning: handle)
        }
        guard let layer = GDALDatasetCreateLayer(dataset.handle, "areas", nil, wkbMultiPolygon, nil) else {
            throw .raster(operation: "allocate", path: nil, reason: "no layer was made")
        }
        self.layer = layer
        for name in realFields {
            let field = OGR_Fld_Create(name, OFTReal)
            OGR_L_CreateField(layer, field, 1)
            OGR_Fld_Destroy(field)
        }
    }

    /// The features in the order in which they were written.
    func features() throws(GeoIOError) -> [(reals: [Double], area: MultiPolygon)] {
        var found: [(reals: [Double], area: MultiPolygon)] = []
        OGR_L_ResetReading(layer)
        while let feature = OGR_L_GetNextFeature(layer) {
            defer { OGR_F_Destroy(feature) }
            let reals = (0..<fieldCount).map { OGR_F_GetFieldAsDouble(feature, Int32($0)) }
            guard let geometry = OGR_F_StealGeometry(feature) else { continue }
            let parts = try OGRGeometry(owning: geometry).parts(operation: "contour")
            found.append((reals, MultiPolygon(parts.polygons)))
        }
        return found
    }
}
