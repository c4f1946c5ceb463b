// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
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

    /// - Parameter usualLimit: of features, where the request names none.
    init(_ target: RequestTarget, properties: [String], usualLimit: Int? = nil) throws(ServerError) {
        let asked = try target.integer("limit", in: 1...Int.max) ?? usualLimit ?? Self.usualLimit
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
        // A point and a line are boxes, too: of the least width that there is.
        func end(_ from: Double, _ to: Double) -> Double { to == from ? from.nextUp : to }
        guard let extent = Extent(minX: n[0], minY: n[1], maxX: end(n[0], n[2]), maxY: end(n[1], n[3])) else {
            throw .parameter(name: "bbox", reason: "must have its south-west corner first")
        }
        return extent
    }

    func matches(_ feature: TileFeature) -> Bool {
        if let box, feature.bounds.map({ $0.intersects(box) }) != true { return false }
        // Of features without days the date has chosen the build.
        if let days, let first = text(feature, "first_day"),
            !days.intersects(first: first, last: text(feature, "last_day"))
        {
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
