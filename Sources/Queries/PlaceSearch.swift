// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
public import Geo
import Layers
import Synchronization

/// A place that a search found, with the question that answers for it.
public struct FoundPlace: Sendable, Hashable, Encodable {
    /// What a question about the place is answered by.
    public enum ZoneKind: String, Sendable, Hashable, Encodable {
        /// A province, from the table of the build.
        case province
        /// A district: its polygon, or a disc around its seat.
        case district
        /// A region of several provinces or of common speech.
        case region
        /// A circle around the place.
        case circle
        /// A strip along a river, a road or a border.
        case strip
        /// Nothing: a country or more, which is asked about by its provinces.
        case country
        /// Nothing: the place lies where nothing is assessed.
        case none
    }

    /// Key of the gazetteer.
    public var id: String
    /// The name in the language asked for, else the gazetteer's own.
    public var name: String
    /// Names by the code of their language, as far as they are known.
    public var names: [String: String]
    /// What it is: `governorate`, `district`, `city`, `town`, `village`, `river` and so on.
    public var kind: String
    /// ISO 3166-2 of the province; nil where there is none, or several.
    public var province: String?
    /// Name of the province in the language asked for.
    public var provinceName: String?
    /// Degrees; nil for lines and countries.
    public var latitude, longitude: Double?
    /// What a question about it is answered by, in words.
    public var zone: String
    /// The same as a word for programs.
    public var zoneKind: ZoneKind
    /// Radius of a circle in kilometres; nil for other zones.
    public var radius: Double?
    /// West, south, east, north in degrees; nil where they are not known.
    public var bounds: [Double]?
    /// Address of the answer, relative to the server's own; nil where there is none.
    public var query: String?

    private enum CodingKeys: String, CodingKey {
        case id, name, names, kind, province, latitude, longitude, zone, bounds, query
        case provinceName = "province_name", zoneKind = "zone_kind", radius = "radius_km"
    }

    /// Writes every member; what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(name, forKey: .name)
        try members.encode(names, forKey: .names)
        try members.encode(kind, forKey: .kind)
        try members.encode(province, forKey: .province)
        try members.encode(provinceName, forKey: .provinceName)
        try members.encode(latitude, forKey: .latitude)
        try members.encode(longitude, forKey: .longitude)
        try members.encode(zone, forKey: .zone)
        try members.encode(zoneKind, forKey: .zoneKind)
        try members.encode(radius, forKey: .radius)
        try members.encode(bounds, forKey: .bounds)
        try members.encode(query, forKey: .query)
    }
}

/// What a search found, best first.
public struct PlaceSearchAnswer: Sendable, Hashable, Encodable {
    /// The text that was looked for.
    public var query: String
    /// Places, each once.
    public var results: [FoundPlace]
}

extension QueryService {
    /// Makes the index of names, so that the first search need not wait for it.
    /// - Throws: errors of reading the names or the surface.
    public func prepareSearch() throws {
        _ = try names.get().prefixes.get()
        _ = try ground.get()
    }

    /// Places whose names begin so, in any spelling that geocoding knows, codes included: what geocoding reads the whole text
    /// as comes first, then the best known. Where nothing begins so, what geocoding makes of the text or suggests. Facilities
    /// are never found.
    /// - Parameters:
    ///   - limit: most places, at least 1.
    ///   - language: of `name` and `provinceName`; nil for the gazetteer's own.
    /// - Throws: errors of reading the names or the surface.
    public func search(_ text: String, limit: Int, language: Language? = nil) throws -> PlaceSearchAnswer {
        let entry = try names.get()
        let search = PlaceSearch(
            build: build, gazetteer: entry.gazetteer, prefixes: try entry.prefixes.get(), ground: try ground.get(),
            known: found, language: language)
        return PlaceSearchAnswer(query: text, results: search.results(text, limit: limit))
    }
}

/// Places that were found before, by their keys: as one types, the same ones come again and again.
final class FoundShelf: Sendable {
    private static let most = 4096
    private let places = Mutex<[String: FoundPlace]>([:])

    func place(_ id: String, _ make: () -> FoundPlace) -> FoundPlace {
        if let known = places.withLock({ $0[id] }) { return known }
        let made = make()
        places.withLock { places in
            if places.count >= Self.most { places.removeAll() }
            places[id] = made
        }
        return made
    }
}

/// One search under way.
private struct PlaceSearch {
    let build: BuildReading
    let gazetteer: Gazetteer
    let prefixes: NamePrefixes
    let ground: AssessedGround
    let known: FoundShelf
    let language: Language?

    func results(_ text: String, limit: Int) -> [FoundPlace] {
        var results: [FoundPlace] = [], seen: Set<String> = []
        for (match, typed) in matches(text, limit: limit) where results.count < limit && !match.isRestricted {
            guard seen.insert(match.placeID).inserted else { continue }
            results.append(
                named(
                    typed == nil ? known.place(match.placeID) { found(match, typed: nil) } : found(match, typed: typed))
            )
        }
        return results
    }

    /// Readings, best first; with the text itself where it says more than the name of a place ("near Rutba").
    private func matches(_ text: String, limit: Int) -> [(match: Match, typed: String?)] {
        let isKnown = gazetteer.knows(text)
        var matches = isKnown ? read(text) : []
        matches += gazetteer.matches(beginning: text, in: prefixes, limit: limit).map { ($0, nil) }
        return matches.isEmpty ? read(text) : matches
    }

    private func read(_ text: String) -> [(match: Match, typed: String?)] {
        func own(_ match: Match) -> (match: Match, typed: String?) {
            guard let own = gazetteer.match(id: match.placeID) else { return (match, text) }
            return own.law == match.law ? (own, nil) : (match, text)
        }
        switch gazetteer.resolve(PlaceQuery(name: text)) {
        case .resolved(let match), .fallback(let match, _): return [own(match)]
        case .ambiguous(let matches), .unknown(let matches, _):
            return matches.compactMap { gazetteer.match(id: $0.placeID) }.map { ($0, nil) }
        }
    }

    /// The place with its names in the language asked for.
    private func named(_ place: FoundPlace) -> FoundPlace {
        var place = place
        place.name = chosen(place.names) ?? place.name
        place.provinceName = place.province.flatMap { chosen(names(ofUnit: $0)) }
        return place
    }

    private func found(_ match: Match, typed: String?) -> FoundPlace {
        let zone = zone(of: match)
        return FoundPlace(
            id: match.placeID, name: match.name, names: names(of: match), kind: match.feature.rawValue,
            province: match.iso3166_2, provinceName: nil,
            latitude: match.coordinate?.latitude.rounded(toDecimals: 5),
            longitude: match.coordinate?.longitude.rounded(toDecimals: 5), zone: zone.text, zoneKind: zone.kind,
            radius: zone.radius, bounds: zone.bounds,
            query: zone.kind == .country || zone.kind == .none ? nil : address(of: match, typed: typed))
    }

    private func chosen(_ names: [String: String]) -> String? { language.flatMap { names[$0.code] } ?? names["en"] }

    private func names(of match: Match) -> [String: String] {
        var names = names(ofUnit: match.placeID)
        if names["en"] == nil { names["en"] = match.name }
        if names["ar"] == nil { names["ar"] = gazetteer.spellings(of: match.placeID).first(where: Self.isArabic) }
        return names
    }

    private func names(ofUnit id: String) -> [String: String] {
        let content = gazetteer.content
        let lists = [content.provinces, content.districtAreas, content.countries]
        for regions in lists {
            if let region = regions.first(where: { $0.id == id }) { return region.names }
        }
        return content.vernacularRegions.first { $0.region.id == id }?.region.names ?? [:]
    }

    /// Whether the letters are those of Arabic alone: Persian and Kurdish have some of their own.
    private static func isArabic(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.allSatisfy { (0x0621...0x0652).contains($0.value) || $0 == " " }
    }

    // MARK: Zones

    private struct Zone {
        var kind: FoundPlace.ZoneKind
        var text: String
        var radius: Double?
        var bounds: [Double]?
    }

    private func zone(of match: Match) -> Zone {
        if match.feature == .governorate, let id = match.iso3166_2,
            build.provinces.contains(where: { $0.iso3166_2 == id })
        {
            return Zone(kind: .province, text: "the province", radius: nil, bounds: box([id]))
        }
        let law = ZoneLaw(match: match, gazetteer: gazetteer)
        let zone = described(law, match)
        guard zone.kind != .country, !ground.holds(law, gazetteer: gazetteer) else { return zone }
        return Zone(
            kind: .none, text: "outside the area that is assessed; nothing is known about it here", radius: nil,
            bounds: zone.bounds)
    }

    private func described(_ law: ZoneLaw, _ match: Match) -> Zone {
        switch law {
        case .tooLarge:
            let text = "a country or larger; ask for one of its provinces"
            return Zone(kind: .country, text: text, radius: nil, bounds: box([match.placeID]))
        case .circle(let center, let radius, let text):
            return Zone(
                kind: .circle, text: text, radius: radius.kilometers.rounded(toDecimals: 1),
                bounds: DegreeCircle.box(center, radius))
        case .area(.regions(let ids), let text, let feature):
            return Zone(kind: feature == .district ? .district : .region, text: text, radius: nil, bounds: box(ids))
        case .area(.disc(let center, let radius, _), let text, let feature):
            return Zone(
                kind: feature == .district ? .district : .circle, text: text,
                radius: radius.kilometers.rounded(toDecimals: 1), bounds: DegreeCircle.box(center, radius))
        case .area(.buffer(let line, _), let text, _):
            let points = (gazetteer.line(id: line)?.lines ?? []).lazy.flatMap { $0 }
            return Zone(kind: .strip, text: text, radius: nil, bounds: Extent(around: points).map(Self.rounded))
        case .area(.shape(let geometry, _), let text, _):
            return Zone(kind: .region, text: text, radius: nil, bounds: geometry.extent.map(Self.rounded))
        }
    }

    private func box(_ ids: [String]) -> [Double]? {
        ids.compactMap { gazetteer.area(id: $0)?.extent }.reduce(nil) { $0?.union($1) ?? $1 }.map(Self.rounded)
    }

    private static func rounded(_ extent: Extent) -> [Double] {
        [extent.minX, extent.minY, extent.maxX, extent.maxY].map { $0.rounded(toDecimals: 4) }
    }

    // MARK: Addresses

    /// The question that answers for the place: by the code of the province, by the text, by the key or the name of the place
    /// where these mean it, else at its position.
    private func address(of match: Match, typed: String?) -> String? {
        if match.feature == .governorate, let id = match.iso3166_2,
            build.provinces.contains(where: { $0.iso3166_2 == id })
        {
            return "query/provinces/" + encoded(id)
        }
        if let typed, isPlain(typed) { return "query/provinces/" + encoded(typed) }
        if isPlain(match.placeID), gazetteer.isCode(match.placeID, of: match.placeID) {
            return "query/provinces/" + encoded(match.placeID)
        }
        let province = match.iso3166_2.flatMap { names(ofUnit: $0)["en"] }
        let texts = [match.name] + (province.map { ["\(match.name), \($0)"] } ?? [])
        if let text = texts.first(where: { isPlain($0) && means($0, match) }) {
            return "query/provinces/" + encoded(text)
        }
        guard let position = match.coordinate, ground.isAssessed(position) else { return nil }
        return "query/point?lat=\(position.latitude.rounded(toDecimals: 5))"
            + "&lon=\(position.longitude.rounded(toDecimals: 5))"
    }

    private func means(_ text: String, _ match: Match) -> Bool {
        guard case .resolved(let found) = gazetteer.resolve(PlaceQuery(name: text)) else { return false }
        return found.placeID == match.placeID && found.law == match.law
    }

    /// Whether the text can be one part of a path, and means no province by its code.
    private func isPlain(_ text: String) -> Bool {
        !text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 == 0 } && text != "."
            && text != ".." && !build.provinces.contains { $0.iso3166_2.caseInsensitiveCompare(text) == .orderedSame }
    }

    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

/// A circle on the globe by the degrees that it reaches.
enum DegreeCircle {
    private static let metersPerDegree = 111_195.0

    /// West, south, east, north; the whole breadth of the globe where it holds a pole or crosses the antimeridian.
    static func box(_ center: Coordinate, _ radius: Meters) -> [Double] {
        let height = radius.value / metersPerDegree
        let south = max(-90, center.latitude - height), north = min(90, center.latitude + height)
        let narrowest = cos(max(abs(south), abs(north)) * Double.pi / 180)
        let width = narrowest > 1e-6 ? height / narrowest : 360
        let west = center.longitude - width, east = center.longitude + width
        let sides = west < -180 || east > 180 ? (-180, 180) : (west, east)
        return [sides.0, south, sides.1, north].map { $0.rounded(toDecimals: 4) }
    }
}
