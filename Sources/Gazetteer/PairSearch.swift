// SPDX-License-Identifier: Apache-2.0

import Geo

extension Search {
    /// A place between two others, or a text that names both.
    func resolvePair(_ pair: (String, String)) -> Resolution? {
        let first = side(pair.0), second = side(pair.1)
        guard let first, let second else {
            guard var only = first ?? second else { return nil }
            only.precision = max(only.precision, .near)
            only.uncertainty = max(only.uncertainty, gazetteer.content.rules.nearRadius)
            let reason = "Of the two places that the text names, only \(only.name) is in the gazetteer."
            return .fallback(only, reason: reason)
        }
        return .resolved(union([first, second]))
    }

    /// Several places: what a place between them gets. Nil when fewer than two of them are found.
    func resolveList(_ members: [TextReading.Member]) -> Resolution? {
        var found: [Match] = [], missing: [String] = []
        for member in members {
            var part = query
            part.name = member.name
            part.precision = nil
            part.country = query.country ?? member.country
            part.province = query.province ?? member.province
            if case .resolved(let match) = gazetteer.resolve(part) {
                found.append(match)
            } else {
                missing.append(member.name)
            }
        }
        guard found.count > 1 else { return nil }
        var match = union(found)
        match.reasons += missing.map { "Of the places that the text names, \"\($0)\" is not found." }
        return .resolved(match)
    }

    /// A border of which nothing more is said: the stated province, else the strip along it in the stated country.
    func resolveBorder(_ countries: [String]) -> Resolution? {
        if let area = statedArea {
            return .fallback(area, reason: "The text names a border alone: \(area.name) stands for the place.")
        }
        if gazetteer.isKnown(query.name) { return nil }
        let sides = countries + [context.country].compactMap(\.self).filter { !countries.contains($0) }
        let names = sides.compactMap { gazetteer.referent(id: $0)?.name }
        guard names.count == 2 else { return nil }
        var part = query
        part.name = "\(names[0])-\(names[1]) border"
        guard gazetteer.isKnown(part.name), case .resolved(var match) = gazetteer.resolve(part) else { return nil }
        if let distance = reading.distance { widen(&match, to: distance) }
        return .resolved(match)
    }

    /// "10 km from the border" may lie further away than the strip is wide.
    private func widen(_ match: inout Match, to distance: Meters) {
        guard case .area(.buffer(let line, let strip)) = match.law else { return }
        let reach = max(strip, gazetteer.content.rules.radius(atDistance: distance))
        match.law = .area(.buffer(line: line, distance: reach))
        match.uncertainty = max(match.uncertainty, reach)
    }

    private func side(_ name: String) -> Match? {
        var part = query
        part.name = name
        part.precision = nil
        return gazetteer.resolve(part).match
    }

    /// The disc around the middle when one province holds all, else all their provinces.
    func union(_ matches: [Match]) -> Match {
        var match = matches[0]
        match.name = matches.map(\.name).joined(separator: " - ")
        match.placeID = matches.map(\.placeID).joined(separator: "+")
        match.feature = .vernacularRegion
        match.precision = .region
        match.runnersUp = matches
        match.isRestricted = matches.contains(where: \.isRestricted)
        if Set(matches.map(\.country)).count > 1 { match.country = "" }
        let provinces = matches.map(\.iso3166_2)
        match.iso3166_2 = Set(provinces).count == 1 ? provinces[0] : nil
        match.coordinate = Self.middle(matches)
        if let middle = match.coordinate, let province = match.iso3166_2 {
            spread(around: middle, matches, within: province, &match)
        } else {
            spread(overProvincesOf: matches, &match)
        }
        return match
    }

    private func spread(around middle: Coordinate, _ matches: [Match], within province: String, _ match: inout Match) {
        let reach = matches.compactMap { $0.coordinate.map(middle.distance) }.max() ?? Meters(0)
        let radius = max(.kilometers(10), reach)
        match.uncertainty = radius
        match.law = .area(.disc(center: middle, radius: radius, within: province))
        match.reasons.append(
            matches.count == 2
                ? "Two places of one province: the disc between them stands for the text."
                : "Places of one province: the disc around them stands for the text.")
    }

    private func spread(overProvincesOf matches: [Match], _ match: inout Match) {
        let provinces = Set(matches.flatMap(Self.regions)).sorted()
        match.law = provinces.isEmpty ? .unlocated : .area(.regions(provinces))
        match.uncertainty = provinces.compactMap { gazetteer.referent(id: $0)?.uncertainty }.max() ?? match.uncertainty
        match.reasons.append(
            "\(matches.count == 2 ? "Two" : "Several") places: their provinces together stand for the text.")
    }

    /// The province of a place, or the regions of one that has several.
    private static func regions(of match: Match) -> [String] {
        if let province = match.iso3166_2 { return [province] }
        guard case .area(.regions(let ids)) = match.law else { return [] }
        return ids
    }

    private static func middle(_ matches: [Match]) -> Coordinate? {
        let positions = matches.compactMap { $0.precision < .province ? $0.coordinate : nil }
        guard positions.count == matches.count else { return nil }
        let count = Double(positions.count)
        return Coordinate(
            longitude: positions.reduce(0) { $0 + $1.longitude } / count,
            latitude: positions.reduce(0) { $0 + $1.latitude } / count)
    }
}
