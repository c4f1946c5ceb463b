// SPDX-License-Identifier: Apache-2.0

import Geo

/// The pale rim around names, which keeps them readable over any colour.
///
/// Sheets stroke the outlines of letters; here the picture of the letters itself is widened, which takes a tenth of the
/// time and makes no difference that anyone sees.
enum LabelHalo {
    /// Width of the rim, pixels.
    private static let radius = 1.7
    /// Pixels around a name that the rim may touch.
    static let reach = 3.0
    /// Opacity of the rim, of 255.
    private static let opacity: UInt32 = 214

    /// Pixels around a picture in which names must be drawn too for the rim to be right up to its edge.
    static func margin(scale: Double) -> Int { Int(checked: (reach * scale).rounded(.up)) ?? 6 }

    /// A step from one pixel to another, and how much of a letter's cover is felt there, of 256.
    private struct Step {
        let column: Int
        let row: Int
        let weight: UInt16
    }

    private static func steps(scale: Double) -> [Step] {
        let radius = radius * scale, most = margin(scale: scale)
        return (-most...most).flatMap { row in
            (-most...most).compactMap { column in
                let distance = Double(column * column + row * row).squareRoot()
                let weight = UInt16(min(1, max(0, radius + 0.5 - distance)) * 256)
                return weight == 0 ? nil : Step(column: column, row: row, weight: weight)
            }
        }
    }

    /// The inner part of a picture of letters with a white rim below them.
    ///
    /// - Parameters:
    ///   - letters: premultiplied `0xAARRGGBB`, row by row, with the margin on all sides.
    ///   - width: of the inner part; likewise the height.
    static func rimmed(_ letters: [UInt32], width: Int, height: Int, scale: Double) -> [UInt32] {
        let margin = margin(scale: scale), stride = width + 2 * margin
        let cover = letters.map { UInt8(truncatingIfNeeded: $0 >> 24) }
        var rim = [UInt8](repeating: 0, count: width * height)
        let rows = coveredRows(cover, stride: stride)
        for step in steps(scale: scale) {
            widen(&rim, by: step, cover, rows, width: width, height: height, margin: margin)
        }
        var result = [UInt32](repeating: 0, count: width * height)
        for row in 0..<height {
            let start = (row + margin) * stride + margin
            for column in 0..<width {
                let letter = letters[start + column]
                let white = UInt32(rim[row * width + column]) * opacity / 255 * (255 - letter >> 24) / 255
                // checked: a premultiplied channel and what is left over of white are at most 255 together
                result[row * width + column] = letter &+ white &* 0x0101_0101
            }
        }
        return result
    }

    /// Which rows hold anything at all: most of a tile is empty.
    private static func coveredRows(_ cover: [UInt8], stride: Int) -> [Bool] {
        (0..<cover.count / stride).map { row in cover[row * stride..<(row + 1) * stride].contains { $0 > 0 } }
    }

    private static func widen(
        _ rim: inout [UInt8], by step: Step, _ cover: [UInt8], _ rows: [Bool], width: Int, height: Int, margin: Int
    ) {
        let stride = width + 2 * margin
        rim.withUnsafeMutableBufferPointer { rim in
            cover.withUnsafeBufferPointer { cover in
                for row in 0..<height where rows[row + margin + step.row] {
                    let from = (row + margin + step.row) * stride + margin + step.column
                    for column in 0..<width {
                        let felt = UInt8(truncatingIfNeeded: (UInt16(cover[from &+ column]) &* step.weight) >> 8)
                        rim[row &* width &+ column] = max(rim[row &* width &+ column], felt)
                    }
                }
            }
        }
    }
}
