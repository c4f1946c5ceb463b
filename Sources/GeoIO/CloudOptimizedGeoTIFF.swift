// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// Writes rasters as cloud-optimized GeoTIFF: 32-bit floats, tiles, overviews, DEFLATE with the floating-point
/// predictor, so that every client of the last ten years reads them.
public enum CloudOptimizedGeoTIFF {
    /// What stands for NaN in the file. A number rather than NaN, because not every client takes NaN for "no data".
    public static let noData: Float = -9999

    /// Writes band 1 and reads nothing back; NaN becomes `noData`.
    ///
    /// `metadata` goes to the default domain in the order given; minimum, maximum, mean and standard deviation are
    /// added to the band, so that clients can style without reading. Overviews halve until the raster fits a tile.
    /// The same input gives the same bytes. The file appears under its name only when it is complete.
    public static func write(
        _ raster: Raster<Float>, to path: String, metadata: [(String, String)] = [], bandDescription: String = "",
        units: String = "", overviewResampling: Resampling = .average
    ) throws(GeoIOError) {
        var filled = raster
        for index in filled.values.indices where filled.values[index].isNaN { filled.values[index] = noData }
        let source = try MemoryDataset(filled, noData: noData)
        source.describe(metadata: metadata, bandDescription: bandDescription, units: units)
        source.addStatistics(RasterStatistics(of: raster.values))
        let options = [
            "COMPRESS=DEFLATE", "PREDICTOR=YES", "LEVEL=6", "BLOCKSIZE=256", "BIGTIFF=IF_SAFER", "NUM_THREADS=1",
            "OVERVIEW_RESAMPLING=\(overviewResampling.overviewName)",
        ]
        try source.dataset.copy(to: path, driver: "COG", options: options)
    }
}

extension MemoryDataset {
    fileprivate func describe(metadata: [(String, String)], bandDescription: String, units: String) {
        for (name, value) in metadata { GDALSetMetadataItem(dataset.handle, name, value, nil) }
        GDALSetDescription(band(1), bandDescription)
        GDALSetRasterUnitType(band(1), units)
    }

    fileprivate func addStatistics(_ statistics: RasterStatistics?) {
        guard let statistics else { return }
        let items = [
            ("STATISTICS_MINIMUM", statistics.minimum), ("STATISTICS_MAXIMUM", statistics.maximum),
            ("STATISTICS_MEAN", statistics.mean), ("STATISTICS_STDDEV", statistics.standardDeviation),
        ]
        for (name, value) in items { GDALSetMetadataItem(band(1), name, "\(value)", nil) }
    }
}
