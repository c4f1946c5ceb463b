// SPDX-License-Identifier: Apache-2.0

public import Layers

/// Draws a raster layer in its style.
///
/// Pixels, feature information and points all come from `samples`, so that a pixel's colour is always that of the
/// class of the value told for it.
public struct RasterRenderer: Sendable {
    /// The values.
    public let pyramid: RasterPyramid
    /// The values that are taken away from them pixel by pixel; nil: none.
    public let subtracted: RasterPyramid?
    /// The classes and colours.
    public let style: Style

    /// Rows of a picture that are worked on at a time: what bounds the memory of a large picture.
    private static let stripRows = 64

    /// Takes the parts as they are.
    ///
    /// - Parameter subtracted: a raster of the same levels. Each is interpolated by itself before they are subtracted,
    ///   so that a pixel shows the difference of what the two show there, and nothing where either has nothing.
    public init(pyramid: RasterPyramid, style: Style, subtracting subtracted: RasterPyramid? = nil) {
        precondition(subtracted.map { $0.levels == pyramid.levels } ?? true, "rasters of one grid are subtracted")
        self.pyramid = pyramid
        self.subtracted = subtracted
        self.style = style
    }

    /// Positions in the style's palette: 0 outside the raster, 1 "not assessed", then the classes.
    public func indexed(_ view: MapView) throws -> IndexedImage {
        let table = ClassTable(style)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(view.width * view.height)
        try forEachStrip(view) { values, _ in pixels += table.paletteIndices(values) }
        return IndexedImage(width: view.width, height: view.height, pixels: pixels)
    }

    /// The picture as a PNG.
    public func png(_ view: MapView, level: DeflateLevel = .tile) throws -> [UInt8] {
        PNGEncoder.encode(try indexed(view), palette: style.palette, level: level)
    }

    /// The picture as a WebP of the same colours.
    ///
    /// - Throws: `GeoIOError` where `WebPEncoder.isAvailable` is false.
    public func webP(_ view: MapView) throws -> [UInt8] {
        try WebPEncoder.encode(try indexed(view), palette: style.palette)
    }

    /// The value that the pixel shows: nil outside the raster, NaN where it is not assessed.
    ///
    /// The column and row must lie inside the picture.
    public func value(in view: MapView, column: Int, row: Int) throws -> Float? {
        let samplers = try samplers(view)
        let value = try samplers.values(rows: row..<row + 1, columns: column..<column + 1)[0]
        return value == .infinity ? nil : value
    }

    /// The values of all pixels, row by row: NaN where it is not assessed, infinity outside the raster.
    public func values(_ view: MapView) throws -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(view.width * view.height)
        try forEachStrip(view) { values, _ in result += values }
        return result
    }

    private func forEachStrip(_ view: MapView, _ body: ([Float], Int) -> Void) throws {
        let samplers = try samplers(view)
        let strip = view.height <= 512 && view.width <= 512 ? view.height : Self.stripRows
        for row in stride(from: 0, to: view.height, by: strip) {
            let rows = row..<min(row + strip, view.height)
            body(try samplers.values(rows: rows, columns: 0..<view.width), row)
        }
    }

    private func samplers(_ view: MapView) throws -> Samplers {
        Samplers(
            values: try Sampler(view, pyramid: pyramid),
            subtracted: try subtracted.map { try Sampler(view, pyramid: $0) })
    }

    /// What a picture is drawn from: a raster, or one minus another.
    private struct Samplers {
        let values: Sampler
        let subtracted: Sampler?

        func values(rows: Range<Int>, columns: Range<Int>) throws -> [Float] {
            var result = try values.values(rows: rows, columns: columns)
            guard let subtracted else { return result }
            let taken = try subtracted.values(rows: rows, columns: columns)
            // Outside the rasters both are infinite, and their difference would say "not assessed".
            for index in result.indices where result[index] != .infinity { result[index] -= taken[index] }
            return result
        }
    }
}
