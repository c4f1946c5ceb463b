// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo
import Layers

/// Draws a classed surface into a frame: smooth class edges, a hatch where a cell has no value.
struct SurfacePainter {
    let sampler: SurfaceSampler
    let style: Style
    let plane: MapPlane
    private let inks: [Pixel]

    init(surface: Raster<Float>, style: Style, plane: MapPlane) {
        sampler = SurfaceSampler(raster: surface, isBlended: style.isBlended)
        self.style = style
        self.plane = plane
        inks = style.palette.map(Pixel.init)
    }

    /// Draws the surface over the frame of the plane; the caller has clipped.
    func draw(on canvas: Canvas) {
        let columns = Int(plane.frame.width.rounded(.up)), rows = Int(plane.frame.height.rounded(.up))
        let image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(columns), Int32(rows))
        defer { cairo_surface_destroy(image) }
        guard let bytes = cairo_image_surface_get_data(image) else { return }
        let stride = Int(cairo_image_surface_get_stride(image)) / 4
        cairo_surface_flush(image)
        bytes.withMemoryRebound(to: UInt32.self, capacity: stride * rows) { pixels in
            paint(UnsafeMutableBufferPointer(start: pixels, count: stride * rows), columns, rows, stride)
        }
        cairo_surface_mark_dirty(image)
        cairo_set_source_surface(canvas.context, image, plane.frame.x, plane.frame.y)
        cairo_paint(canvas.context)
    }

    private func paint(_ pixels: UnsafeMutableBufferPointer<UInt32>, _ columns: Int, _ rows: Int, _ stride: Int) {
        let classes = classify(columns, rows)
        for y in 0..<rows {
            for x in 0..<columns {
                let here = y * columns + x
                let entry = classes[here]
                let isEdge =
                    (x > 0 && classes[here - 1] != entry) || (x + 1 < columns && classes[here + 1] != entry)
                    || (y > 0 && classes[here - columns] != entry)
                    || (y + 1 < rows && classes[here + columns] != entry)
                let pixel = isEdge ? smoothed(x, y) : inks[Int(entry)]
                pixels[y * stride + x] = entry == 1 ? pixel.hatched(x, y) : pixel.argb
            }
        }
    }

    /// Palette position at the centre of each pixel.
    private func classify(_ columns: Int, _ rows: Int) -> [UInt8] {
        var classes = [UInt8](repeating: 0, count: columns * rows)
        for y in 0..<rows {
            for x in 0..<columns { classes[y * columns + x] = entry(Double(x) + 0.5, Double(y) + 0.5) }
        }
        return classes
    }

    private func entry(_ x: Double, _ y: Double) -> UInt8 {
        let grid = sampler.raster.grid
        let point = plane.plane(x: plane.frame.x + x, y: plane.frame.y + y)
        let value = sampler.value(
            column: (point.x - grid.originX) / grid.cellSize, row: (grid.originY - point.y) / grid.cellSize)
        return style.paletteIndex(for: value)
    }

    /// Mean of nine samples: a class edge that crosses the pixel becomes a blend instead of a step.
    private func smoothed(_ x: Int, _ y: Int) -> Pixel {
        var sum = Pixel(.transparent)
        for row in 0..<3 {
            for column in 0..<3 {
                let sample = entry(Double(x) + (Double(column) + 0.5) / 3, Double(y) + (Double(row) + 0.5) / 3)
                sum.add(inks[Int(sample)])
            }
        }
        return sum.divided(by: 9)
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

    /// The pixel with a diagonal of more ink every 8 pixels.
    func hatched(_ x: Int, _ y: Int) -> UInt32 {
        let phase = (x + y) % 8
        let strength: Float = phase == 0 ? 1.8 : phase == 1 || phase == 7 ? 1.35 : 1
        var pixel = self
        pixel.alpha = min(255, alpha * strength)
        let factor = alpha > 0 ? pixel.alpha / alpha : 1
        pixel.red *= factor
        pixel.green *= factor
        pixel.blue *= factor
        return pixel.argb
    }
}
