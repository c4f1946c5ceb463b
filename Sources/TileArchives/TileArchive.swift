// SPDX-License-Identifier: Apache-2.0

public import Geo
public import JSON
import TileEncoding

/// What an archive says of the tiles in it.
public struct TileSetMetadata: Sendable, Hashable {
    /// Key of the layer.
    public var name: String
    /// What a reader calls it.
    public var title: String
    /// What a value means.
    public var summary: String
    /// Text that every use must show.
    public var attribution: String
    /// West, south, east, north in degrees.
    public var bounds: [Double]
    /// Zoom levels in the archive.
    public var zooms: ClosedRange<Int>
    /// Gzipped vector tiles instead of PNG.
    public var isVector: Bool
    /// Names of the properties of vector tiles with `String`, `Number` or `Boolean`, as a JSON object.
    public var fields: JSONValue

    /// The deepest zoom in the archive at which the whole of the layer fits into about two tiles.
    var centerZoom: Int {
        let fitting =
            (bounds[2] - bounds[0]) > 0 ? (2 * 360 / (bounds[2] - bounds[0])).log2RoundedDown : zooms.upperBound
        return min(max(fitting, zooms.lowerBound), zooms.upperBound)
    }

    /// Takes the parts as they are.
    public init(
        name: String, title: String, summary: String, attribution: String, bounds: [Double], zooms: ClosedRange<Int>,
        isVector: Bool, fields: JSONValue = [:]
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.attribution = attribution
        self.bounds = bounds
        self.zooms = zooms
        self.isVector = isVector
        self.fields = fields
    }

    /// `vector_layers` as MBTiles and PMTiles want it.
    var vectorLayers: JSONValue {
        [
            [
                "id": .string(name), "description": .string(summary), "minzoom": .double(Double(zooms.lowerBound)),
                "maxzoom": .double(Double(zooms.upperBound)), "fields": fields,
            ]
        ]
    }
}

/// An archive that cannot be written.
public struct TileArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What, where, and what to do.
    public let description: String

    init(_ path: String, _ reason: String) { description = "cannot write '\(path)': \(reason)" }
}

/// A store of tiles that is written once.
///
/// Tiles are added in ascending order of `HilbertCurve.id`; nothing stands under the archive's name until `finish`.
public protocol TileArchive {
    /// Adds one tile of the Web Mercator set; vector tiles come gzipped.
    mutating func add(_ tile: TileID, bytes: [UInt8]) throws
    /// Completes the archive and gives it its name.
    mutating func finish() throws
    /// Removes what was written so far.
    mutating func discard()
}

/// The order of tiles in a PMTiles archive: zoom by zoom along a Hilbert curve, so that neighbours lie close together.
public enum HilbertCurve {
    /// Position of a tile, counted from 0 at zoom 0.
    public static func id(zoom: Int, column: Int, row: Int) -> UInt64 {
        let before = ((UInt64(1) << (2 * UInt64(zoom))) - 1) / 3
        var x = column, y = row
        var position: UInt64 = 0
        var side = zoom == 0 ? 0 : 1 << (zoom - 1)
        while side > 0 {
            let right = x & side > 0 ? 1 : 0, lower = y & side > 0 ? 1 : 0
            position += UInt64(side) * UInt64(side) * UInt64((3 * right) ^ lower)
            if lower == 0 {
                if right == 1 {
                    x = side - 1 - (x & (side - 1))
                    y = side - 1 - (y & (side - 1))
                }
                swap(&x, &y)
            }
            side >>= 1
        }
        return before + position
    }

    /// Position of a tile of the Web Mercator set.
    public static func id(_ tile: TileID) -> UInt64 { id(zoom: tile.zoom, column: tile.column, row: tile.row) }
}

extension Double {
    /// The largest whole power of two that is not above the number.
    fileprivate var log2RoundedDown: Int { self >= 1 ? Int(exponent) : 0 }  // checked: at most 1023
}
