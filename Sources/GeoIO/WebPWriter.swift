// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// Encodes pictures as WebP without loss, where GDAL was built with libwebp.
public enum WebPWriter {
    /// Whether this GDAL can write WebP without loss.
    public static let isAvailable: Bool = {
        GDAL.initialize()
        guard let driver = GDALGetDriverByName("WEBP"), let options = GDALGetMetadataItem(driver, listOfOptions, nil)
        else { return false }
        return String(cString: options).contains("LOSSLESS")
    }()

    /// `GDAL_DMD_CREATIONOPTIONLIST`.
    private static let listOfOptions = "DMD_CREATIONOPTIONLIST"
    /// Most pixels along a side that the format can hold.
    private static let largestSide = 16_383

    /// The picture as a WebP file.
    ///
    /// - Parameter rgba: red, green, blue and alpha (not premultiplied), row by row from the top left,
    ///   `width * height * 4` bytes. The colour of a pixel without any alpha is not kept, which makes it smaller.
    public static func encode(rgba: [UInt8], width: Int, height: Int) throws(GeoIOError) -> [UInt8] {
        let picture = try MemoryDataset(
            interleaved: rgba, bands: 4, width: width, height: height, largestSide: largestSide, format: "WebP")
        GDALSetRasterColorInterpretation(picture.band(4), GCI_AlphaBand)
        return try picture.dataset.copied(
            to: MemoryFile.path(ending: "webp"), driver: "WEBP", options: ["LOSSLESS=YES"])
    }
}
