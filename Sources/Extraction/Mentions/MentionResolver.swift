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
        case .transliterated: return Gazetteer.likeness(text, met) >= 0.7 && key.first == met.first ? answer : nil
        case .edited(let edits): return key.count >= 7 && edits == 1 || key.count >= 10 ? answer : nil
        }
    }

    /// What a mention means.
    mutating func resolve(_ mention: FoundMention) -> Resolution? {
        guard !mention.query.isEmpty else { return nil }
        if mention.known.isEmpty, !mention.country.isEmpty, mention.kind != .vernacular { return country(mention) }
        if mention.isOfWorld, let world {
            let answer = ask(worldQuery(mention), world)
            guard answer.match == nil, mention.container != nil else { return answer }
            var open = mention
            open.container = nil
            return ask(worldQuery(open), world)
        }
        var query = PlaceQuery(name: mention.query)
        if let container = mention.container, !mention.isCountry {
            if let inside = inside(container, mention) { return inside }
            let isList = container.isBehindComma && !container.province.isEmpty
            query.country = container.country.isEmpty || isList ? nil : container.country
        } else if !mention.seat.isEmpty {
            query.country = mention.seat
        }
        var answer = ask(query, home)
        if case .unknown = answer, mention.plain != query.name, !mention.plain.isEmpty {
            // The gazetteer may know the name and not the road, the valley or the camp that is called so.
            for name in Self.translations(mention.query, mention.plain) + [mention.plain] {
                query.name = name
                answer = ask(query, home)
                if answer.match != nil { break }
            }
        }
        if answer.match == nil, mention.container == nil, !mention.seat.isEmpty { return capital(mention, query) }
        guard usesContext, query.country == nil else { return answer }
        return ranked(answer, query)
    }

    /// The place in the province that is named behind it, or that province where the place is known elsewhere alone.
    private mutating func inside(_ container: PlaceContainer, _ mention: FoundMention) -> Resolution? {
        guard usesContext, !container.province.isEmpty, mention.kind != .vernacular,
            mention.known.first?.feature != .governorate
        else { return nil }
        for name in [mention.query, mention.plain] where !name.isEmpty {
            let answer = ask(
                PlaceQuery(name: name, country: container.country, province: container.province), home)
            if case .resolved = answer { return answer }
            // Behind a comma it may be the next of a list.
            if container.isBehindComma, !mention.known.isEmpty { continue }
            if answer.match != nil, name == mention.plain || mention.plain.isEmpty { return answer }
        }
        return nil
    }

    /// A country by its code: known to the study, or one of the world's.
    private mutating func country(_ mention: FoundMention) -> Resolution? {
        for gazetteer in [home, world].compactMap({ $0 })
        where gazetteer.content.countries.contains(where: { $0.id == mention.country }) {
            return ask(PlaceQuery(name: mention.country), gazetteer)
        }
        return nil
    }

    /// A capital that the study does not list in its country is one of the world's.
    private mutating func capital(_ mention: FoundMention, _ query: PlaceQuery) -> Resolution {
        if let world {
            let answer = ask(query, world)
            if answer.match != nil { return answer }
        }
        var open = query
        open.country = nil
        return ask(open, home)
    }

    /// "Barada valley" may be listed as "Wadi Barada".
    private static func translations(_ query: String, _ name: String) -> [String] {
        let kind = query.dropFirst(min(query.count, name.count + 1)).lowercased()
        guard query.hasPrefix(name) else { return [] }
        switch kind {
        case "valley", "river valley": return ["Wadi \(name)"]
        case "mountain", "hills", "hill": return ["Jabal \(name)", "Tall \(name)"]
        case "plain": return ["Sahl \(name)"]
        default: return []
        }
    }

    private func worldQuery(_ mention: FoundMention) -> PlaceQuery {
        var query = PlaceQuery(name: mention.query)
        if mention.isCountry { return query }
        if let country = mention.container?.country, !country.isEmpty {
            query.country = country
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
        guard let a = first.coordinate, let b = other.coordinate, a.distance(to: b) > .kilometers(25) else {
            return false
        }
        return other.quality <= first.quality
    }
}
