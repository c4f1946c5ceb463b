// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo
import Layers

/// Draws a classed surface into a frame: smooth class edges, a plain grey where a cell has no value.
struct SurfacePainter {
    let sampler: SurfaceSampler
    let style: Style
    let plane: MapPlane
    private let inks: [Pixel]
    /// By the cell in the north-west of four neighbours: the class that all four have; `mixed` where they differ.
    private let common: [UInt8]

    /// No palette has so many classes.
    private static let mixed = UInt8.max

    init(surface: Raster<Float>, style: Style, plane: MapPlane) {
        sampler = SurfaceSampler(raster: surface, isBlended: style.isBlended)
        self.style = style
        self.plane = plane
        inks = style.palette.map(Pixel.init)
        common = Self.common(surface, style)
    }

    /// Between four neighbours of one class no blend of their values leaves it.
    private static func common(_ surface: Raster<Float>, _ style: Style) -> [UInt8] {
        let columns = surface.grid.columns, rows = surface.grid.rows
        let own = surface.values.map(style.paletteIndex)
        guard style.isBlended else { return own }
        var common = own
        for row in 0..<rows {
            let below = min(row + 1, rows - 1) * columns
            for column in 0..<columns {
                let right = min(column + 1, columns - 1), entry = own[row * columns + column]
                let isOne =
                    own[row * columns + right] == entry && own[below + column] == entry && own[below + right] == entry
                if !isOne { common[row * columns + column] = mixed }
            }
        }
        return common
    }

    /// Draws the surface over the frame of the plane; the caller has clipped.
    func draw(on canvas: Canvas) {
        let scale = canvas.pixelsPerUnit
        // checked: a frame on a sheet
        let columns = Int((plane.frame.width * scale - 1e-6).rounded(.up))
        let rows = Int((plane.frame.height * scale - 1e-6).rounded(.up))
        let image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(columns), Int32(rows))
        defer { cairo_surface_destroy(image) }
        guard let bytes = cairo_image_surface_get_data(image) else { return }
        let stride = Int(cairo_image_surface_get_stride(image)) / 4
        cairo_surface_flush(image)
        bytes.withMemoryRebound(to: UInt32.self, capacity: stride * rows) { pixels in
            paint(
                UnsafeMutableBufferPointer(start: pixels, count: stride * rows),
                PixelGrid(columns: columns, rows: rows, stride: stride, size: 1 / scale))
        }
        cairo_surface_mark_dirty(image)
        canvas.scoped {
            cairo_translate(canvas.context, plane.frame.x, plane.frame.y)
            cairo_scale(canvas.context, 1 / scale, 1 / scale)
            cairo_set_source_surface(canvas.context, image, 0, 0)
            // Class edges are smooth already; blending once more would blur them.
            cairo_pattern_set_filter(cairo_get_source(canvas.context), CAIRO_FILTER_NEAREST)
            cairo_paint(canvas.context)
        }
    }

    /// The pixels of an image, and the side of one in units of the plane's frame.
    private struct PixelGrid {
        let columns, rows, stride: Int
        let size: Double
    }

    private func paint(_ pixels: UnsafeMutableBufferPointer<UInt32>, _ grid: PixelGrid) {
        let columns = grid.columns, rows = grid.rows
        let classes = classify(grid), plain = inks.map(\.argb)
        classes.withUnsafeBufferPointer { classes in
            for y in 0..<rows {
                for x in 0..<columns {
                    let here = y * columns + x
                    let entry = classes[here]
                    let isEdge =
                        (x > 0 && classes[here - 1] != entry) || (x + 1 < columns && classes[here + 1] != entry)
                        || (y > 0 && classes[here - columns] != entry)
                        || (y + 1 < rows && classes[here + columns] != entry)
                    pixels[y * grid.stride + x] = isEdge ? smoothed(x, y, grid.size) : plain[Int(entry)]
                }
            }
        }
    }

    /// Palette position at the centre of each pixel.
    private func classify(_ pixels: PixelGrid) -> [UInt8] {
        let across = (0..<pixels.columns).map { cell(column: (Double($0) + 0.5) * pixels.size) }
        var classes = [UInt8](repeating: 0, count: pixels.columns * pixels.rows)
        let grid = sampler.raster.grid
        for y in 0..<pixels.rows {
            let row = cell(row: (Double(y) + 0.5) * pixels.size)
            let top = Self.corner(row, isBlended: style.isBlended, count: grid.rows)
            for x in 0..<pixels.columns {
                let left = Self.corner(across[x], isBlended: style.isBlended, count: grid.columns)
                let known = top.flatMap { top in left.map { common[top * grid.columns + $0] } } ?? Self.mixed
                classes[y * pixels.columns + x] =
                    known == Self.mixed
                    ? style.paletteIndex(for: sampler.value(column: across[x], row: row)) : known
            }
        }
        return classes
    }

    /// The first of the two cells between whose centres a position in cells lies; nil outside of the grid.
    private static func corner(_ position: Double, isBlended: Bool, count: Int) -> Int? {
        guard position >= 0, position <= Double(count) else { return nil }
        // checked: inside the grid
        return isBlended ? Int(min(max(position - 0.5, 0), Double(count - 1))) : min(Int(position), count - 1)
    }

    private func cell(column x: Double) -> Double {
        (plane.plane(x: plane.frame.x + x, y: 0).x - sampler.raster.grid.originX) / sampler.raster.grid.cellSize
    }

    private func cell(row y: Double) -> Double {
        (sampler.raster.grid.originY - plane.plane(x: 0, y: plane.frame.y + y).y) / sampler.raster.grid.cellSize
    }

    /// Mean of nine samples: a class edge that crosses the pixel becomes a blend instead of a step.
    private func smoothed(_ x: Int, _ y: Int, _ size: Double) -> UInt32 {
        var sum = Pixel(.transparent)
        for row in 0..<3 {
            for column in 0..<3 {
                let value = sampler.value(
                    column: cell(column: (Double(x) + (Double(column) + 0.5) / 3) * size),
                    row: cell(row: (Double(y) + (Double(row) + 0.5) / 3) * size))
                sum.add(inks[Int(style.paletteIndex(for: value))])
            }
        }
        return sum.divided(by: 9).argb
    }
}

/// A premultiplied pixel with room for sums.
private struct Pixel {
    var red: Float
    var green: Float
    var blue: Float
    var alpha: Float

    init(_ rgba: RGBA) {
        alpha = Float(rgba.alpha)
        red = Float(rgba.red) * alpha / 255
        green = Float(rgba.green) * alpha / 255
        blue = Float(rgba.blue) * alpha / 255
    }

    mutating func add(_ other: Pixel) {
        red += other.red
        green += other.green
        blue += other.blue
        alpha += other.alpha
    }

    func divided(by count: Float) -> Pixel {
        var pixel = self
        pixel.red /= count
        pixel.green /= count
        pixel.blue /= count
        pixel.alpha /= count
        return pixel
    }

    /// Cairo's ARGB32.
    var argb: UInt32 {
        UInt32(alpha.rounded()) << 24 | UInt32(red.rounded()) << 16 | UInt32(green.rounded()) << 8
            | UInt32(blue.rounded())
    }
}
