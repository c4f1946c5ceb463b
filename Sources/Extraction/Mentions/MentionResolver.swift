// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// Asks the gazetteers for mentions and ranks namesakes by what the article says. Keeps the answers of one passage.
struct MentionResolver {
    let home: Gazetteer
    let world: Gazetteer?
    let context: MentionContext
    let usesContext: Bool
    private var answers: [PlaceQuery: Resolution] = [:]
    private var similar: [String: Resolution?] = [:]

    init(_ reader: MentionReader, context: MentionContext) {
        home = reader.gazetteer
        world = reader.world
        self.context = context
        usesContext = !reader.without.contains("context")
    }

    /// The place of the study that a text is nearly spelt as; nil where there is none.
    mutating func similar(to text: String) -> Resolution? {
        if let known = similar[text] { return known }
        let answer = findSimilar(text)
        similar[text] = .some(answer)
        return answer
    }

    private mutating func findSimilar(_ text: String) -> Resolution? {
        guard text.utf8.count >= 4 else { return nil }
        let answer = ask(PlaceQuery(name: text), home)
        guard case .resolved(let match) = answer, home.content.homeCountries.contains(match.country) else { return nil }
        let key = Gazetteer.nameKey(text), met = Gazetteer.nameKey(match.matchedName)
        switch match.quality {
        case .exact, .folded: return key.count >= 4 ? answer : nil
        case .transliterated: return Gazetteer.likeness(text, met) >= 0.6 && key.first == met.first ? answer : nil
        case .edited(let edits): return key.count >= 7 && edits == 1 || key.count >= 10 ? answer : nil
        }
    }

    /// What a mention means.
    mutating func resolve(_ mention: FoundMention) -> Resolution? {
        guard !mention.query.isEmpty else { return nil }
        if mention.known.isEmpty, !mention.country.isEmpty, mention.kind != .vernacular { return country(mention) }
        if mention.isOfWorld, let world { return ask(worldQuery(mention), world) }
        var query = PlaceQuery(name: mention.query)
        if !mention.containerCountry.isEmpty { query.country = mention.containerCountry }
        var answer = ask(query, home)
        if case .unknown = answer, !mention.name.isEmpty, mention.plain != query.name, !mention.plain.isEmpty {
            // The gazetteer may know the name and not the road, the valley or the camp that is called so.
            query.name = mention.plain
            answer = ask(query, home)
        }
        guard usesContext, query.country == nil else { return answer }
        return ranked(answer, query)
    }

    /// A country by its code: known to the study, or one of the world's.
    private mutating func country(_ mention: FoundMention) -> Resolution? {
        for gazetteer in [home, world].compactMap({ $0 })
        where gazetteer.content.countries.contains(where: { $0.id == mention.country }) {
            return ask(PlaceQuery(name: mention.country), gazetteer)
        }
        return nil
    }

    private func worldQuery(_ mention: FoundMention) -> PlaceQuery {
        var query = PlaceQuery(name: mention.query)
        if !mention.containerCountry.isEmpty {
            query.country = mention.containerCountry
        } else if let own = mention.known.first?.country, !own.isEmpty {
            query.country = context.leading(of: mention.known.map(\.country)).flatMap { $0 == own ? $0 : nil } ?? own
        }
        return query
    }

    private mutating func ask(_ query: PlaceQuery, _ gazetteer: Gazetteer) -> Resolution {
        if let known = answers[query] { return known }
        let answer = gazetteer.resolve(query)
        answers[query] = answer
        return answer
    }

    /// The answer, or that for the province or country of the namesake for which the article speaks more.
    private mutating func ranked(_ answer: Resolution, _ query: PlaceQuery) -> Resolution {
        let candidates = answer.candidates
        guard let first = candidates.first, candidates.count > 1 || answer.match == nil else { return answer }
        func rank(_ match: Match) -> Double {
            match.score + 0.3 * context.support(country: match.country, province: match.iso3166_2)
        }
        let best = candidates.max { rank($0) < rank($1) } ?? first
        if case .resolved = answer, best.placeID == first.placeID || !isNamesake(best, of: first) { return answer }
        if case .unknown = answer { return answer }
        var narrowed = query
        narrowed.country = best.country.isEmpty ? nil : best.country
        narrowed.province = best.iso3166_2
        let other = ask(narrowed, home)
        return other.match == nil ? answer : other
    }

    /// Whether two readings lie apart and are of one kind, so that what the article is about may decide.
    private func isNamesake(_ other: Match, of first: Match) -> Bool {
        if first.feature == .governorate || first.feature == .country { return false }
        guard let a = first.coordinate, let b = other.coordinate, a.distance(to: b) > .kilometers(25) else { return false }
        return other.quality <= first.quality
    }
}
