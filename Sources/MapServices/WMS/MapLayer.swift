// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers

/// What layers of either kind have in common.
protocol ServedLayer: Sendable {
    var name: String { get }
    var title: TextByLanguage { get }
    var tier: ReleaseTier { get }
    var bounds: DegreeBox { get }
    /// What the layer is, and what its absence does not mean, in sentences.
    func sentences(_ build: Build) -> String
}

extension ServedSurface: ServedLayer {}
extension ServedFeatures: ServedLayer {}

/// A layer that pictures are drawn of.
enum MapLayer: Sendable {
    /// A raster layer.
    case surface(ServedSurface)
    /// A layer of features and how they are drawn.
    case features(ServedFeatures, FeatureStyle)
    /// Ground or names of the base map.
    case reference(ServedReference)

    private var served: any ServedLayer {
        switch self {
        case .surface(let layer): layer
        case .features(let layer, _): layer
        case .reference(let layer): layer
        }
    }

    var name: String { served.name }
    var title: TextByLanguage { served.title }
    var tier: ReleaseTier { served.tier }
    var bounds: DegreeBox { served.bounds }

    /// What the layer is, and what its absence does not mean, in sentences.
    func sentences(_ build: Build) -> String { served.sentences(build) }

    /// What the legend is headed.
    var legendTitle: TextByLanguage {
        switch self {
        case .surface(let layer): layer.style.title
        case .features(_, let style): style.title
        case .reference(let layer): layer.title
        }
    }

    /// Whether it is the change between two dates, which has no catalog of its own.
    var isDifference: Bool {
        if case .surface(let layer) = self { layer.comparison != nil } else { false }
    }

    /// The days that the layer may be asked for.
    func days(in set: BuildSet) -> [String] {
        if case .surface(let layer) = self { set.days(of: layer) } else { set.days }
    }

    /// Whether the layer says something of risk, and so has a legend and is asked for values.
    var isAssessed: Bool {
        if case .reference = self { false } else { true }
    }

    /// Deepest zoom level that pictures gain detail at.
    var maxZoom: Int {
        switch self {
        case .surface(let layer): layer.maxZoom
        case .features: 12
        case .reference: ServedReference.maxZoom
        }
    }

    /// Rasters that are read for a picture, or the like of one.
    var passes: Int { isDifference ? 2 : 1 }
}

extension LegendAnswers {
    /// The legend of a layer.
    func png(_ layer: MapLayer, scale: Int = 1, _ context: AnswerContext) async throws -> [UInt8] {
        switch layer {
        case .surface(let surface): try await png(surface, scale: scale, context)
        case .features(_, let style): try await png(style, scale: scale, context)
        case .reference(let layer): throw ServerError.unknown(kind: "legend", name: layer.name)
        }
    }

    /// The same as SVG.
    func svg(_ layer: MapLayer, _ context: AnswerContext) async throws -> [UInt8] {
        switch layer {
        case .surface(let surface): try await svg(surface, context)
        case .features(_, let style): try await svg(style, context)
        case .reference(let layer): throw ServerError.unknown(kind: "legend", name: layer.name)
        }
    }

    /// The same as JSON.
    static func json(_ layer: MapLayer, _ build: Build) throws(ServerError) -> JSONValue {
        switch layer {
        case .surface(let surface): return json(surface, build)
        case .features(_, let style): return json(style, build)
        case .reference(let layer): throw .unknown(kind: "legend", name: layer.name)
        }
    }
}

extension AnswerContext {
    /// The layers of a build that pictures can be drawn of, surfaces first.
    func mapLayers(_ build: Build) -> [MapLayer] {
        rasters(build).map { .surface($0) }
            + vectors(build).compactMap { layer in build.drawing(of: layer).map { .features(layer, $0) } }
            + references(build).map { .reference($0) }
    }

    /// A layer that pictures can be drawn of and that the request may see.
    func mapLayer(_ name: String, _ build: Build) throws(ServerError) -> MapLayer {
        if let ground = build.reference(name) {
            guard mayShow(ground.tier) else { throw .unauthorized }
            return .reference(ground)
        }
        guard build.vector(name) != nil else { return .surface(try raster(name, build)) }
        let layer = try vector(name, build)
        guard let style = build.drawing(of: layer) else { throw .layerNotDefined(name) }
        return .features(layer, style)
    }
}
