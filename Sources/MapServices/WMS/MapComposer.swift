// SPDX-License-Identifier: Apache-2.0

import Layers
import TileEncoding

/// Draws one or several raster layers into one PNG, the first at the bottom.
struct MapComposer: Sendable {
    let view: MapView
    let layers: [RasterLayer]
    let isTransparent: Bool
    /// Red, green, blue.
    let background: [UInt8]

    func png() throws -> [UInt8] {
        guard layers.count == 1 else { return try composed() }
        let image = try layers[0].renderer.indexed(view)
        let palette = layers[0].style.palette
        return PNGEncoder.encode(image, palette: isTransparent ? palette : palette.map(opaque))
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

    private func composed() throws -> [UInt8] {
        var pixels = [RGBA](
            repeating: isTransparent
                ? .transparent : RGBA(red: background[0], green: background[1], blue: background[2], alpha: 255),
            count: view.width * view.height)
        for layer in layers {
            let image = try layer.renderer.indexed(view)
            let palette = layer.style.palette
            for (index, position) in image.pixels.enumerated() {
                let color = palette[Int(position)]
                if color.alpha > 0 { pixels[index] = Self.over(color, pixels[index]) }
            }
        }
        let bytes = pixels.flatMap { [$0.red, $0.green, $0.blue, $0.alpha] }
        return PNGEncoder.encode(rgba: bytes, width: view.width, height: view.height)
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
