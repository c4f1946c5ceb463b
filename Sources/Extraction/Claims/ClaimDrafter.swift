// SPDX-License-Identifier: Apache-2.0

import Articles
import Gazetteer
import Geo
import Incidents

/// Drafts the claims of one sentence: each kind of event with each number that belongs to it.
struct ClaimDrafter: Sendable {
    let lexicon: EventLexicon
    let arguments: ArgumentFinder
    private let finder: TriggerFinder

    init(_ lexicon: EventLexicon) {
        self.lexicon = lexicon
        arguments = ArgumentFinder(lexicon: lexicon)
        finder = TriggerFinder(lexicon: lexicon)
    }

    /// What a sentence claims, and what it does not.
    /// - Parameters:
    ///   - statements: who says which part; what none covers, the narrator says.
    ///   - narrator: the publication.
    func claims(
        in sentence: SentenceView, statements: [SpeakerReader.Statement], narrator: DraftSpeaker
    ) -> (claims: [DraftClaim], leftOut: [LeftOut]) {
        let (triggers, leftOut) = finder.triggers(in: sentence)
        let main = triggers.filter { !$0.isCasualty }
        var claims: [DraftClaim] = []
        var used: Set<Int> = []
        for count in sentence.counts {
            guard let index = trigger(for: count, triggers, sentence) else { continue }
            used.insert(index)
            let trigger = settled(triggers[index], main)
            claims += drafts(trigger, count, sentence, statements, narrator)
        }
        for (index, trigger) in triggers.enumerated() where !used.contains(index) && mayStandAlone(trigger, main, claims) {
            claims += drafts(trigger, nil, sentence, statements, narrator)
        }
        return (claims, leftOut)
    }

    // MARK: - Numbers and events

    /// The event that a number belongs to: the one inside of what is counted, else the nearest that counts something.
    private func trigger(for count: CountExpression, _ triggers: [EventTrigger], _ sentence: SentenceView) -> Int? {
        if let inside = triggers.firstIndex(where: { $0.tokens.overlaps(count.noun) && $0.counted == "escaped" }) { return inside }
        guard count.unit == "persons" || count.unit.isEmpty else { return nil }
        let ranked = triggers.indices.filter { !triggers[$0].counted.isEmpty && mayCount(triggers[$0], count, sentence) }
            .map { ($0, cost(triggers[$0], count, sentence)) }
        return ranked.filter { $0.1 < 30 }.min { $0.1 < $1.1 }?.0
    }

    private func mayCount(_ trigger: EventTrigger, _ count: CountExpression, _ sentence: SentenceView) -> Bool {
        guard trigger.type == .transfer || trigger.type == .prisonBreak || trigger.type == .custody else { return true }
        let noun = count.noun.isEmpty ? count.tokens : count.noun
        return count.noun.isEmpty || sentence.first(lexicon.captives, in: noun) != nil
            || sentence.first(lexicon.persons, in: noun) != nil || sentence.first(lexicon.civilians, in: noun) != nil
    }

    private func cost(_ trigger: EventTrigger, _ count: CountExpression, _ sentence: SentenceView) -> Int {
        let end = max(count.tokens.upperBound, count.noun.upperBound)
        let distance = trigger.tokens.lowerBound >= end
            ? trigger.tokens.lowerBound - end : max(0, count.tokens.lowerBound - trigger.tokens.upperBound)
        return distance + 10 * sentence.clauses(between: count.tokens.lowerBound, and: trigger.tokens.lowerBound)
    }

    /// Victims are counted with the event of the sentence that made them.
    private func settled(_ trigger: EventTrigger, _ main: [EventTrigger]) -> EventTrigger {
        guard trigger.isCasualty, let cause = main.first(where: { Self.makesVictims.contains($0.type) }) else { return trigger }
        return EventTrigger(
            tokens: trigger.tokens, type: cause.type, counted: trigger.counted, isCasualty: true, isPast: cause.isPast,
            rule: "casualties_of_event")
    }

    private static let makesVictims: Set<EventType> = [
        .suicideAttack, .ied, .airStrike, .battle, .attackOnPrison, .depotExplosion, .violenceAgainstCivilians, .riot, .abduction,
    ]

    /// Whether words without a number claim something of their own.
    private func mayStandAlone(_ trigger: EventTrigger, _ main: [EventTrigger], _ claims: [DraftClaim]) -> Bool {
        if claims.contains(where: { $0.type == trigger.type }) { return false }
        if trigger.isCasualty { return !main.contains { Self.makesVictims.contains($0.type) } }
        return trigger.type != .custody
    }

    // MARK: - One claim

    private func drafts(
        _ trigger: EventTrigger, _ count: CountExpression?, _ sentence: SentenceView,
        _ statements: [SpeakerReader.Statement], _ narrator: DraftSpeaker
    ) -> [DraftClaim] {
        let anchor = count?.tokens.lowerBound ?? trigger.tokens.lowerBound
        let statement = statements.first { $0.scope.contains(anchor) }
        guard statement?.verb.overlaps(trigger.tokens) != true || trigger.type == .officialWarning,
            let span = sentence.passage.span(extent(trigger, count, sentence))
        else { return [] }
        let found = arguments.place(of: trigger, in: sentence)
        let isList = trigger.type == .presence || trigger.type == .officialWarning
        let mentions = found.map { isList ? arguments.members(of: $0.mention, in: sentence) : [$0.mention] } ?? []
        let actor = arguments.actor(of: trigger, in: sentence)
        let time = arguments.time(of: trigger, in: sentence)
        var claim = DraftClaim(
            type: trigger.type, counted: trigger.counted, status: .reported, place: .unknown, interval: time?.interval,
            datePrecision: time?.precision ?? .week, quantity: nil, actor: actor?.name ?? "",
            target: arguments.target(of: trigger, in: sentence, actor: actor), speaker: statement?.speaker ?? narrator,
            route: trigger.type == .transfer ? arguments.route(of: trigger, in: sentence) : nil, span: span,
            quote: sentence.passage.text(extent(trigger, count, sentence)), article: 0, rules: [trigger.rule], doubts: [],
            sentence: sentence.number, hasOwnPlace: found != nil, hasOwnDate: time != nil)
        if let rule = found?.rule { claim.rules.append(rule) }
        if let rule = time?.rules.first { claim.rules.append("date_\(rule)") }
        if time?.isContradictory == true { claim.doubts.append("The day of the week contradicts the date.") }
        if let rule = statement?.rule { claim.rules.append(rule) }
        settleStatus(&claim, trigger, count, sentence)
        if let count { claim.quantity = quantity(count, trigger, claim.status, sentence, rules: &claim.rules) }
        guard !mentions.isEmpty else { return [claim] }
        return mentions.compactMap { mention in
            guard let place = DraftPlace(mention, text: sentence.passage.text(mention.tokens)) else { return nil }
            var member = claim
            member.place = place
            member.doubts += place.doubts
            return member
        }
    }

    /// The characters of a claim: its number with its noun and its words, of one clause.
    private func extent(_ trigger: EventTrigger, _ count: CountExpression?, _ sentence: SentenceView) -> Range<Int> {
        guard let count else {
            let clause = sentence.clause(of: trigger.tokens.lowerBound)
            return clause.count <= 30 ? trimmed(clause, sentence) : trigger.tokens
        }
        let end = max(count.tokens.upperBound, count.noun.upperBound)
        guard sentence.clauses(between: count.tokens.lowerBound, and: trigger.tokens.lowerBound) == 0 else {
            return count.tokens.lowerBound..<end
        }
        return min(count.tokens.lowerBound, trigger.tokens.lowerBound)..<max(end, trigger.tokens.upperBound)
    }

    private func trimmed(_ tokens: Range<Int>, _ sentence: SentenceView) -> Range<Int> {
        var first = tokens.lowerBound, last = tokens.upperBound
        while first < last - 1, sentence.passage.tokens[first].kind == .sign { first += 1 }
        while last > first + 1, sentence.passage.tokens[last - 1].kind == .sign { last -= 1 }
        return first..<last
    }

    // MARK: - Status and quantity

    private func settleStatus(_ claim: inout DraftClaim, _ trigger: EventTrigger, _ count: CountExpression?, _ sentence: SentenceView) {
        if trigger.type == .custody || trigger.type == .presence || trigger.type == .history { claim.status = .context }
        if claim.speaker.isDoubted || sentence.precedes(lexicon.doubted, trigger.tokens.lowerBound, gap: 4) {
            claim.status = .contested
            claim.rules.append("status_doubted")
        }
        if isPlanned(trigger, count, sentence) {
            claim.status = .planned
            claim.rules.append("status_planned")
        }
        if sentence.kind == .headline || sentence.kind == .heading { claim.doubts.append("A headline.") }
    }

    private func isPlanned(_ trigger: EventTrigger, _ count: CountExpression?, _ sentence: SentenceView) -> Bool {
        let anchor = trigger.tokens.lowerBound
        let from = max(sentence.clause(of: anchor).lowerBound, anchor - 9)
        if let cue = sentence.first(lexicon.planned, in: from..<anchor), !isAside(cue, anchor, sentence) { return true }
        if let count, count.tokens.lowerBound < anchor {
            let before = max(sentence.range.lowerBound, count.tokens.lowerBound - 3)..<count.tokens.lowerBound
            if sentence.first(lexicon.planned, in: before) != nil { return true }
        }
        guard trigger.type == .transfer, anchor > sentence.range.lowerBound else { return false }
        return sentence.passage.tokens[anchor - 1].folded == "to"
    }

    /// Words of what has been done between a cue and the event ("could not stop what had begun").
    private func isAside(_ cue: Range<Int>, _ anchor: Int, _ sentence: SentenceView) -> Bool {
        (cue.upperBound..<anchor).contains { ["has", "had", "already", "was", "were"].contains(sentence.passage.tokens[$0].folded) }
    }

    private func quantity(
        _ count: CountExpression, _ trigger: EventTrigger, _ status: ClaimStatus, _ sentence: SentenceView, rules: inout [String]
    ) -> Quantity? {
        rules += count.rules.map { "count_\($0)" }
        let kind = kind(count, trigger, status, sentence)
        if kind == .cumulative { rules.append("running_total") }
        let unit = trigger.counted == "attackers" ? "attackers" : trigger.counted == "killed" ? "deaths" : "persons"
        return Quantity(min: count.least, best: count.best, max: count.most, unit: unit, bound: count.bound, kind: kind)
    }

    private func kind(
        _ count: CountExpression, _ trigger: EventTrigger, _ status: ClaimStatus, _ sentence: SentenceView
    ) -> CountKind {
        if status == .planned { return .plan }
        if trigger.type == .custody { return .stock }
        if trigger.counted == "attackers" { return .other }
        let from = max(sentence.range.lowerBound, min(trigger.tokens.lowerBound, count.tokens.lowerBound) - 3)
        let to = min(sentence.range.upperBound, max(trigger.tokens.upperBound, count.tokens.upperBound) + 4)
        return sentence.first(lexicon.soFar, in: from..<to) != nil ? .cumulative : .increment
    }
}
