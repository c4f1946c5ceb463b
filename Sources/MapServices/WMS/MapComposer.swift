// SPDX-License-Identifier: Apache-2.0

import Layers
import TileEncoding

/// Draws one or several layers into one picture, the first at the bottom.
struct MapComposer: Sendable {
    let view: MapView
    let layers: [MapLayer]
    let isTransparent: Bool
    /// Red, green, blue.
    let background: [UInt8]

    /// Pixels times layers: what the drawing takes in time. A difference is drawn from two rasters.
    var samples: Int { pixels * layers.reduce(0) { $0 + $1.passes } }

    /// Bytes that the drawing holds at most: one byte a pixel and its packed form for a single layer, else four and the
    /// compressed form, beside strips and what of a layer they are made from.
    var bytes: Int { pixels * (onlySurface == nil ? 5 : 2) + Self.stripBytes }

    /// The surface that is drawn alone: its picture needs no more than its palette.
    private var onlySurface: ServedSurface? {
        guard layers.count == 1, case .surface(let layer) = layers[0] else { return nil }
        return layer
    }

    /// Bytes that a JPEG takes at most: three a pixel, the same in the encoder, and the file.
    var jpegBytes: Int { pixels * 7 + Self.stripBytes }

    private var pixels: Int { view.width * view.height }
    private static let stripBytes = 24 << 20

    /// The picture; given up between two strips when nobody waits for it any more.
    func png(_ token: WorkToken = WorkToken()) throws -> [UInt8] {
        guard let layer = onlySurface else { return try composed(token) }
        let image = try layer.renderer.indexed(view, between: token.check)
        let palette = layer.style.palette
        return PNGEncoder.encode(image, palette: isTransparent ? palette : palette.map(opaque))
    }

    /// The picture as JPEG, for clients that ask for nothing else: colours are near those of the legend, not equal to them.
    func jpeg(_ token: WorkToken = WorkToken()) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pixels * 3)
        try eachStrip(token) { strip in
            for pixel in strip {
                bytes.append(pixel.red)
                bytes.append(pixel.green)
                bytes.append(pixel.blue)
            }
        }
        return try JPEGEncoder.encode(bytes, width: view.width, height: view.height)
    }

    /// The colour over the background.
    private func opaque(_ color: RGBA) -> RGBA {
        func mix(_ value: UInt8, _ under: UInt8) -> UInt8 {
            let alpha = Int(color.alpha)
            let sum = Int(value) * alpha + Int(under) * (255 - alpha)
            return UInt8((sum + 127) / 255)
        }
        return RGBA(
            red: mix(color.red, background[0]), green: mix(color.green, background[1]),
            blue: mix(color.blue, background[2]), alpha: 255)
    }

    private func composed(_ token: WorkToken) throws -> [UInt8] {
        var lines = RGBAScanlines(width: view.width, height: view.height)
        try eachStrip(token) { lines.append($0) }
        return PNGEncoder.encode(lines)
    }

    /// The layers over each other and over the ground, strip by strip.
    func eachStrip(_ token: WorkToken, _ body: ([RGBA]) -> Void) throws {
        let ground =
            isTransparent
            ? RGBA.transparent : RGBA(red: background[0], green: background[1], blue: background[2], alpha: 255)
        let painters = try layers.map { try $0.painter(view) }
        for rows in view.strips {
            var pixels = [RGBA](repeating: ground, count: view.width * rows.count)
            for painter in painters {
                try token.check()
                for (index, color) in try painter.pixels(rows: rows).enumerated() where color.alpha > 0 {
                    pixels[index] = Self.over(color, pixels[index])
                }
            }
            body(pixels)
        }
        try token.check()
    }

    /// Porter and Duff's "over" for colours that are not premultiplied.
    private static func over(_ top: RGBA, _ bottom: RGBA) -> RGBA {
        let under = Int(bottom.alpha) * (255 - Int(top.alpha))
        let total = Int(top.alpha) * 255 + under
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            let sum = Int(a) * Int(top.alpha) * 255 + Int(b) * under
            return UInt8((sum + total / 2) / total)
        }
        return RGBA(
            red: mix(top.red, bottom.red), green: mix(top.green, bottom.green), blue: mix(top.blue, bottom.blue),
            alpha: UInt8((total + 127) / 255))
    }
}
