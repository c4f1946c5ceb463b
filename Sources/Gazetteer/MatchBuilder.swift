// SPDX-License-Identifier: Apache-2.0

import Geo

/// Turns a candidate into the answer that users see: province, precision, location law, reasons.
struct MatchBuilder {
    let gazetteer: Gazetteer
    let context: SearchContext
    let precision: LocationPrecision?

    var rules: LocationRules { gazetteer.content.rules }

    /// The match of a candidate, without runners-up.
    func match(_ candidate: Candidate) -> Match {
        let referent = candidate.referent
        let own = position(of: referent)
        let province = own.flatMap { self.province(of: referent, at: $0) } ?? onlyProvince(of: referent)
        var match = Match(
            placeID: referent.id, name: referent.name, matchedName: referent.spelling(candidate.hit.spelling),
            feature: referent.feature, country: referent.country.isEmpty ? context.country ?? "" : referent.country,
            iso3166_2: province, coordinate: own, uncertainty: referent.uncertainty, precision: .exact,
            quality: candidate.quality, score: (candidate.score * 1000).rounded() / 1000, law: .unlocated, reasons: [],
            isBoundaryAmbiguous: false, isRestricted: referent.isRestricted, runnersUp: [])
        spread(referent, into: &match)
        apply(candidate.stage, referent, to: &match)
        if let offset = candidate.stage.offset { move(&match, by: offset, from: referent) }
        widen(&match)
        flagBoundary(&match)
        match.reasons += reasons(candidate) + context.notes
        return match
    }

    /// The area that the context gives, as a match: the district or town around the place, else the province, else,
    /// for a text that names it, the country.
    func surroundingArea(includingCountry: Bool) -> Match? {
        let stage = Phrase.Stage(words: [], hint: .kind(.district), isNear: false, isPart: false)
        let unit = context.province ?? (includingCountry ? context.country : nil)
        let referent = context.surroundings ?? unit.flatMap { gazetteer.referent(id: $0) }
        return referent.map { referent in
            var match = self.match(
                Candidate(
                    referent: referent, hit: NameIndex.Hit(referent: 0, spelling: 0, quality: .folded),
                    quality: .folded, score: 0.3, stage: stage))
            match.quality = .exact
            return match
        }
    }

    private func position(of referent: Referent) -> Coordinate? {
        switch referent.spread {
        case .host(let host): gazetteer.referent(id: host)?.coordinate ?? referent.coordinate.map(Restriction.rounded)
        case .disc where referent.isRestricted: referent.coordinate.map(Restriction.rounded)
        default: referent.coordinate
        }
    }

    private func onlyProvince(of referent: Referent) -> String? {
        referent.provinces.count == 1 ? referent.provinces[0] : nil
    }

    private func province(of referent: Referent, at position: Coordinate) -> String? {
        if referent.provinces.count > 1 { return nil }
        // The report knows its province better than generalised polygons do.
        if let stated = context.province, referent.feature != .governorate { return stated }
        if let own = referent.provinces.first { return own }
        let margin = Ranking.provinceMargin
        return gazetteer.locator.province(at: position, country: referent.country, margin: margin)?.id
    }

    private func spread(_ referent: Referent, into match: inout Match) {
        switch referent.spread {
        case .point:
            match.law = pointLaw(match)
        case .host:
            match.law = pointLaw(match)
            setNear(&match, sigma: rules.nearSigma)
            match.reasons.append("A facility counts at its town; its own position is not used.")
        case .regions(let ids):
            match.law = .area(.regions(ids))
            match.precision =
                referent.feature == .governorate ? .province : referent.feature == .district ? .district : .region
        case .disc(let radius):
            setDisc(radius, &match)
            let what = referent.isRestricted ? "A facility counts as a disc" : "The district stands as a disc"
            match.reasons.append("\(what) of \(Self.kilometers(radius)), cut to its province.")
        case .line:
            match.law = .area(.buffer(line: referent.id, distance: rules.lineDistance))
            match.precision = .region
        case .none:
            match.precision = referent.feature == .supranational ? .supranational : .country
        }
    }

    private func pointLaw(_ match: Match) -> LocationLaw {
        match.coordinate.map { .point($0, sigma: rules.exactSigma) } ?? .unlocated
    }

    private func setDisc(_ radius: Meters, _ match: inout Match) {
        guard let center = match.coordinate else { return }
        match.precision = .district
        match.uncertainty = max(radius, match.uncertainty)
        if let province = match.iso3166_2, gazetteer.locator.lies(center, in: province, margin: radius) {
            match.law = .area(.disc(center: center, radius: radius, within: province))
        } else if let province = match.iso3166_2 {
            // Generalised polygons may leave a seat so far outside its province that nothing would remain.
            match.law = .area(.regions([province]))
            match.reasons.append("The polygon of \(province) does not reach the disc: the province stands for it.")
        } else {
            match.law = .point(center, sigma: radius)
            match.reasons.append("No province is known there: the disc is not cut.")
        }
    }

    /// What the words around the name say: near it, its district, a facility there, a part of it.
    private func apply(_ stage: Phrase.Stage, _ referent: Referent, to match: inout Match) {
        if stage.isPart, match.precision >= .province, match.precision < .country {
            match.reasons.append("No limits are known for the named part: all of \(referent.name) stands for it.")
        }
        // A distance says more than the word beside it.
        guard stage.offset == nil, referent.feature.isSettlement || referent.feature.isSite else { return }
        if stage.isNear { setNear(&match, sigma: rules.surroundingsSigma) }
        guard referent.feature.isSettlement || referent.feature == .site else { return }
        switch stage.hint {
        case .kind(.district) where referent.feature != .suburb:
            match.feature = .district
            setDisc(rules.districtRadius, &match)
            match.reasons.append("No such district is listed: a disc around \(referent.name) stands for it.")
        case .kind(let kind)
        where !kind.isSettlement && kind != .governorate && kind != .district && kind != referent.feature:
            setNear(&match, sigma: rules.nearSigma)
            match.isRestricted = match.isRestricted || kind.isFacility
            match.reasons.append("No \(kind.rawValue) of this name is listed: it counts near \(referent.name).")
        default:
            if stage.isPart, match.precision < .near {
                match.precision = .near
                match.uncertainty = max(match.uncertainty, Meters(2 * rules.exactSigma.value))
            }
        }
    }

    private func setNear(_ match: inout Match, sigma: Meters) {
        if case .point(let position, let own) = match.law { match.law = .point(position, sigma: max(own, sigma)) }
        guard match.precision < .near else { return }
        match.precision = .near
        match.uncertainty = rules.nearRadius
    }

    /// Never more precise than the report.
    private func widen(_ match: inout Match) {
        guard let precision, precision > match.precision else { return }
        switch precision {
        case .exact: return
        case .near: setNear(&match, sigma: rules.nearSigma)
        case .district: setDisc(rules.districtRadius, &match)
        case .province, .region: widenToProvince(&match)
        case .country, .supranational: match.law = .unlocated
        }
        match.precision = precision
        match.reasons.append("The report states no finer precision than \(precision).")
    }

    private func widenToProvince(_ match: inout Match) {
        if case .area = match.law, match.precision >= .province { return }
        match.law = match.iso3166_2.map { .area(.regions([$0])) } ?? .unlocated
        match.uncertainty =
            match.iso3166_2.flatMap { gazetteer.referent(id: $0)?.uncertainty } ?? rules.nearRadius
    }

    private func flagBoundary(_ match: inout Match) {
        guard match.precision <= .district, let position = match.coordinate else { return }
        let margin = rules.boundaryMargin
        if gazetteer.locator.boundaryDistance(from: position, limit: margin) != nil {
            match.isBoundaryAmbiguous = true
            match.reasons.append("Within \(Self.kilometers(margin)) of a province boundary.")
        } else if let inside = gazetteer.locator.province(at: position)?.id, let stated = match.iso3166_2,
            inside != stated
        {
            match.isBoundaryAmbiguous = true
            match.reasons.append("The polygons put it into \(inside), the source into \(stated), which is kept.")
        }
    }

    private func reasons(_ candidate: Candidate) -> [String] {
        var reasons: [String] = []
        switch candidate.quality {
        case .exact, .folded: break
        case .transliterated: reasons.append("Another way of writing the same sounds.")
        case .edited(let edits): reasons.append("\(edits) letter\(edits == 1 ? "" : "s") away from the known spelling.")
        }
        if candidate.referent.feature == .governorate, candidate.stage.hint == nil, !candidate.stage.words.isEmpty {
            reasons.append("A governorate's name means the governorate unless the text says city.")
        }
        return reasons
    }
}

extension MatchBuilder {
    /// A length in whole kilometres.
    static func kilometers(_ length: Meters) -> String {
        "\(Int(checked: length.kilometers).map(String.init) ?? "\(length.kilometers)") km"
    }
}
