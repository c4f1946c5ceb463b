// SPDX-License-Identifier: Apache-2.0

import Gazetteer
public import Incidents

/// Words that tell an event.
struct EventTrigger {
    /// Tokens of the passage.
    let tokens: Range<Int>
    /// What happened.
    let type: EventType
    /// What a number beside it counts; empty for none.
    let counted: String
    /// Whether it only counts the victims of another event of the sentence.
    let isCasualty: Bool
    /// The rule that read it.
    let rule: String
}

/// Words that would tell an event, and why they do not.
public struct LeftOut: Sendable, Hashable {
    /// Where they stand.
    public let span: TextSpan
    /// The words.
    public let surface: String
    /// Why they make no claim.
    public let reason: String
}

/// Finds the words of a sentence that tell events.
struct TriggerFinder: Sendable {
    let lexicon: EventLexicon

    /// The triggers of a sentence in order, and what was left out.
    func triggers(in sentence: SentenceView) -> (found: [EventTrigger], leftOut: [LeftOut]) {
        var found: [EventTrigger] = [], leftOut: [LeftOut] = []
        var token = sentence.range.lowerBound
        while token < sentence.range.upperBound {
            guard
                let (tokens, value) = lexicon.events.match(
                    sentence.passage, at: token, before: sentence.range.upperBound),
                let kind = lexicon.kinds[value]
            else {
                token += 1
                continue
            }
            token = tokens.upperBound
            if kind.type == "none" || isInsideName(tokens, sentence) { continue }
            if let reason = objection(to: kind, tokens, sentence) {
                if let span = sentence.passage.span(tokens), reason.isTold {
                    leftOut.append(LeftOut(span: span, surface: sentence.passage.text(tokens), reason: reason.text))
                }
                continue
            }
            found.append(trigger(kind, tokens, sentence))
        }
        return (found, leftOut)
    }

    /// Words of a name tell nothing ("the Battle of Mosul" tells, "Joint Operations Command" does not).
    private func isInsideName(_ tokens: Range<Int>, _ sentence: SentenceView) -> Bool {
        sentence.actors.contains { $0.rule == "named_group" && $0.tokens.overlaps(tokens) }
            || sentence.places.contains { $0.tokens.overlaps(tokens) && $0.kind != .unnamedFacility }
    }

    private struct Objection {
        let text: String
        let isTold: Bool
    }

    private func objection(to kind: EventLexicon.Kind, _ tokens: Range<Int>, _ sentence: SentenceView) -> Objection? {
        let clause = sentence.clause(of: tokens.lowerBound)
        if let needed = lexicon.needed(by: kind) {
            let around = self.around(tokens, kind, clause, sentence)
            guard sentence.first(needed, in: around) != nil else {
                return Objection(text: "no word of the kind '\(kind.needs)' beside it", isTold: false)
            }
        }
        let before = sentence.before(tokens.lowerBound, 10)
        if let cue = sentence.first(lexicon.prevented, in: before),
            sentence.clauses(between: cue.lowerBound, and: tokens.lowerBound) == 0
        {
            return Objection(
                text: "what is to be prevented, or is feared: '\(sentence.passage.text(cue))'", isTold: true)
        }
        if let cue = negation(of: tokens, sentence) {
            return Objection(text: "what did not happen: '\(sentence.passage.text(cue))'", isTold: true)
        }
        if let reason = remark(kind, tokens, sentence) { return Objection(text: reason, isTold: true) }
        if kind.type == "casualty", tokens.lowerBound > sentence.range.lowerBound,
            sentence.passage.tokens[tokens.lowerBound - 1].folded == "the"
        {
            return Objection(text: "victims that were told before", isTold: false)
        }
        if ["attempt", "attempts"].contains(next(tokens, sentence)) {
            return Objection(text: "an attempt", isTold: true)
        }
        return nil
    }

    /// "no clashes", "nobody was hurt" before the words; "were not reported", "were false" behind them.
    private func negation(of tokens: Range<Int>, _ sentence: SentenceView) -> Range<Int>? {
        let clause = sentence.clause(of: tokens.lowerBound)
        let before = max(clause.lowerBound, tokens.lowerBound - 4)..<tokens.lowerBound
        if let cue = sentence.first(lexicon.negated, in: before), !isBound(cue, sentence) { return cue }
        let behind = tokens.upperBound..<max(tokens.upperBound, min(clause.upperBound, tokens.upperBound + 6))
        let words = sentence.passage.tokens
        guard let cue = sentence.first(lexicon.negated, in: behind), cue.lowerBound > tokens.upperBound,
            Self.copulas.contains(words[cue.lowerBound - 1].folded)
        else { return nil }
        return cue
    }

    private static let copulas: Set<String> = ["was", "were", "is", "are", "did", "had", "has", "have", "been"]

    /// "no fewer than", "not only".
    private func isBound(_ cue: Range<Int>, _ sentence: SentenceView) -> Bool {
        guard cue.upperBound < sentence.range.upperBound else { return false }
        return ["less", "fewer", "longer", "only", "more", "اقل", "يقل"].contains(
            sentence.passage.tokens[cue.upperBound].folded)
    }

    /// Words about events that are told elsewhere, or that may come.
    private func remark(_ kind: EventLexicon.Kind, _ tokens: Range<Int>, _ sentence: SentenceView) -> String? {
        let near = sentence.before(tokens.lowerBound, 5)
        if let cue = sentence.first(lexicon.opinion, in: near) {
            return "words about an event: '\(sentence.passage.text(cue))'"
        }
        guard Self.violent.contains(kind.type) else { return nil }
        let far = sentence.before(tokens.lowerBound, 14)
        if let cue = sentence.first(lexicon.warned, in: far) {
            return "what is feared or warned of: '\(sentence.passage.text(cue))'"
        }
        let clause = max(sentence.clause(of: tokens.lowerBound).lowerBound, tokens.lowerBound - 8)..<tokens.lowerBound
        let behind = tokens.upperBound..<max(tokens.upperBound, min(sentence.range.upperBound, tokens.upperBound + 1))
        if let cue = sentence.first(lexicon.planned, in: clause) ?? sentence.first(lexicon.planned, in: behind),
            !sentence.precedes(lexicon.hedged, tokens.lowerBound, gap: 2)
        {
            return "what may come: '\(sentence.passage.text(cue))'"
        }
        return nil
    }

    private static let violent: Set<String> = [
        "attack", "battle", "air_strike", "ied", "suicide_attack", "abduction", "violence_against_civilians", "riot",
    ]

    private func next(_ tokens: Range<Int>, _ sentence: SentenceView) -> String {
        tokens.upperBound < sentence.range.upperBound ? sentence.passage.tokens[tokens.upperBound].folded : ""
    }

    private func around(
        _ tokens: Range<Int>, _ kind: EventLexicon.Kind, _ clause: Range<Int>, _ sentence: SentenceView
    ) -> Range<Int> {
        switch kind.needs {
        case "captive", "person": return object(of: tokens, sentence)
        case "captive_near":
            let from = max(clause.lowerBound, tokens.lowerBound - 5)
            return from..<max(from, min(sentence.range.upperBound, tokens.upperBound + 6))
        default: return clause
        }
    }

    /// The words in which whom it meets may stand: some before and more behind, within a clause more or less.
    private func object(of tokens: Range<Int>, _ sentence: SentenceView) -> Range<Int> {
        let clause = sentence.clause(of: tokens.lowerBound)
        let from = max(clause.lowerBound, tokens.lowerBound - 10)
        return from..<max(from, min(sentence.range.upperBound, tokens.upperBound + 12))
    }

    private func trigger(_ kind: EventLexicon.Kind, _ tokens: Range<Int>, _ sentence: SentenceView) -> EventTrigger {
        var type = EventType(rawValue: kind.type) ?? .battle, rule = "event_words"
        if kind.type == "attack" { (type, rule) = attack(tokens, sentence) }
        if kind.type == "casualty" { (type, rule) = casualty(tokens, sentence) }
        if kind.type == "past" { type = .history }
        return EventTrigger(
            tokens: tokens, type: type, counted: kind.counted, isCasualty: kind.type == "casualty",
            rule: rule)
    }

    /// What was attacked decides.
    private func attack(_ tokens: Range<Int>, _ sentence: SentenceView) -> (EventType, String) {
        let around = sentence.window(tokens, before: 8, behind: 8)
        let isPrison =
            sentence.first(lexicon.prisons, in: around) != nil
            || sentence.places.contains { $0.tokens.overlaps(around) && $0.resolution?.match?.feature == .prison }
        if isPrison { return (.attackOnPrison, "attack_on_prison_word") }
        let object = tokens.upperBound..<min(sentence.range.upperBound, tokens.upperBound + 6)
        if sentence.first(lexicon.civilians, in: object) != nil {
            return (.violenceAgainstCivilians, "attack_on_civilians")
        }
        return (.battle, "armed_attack")
    }

    private func casualty(_ tokens: Range<Int>, _ sentence: SentenceView) -> (EventType, String) {
        let around = sentence.window(tokens, before: 6, behind: 8)
        return sentence.first(lexicon.civilians, in: around) != nil
            ? (.violenceAgainstCivilians, "casualties_civilians") : (.battle, "casualties")
    }
}
