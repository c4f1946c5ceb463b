// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// How cells are made of other cells.
public enum Resampling: String, Sendable, Hashable, CaseIterable {
    /// The value of the nearest cell.
    case nearest
    /// Weighted by the distance to the four nearest centres.
    case bilinear
    /// The mean of the cells covered.
    case average

    var readAlgorithm: GDALRIOResampleAlg {
        switch self {
        case .nearest: GRIORA_NearestNeighbour
        case .bilinear: GRIORA_Bilinear
        case .average: GRIORA_Average
        }
    }

    /// The names that GDAL's overviews know.
    var overviewName: String { rawValue.uppercased() }

    /// The names that GDAL's warper knows.
    var warpName: String { self == .nearest ? "near" : rawValue }
}

/// Carries a raster to another plane.
public enum Warper {
    /// The raster on a grid of `crs`: NaN stays "no data" and never bleeds into its neighbours.
    ///
    /// The grid covers `targetExtent` (in `crs`; default: all of the raster), snapped to whole multiples of
    /// `targetResolution` (default: as many cells along the diagonal as the raster has). Positions are exact to an
    /// eighth of a cell. One thread, so that the same input gives the same bytes.
    public static func warp(
        _ raster: Raster<Float>, to crs: CoordinateReferenceSystem, resampling: Resampling,
        targetResolution: Double? = nil, targetExtent: Extent? = nil
    ) throws(GeoIOError) -> Raster<Float> {
        let grid = try targetGrid(of: raster.grid, crs, targetResolution, targetExtent)
        let source = try MemoryDataset(raster, noData: .nan)
        let target = try MemoryDataset(Raster(grid: grid, filledWith: .nan), noData: .nan)
        try warp(source, into: target, resampling)
        return Raster(grid: grid, values: try target.read(GDT_Float32, zero: Float(0)))
    }

    private static func targetGrid(
        of grid: Grid, _ crs: CoordinateReferenceSystem, _ resolution: Double?, _ extent: Extent?
    ) throws(GeoIOError) -> Grid {
        let whole = try CoordinateTransform(from: grid.crs, to: crs).transform(grid.extent, densify: 101)
        let cellSize =
            resolution ?? whole.diagonal / Double(grid.columns * grid.columns + grid.rows * grid.rows).squareRoot()
        guard let target = Grid(crs: crs, covering: extent ?? whole, cellSize: cellSize) else {
            throw .invalidArgument(
                what: "A target cell of \(cellSize)", remedy: "Give a positive size that the extent holds")
        }
        return target
    }

    private static func warp(
        _ source: MemoryDataset, into target: MemoryDataset, _ resampling: Resampling
    ) throws(GeoIOError) {
        let arguments = ["-r", resampling.warpName, "-srcnodata", "nan", "-dstnodata", "nan", "-et", "0.125"]
        try ErrorCapture.run { errors throws(GeoIOError) in
            let options = withStringList(arguments) { GDALWarpAppOptionsNew($0, nil) }
            defer { GDALWarpAppOptionsFree(options) }
            var sources: [GDALDatasetH?] = [source.dataset.handle]
            var misuse: Int32 = 0
            let done = GDALWarp(nil, target.dataset.handle, 1, &sources, options, &misuse)
            guard done != nil, misuse == 0, errors.failures.isEmpty else {
                throw .raster(operation: "warp", path: nil, reason: errors.reason)
            }
        }
    }
}

extension Extent {
    fileprivate var diagonal: Double { (width * width + height * height).squareRoot() }
}
