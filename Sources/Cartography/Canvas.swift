// SPDX-License-Identifier: Apache-2.0

import CCairo
import Foundation
import Geo
import Layers

/// A drawing surface, y downwards: what this room uses of Cairo, with each failure turned into an error.
final class Canvas {
    /// Width in the units of drawing: pixels, unless zoomed.
    private(set) var width: Double
    /// Height in the units of drawing.
    private(set) var height: Double
    /// Pixels that a raster drawn here has in the length of a unit.
    private(set) var pixelsPerUnit = 1.0
    /// Size of the smallest text that was drawn, in units; infinite before any.
    var smallestText = Double.infinity
    let context: OpaquePointer
    private let surface: OpaquePointer
    private var sink: ByteSink?

    /// A transparent picture.
    init(width: Int, height: Int) throws(CartographyError) {
        try Self.check(width, height)
        self.width = Double(width)
        self.height = Double(height)
        surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
        context = cairo_create(surface)
        try check()
    }

    /// A vector drawing in pixels; `finish` returns it.
    init(svgWidth width: Int, height: Int) throws(CartographyError) {
        try Self.check(width, height)
        self.width = Double(width)
        self.height = Double(height)
        let sink = ByteSink()
        self.sink = sink
        surface = cairo_svg_surface_create_for_stream(
            ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), Double(width), Double(height))
        cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX)
        context = cairo_create(surface)
        try check()
    }

    /// A sheet of vectors, drawn in points unless zoomed; `finish` returns it.
    init(svg paper: SheetPaper) throws(CartographyError) {
        (width, height) = paper.points
        let sink = ByteSink()
        self.sink = sink
        surface = cairo_svg_surface_create_for_stream(
            ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT)
        context = cairo_create(surface)
        try check()
    }

    /// A sheet of vectors as PDF, drawn in points unless zoomed; `finish` returns it.
    /// - Parameters:
    ///   - day: when it is said to be made, `YYYY-MM-DD`: a clock would give other bytes each time.
    init(pdf paper: SheetPaper, title: String, day: String) throws(CartographyError) {
        (width, height) = paper.points
        let sink = ByteSink()
        self.sink = sink
        surface = cairo_pdf_surface_create_for_stream(
            ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, day + "T00:00:00Z")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, day + "T00:00:00Z")
        context = cairo_create(surface)
        try check()
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// A drawing on a surface that somebody else made and ends, in its own units.
    init(drawingOn surface: OpaquePointer, width: Double, height: Double) throws(CartographyError) {
        (self.width, self.height) = (width, height)
        self.surface = cairo_surface_reference(surface)
        context = cairo_create(surface)
        try check()
    }

    /// The picture as a PNG file.
    func png() throws(CartographyError) -> [UInt8] {
        cairo_surface_flush(surface)
        try check()
        let sink = ByteSink()
        let status = cairo_surface_write_to_png_stream(
            surface, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque())
        guard status == CAIRO_STATUS_SUCCESS else { throw Self.error(status) }
        return sink.bytes
    }

    /// Ends a vector drawing and returns its bytes.
    func finish() throws(CartographyError) -> [UInt8] {
        try check()
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS, let sink else { throw Self.error(status) }
        return sink.bytes
    }

    /// Runs `body` and restores clip, source, line and transformation afterwards.
    func scoped(_ body: () throws -> Void) rethrows {
        cairo_save(context)
        defer { cairo_restore(context) }
        try body()
    }

    /// The pixels of a picture, row by row, as premultiplied `0xAARRGGBB`.
    var pixels: [UInt32] {
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { return [] }
        let stride = Int(cairo_image_surface_get_stride(surface)) / 4
        let width = Int(cairo_image_surface_get_width(surface)), height = Int(cairo_image_surface_get_height(surface))
        return data.withMemoryRebound(to: UInt32.self, capacity: stride * height) { start in
            (0..<height).flatMap { row in UnsafeBufferPointer(start: start + row * stride, count: width) }
        }
    }

    /// Everything drawn from now on is this many times larger.
    /// - Parameter pixels: that rasters have in the length of a unit; nil: as many as the picture has itself.
    func zoom(_ factor: Double, pixels: Double? = nil) {
        cairo_scale(context, factor, factor)
        width /= factor
        height /= factor
        pixelsPerUnit = pixels ?? pixelsPerUnit * factor
    }

    /// The frame with its sides on those of pixels.
    func snapped(_ frame: Frame) -> Frame {
        func snap(_ value: Double) -> Double { (value * pixelsPerUnit).rounded() / pixelsPerUnit }
        let x = snap(frame.x), y = snap(frame.y)
        return Frame(x: x, y: y, width: snap(frame.maxX) - x, height: snap(frame.maxY) - y)
    }

    /// The whole drawing.
    var bounds: Frame { Frame(x: 0, y: 0, width: width, height: height) }

    /// Throws when an earlier call failed.
    func check() throws(CartographyError) {
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else { throw Self.error(status) }
    }

    private static func check(_ width: Int, _ height: Int) throws(CartographyError) {
        guard (16...16_384).contains(width), (16...16_384).contains(height) else {
            throw .size(width: width, height: height)
        }
    }

    private static func error(_ status: cairo_status_t) -> CartographyError {
        .drawing(reason: String(cString: cairo_status_to_string(status)))
    }
}

/// Collects what Cairo writes.
private final class ByteSink {
    var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}
