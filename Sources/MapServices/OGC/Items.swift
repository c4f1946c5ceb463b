// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// What a request for features asks for.
struct ItemsRequest: Sendable {
    static let largestLimit = 10_000
    static let usualLimit = 1000

    let limit: Int
    let offset: Int
    let box: Extent?
    let days: DayRange?
    /// Property name and the text its value must have.
    let filters: [(name: String, text: String)]

    /// Parameters that are not names of properties.
    private static let reserved: Set<String> = [
        "f", "limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "v", "lang",
    ]

    init(_ target: RequestTarget, properties: [String]) throws(ServerError) {
        let asked = try target.integer("limit", in: 1...Int.max) ?? Self.usualLimit
        limit = min(asked, Self.largestLimit)
        offset = try target.integer("offset", in: 0...Int.max) ?? 0
        box = try Self.box(target.text("bbox"))
        if let text = target.text("datetime") {
            guard let days = DayRange(parsing: text) else {
                throw .parameter(name: "datetime", reason: "must be a date or an interval of dates")
            }
            self.days = days
        } else {
            days = nil
        }
        try Self.checkCRS(target)
        var filters: [(name: String, text: String)] = []
        for (name, text) in target.query where !Self.reserved.contains(name) {
            guard let property = properties.first(where: { $0.lowercased() == name }) else {
                throw .parameter(name: name, reason: "is neither a parameter nor a property of this collection")
            }
            filters.append((property, text))
        }
        self.filters = filters
    }

    private static func checkCRS(_ target: RequestTarget) throws(ServerError) {
        for name in ["crs", "bbox-crs"] {
            guard let text = target.text(name) else { continue }
            guard text == "http://www.opengis.net/def/crs/OGC/1.3/CRS84" else { throw .unsupportedCRS(text) }
        }
    }

    /// Four numbers, or six with heights, which are left out.
    static func box(_ text: String?) throws(ServerError) -> Extent? {
        guard let text else { return nil }
        let six = NumberText.list(text, count: 6).map { [$0[0], $0[1], $0[3], $0[4]] }
        guard let n = NumberText.list(text, count: 4) ?? six else {
            throw .parameter(name: "bbox", reason: "must be four finite numbers separated by commas")
        }
        guard let extent = Extent(minX: n[0], minY: n[1], maxX: n[2], maxY: n[3]) else {
            throw .parameter(name: "bbox", reason: "must have its south-west corner first and an area")
        }
        return extent
    }

    func matches(_ feature: TileFeature) -> Bool {
        if let box, feature.bounds.map({ $0.intersects(box) }) != true { return false }
        if let days, !days.intersects(first: text(feature, "first", "as_of"), last: text(feature, "last", "as_of")) {
            return false
        }
        return filters.allSatisfy { filter in
            guard let value = feature.properties.first(where: { $0.name == filter.name })?.value else { return false }
            return (value.text ?? String(decoding: value.bytes, as: UTF8.self)) == filter.text
        }
    }

    private func text(_ feature: TileFeature, _ names: String...) -> String? {
        names.lazy.compactMap { name in feature.properties.first { $0.name == name }?.value.text }.first
    }
}

extension MapService {
    /// `/collections/NAME/items`.
    func items(_ context: AnswerContext, _ layer: ServedFeatures, _ build: Build) throws -> ServerResponse {
        let names = layer.features.first?.properties.map(\.name) ?? []
        let request = try ItemsRequest(context.target, properties: names)
        let matching = layer.features.filter(request.matches)
        let page = matching.dropFirst(min(request.offset, matching.count)).prefix(request.limit)
        let own = "\(context.base)/collections/\(layer.name)"
        var links: [Link] = [
            Link("self", Self.pageAddress(own, context, request, offset: request.offset), MediaType.geoJSON),
            Link("alternate", "\(own)/items?f=html", MediaType.html),
            Link("collection", own, MediaType.json, layer.title.en),
        ]
        if request.offset + page.count < matching.count, !page.isEmpty {
            let next = Self.pageAddress(own, context, request, offset: request.offset + page.count)
            links.append(Link("next", next, MediaType.geoJSON, "Next page"))
        }
        if request.offset > 0 {
            let previous = Self.pageAddress(own, context, request, offset: max(0, request.offset - request.limit))
            links.append(Link("prev", previous, MediaType.geoJSON, "Previous page"))
        }
        let document: JSONValue = [
            "type": "FeatureCollection", "numberMatched": .double(Double(matching.count)),
            "numberReturned": .double(Double(page.count)),
            "timeStamp": .string((build.day.isEmpty ? "1970-01-01" : build.day) + "T00:00:00Z"),
            "features": .array(page.map(\.json)), "links": links.json,
        ]
        return try self.document(document, title: layer.title.en, type: MediaType.geoJSON, context)
    }

    /// The address of a page with the parameters of the request.
    private static func pageAddress(
        _ own: String, _ context: AnswerContext, _ request: ItemsRequest, offset: Int
    ) -> String {
        var parameters = context.target.query.filter { !["offset", "limit"].contains($0.name) }
        if context.target.text("limit") != nil { parameters.append(("limit", String(request.limit))) }
        if offset > 0 { parameters.append(("offset", String(offset))) }
        let query = parameters.map { "\(AddressText.encoded($0.name))=\(AddressText.encoded($0.value))" }
        return "\(own)/items" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// `/collections/NAME/items/ID`.
    func item(
        _ context: AnswerContext, _ layer: ServedFeatures, id: String, _ build: Build
    ) throws(ServerError) -> ServerResponse {
        guard let feature = layer.pyramid.collection.feature(id: id) else {
            throw .unknown(kind: "feature", name: id)
        }
        let own = "\(context.base)/collections/\(layer.name)"
        let links: [Link] = [
            Link("self", "\(own)/items/\(AddressText.encoded(id))", MediaType.geoJSON),
            Link("collection", own, MediaType.json, layer.title.en),
        ]
        return try document(
            feature.json.merging(["links": links.json]), title: "\(layer.title.en): \(id)", type: MediaType.geoJSON,
            context)
    }
}

/// Texts as parts of addresses.
enum AddressText {
    /// Percent-encodes all but the unreserved characters of RFC 3986.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
            let digits = Array("0123456789ABCDEF")
            result +=
                isPlain
                ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
        return result
    }
}

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
            "type": "object", "title": .string(layer.title.en), "properties": .object(properties),
        ]
    }
}
