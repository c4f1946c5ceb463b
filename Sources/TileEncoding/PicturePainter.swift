// SPDX-License-Identifier: Apache-2.0

import Layers

/// Draws one picture of one raster layer part by part, so that a large picture needs little memory and can be given up
/// between two parts.
public struct PicturePainter {
    private let samplers: Samplers
    private let table: ClassTable
    private let width: Int

    init(_ renderer: RasterRenderer, _ view: MapView) throws {
        samplers = try Samplers(renderer, view)
        table = ClassTable(renderer.style)
        width = view.width
    }

    /// Positions in the style's palette, row by row: 0 outside the raster, 1 "not assessed", then the classes.
    /// - Throws: `GeoIOError` when the raster cannot be read.
    public func paletteIndices(rows: Range<Int>) throws -> [UInt8] { table.paletteIndices(try values(rows: rows)) }

    /// The values, row by row: NaN where it is not assessed, infinity outside the raster.
    func values(rows: Range<Int>) throws -> [Float] { try samplers.values(rows: rows, columns: 0..<width) }
}

/// What a picture is drawn from: a raster, or one over another.
struct Samplers {
    private let values: Sampler
    private let ratio: RasterRatio?
    private let earlier: Sampler?
    private let marks: Sampler?

    init(_ renderer: RasterRenderer, _ view: MapView, level: Int? = nil) throws {
        let isBlended = renderer.style.isBlended
        values = try Sampler(view, pyramid: renderer.pyramid, isBlended: isBlended, level: level)
        ratio = renderer.ratio
        earlier = try ratio.map { try Sampler(view, pyramid: $0.earlier, isBlended: isBlended, level: level) }
        guard case .raster(let pyramid)? = ratio?.marks else {
            marks = nil
            return
        }
        // What is marked is a cell: nothing lies between a mark and none.
        marks = try Sampler(view, pyramid: pyramid, isBlended: false, level: level)
    }

    func values(rows: Range<Int>, columns: Range<Int>) throws -> [Float] {
        var result = try values.values(rows: rows, columns: columns)
        guard let ratio, let earlier else { return result }
        let before = try earlier.values(rows: rows, columns: columns)
        let marked = try marks?.values(rows: rows, columns: columns)
        for index in result.indices {
            let mark = ratio.marks == nil ? nil : marked?[index] ?? 0
            result[index] = ratio.value(later: result[index], earlier: before[index], mark: mark)
        }
        return result
    }
}

extension MapView {
    /// Rows of a picture that are worked on at a time: what bounds the memory of a large picture, and how long it goes on
    /// when nobody waits for it any more.
    static let stripRows = 64

    /// The rows of the picture in parts; a small picture is one part.
    public var strips: [Range<Int>] {
        strips(rows: height <= 512 && width <= 512 ? height : Self.stripRows)
    }

    /// The rows of the picture in parts of as many rows, fewer in the last.
    func strips(rows: Int) -> [Range<Int>] {
        stride(from: 0, to: height, by: rows).map { $0..<min($0 + rows, height) }
    }
}
