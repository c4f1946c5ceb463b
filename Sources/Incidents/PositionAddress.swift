// SPDX-License-Identifier: Apache-2.0

import Geo

/// Positions as addresses: `geo:` URIs (RFC 5870), links to maps, and codes that stand for a square.
enum PositionAddress {
    /// `geo:36.335,43.119`, with an altitude or parameters behind it; telephones write `geo:0,0?q=36.335,43.119`. Nil for
    /// another system than WGS 84.
    static func geoURI(_ text: String) -> PlanarPoint? {
        let pattern = /(?i)geo:([-+\d.]+),([-+\d.]+)(?:,[-+\d.]+)?((?:;[^?]*)?)((?:\?.*)?)/
        guard let found = text.wholeMatch(of: pattern)?.output else { return nil }
        let parameters = found.3.lowercased()
        guard !parameters.contains(";crs=") || parameters.contains(";crs=wgs84") else { return nil }
        let point = point(found.1, found.2)
        guard let point, point.x == 0, point.y == 0 else { return point }
        return pairs(String(found.4)).first ?? point
    }

    /// The one position that a link names in plain degrees; nil where it names none or several.
    static func link(_ text: String) -> PlanarPoint? {
        guard isLink(text) else { return nil }
        let text = text.replacing("%2C", with: ",").replacing("%2c", with: ",")
        // The place itself counts before the middle of the view.
        if let found = text.firstMatch(of: /!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)/)?.output { return point(found.1, found.2) }
        if let found = text.firstMatch(of: /mlat=(-?\d+\.\d+)&mlon=(-?\d+\.\d+)/)?.output {
            return point(found.1, found.2)
        }
        let points = pairs(text)
        return points.count == 1 ? points[0] : nil
    }

    private static func isLink(_ text: String) -> Bool { text.contains(/^(?i)https?:\/\//) }

    /// Pairs of degrees with a fraction behind `@`, `=`, `:`, `/`, without repeats.
    private static func pairs(_ text: String) -> [PlanarPoint] {
        let pattern = /[@=:\/](-?\d{1,2}\.\d+)[,\/]\+?(-?\d{1,3}\.\d+)/
        let points = text.matches(of: pattern).compactMap { point($0.output.1, $0.output.2) }
        return points.indices.filter { !points[..<$0].contains(points[$0]) }.map { points[$0] }
    }

    private static func point(_ latitude: Substring, _ longitude: Substring) -> PlanarPoint? {
        guard let y = Double(latitude), let x = Double(longitude) else { return nil }
        return PlanarPoint(x: x, y: y)
    }

    /// What a text is that tells a position and is not read, in words that follow "this is"; nil for all else.
    static func kind(of text: String) -> String? {
        if isLink(text) { return "a link without one plain latitude and longitude" }
        if text.contains(/^(?i)geo:/) { return "a geo: address of another system or without two numbers" }
        if text.contains(/^(?i)[23456789CFGHJMPQRVWX]{2,8}0*\+[23456789CFGHJMPQRVWX]{0,7}(?:[\s,].*)?$/) {
            return "a Plus code"
        }
        if text.contains(/^(?:\/\/\/)?\p{L}+\.\p{L}+\.\p{L}+$/) { return "an address of three words" }
        let isHash = text.contains(/^(?i)[0-9b-hjkmnp-z]{5,12}$/)
        if isHash, text.contains(where: \.isNumber), text.contains(where: \.isLetter) { return "a geohash" }
        return nil
    }
}
