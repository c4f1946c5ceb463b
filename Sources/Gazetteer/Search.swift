// SPDX-License-Identifier: Apache-2.0

import Geo

/// One query under way: tries spellings, then sounds, then edits, over the stages of the phrase.
struct Search {
    let gazetteer: Gazetteer
    let query: PlaceQuery
    let phrase: Phrase
    let reading: TextReading
    private(set) var context: SearchContext
    private var builder: MatchBuilder {
        MatchBuilder(gazetteer: gazetteer, context: context, precision: query.precision)
    }

    /// Whether another search asks, so that a text of many generic words is taken apart once.
    private var isInner = false
    /// Candidates spelt like the name that do not fit the context.
    private var contradicting: [Candidate] = []
    /// Candidates of similar spelling that nothing but the spelling speaks for.
    private var farFetched: [Candidate] = []
    /// Candidates that fit the name and the context and are not of the kind that the text names.
    private var ofOtherKind: [Candidate] = []

    init(_ gazetteer: Gazetteer, _ query: PlaceQuery) {
        self.gazetteer = gazetteer
        self.query = query
        context = SearchContext(query, gazetteer)
        reading = TextReading(query.name, country: context.country, isTown: query.isTown, gazetteer)
        phrase = reading.phrase
        for part in phrase.contexts where !Self.isGeneric(part) { context.add(part, gazetteer) }
    }

    private static func isGeneric(_ text: String) -> Bool { GenericWords.areGeneric(NameFolding.words(text)) }

    /// Runs the search.
    mutating func run() -> Resolution {
        if let coded { return .resolved(builder.match(coded)) }
        if let words = phrase.stages.first?.words, GenericWords.areGeneric(words) { return resolveGeneric(words) }
        if !reading.members.isEmpty, let list = resolveList(reading.members) { return list }
        if !reading.borders.isEmpty, let border = resolveBorder(reading.borders) { return border }
        if let candidates = candidates(tier: 0) { return answer(unitMeant(insteadOf: candidates) ?? candidates) }
        if let pair = phrase.pair, let between = resolvePair(pair) { return between }
        if let candidates = candidates(tier: 1) { return answer(candidates) }
        // A known name in the wrong province is not a misspelling of another name in the right one.
        if contradicting.isEmpty, let candidates = candidates(tier: 2) { return answer(candidates) }
        return fallback()
    }

    /// "Old City, Mosul" and "centre of Mosul" are about Mosul. A word for a kind of place alone is a name only where one is
    /// spelt so in the stated area.
    private mutating func resolveGeneric(_ words: [String]) -> Resolution {
        if let unit = genericUnit() { return unit }
        let names = phrase.contexts.filter { !Self.isGeneric($0) }
        if !isInner, let name = names.first {
            var query = query
            query.name = (["\(name) \(words.joined(separator: " "))"] + names.dropFirst()).joined(separator: ", ")
            guard query.name.utf8.count <= NameFolding.longestName else { return fallback() }
            for text in [query.name, names.joined(separator: ", ")] {
                query.name = text
                var search = Search(gazetteer, query)
                search.isInner = true
                let found = search.run()
                if !found.candidates.isEmpty { return found }
            }
        }
        if !context.isOpen, let candidates = candidates(tier: 0) { return answer(candidates) }
        return cityOfGenericName ?? fallback()
    }

    /// A city of the study that is called like such a word (Boma); towns and villages are not meant by the word alone.
    private var cityOfGenericName: Resolution? {
        mutating get {
            guard let stage = phrase.stages.first(where: { $0.words.count == 1 }) else { return nil }
            let hits = gazetteer.index.exact(NameFolding.key(words: stage.words)).filter { $0.spelling == 0 }
            let cities = ranked(hits, stage: stage).filter { candidate in
                candidate.referent.feature == .city && gazetteer.isHome(candidate.referent)
                    && agrees(candidate.referent)
            }
            return cities.isEmpty ? nil : answer(cities)
        }
    }

    /// A unit or region of common speech that bears such a word as its name ("Centre" of Burkina Faso).
    private mutating func genericUnit() -> Resolution? {
        for stage in phrase.stages where GenericWords.areGeneric(stage.words) {
            let hits = gazetteer.index.exact(NameFolding.key(words: stage.words))
            let found = ranked(hits, stage: stage).filter { isMeantByGeneric($0.referent) }
            if !found.isEmpty { return answer(found) }
        }
        return nil
    }

    private func isMeantByGeneric(_ referent: Referent) -> Bool {
        Self.isUnit(referent.feature) && (referent.feature != .district || !context.isOpen) && agrees(referent)
            && (gazetteer.isHome(referent) || !context.isOpen)
    }

    /// The unit, country or place whose code the whole text is.
    private var coded: Candidate? {
        guard let referent = gazetteer.coded(query.name) else { return nil }
        let stage = Phrase.Stage(words: [], hint: nil, isNear: false, isPart: false)
        return Candidate(
            referent: referent, hit: NameIndex.Hit(referent: 0, spelling: 0, quality: .exact), quality: .exact,
            score: 1, stage: stage)
    }

    private mutating func candidates(tier: Int) -> [Candidate]? {
        for stage in phrase.stages where !GenericWords.areGeneric(stage.words) || tier == 0 {
            let key = NameFolding.key(words: stage.words)
            let hits: [NameIndex.Hit] =
                switch tier {
                case 0: gazetteer.index.exact(key) + gazetteer.facilities(stage)
                case 1: gazetteer.soundAlikes(key: key, words: stage.words.count)
                default: gazetteer.plausibleEdits(key: key, words: stage.words)
                }
            let fitting = fitting(ranked(hits, stage: stage), stage: stage)
            let likely = tier == 0 ? literal(fitting, stage: stage) : plausible(fitting, stage: stage)
            if !likely.isEmpty { return likely }
            if tier > 0 { farFetched += fitting }
        }
        return nil
    }

    /// The unit that the words name, where a town has the whole text as one of its spellings: lists give towns the names of
    /// the units that they are seats of ("Qadha al-Hamdaniya").
    private mutating func unitMeant(insteadOf candidates: [Candidate]) -> [Candidate]? {
        guard let first = candidates.first, first.referent.feature.isSettlement else { return nil }
        var seats: [Candidate] = []
        for stage in phrase.stages where stage.words != first.stage.words || stage.hint != first.stage.hint {
            guard let kind = stage.hint?.kinds.first, UnitNames.isUnit(kind) else { continue }
            let hits = gazetteer.index.exact(NameFolding.key(words: stage.words))
            let found = fitting(ranked(hits, stage: stage), stage: stage)
            let units = found.filter { $0.referent.feature == kind }
            if !units.isEmpty { return units }
            if seats.isEmpty { seats = found }
        }
        if let district = district(of: seats.first ?? first) { return [district] }
        return seats.isEmpty ? nil : seats
    }

    /// The district polygon of a town that stands for its district in the text, by another spelling than the polygon's own.
    private func district(of candidate: Candidate) -> Candidate? {
        guard candidate.stage.hint?.kinds.first == .district, !candidate.stage.isNear,
            let district = gazetteer.district(seatedIn: candidate.referent)
        else { return nil }
        return Candidate(
            referent: district, hit: NameIndex.Hit(referent: 0, spelling: 0, quality: candidate.quality),
            quality: candidate.quality, score: candidate.score, stage: candidate.stage)
    }

    private func ranked(_ hits: [NameIndex.Hit], stage: Phrase.Stage) -> [Candidate] {
        var best: [Int: Candidate] = [:]
        for hit in hits {
            let candidate = candidate(hit, stage: stage)
            if let other = best[hit.referent], !Candidate.precedes(candidate, other) { continue }
            best[hit.referent] = candidate
        }
        return best.values.sorted(by: Candidate.precedes)
    }

    private func candidate(_ hit: NameIndex.Hit, stage: Phrase.Stage) -> Candidate {
        let referent = gazetteer.referents[hit.referent]
        let spelling = referent.spelling(hit.spelling)
        let quality = hit.quality == .folded && isSpelledAlike(spelling, stage) ? .exact : hit.quality
        var score = Ranking.score(
            referent, quality: quality, likeness: likeness(spelling, stage, quality), context: context,
            isHome: gazetteer.isHome(referent))
        if isOfVeryKind(referent.feature, stage) { score += Ranking.ofVeryKind }
        // A name that a place bears comes before one that it once bore, or bears in another language.
        if hit.spelling == 0, Candidate.tier(quality) == 0 { score += Ranking.ownName }
        return Candidate(referent: referent, hit: hit, quality: quality, score: min(1, score), stage: stage)
    }

    /// Whether the text is the spelling but for case, or the words of the name are, with their articles.
    private func isSpelledAlike(_ spelling: String, _ stage: Phrase.Stage) -> Bool {
        gazetteer.isSpelledAlike(query.name, spelling)
            || stage.words.count > 1 && NameFolding.words(spelling) == stage.words
    }

    private func likeness(_ spelling: String, _ stage: Phrase.Stage, _ quality: MatchQuality) -> Double {
        guard quality == .transliterated else { return 1 }
        return EditDistance.likeness(
            NameFolding.key(words: NameFolding.words(spelling)), NameFolding.key(words: stage.words))
    }

    /// Whether the text says "town" of a town, not of a village.
    private func isOfVeryKind(_ feature: FeatureClass, _ stage: Phrase.Stage) -> Bool {
        guard let kind = stage.hint?.kinds.first, feature.isSettlement else { return false }
        return kind == feature || kind == .city && feature == .town
    }

    /// The candidates that agree with the context and, if there are any such, with the kind that the text names.
    private mutating func fitting(_ candidates: [Candidate], stage: Phrase.Stage) -> [Candidate] {
        var fitting: [Candidate] = []
        for candidate in candidates {
            if agrees(candidate.referent, stage.offset), isAround(candidate) {
                fitting.append(candidate)
            } else if Candidate.tier(candidate.quality) == 0 {
                contradicting.append(candidate)
            }
        }
        for kind in stage.hint?.kinds ?? [] {
            let ofKind = fitting.filter { Self.isKind($0.referent.feature, kind) }
            if ofKind.isEmpty { continue }
            ofOtherKind = fitting.filter { !Self.isKind($0.referent.feature, kind) }
            return ofKind
        }
        return fitting
    }

    /// Whether a place may lie in or near the town or district that is named around it. What is met by sound or with edits
    /// has to be nearer.
    private func isAround(_ candidate: Candidate) -> Bool {
        let referent = candidate.referent, isAlike = Candidate.tier(candidate.quality) > 0
        // A stated distance tells more of how near it is.
        guard let around = context.surroundings, reading.distance == nil, isAlike || context.areSurroundingsNamed,
            referent.feature.isSettlement || referent.feature.isSite || referent.feature == .district
        else { return true }
        if let shared = around.provinces.first, referent.provinces.contains(shared) { return true }
        guard let there = around.coordinate, let here = referent.coordinate else { return true }
        return here.distance(to: there) <= (isAlike ? Ranking.aroundAlike : Ranking.around)
    }

    static func isKind(_ feature: FeatureClass, _ kind: FeatureClass) -> Bool {
        feature == kind || (kind.isSettlement && feature.isSettlement)
    }

    /// Whether the referent, or what lies at the offset from it, fits the stated country and province.
    private func agrees(_ referent: Referent, _ offset: Offset? = nil) -> Bool {
        if referent.feature == .country { return !context.isCountryStated || context.country == referent.id }
        if referent.feature == .supranational { return true }
        if let offset, let start = referent.coordinate { return agrees(start, offset, country: referent.country) }
        if let country = context.country, !referent.country.isEmpty, referent.country != country { return false }
        let provinces = context.provinces
        guard !provinces.isEmpty, !referent.provinces.contains(where: provinces.contains) else { return true }
        if referent.country.isEmpty { return true }
        guard referent.feature != .governorate, referent.feature != .vernacularRegion,
            let position = referent.coordinate
        else { return false }
        let margin = referent.provinces.isEmpty ? Ranking.provinceMargin : Ranking.statedProvinceMargin
        return provinces.contains { gazetteer.locator.lies(position, in: $0, margin: margin) }
    }

    /// A position in another country or province than the town from which it is counted may be meant.
    private func agrees(_ start: Coordinate, _ offset: Offset, country: String) -> Bool {
        let rules = gazetteer.content.rules, position = offset.end(from: start)
        let doubt =
            offset.bearing == nil
            ? rules.radius(atDistance: offset.distance) : rules.sigma(reckonedOver: offset.distance)
        let margin = max(Ranking.provinceMargin, doubt)
        if !context.provinces.isEmpty {
            return context.provinces.contains { gazetteer.locator.lies(position, in: $0, margin: margin) }
        }
        guard let stated = context.country, stated != country else { return true }
        return gazetteer.locator.province(at: position, country: stated, margin: margin) != nil
    }

    private mutating func answer(_ found: [Candidate]) -> Resolution {
        let candidates = Ranking.polygonFirst(found)
        var all = candidates + ofOtherKind
        if let first = candidates.first, Candidate.tier(first.quality) == 0 {
            all += soundAlikes(of: first, besides: Set(all.map(\.hit.referent)))
        }
        var matches = all.prefix(5).map(builder.match)
        if candidates.count > 1, Ranking.areAmbiguous(candidates[0], candidates[1]) {
            matches[0].reasons.append("\(candidates[1].referent.name) fits about as well and lies elsewhere.")
            return .ambiguous(matches)
        }
        var best = matches.removeFirst()
        if context.isOpen {
            best.isDoubtful = Candidate.tier(candidates[0].quality) > 0
            let share = Ranking.openShare(of: candidates[0], among: candidates)
            best.score =
                (best.score * share * (isForSite(candidates[0]) ? Ranking.unlistedSite : 1) * 1000).rounded() / 1000
        }
        best.districtFault = context.districtFault(beside: candidates[0].referent)
        best.unused = context.notes
        best.runnersUp = matches
        return .resolved(best)
    }

    /// Whether a settlement stands for a site of its name that is not listed.
    private func isForSite(_ candidate: Candidate) -> Bool {
        guard candidate.stage.isKindStated, let kind = candidate.stage.hint?.kinds.first else { return false }
        return candidate.referent.feature.isSettlement && !kind.isSettlement && !UnitNames.isUnit(kind)
    }

    private mutating func soundAlikes(of first: Candidate, besides known: Set<Int>) -> [Candidate] {
        let words = first.stage.words
        let hits = gazetteer.soundAlikes(key: NameFolding.key(words: words), words: words.count)
        return ranked(hits.filter { !known.contains($0.referent) }, stage: first.stage)
            .filter { agrees($0.referent) }
    }

    private mutating func fallback() -> Resolution {
        let reason = fallbackReason()
        let others = contradicting.isEmpty ? farFetched.sorted(by: Candidate.precedes) : contradicting
        let runnersUp = others.prefix(3).map(unconstrained.match)
        if var area = listedArea ?? builder.surroundingArea(includingCountry: !phrase.contexts.isEmpty) {
            area.reasons.append(reason)
            area.runnersUp = runnersUp
            return .fallback(area, reason: reason)
        }
        return .unknown(suggestions: runnersUp.isEmpty ? suggestions() : runnersUp, reason: reason)
    }

    /// The district or province that the query or the text states.
    var statedArea: Match? { listedArea ?? builder.surroundingArea(includingCountry: false) }

    /// The provinces that a column lists, together, where no district around the place is stated.
    private var listedArea: Match? {
        guard context.surroundings == nil, context.listed.count > 1 else { return nil }
        let stage = Phrase.Stage(words: [], hint: .kind(.governorate), isNear: false, isPart: false)
        let matches = context.listed.compactMap { gazetteer.referent(id: $0) }.map { referent in
            unconstrained.match(
                Candidate(
                    referent: referent, hit: NameIndex.Hit(referent: 0, spelling: 0, quality: .folded),
                    quality: .folded, score: 0.3, stage: stage))
        }
        return union(matches)
    }

    /// Builds matches as if nothing were stated, for those that contradict it.
    private var unconstrained: MatchBuilder {
        let open = SearchContext(PlaceQuery(name: ""), gazetteer)
        return MatchBuilder(gazetteer: gazetteer, context: open, precision: nil)
    }

    private func fallbackReason() -> String {
        guard let other = contradicting.first.map(unconstrained.match) else {
            if let words = phrase.stages.first?.words, GenericWords.areGeneric(words) {
                return "\"\(query.name)\" says of what kind a place is and names none."
            }
            return "The name \"\(query.name)\" is not in the gazetteer."
        }
        let known = "The name \"\(query.name)\" is known in \(other.iso3166_2 ?? other.country)"
        if let around = context.surroundings, contradicting.first.map(isAround) == false {
            return "\(known), not near \(around.name)."
        }
        let provinces = context.provinces
        let area = provinces.isEmpty ? context.country ?? "the area" : provinces.joined(separator: " or ")
        let isStated = provinces.isEmpty ? context.isCountryStated : context.isProvinceStated
        return isStated ? "\(known), not in the stated \(area)." : "\(known), not in \(area), which the text names."
    }

    private func suggestions() -> [Match] {
        guard let stage = phrase.stages.last, !GenericWords.areGeneric(phrase.stages[0].words) else { return [] }
        let key = NameFolding.key(words: stage.words)
        let limit = key.count < 5 ? 1 : key.count < 8 ? 2 : 3
        return ranked(gazetteer.index.within(edits: limit, of: key), stage: stage).prefix(3).map(builder.match)
    }
}
