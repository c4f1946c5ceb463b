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
        static func files(of style: Style, isMain: Bool, attribution: String) -> Sources {
            Sources(
                tiles: "tiles/\(style.layer)/{z}/{x}/{y}.png",
                isobands: isMain ? "isobands.geojson" : nil, attribution: attribution)
        }
    }

    /// The document of one layer; `isobands` features carry the class id in the property `class`.
    /// - Throws: `EncodingError` for a bound that is not finite.
    public static func text(_ style: Style, sources: Sources) throws -> String {
        String(decoding: try StableJSON.encode(document(style, sources: sources)), as: UTF8.self)
    }

    private static func document(_ style: Style, sources: Sources) -> Document {
        var document = Document(name: style.title.main)
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

    /// The document of a layer of features.
    /// - Parameters:
    ///   - source: address of a GeoJSON file, or of vector tiles with `{z}`, `{x}` and `{y}`.
    ///   - attribution: text that must be shown.
    /// - Throws: `EncodingError` for a bound that is not finite.
    public static func text(_ style: FeatureStyle, source: String, attribution: String) throws -> String {
        var document = Document(name: style.title.main)
        let isTiled = source.contains("{z}")
        document.sources[style.layer] = Source(
            type: isTiled ? "vector" : "geojson", tiles: isTiled ? [source] : nil, data: isTiled ? nil : source,
            attribution: attribution)
        let layer = isTiled ? style.layer : nil
        if style.isOfPoints {
            document.layers.append(
                Layer(
                    id: style.layer, type: "circle", source: style.layer, sourceLayer: layer,
                    paint: [
                        "circle-radius": .number(4), "circle-color": choice(style) { .text($0.fill.color.hex) },
                        "circle-stroke-color": choice(style) { .text($0.outline.color.hex) },
                        "circle-stroke-width": .number(1),
                    ]))
        } else {
            document.layers += areas(style, sourceLayer: layer)
        }
        return String(decoding: try StableJSON.encode(document), as: UTF8.self)
    }

    private static func areas(_ style: FeatureStyle, sourceLayer: String?) -> [Layer] {
        var line: [String: Expression] = [
            "line-color": choice(style) { .text($0.outline.color.hex) },
            "line-width": choice(style) { .number($0.width) },
        ]
        if style.rules.contains(where: \.symbol.isDashed) { line["line-dasharray"] = .list([.number(4), .number(3)]) }
        return [
            Layer(
                id: style.layer, type: "fill", source: style.layer, sourceLayer: sourceLayer,
                paint: [
                    "fill-color": choice(style) { .text($0.fill.color.hex) },
                    "fill-opacity": choice(style) { .number(Double(StyleText.opacity($0.fill.alpha)) ?? 1) },
                ]),
            Layer(
                id: "\(style.layer)-outline", type: "line", source: style.layer, sourceLayer: sourceLayer, paint: line),
        ]
    }

    /// A value by rule; the same for all where there is one.
    private static func choice(_ style: FeatureStyle, _ value: (FeatureStyle.Symbol) -> Expression) -> Expression {
        guard style.rules.count > 1 else { return value(style.rules[0].symbol) }
        var cases: [Expression] = [.text("case")], fallback = value(style.rules[style.rules.count - 1].symbol)
        for rule in style.rules {
            switch rule.condition {
            case .others: fallback = value(rule.symbol)
            case .equal(let field, let text):
                cases += [.list([.text("=="), .list([.text("get"), .text(field)]), .text(text)]), value(rule.symbol)]
            case .within(let field, let lower, let upper): cases += [within(field, lower, upper), value(rule.symbol)]
            }
        }
        return .list(cases + [fallback])
    }

    /// A value that is missing is in no range.
    private static func within(_ field: String, _ lower: Float, _ upper: Float) -> Expression {
        let number = Expression.list([.text("to-number"), .list([.text("get"), .text(field)])])
        func bound(_ sign: String, _ value: Float) -> Expression {
            .list([.text(sign), number, .number(value.decimal)])
        }
        let isThere = Expression.list([
            .text("!="), .list([.text("typeof"), .list([.text("get"), .text(field)])]), .text("null"),
        ])
        return .list([.text("all"), isThere, bound(">=", lower)] + (upper.isFinite ? [bound("<", upper)] : []))
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
        /// Name of the layer inside vector tiles.
        var sourceLayer: String?
        var paint: [String: Expression]

        enum CodingKeys: String, CodingKey { case id, type, source, sourceLayer = "source-layer", paint }
    }
}
