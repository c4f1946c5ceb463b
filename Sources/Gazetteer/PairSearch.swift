// SPDX-License-Identifier: Apache-2.0

import Geo

extension Search {
    /// A place between two others: the disc around their middle when one province holds both, else both provinces.
    func resolvePair(_ pair: (String, String)) -> Resolution? {
        let first = side(pair.0), second = side(pair.1)
        guard let first, let second else {
            guard var only = first ?? second else { return nil }
            only.precision = max(only.precision, .near)
            only.uncertainty = max(only.uncertainty, gazetteer.content.rules.nearRadius)
            let reason = "Of the two places that the text names, only \(only.name) is in the gazetteer."
            return .fallback(only, reason: reason)
        }
        return .resolved(union(first, second))
    }

    private func side(_ name: String) -> Match? {
        var part = query
        part.name = name
        part.precision = nil
        return gazetteer.resolve(part).match
    }

    private func union(_ first: Match, _ second: Match) -> Match {
        var match = first
        match.name = "\(first.name) - \(second.name)"
        match.placeID = "\(first.placeID)+\(second.placeID)"
        match.feature = .vernacularRegion
        match.precision = .region
        match.runnersUp = [first, second]
        match.isRestricted = first.isRestricted || second.isRestricted
        let provinces = [first, second].compactMap(\.iso3166_2)
        match.iso3166_2 = provinces.count == 2 && provinces[0] == provinces[1] ? provinces[0] : nil
        if let middle = Self.middle(first, second), let province = match.iso3166_2 {
            let radius = Meters(max(10_000, middle.distance(to: first.coordinate ?? middle).value))
            match.coordinate = middle
            match.uncertainty = radius
            match.law = .area(.disc(center: middle, radius: radius, within: province))
            match.reasons.append("Two places of one province: the disc between them stands for the text.")
        } else {
            match.coordinate = Self.middle(first, second)
            match.law = provinces.isEmpty ? .unlocated : .area(.regions(Set(provinces).sorted()))
            match.reasons.append("Two places: their provinces together stand for the text.")
        }
        return match
    }

    private static func middle(_ first: Match, _ second: Match) -> Coordinate? {
        guard let a = first.coordinate, let b = second.coordinate, first.precision < .province,
            second.precision < .province
        else { return nil }
        return Coordinate(longitude: (a.longitude + b.longitude) / 2, latitude: (a.latitude + b.latitude) / 2)
    }
}
