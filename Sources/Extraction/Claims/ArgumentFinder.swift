// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents

/// Finds where and when an event of a sentence lies, whom it met and from where to where it went.
struct ArgumentFinder: Sendable {
    let lexicon: EventLexicon

    // MARK: - Places

    /// The mention at which an event lies; nil where the sentence names none.
    func place(of trigger: EventTrigger, in sentence: SentenceView) -> (mention: PlaceMention, rule: String)? {
        let candidates = sentence.places.filter { place in
            // "the mayor of X" speaks, and says nothing of X.
            isCandidate(place) && !isOfSpeaker(place, sentence)
                && !sentence.precedes(lexicon.notPlace, place.tokens.lowerBound)
                && !sentence.actors.contains { $0.rule != "government_by_metonym" && $0.tokens.overlaps(place.tokens) }
        }
        if trigger.type == .transfer {
            if trigger.counted == "received",
                let end = candidates.first(where: { isDestination($0, sentence) }) ?? receiver(sentence)
            {
                return (end, "place_that_received")
            }
            return origin(of: trigger, candidates, sentence).map { ($0, "place_moved_from") }
        }
        let ranked = candidates.filter { mayHold($0, trigger, sentence) }.map {
            ($0, cost(of: $0, to: trigger, sentence))
        }
        guard let best = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
        return (best.0, "place_nearest")
    }

    /// "an institute in X said".
    private func isOfSpeaker(_ mention: PlaceMention, _ sentence: SentenceView) -> Bool {
        guard !sentence.passage.tokens[mention.tokens.lowerBound].isArabic else { return false }
        return lexicon.reportVerbs.match(
            sentence.passage, at: mention.tokens.upperBound, before: sentence.range.upperBound) != nil
    }

    /// Whether the text says "near" of a place.
    func isNear(_ mention: PlaceMention, in sentence: SentenceView) -> Bool {
        sentence.precedes(lexicon.nearWords, mention.tokens.lowerBound, gap: 3)
    }

    private func isCandidate(_ mention: PlaceMention) -> Bool {
        guard mention.kind.mayBeEventPlace, mention.holder == nil, let match = mention.resolution?.match else {
            return false
        }
        return match.precision < .supranational
    }

    /// What people come from or are moved to is not where something else happens.
    private func mayHold(_ mention: PlaceMention, _ trigger: EventTrigger, _ sentence: SentenceView) -> Bool {
        if trigger.type == .prisonBreak || trigger.type == .forcePosture { return true }
        return !isOrigin(mention, sentence) && !isDestination(mention, sentence)
    }

    /// All places of a list that an event lies at ("Diyala, Kirkuk and Saladin"), the given one among them.
    func members(of list: PlaceMention, in sentence: SentenceView) -> [PlaceMention] {
        let places = sentence.places.filter(isCandidate)
        guard let index = places.firstIndex(where: { $0.tokens == list.tokens }) else { return [list] }
        var first = index, last = index
        while first > 0, areListed(places[first - 1], places[first], sentence) { first -= 1 }
        while last + 1 < places.count, areListed(places[last], places[last + 1], sentence) { last += 1 }
        return Array(places[first...last])
    }

    /// Neighbours of a list: of one kind, with `,`, `and`, `or`, `as well as` between.
    private func areListed(_ a: PlaceMention, _ b: PlaceMention, _ sentence: SentenceView) -> Bool {
        guard a.tokens.upperBound <= b.tokens.lowerBound,
            a.resolution?.match?.precision == b.resolution?.match?.precision,
            a.resolution?.match?.placeID != b.resolution?.match?.placeID
        else { return false }
        let between = (a.tokens.upperBound..<b.tokens.lowerBound).map { sentence.passage.tokens[$0] }
        guard between.count <= 8 else { return false }
        let words = between.filter { $0.kind != .sign }.map(\.folded)
        return words.allSatisfy { Self.joints.contains($0) }
            && (!words.isEmpty || between.contains { $0.text == "," || $0.text == "،" })
    }

    private static let joints: Set<String> = [
        "and", "or", "as", "well", "in", "provinces", "northwestern", "iraq", "و", "al",
    ]

    private func receiver(_ sentence: SentenceView) -> PlaceMention? {
        sentence.places.first {
            ($0.kind == .metonym || $0.kind.mayBeEventPlace) && $0.resolution?.match?.feature == .country
        }
    }

    private func origin(of trigger: EventTrigger, _ candidates: [PlaceMention], _ sentence: SentenceView)
        -> PlaceMention?
    {
        candidates.first { isOrigin($0, sentence) }
            ?? candidates.first {
                sentence.precedes(lexicon.locative, $0.tokens.lowerBound) && !isDestination($0, sentence)
                    && abs($0.tokens.lowerBound - trigger.tokens.lowerBound) < 16
            }
    }

    private func isOrigin(_ mention: PlaceMention, _ sentence: SentenceView) -> Bool {
        isBehind(lexicon.from, mention, sentence)
    }

    private func isDestination(_ mention: PlaceMention, _ sentence: SentenceView) -> Bool {
        isBehind(lexicon.to, mention, sentence)
            || sentence.places.contains {
                $0.kind == .unnamedFacility && $0.tokens.upperBound <= mention.tokens.lowerBound
                    && mention.tokens.lowerBound - $0.tokens.upperBound <= 3 && isBehind(lexicon.to, $0, sentence)
            }
    }

    /// Whether a preposition stands before a mention, with words of its own noun phrase between.
    private func isBehind(_ words: PhraseList, _ mention: PlaceMention, _ sentence: SentenceView) -> Bool {
        let first = max(sentence.range.lowerBound, mention.tokens.lowerBound - 7)
        var token = mention.tokens.lowerBound - 1
        while token >= first {
            let word = sentence.passage.tokens[token].folded
            if words.contains(word) { return true }
            if lexicon.from.contains(word) || lexicon.to.contains(word) || word == "," || word == "." { return false }
            token -= 1
        }
        return false
    }

    /// How far a place lies from the words of an event: tokens, clauses, and what prepositions say.
    private func cost(of mention: PlaceMention, to trigger: EventTrigger, _ sentence: SentenceView) -> Int {
        let isBehind = mention.tokens.lowerBound >= trigger.tokens.upperBound
        let distance =
            isBehind
            ? mention.tokens.lowerBound - trigger.tokens.upperBound
            : trigger.tokens.lowerBound - mention.tokens.upperBound
        var cost =
            max(0, distance) + 12 * sentence.clauses(between: mention.tokens.lowerBound, and: trigger.tokens.lowerBound)
        if sentence.precedes(lexicon.locative, mention.tokens.lowerBound, gap: 1) { cost -= 6 }
        if isBehind { cost -= 3 }
        if isExample(mention, sentence) { cost += 20 }
        // "Iraq's Nineveh": what is owned is meant.
        if mention.kind == .possessive { cost += 6 }
        switch mention.resolution?.match?.precision {
        case .exact, .near, .district: cost -= 8
        case .province: cost -= 5
        case .region: cost -= 2
        case .country, .supranational, nil: cost += 8
        }
        return cost
    }

    /// "camps such as X": one of several.
    private func isExample(_ mention: PlaceMention, _ sentence: SentenceView) -> Bool {
        let words = sentence.before(mention.tokens.lowerBound, 2)
            .map { sentence.passage.tokens[$0].folded }
        return words == ["such", "as"] || words.last == "like" || words.last == "مثل"
    }

    // MARK: - Routes

    /// Origin and destination as the sentence has them.
    func route(of trigger: EventTrigger, in sentence: SentenceView) -> DraftRoute {
        let places = sentence.places.filter { $0.kind.mayBeEventPlace && $0.holder == nil }
        let named = places.filter { $0.resolution?.match != nil }
        let origin = named.first { isOrigin($0, sentence) }
        let destination = named.first { isDestination($0, sentence) && $0.tokens != origin?.tokens }
        return DraftRoute(
            origin: origin.flatMap { DraftPlace($0, text: sentence.passage.text($0.tokens)) },
            destination: destination.flatMap { DraftPlace($0, text: sentence.passage.text($0.tokens)) },
            mode: mode(in: sentence))
    }

    private func mode(in sentence: SentenceView) -> String {
        if sentence.first(lexicon.bothModes, in: sentence.range) != nil { return "land and air" }
        let land = sentence.first(lexicon.landMode, in: sentence.range) != nil
        let air = sentence.first(lexicon.airMode, in: sentence.range) != nil
        return land && air ? "land and air" : land ? "land" : air ? "air" : ""
    }

    // MARK: - Dates

    /// The days that the sentence gives an event: those nearest to its words, of its own clause first.
    func time(of trigger: EventTrigger, in sentence: SentenceView) -> TimeExpression? {
        let isState = trigger.type == .presence || trigger.type == .custody
        let dated = sentence.times.filter {
            $0.meaning == .days && $0.interval != nil
                && (!isState || sentence.clauses(between: $0.tokens.lowerBound, and: trigger.tokens.lowerBound) == 0)
        }
        return dated.min { a, b in timeCost(a, trigger, sentence) < timeCost(b, trigger, sentence) }
    }

    private func timeCost(_ time: TimeExpression, _ trigger: EventTrigger, _ sentence: SentenceView) -> Int {
        abs(time.tokens.lowerBound - trigger.tokens.lowerBound)
            + 15 * sentence.clauses(between: time.tokens.lowerBound, and: trigger.tokens.lowerBound)
    }

    // MARK: - Actors

    /// Who acts: named behind "by", else before the words.
    func actor(of trigger: EventTrigger, in sentence: SentenceView) -> ActorMention? {
        let able = sentence.actors.filter {
            ($0.role == .armed || $0.role == .authority) && $0.rule != "group_as_adjective"
        }
        let behind = able.first {
            $0.tokens.lowerBound >= trigger.tokens.upperBound
                && sentence.precedes(lexicon.locative, $0.tokens.lowerBound, gap: 1)
                && isBy($0, sentence)
        }
        if let behind { return behind }
        if sentence.passage.tokens[trigger.tokens.lowerBound].isArabic,
            let subject = subject(behind: trigger, able, sentence)
        {
            return subject
        }
        return able.last {
            $0.tokens.upperBound <= trigger.tokens.lowerBound
                && sentence.clauses(between: $0.tokens.lowerBound, and: trigger.tokens.lowerBound) <= 1
        }
    }

    /// In Arabic the one who acts follows the verb, and whom it met follows both.
    private func subject(
        behind trigger: EventTrigger, _ actors: [ActorMention], _ sentence: SentenceView
    ) -> ActorMention? {
        let behind = actors.filter {
            $0.tokens.lowerBound >= trigger.tokens.upperBound && $0.tokens.lowerBound <= trigger.tokens.upperBound + 8
        }
        guard behind.count > 1, let first = behind.first, first.tokens.lowerBound <= trigger.tokens.upperBound + 1
        else { return nil }
        return first
    }

    private func isBy(_ actor: ActorMention, _ sentence: SentenceView) -> Bool {
        sentence.before(actor.tokens.lowerBound, 2).contains {
            ["by", "from", "من"].contains(sentence.passage.tokens[$0].folded)
        }
    }

    /// Whom it met: the first actor behind the words that is not the one who acted.
    func target(of trigger: EventTrigger, in sentence: SentenceView, actor: ActorMention?) -> String {
        sentence.actors.first {
            $0.tokens.lowerBound >= trigger.tokens.upperBound && $0.tokens.lowerBound <= trigger.tokens.upperBound + 8
                && $0.role != .outlet && $0.tokens != actor?.tokens
        }?.name ?? ""
    }
}
