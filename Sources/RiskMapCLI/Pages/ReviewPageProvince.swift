// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON

/// A province behind the places of claims.
struct ReviewProvince {
    /// ISO 3166-2 (`IQ-AN`).
    let id: String
    /// Its names.
    let nameEnglish, nameArabic: String
    /// Its rings in degrees, x the longitude, thinned for a small picture.
    let rings: [[PlanarPoint]]

    /// The member `base_map` of the page's document.
    static func map(of provinces: [ReviewProvince]) -> JSONValue {
        ["provinces": .array(provinces.map(\.json))]
    }

    private var json: JSONValue {
        [
            "id": .string(id), "name_en": .string(nameEnglish), "name_ar": .string(nameArabic),
            "rings": .array(rings.map(Self.ring).filter { $0.count > 2 }.map { .array($0) }),
        ]
    }

    /// Positions at 2 decimals, about a kilometre and a tenth of a pixel; those that fall together are one.
    private static func ring(_ points: [PlanarPoint]) -> [JSONValue] {
        var positions: [JSONValue] = []
        for point in points where point.x.isFinite && point.y.isFinite {
            let position = JSONValue.array([rounded(point.x), rounded(point.y)])
            if positions.last != position { positions.append(position) }
        }
        return positions
    }

    private static func rounded(_ degrees: Double) -> JSONValue { .double((degrees * 100).rounded() / 100) }
}
