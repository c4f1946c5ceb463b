// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import JSON

/// What the page is made from, as the text of a JSON block inside of markup.
enum ReviewData {
    /// JSON that no markup can end and no editor shows in another order: the signs of markup, the two line separators
    /// that scripts once could not hold, and the marks that turn the direction of a text are written as escapes. All of
    /// them can stand inside strings only.
    static func text(of value: JSONValue) -> String {
        let bytes = value.bytes
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 16)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&") || byte == 0x7F {
                text += escape(UInt32(byte))
                position += 1
            } else if let scalar = hidden(bytes, at: position) {
                text += escape(scalar)
                position += 3
            } else {
                text.append(byte)
                position += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// U+2028 to U+202E and U+2066 to U+2069, which are three bytes each; nil for others.
    private static func hidden(_ bytes: [UInt8], at position: Int) -> UInt32? {
        guard bytes[position] == 0xE2, position + 2 < bytes.count else { return nil }
        let last = UInt32(bytes[position + 2])
        switch (bytes[position + 1], last) {
        case (0x80, 0xA8...0xAE): return 0x2000 + last - 0x80
        case (0x81, 0xA6...0xA9): return 0x2040 + last - 0x80
        default: return nil
        }
    }

    private static func escape(_ scalar: UInt32) -> [UInt8] {
        let digits = String(scalar, radix: 16)
        return Array(("\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits).utf8)
    }

    // MARK: Facilities

    /// The document without the positions of camps, prisons and bases: a page is passed on, and nobody needs to know more
    /// of them than their province to review a claim.
    static func withoutFacilityPositions(_ document: JSONValue) -> JSONValue {
        let facilities = facilityPlaces(document)
        return mapped(document, "articles") { article in
            mapped(article, "mentions") { isFacility($0, facilities) ? withoutPosition($0) : $0 }
        }.merging([
            "claims": .array(
                (document["claims"]?.elements ?? []).map { isFacility($0, facilities) ? withoutPosition($0) : $0 })
        ])
    }

    private static func facilityPlaces(_ document: JSONValue) -> Set<String> {
        var places: Set<String> = []
        for article in document["articles"]?.elements ?? [] {
            for mention in article["mentions"]?.elements ?? [] {
                for place in [mention] + (mention["candidates"]?.elements ?? []) where isFacility(place, []) {
                    if let id = place["place_id"]?.text, !id.isEmpty { places.insert(id) }
                }
            }
        }
        return places
    }

    private static func isFacility(_ place: JSONValue, _ facilities: Set<String>) -> Bool {
        if let feature = place["feature"]?.text, FeatureClass(rawValue: feature)?.isFacility == true { return true }
        return place["place_id"]?.text.map(facilities.contains) ?? false
    }

    private static func withoutPosition(_ place: JSONValue) -> JSONValue {
        guard place["latitude"] != nil || place["longitude"] != nil else { return place }
        return place.merging(["latitude": nil, "longitude": nil])
    }

    private static func mapped(
        _ object: JSONValue, _ member: String, _ change: (JSONValue) -> JSONValue
    ) -> JSONValue {
        guard let elements = object[member]?.elements else { return object }
        return object.merging(.object([.init(member, .array(elements.map(change)))]))
    }
}
