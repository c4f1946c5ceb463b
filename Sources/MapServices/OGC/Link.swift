// SPDX-License-Identifier: Apache-2.0

import JSON
import TileEncoding

/// A link of a web document (RFC 8288).
struct Link: Sendable {
    let relation: String
    let address: String
    let type: String
    let title: String
    var isTemplate = false

    init(_ relation: String, _ address: String, _ type: String, _ title: String = "", isTemplate: Bool = false) {
        self.relation = relation
        self.address = address
        self.type = type
        self.title = title
        self.isTemplate = isTemplate
    }

    /// A relation that OGC registered.
    static func ogc(_ name: String, _ address: String, _ type: String, _ title: String = "") -> Link {
        Link("http://www.opengis.net/def/rel/ogc/1.0/\(name)", address, type, title)
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("href", .string(address)), .init("rel", .string(relation)), .init("type", .string(type)),
        ]
        if !title.isEmpty { members.append(.init("title", .string(title))) }
        if isTemplate { members.append(.init("templated", true)) }
        return .object(members)
    }
}

extension [Link] {
    var json: JSONValue { .array(map(\.json)) }
}

/// Media types that the documents name.
enum MediaType {
    static let json = "application/json"
    static let geoJSON = "application/geo+json"
    static let html = "text/html"
    static let mvt = "application/vnd.mapbox-vector-tile"
    static let openAPI = "application/vnd.oai.openapi+json;version=3.0"
    static let png = "image/png"
    static let jpeg = "image/jpeg"
    static let schema = "application/schema+json"
    static let geoTIFF = "image/tiff; application=geotiff"
}
