// SPDX-License-Identifier: Apache-2.0

import Geo

extension MatchBuilder {
    /// Moves a match to where a distance, and a direction where one is stated, lead from its place.
    func move(_ match: inout Match, by offset: Offset, from referent: Referent) {
        if case .area(.buffer(let line, let strip)) = match.law {
            let distance = max(strip, rules.radius(atDistance: offset.distance))
            match.law = .area(.buffer(line: line, distance: distance))
            match.uncertainty = max(match.uncertainty, distance)
            return
        }
        let hasPosition = referent.feature.isSettlement || referent.feature.isSite || referent.feature == .district
        guard hasPosition, let start = match.coordinate else {
            match.reasons.append("\(referent.name) is an area: from where the distance counts is not known.")
            return
        }
        if offset.bearing == nil {
            spread(&match, around: start, atDistance: offset.distance, from: referent)
        } else {
            reckon(&match, from: start, offset, referent)
        }
    }

    /// With a direction: a Gaussian around the end of the way, in the province where that lies.
    private func reckon(_ match: inout Match, from start: Coordinate, _ offset: Offset, _ referent: Referent) {
        let sigma = rules.sigma(reckonedOver: offset.distance), end = offset.end(from: start)
        match.coordinate = end
        match.law = .point(end, sigma: sigma)
        match.uncertainty = Meters(2 * sigma.value)
        match.precision = match.uncertainty <= rules.nearRadius ? .near : .district
        setUnits(&match, at: end, margin: match.uncertainty)
        match.name = "\(Self.written(offset.distance)) \(Self.point(offset.bearing ?? 0)) of \(referent.name)"
        match.reasons.append(
            "Reckoned from \(referent.name): a distance in words may be off by \(Self.kilometers(sigma)) and more.")
    }

    /// Without one: anywhere in a disc that reaches beyond the distance, in the stated province or the country.
    private func spread(
        _ match: inout Match, around start: Coordinate, atDistance distance: Meters, from referent: Referent
    ) {
        let radius = rules.radius(atDistance: distance)
        match.uncertainty = radius
        match.precision = radius <= rules.nearRadius ? .near : .district
        match.iso3166_2 = context.province ?? onlyProvince(around: start, radius)
        match.country = context.country ?? match.country
        let area = match.iso3166_2 ?? (gazetteer.area(id: match.country) == nil ? nil : match.country)
        match.law = area.map { .area(.disc(center: start, radius: radius, within: $0)) } ?? .point(start, sigma: radius)
        match.name = "\(Self.written(distance)) from \(referent.name)"
        match.reasons.append("No direction is stated: a disc of \(Self.kilometers(radius)) stands for the text.")
    }

    private func onlyProvince(around center: Coordinate, _ radius: Meters) -> String? {
        guard gazetteer.locator.boundaryDistance(from: center, limit: radius) == nil else { return nil }
        return gazetteer.locator.province(at: center)?.id
    }

    /// What is stated stays; else the province is that of the position.
    private func setUnits(_ match: inout Match, at position: Coordinate, margin: Meters) {
        let country = context.country ?? ""
        let found = gazetteer.locator.province(at: position, country: country, margin: margin)
        match.iso3166_2 = context.province ?? found?.id
        match.country = context.country ?? found?.country ?? match.country
    }

    /// A distance as a name shows it: whole kilometres from ten on, else one decimal.
    private static func written(_ distance: Meters) -> String {
        let tenths = (distance.kilometers * 10).rounded() / 10
        let shown = distance.kilometers < 10 && tenths != tenths.rounded() ? tenths : tenths.rounded()
        return shown == shown.rounded() ? kilometers(.kilometers(shown)) : "\(shown) km"
    }

    /// The nearest of sixteen points of the compass.
    private static func point(_ bearing: Double) -> String {
        let points = [
            "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
        ]
        return points[(Int(checked: (bearing / 22.5).rounded()) ?? 0) % points.count]
    }
}
