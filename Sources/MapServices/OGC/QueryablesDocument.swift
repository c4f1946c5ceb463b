// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers
import TileEncoding

/// The properties of a feature layer as a JSON schema.
struct QueryablesDocument {
    let layer: ServedFeatures
    let address: String

    var json: JSONValue {
        let names = layer.features.first?.properties.map(\.name) ?? []
        var properties: [JSONValue.Member] = names.map { name in
            let kind = FieldKind.of(name, layer.features)
            return JSONValue.Member(name, ["title": .string(name), "type": .string(kind.rawValue)])
        }
        properties.append(.init("geometry", ["$ref": "https://geojson.org/schema/Geometry.json"]))
        return [
            "$schema": "https://json-schema.org/draft/2019-09/schema", "$id": .string("\(address)/queryables"),
            "type": "object", "title": .string(layer.title.main), "properties": .object(properties),
        ]
    }
}
