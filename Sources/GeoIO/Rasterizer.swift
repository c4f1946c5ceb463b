// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// Turns shapes into cells. Shapes are in the plane of the grid; a cell counts as inside when its centre is, or, with
/// `allTouched`, when the shape touches it at all.
public enum Rasterizer {
    /// 1 in the cells of the area, 0 elsewhere.
    public static func mask(_ area: MultiPolygon, grid: Grid, allTouched: Bool = false) throws(GeoIOError) -> Raster<
        UInt8
    > {
        try mask(.area(area), grid: grid, allTouched: allTouched)
    }

    /// 1 in the cells of the geometry (for lines, those that the line passes), 0 elsewhere.
    public static func mask(_ geometry: Geometry, grid: Grid, allTouched: Bool = false) throws(GeoIOError) -> Raster<
        UInt8
    > {
        let target = try MemoryDataset(grid: grid, type: GDT_Byte, withCRS: false)
        try burn([(geometry, 1)], into: target, allTouched: allTouched)
        return Raster(grid: grid, values: try target.read(GDT_Byte, zero: UInt8(0)))
    }

    /// The value of the area that holds the cell, the later one where areas overlap, and `background` elsewhere.
    public static func burn(
        _ areas: [(MultiPolygon, Float)], grid: Grid, background: Float, allTouched: Bool = false
    ) throws(GeoIOError) -> Raster<Float> {
        let target = try MemoryDataset(Raster(grid: grid, filledWith: background))
        try burn(areas.map { (.area($0.0), Double($0.1)) }, into: target, allTouched: allTouched)
        return Raster(grid: grid, values: try target.read(GDT_Float32, zero: Float(0)))
    }

    private static func burn(
        _ shapes: [(geometry: Geometry, value: Double)], into target: MemoryDataset, allTouched: Bool
    ) throws(GeoIOError) {
        guard !shapes.isEmpty else { return }
        // One collection of handles needs all its owners alive; a copy of each is simpler to hold than they are.
        var handles: [OGRGeometryH?] = []
        defer { for handle in handles { OGR_G_DestroyGeometry(handle) } }
        for shape in shapes { handles.append(try OGRGeometry(shape.geometry).withHandle { OGR_G_Clone($0) }) }
        let values = shapes.map(\.value), bands: [Int32] = [1]
        let options = allTouched ? ["ALL_TOUCHED=TRUE"] : []
        try ErrorCapture.run { errors throws(GeoIOError) in
            let status = withStringList(options) { list in
                GDALRasterizeGeometries(
                    target.dataset.handle, 1, bands, Int32(handles.count), &handles, nil, nil, values, list, nil, nil)
            }
            guard status == CE_None, errors.failures.isEmpty else {
                throw .raster(operation: "rasterize", path: nil, reason: errors.reason)
            }
        }
    }
}
