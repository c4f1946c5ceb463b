// SPDX-License-Identifier: Apache-2.0

public import Layers

/// Draws a raster layer in its style.
///
/// A place has the value of its cell, in pictures, feature information, coverages and answers to questions alike. A picture
/// in which several cells fall on a pixel shows their mean, from the raster's overviews.
public struct RasterRenderer: Sendable {
    /// The values.
    public let pyramid: RasterPyramid
    /// What they are compared with pixel by pixel; nil: with nothing.
    public let ratio: RasterRatio?
    /// The classes and colours.
    public let style: Style

    /// Takes the parts as they are.
    ///
    /// - Parameter ratio: of rasters of the same levels.
    public init(pyramid: RasterPyramid, style: Style, over ratio: RasterRatio? = nil) {
        precondition(ratio.map { $0.earlier.levels == pyramid.levels } ?? true, "rasters of one grid are compared")
        self.pyramid = pyramid
        self.ratio = ratio
        self.style = style
    }

    /// What draws one picture part by part.
    /// - Throws: `GeoIOError` for a plane that the raster has no place in.
    public func painter(_ view: MapView) throws -> PicturePainter { try PicturePainter(self, view) }

    /// Positions in the style's palette: 0 outside the raster, 1 "not assessed", then the classes.
    ///
    /// - Parameter check: called between two strips of a large picture; what it throws ends the drawing.
    /// - Throws: `GeoIOError` when the raster cannot be read.
    public func indexed(_ view: MapView, between check: () throws -> Void = {}) throws -> IndexedImage {
        let painter = try painter(view)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(view.width * view.height)
        for rows in view.strips {
            try check()
            pixels += try painter.paletteIndices(rows: rows)
        }
        return IndexedImage(width: view.width, height: view.height, pixels: pixels)
    }

    /// The picture as a PNG.
    /// - Throws: `GeoIOError` when the raster cannot be read.
    public func png(_ view: MapView, level: DeflateLevel = .tile) throws -> [UInt8] {
        PNGEncoder.encode(try indexed(view), palette: style.palette, level: level)
    }

    /// The picture as a WebP of the same colours.
    ///
    /// - Throws: `GeoIOError` where `WebPEncoder.isAvailable` is false.
    public func webP(_ view: MapView) throws -> [UInt8] {
        try WebPEncoder.encode(try indexed(view), palette: style.palette)
    }

    /// The value of the cell at the pixel's centre: nil outside the raster, NaN where it is not assessed.
    ///
    /// The column and row must lie inside the picture.
    /// - Throws: `GeoIOError` when the raster cannot be read.
    public func value(in view: MapView, column: Int, row: Int) throws -> Float? {
        let value = try Samplers(self, view, level: 0).values(rows: row..<row + 1, columns: column..<column + 1)[0]
        return value == .infinity ? nil : value
    }

    /// The values of all pixels, row by row: NaN where it is not assessed, infinity outside the raster.
    /// - Throws: `GeoIOError` when the raster cannot be read.
    public func values(_ view: MapView) throws -> [Float] {
        let painter = try painter(view)
        var result: [Float] = []
        result.reserveCapacity(view.width * view.height)
        for rows in view.strips { result += try painter.values(rows: rows) }
        return result
    }
}
