// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers
import TileEncoding

/// TileJSON 3.0.0 of a layer.
struct TileJSONDocument {
    let context: AnswerContext
    let build: Build

    func raster(_ layer: ServedSurface) -> JSONValue {
        let legend = "\(context.base)/legend/\(layer.name).png\(context.timeQuery(build))"
        let document = common(
            name: layer.name, title: layer.title.main, summary: layer.sentences(build), bounds: layer.bounds,
            maxZoom: layer.maxZoom, suffix: "png"
        ).merging(["format": "png", "legend": .string(legend), "vector_layers": []])
        guard layer.comparison == nil else { return document }
        return document.merging(["data": [.string("\(context.base)/data/\(layer.name).tif")]])
    }

    func vector(_ layer: ServedFeatures) -> JSONValue {
        common(
            name: layer.name, title: layer.title.main, summary: layer.sentences(build), bounds: layer.bounds,
            maxZoom: 12, suffix: "pbf"
        ).merging([
            "format": "pbf",
            "vector_layers": [
                [
                    "id": .string(layer.name), "description": .string(layer.summary), "minzoom": 0, "maxzoom": 12,
                    "fields": layer.fieldKinds,
                ]
            ],
        ])
    }

    /// Pictures; vector tiles stand under the same addresses with the ending `pbf`.
    func reference(_ layer: ServedReference) -> JSONValue {
        common(
            name: layer.name, title: layer.title.main, summary: layer.sentences(build), bounds: layer.bounds,
            maxZoom: ServedReference.maxZoom, suffix: "png"
        ).merging(["format": "png", "vector_layers": []])
    }

    private func common(
        name: String, title: String, summary: String, bounds: DegreeBox, maxZoom: Int, suffix: String
    ) -> JSONValue {
        let tiles = "\(context.base)/tiles/\(name)/{z}/{x}/{y}.\(suffix)\(context.timeQuery(build))"
        return [
            "tilejson": "3.0.0", "name": .string(title), "description": .string(summary),
            "version": "1.0.0", "scheme": "xyz", "tiles": [.string(tiles)], "minzoom": 0,
            "maxzoom": .double(Double(maxZoom)), "bounds": bounds.json,
            "center": [
                .double((bounds.west + bounds.east) / 2), .double((bounds.south + bounds.north) / 2), 5,
            ],
            "attribution": .string(Markup.escaped(build.attribution)),
        ]
    }
}

extension ServedFeatures {
    /// Names of the properties with the words that TileJSON uses for their kinds.
    var fieldKinds: JSONValue {
        .object(
            (features.first?.properties ?? []).map { member in
                JSONValue.Member(member.name, .string(FieldKind.of(member.name, features).title))
            })
    }
}

/// What kind of values a property of a feature layer has.
enum FieldKind: String, Sendable {
    case string, number, integer, boolean, object

    /// The kind of the first value that is not null.
    static func of(_ name: String, _ features: [TileFeature]) -> FieldKind {
        for feature in features {
            switch feature.properties.first(where: { $0.name == name })?.value {
            case .string: return .string
            case .number: return isWhole(name, features) ? .integer : .number
            case .bool: return .boolean
            case .array, .object, .encoded: return .object
            case .null, nil: continue
            }
        }
        return .string
    }

    private static func isWhole(_ name: String, _ features: [TileFeature]) -> Bool {
        features.allSatisfy { feature in
            guard case .number(let digits)? = feature.properties.first(where: { $0.name == name })?.value else {
                return true
            }
            return Int64(digits) != nil
        }
    }

    /// The word that TileJSON uses.
    var title: String {
        switch self {
        case .string, .object: "String"
        case .number, .integer: "Number"
        case .boolean: "Boolean"
        }
    }
}
