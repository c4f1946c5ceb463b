// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import JSON
import Layers
import TileEncoding

/// Legends, each drawn once.
struct LegendAnswers: Sendable {
    /// Where pictures are drawn.
    let queue: RenderQueue
    private let cache = ByteBoundedCache<String, [UInt8]>(limit: 1 << 20)

    init(queue: RenderQueue) { self.queue = queue }

    /// The legend of a layer.
    func png(_ layer: ServedSurface, scale: Int = 1, _ context: AnswerContext) async throws -> [UInt8] {
        let style = layer.style
        return try await legend("\(style)@\(scale)", context) { try LegendPicture.png(style, $0, scale: scale) }
    }

    /// The legend of features.
    func png(_ style: FeatureStyle, scale: Int = 1, _ context: AnswerContext) async throws -> [UInt8] {
        try await legend("\(style)@\(scale)", context) { try LegendPicture.png(style, $0, scale: scale) }
    }

    /// The same as SVG.
    func svg(_ style: FeatureStyle, _ context: AnswerContext) async throws -> [UInt8] {
        try await legend("\(style).svg", context) { try LegendPicture.svg(style, $0) }
    }

    /// The rules of features with colours and labels.
    static func json(_ style: FeatureStyle, _ build: Build) -> JSONValue {
        func entry(_ rule: FeatureStyle.Rule) -> JSONValue {
            [
                "id": .string(rule.id), "color": .string(rule.symbol.fill.color.hex),
                "opacity": .double(Double(rule.symbol.fill.alpha) / 255),
                "outline": .string(rule.symbol.outline.color.hex), "dashed": .bool(rule.symbol.isDashed),
                "label": .string(rule.label.main), "label_ar": .string(rule.label.ar),
            ]
        }
        return [
            "layer": .string(style.layer), "title": .string(style.title.main), "title_ar": .string(style.title.ar),
            "units": .string(style.units.main), "units_ar": .string(style.units.ar),
            "classes": .array(style.rules.map(entry)), "attribution": .string(build.attribution),
            "absence": .string(build.statements.absence.main),
        ]
    }

    /// The same as SVG.
    func svg(_ layer: ServedSurface, _ context: AnswerContext) async throws -> [UInt8] {
        let style = layer.style
        return try await legend("\(style).svg", context) { try LegendPicture.svg(style, $0) }
    }

    private func legend(
        _ name: String, _ context: AnswerContext, _ draw: @escaping @Sendable (Wording) throws -> [UInt8]
    ) async throws -> [UInt8] {
        let wording = context.set.latest.wording
        let key = wording.languages.map(\.code).joined(separator: " ") + name
        if let known = cache.value(for: key) { return known }
        let bytes = try await queue.run(context.cost()) { _ in try draw(wording) }
        cache.store(bytes, for: key, bytes: bytes.count)
        return bytes
    }

    /// The classes of a layer with bounds, colours and labels.
    static func json(_ layer: ServedSurface, _ build: Build) -> JSONValue {
        let style = layer.style
        // The bound as the palette writes it: 0.1, not the double next to the float.
        func bound(_ value: Float) -> JSONValue { value.isFinite ? .double(Double("\(value)") ?? .nan) : .null }
        func entry(_ item: StyleClass) -> JSONValue {
            [
                "id": .string(item.id), "lower": bound(item.lower), "upper": bound(item.upper),
                "color": .string(item.rgba.color.hex), "opacity": .double(Double(item.rgba.alpha) / 255),
                "label": .string(item.label.main), "label_ar": .string(item.label.ar),
            ]
        }
        return [
            "layer": .string(layer.name), "title": .string(style.title.main), "title_ar": .string(style.title.ar),
            "units": .string(style.units.main), "units_ar": .string(style.units.ar),
            "classes": .array(style.classes.map(entry)), "not_assessed": entry(style.notAssessed),
            "attribution": .string(build.attribution), "absence": .string(build.statements.absence.main),
        ]
    }
}
