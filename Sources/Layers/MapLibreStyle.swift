// SPDX-License-Identifier: Apache-2.0

import JSON

/// A MapLibre style document: the layer's tiles as a raster, its class polygons as a fill with the same colours.
public enum MapLibreStyle {
    /// Where a document finds its data.
    public struct Sources: Sendable, Hashable {
        /// Address of the raster tiles with `{z}`, `{x}` and `{y}`; nil: no raster layer.
        public var tiles: String?
        /// Address of the GeoJSON file of class polygons; nil: no fill layer.
        public var isobands: String?
        /// Text that must be shown.
        public var attribution: String

        /// Takes the addresses as they are.
        public init(tiles: String?, isobands: String?, attribution: String) {
            self.tiles = tiles
            self.isobands = isobands
            self.attribution = attribution
        }

        /// Relative addresses as in a build folder; class polygons exist for the main layer.
        static func files(of style: Style, isMain: Bool) -> Sources {
            Sources(
                tiles: "tiles/\(style.layer)/{z}/{x}/{y}.png",
                isobands: isMain ? "isobands.geojson" : nil, attribution: "")
        }
    }

    /// The document of one layer; `isobands` features carry the class id in the property `class`.
    /// - Throws: `EncodingError` for a bound that is not finite.
    public static func text(_ style: Style, sources: Sources) throws -> String {
        String(decoding: try StableJSON.encode(document(style, sources: sources)), as: UTF8.self)
    }

    private static func document(_ style: Style, sources: Sources) -> Document {
        var document = Document(name: style.title.en)
        if let tiles = sources.tiles {
            document.sources[style.layer] = .init(
                type: "raster", tiles: [tiles], tileSize: 256, attribution: sources.attribution)
            document.layers.append(
                .init(
                    id: style.layer, type: "raster", source: style.layer,
                    paint: ["raster-resampling": .text("nearest"), "raster-fade-duration": .number(0)]))
        }
        if let isobands = sources.isobands {
            let id = "\(style.layer)-classes"
            document.sources[id] = .init(type: "geojson", data: isobands, attribution: sources.attribution)
            document.layers.append(.init(id: id, type: "fill", source: id, paint: fill(style)))
        }
        return document
    }

    private static func fill(_ style: Style) -> [String: Expression] {
        var color: [Expression] = [.text("match"), .list([.text("get"), .text("class")])]
        var opacity = color
        for entry in style.classes {
            color += [.text(entry.id), .text(entry.rgba.color.hex)]
            opacity += [.text(entry.id), .number(Double(StyleText.opacity(entry.rgba.alpha)) ?? 1)]
        }
        color.append(.text(style.notAssessed.rgba.color.hex))
        opacity.append(.number(Double(StyleText.opacity(style.notAssessed.rgba.alpha)) ?? 1))
        return ["fill-color": .list(color), "fill-opacity": .list(opacity), "fill-antialias": .flag(false)]
    }

    /// A value of a style expression.
    indirect enum Expression: Encodable {
        case text(String)
        case number(Double)
        case flag(Bool)
        case list([Expression])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .flag(let flag): try container.encode(flag)
            case .list(let items): try container.encode(items)
            }
        }
    }

    private struct Document: Encodable {
        var version = 8
        var name: String
        var sources: [String: Source] = [:]
        var layers: [Layer] = []
    }

    private struct Source: Encodable {
        var type: String
        var tiles: [String]?
        var tileSize: Int?
        var data: String?
        var attribution: String
    }

    private struct Layer: Encodable {
        var id: String
        var type: String
        var source: String
        var paint: [String: Expression]
    }
}
