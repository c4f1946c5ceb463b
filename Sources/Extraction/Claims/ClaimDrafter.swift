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
        var (triggers, leftOut) = finder.triggers(in: sentence)
        leaveOutDenied(&triggers, &leftOut, sentence, statements)
        let main = triggers.filter { !$0.isCasualty }
        var claims: [DraftClaim] = []
        var used: Set<Int> = []
        for count in sentence.counts {
            guard let index = trigger(for: count, triggers, sentence) else { continue }
            used.insert(index)
            let trigger = settled(triggers[index], main)
            claims += drafts(trigger, count, sentence, statements, narrator)
        }
        for (index, trigger) in triggers.enumerated()
        where !used.contains(index) && mayStandAlone(trigger, main, claims) {
            claims += drafts(trigger, nil, sentence, statements, narrator)
        }
        if let duration = duration(in: sentence, statements, narrator) { claims.append(duration) }
        return (claims, leftOut)
    }

    /// What somebody denies is no event of theirs; what they say instead is another statement.
    private func leaveOutDenied(
        _ triggers: inout [EventTrigger], _ leftOut: inout [LeftOut], _ sentence: SentenceView,
        _ statements: [SpeakerReader.Statement]
    ) {
        let denials = statements.filter(\.speaker.isDenial)
        triggers.removeAll { trigger in
            guard let denial = denials.first(where: { $0.scope.contains(trigger.tokens.lowerBound) }),
                let span = sentence.passage.span(trigger.tokens)
            else { return false }
            let reason = "what \(denial.speaker.claimant) denies"
            leftOut.append(LeftOut(span: span, surface: sentence.passage.text(trigger.tokens), reason: reason))
            return true
        }
    }

    /// How long it is to take is a statement of its own, with days as its number.
    private func duration(
        in sentence: SentenceView, _ statements: [SpeakerReader.Statement], _ narrator: DraftSpeaker
    ) -> DraftClaim? {
        guard let stated = StatedDuration(in: sentence, verbs: lexicon.durationVerbs),
            let span = sentence.passage.span(stated.tokens)
        else { return nil }
        let speaker = statements.first { $0.scope.contains(stated.tokens.lowerBound) }?.speaker ?? narrator
        let quantity = Quantity(
            min: stated.days.lowerBound, best: nil, max: stated.days.upperBound, unit: "days", bound: .range,
            kind: .other)
        return DraftClaim(
            type: .statement, counted: "duration", status: .planned, place: .unknown, interval: nil,
            datePrecision: .month,
            quantity: quantity, actor: "", target: "", speaker: speaker, route: nil, span: span,
            quote: sentence.passage.text(stated.tokens), article: 0, rules: [stated.rule], doubts: [],
            sentence: sentence.number,
            hasOwnPlace: false, hasOwnDate: false)
    }

    // MARK: - Numbers and events

    /// The event that a number belongs to: the one inside of what is counted, else the nearest that counts something.
    private func trigger(for count: CountExpression, _ triggers: [EventTrigger], _ sentence: SentenceView) -> Int? {
        let others = sentence.counts.filter {
            $0.tokens.lowerBound >= count.tokens.upperBound && $0.tokens.upperBound <= count.noun.upperBound
        }
        if others.isEmpty,
            let inside = triggers.firstIndex(where: { $0.tokens.overlaps(count.noun) && $0.counted == "escaped" })
        {
            return inside
        }
        guard isPeople(count, sentence), !isPart(count, sentence) else { return nil }
        let ranked = triggers.indices.filter {
            !triggers[$0].counted.isEmpty && mayCount(triggers[$0], count, sentence)
        }
        .map { ($0, cost(triggers[$0], count, sentence)) }
        return ranked.filter { $0.1 < 30 }.min { $0.1 < $1.1 }?.0
    }

    /// "five, including two children", "37 of some 60": a part, or the whole, of a number that is counted already.
    private func isPart(_ count: CountExpression, _ sentence: SentenceView) -> Bool {
        // "-5" is no number of people.
        if count.tokens.lowerBound > sentence.range.lowerBound {
            let before = sentence.passage.tokens[count.tokens.lowerBound - 1]
            if before.text == "-" || before.text == "−", before.isSpaced,
                !sentence.passage.tokens[count.tokens.lowerBound].isSpaced
            {
                return true
            }
        }
        if sentence.precedes(lexicon.partWords, count.tokens.lowerBound, gap: 1) { return true }
        return sentence.counts.contains {
            $0.tokens.upperBound < count.tokens.lowerBound && count.tokens.lowerBound - $0.tokens.upperBound <= 2
                && sentence.passage.tokens[$0.tokens.upperBound].folded == "of"
        }
    }

    private func isPeople(_ count: CountExpression, _ sentence: SentenceView) -> Bool {
        count.unit == "persons" || count.unit.isEmpty || sentence.first(lexicon.prisons, in: count.noun) != nil
    }

    private func mayCount(_ trigger: EventTrigger, _ count: CountExpression, _ sentence: SentenceView) -> Bool {
        if sentence.first(lexicon.prisons, in: count.noun) != nil, count.unit != "persons" {
            return trigger.type == .custody
        }
        guard trigger.type == .transfer || trigger.type == .prisonBreak || trigger.type == .custody else { return true }
        let noun = count.noun.isEmpty ? count.tokens : count.noun
        return count.noun.isEmpty || sentence.first(lexicon.captives, in: noun) != nil
            || sentence.first(lexicon.persons, in: noun) != nil || sentence.first(lexicon.civilians, in: noun) != nil
    }

    private func cost(_ trigger: EventTrigger, _ count: CountExpression, _ sentence: SentenceView) -> Int {
        let end = max(count.tokens.upperBound, count.noun.upperBound)
        let distance =
            trigger.tokens.lowerBound >= end
            ? trigger.tokens.lowerBound - end : max(0, count.tokens.lowerBound - trigger.tokens.upperBound)
        if trigger.tokens.overlaps(count.tokens) || trigger.isCasualty && trigger.tokens.overlaps(count.noun) {
            return -12
        }
        // "17 others wounded" beside "killed" before it: victims are told by the word behind their number.
        if trigger.isCasualty, trigger.tokens.lowerBound >= end, distance <= 1 { return distance - 6 }
        let isObject = trigger.tokens.upperBound <= count.tokens.lowerBound
        return distance + (trigger.type == .custody ? 4 : 0) - (isObject && distance <= 3 ? 3 : 0)
            + 10 * sentence.clauses(between: count.tokens.lowerBound, and: trigger.tokens.lowerBound)
    }

    /// Victims are counted with the event of the sentence that made them.
    private func settled(_ trigger: EventTrigger, _ main: [EventTrigger]) -> EventTrigger {
        guard trigger.isCasualty, let cause = main.first(where: { Self.makesVictims.contains($0.type) }) else {
            return trigger
        }
        return EventTrigger(
            tokens: trigger.tokens, type: cause.type, counted: trigger.counted, isCasualty: true,
            rule: "casualties_of_event")
    }

    static let makesVictims: Set<EventType> = [
        .suicideAttack, .ied, .airStrike, .battle, .attackOnPrison, .depotExplosion, .violenceAgainstCivilians, .riot,
        .abduction,
    ]

    /// Whether words without a number claim something of their own.
    private func mayStandAlone(_ trigger: EventTrigger, _ main: [EventTrigger], _ claims: [DraftClaim]) -> Bool {
        if claims.contains(where: { $0.type == trigger.type }) { return false }
        // A patrol that is shot at is no posture.
        if trigger.rule == "armed_attack", main.contains(where: { $0.type == .arrest }) { return false }
        if trigger.type == .forcePosture {
            return !main.contains { Self.makesVictims.contains($0.type) && $0.type != .depotExplosion }
        }
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
        let actor = arguments.actor(of: trigger, in: sentence).flatMap { speaks($0, statement) ? nil : $0 }
        let time = arguments.time(of: trigger, in: sentence)
        var claim = DraftClaim(
            type: trigger.type, counted: trigger.counted, status: .reported, place: .unknown, interval: time?.interval,
            datePrecision: time?.precision ?? .week, quantity: nil, actor: actor?.name ?? "",
            target: arguments.target(of: trigger, in: sentence, actor: actor), speaker: statement?.speaker ?? narrator,
            route: trigger.type == .transfer ? arguments.route(of: trigger, in: sentence) : nil, span: span,
            quote: sentence.passage.text(extent(trigger, count, sentence)), article: 0, rules: [trigger.rule],
            doubts: [],
            sentence: sentence.number,
            hasOwnPlace: found != nil, hasOwnDate: time != nil, block: sentence.block,
            isTitle: sentence.kind == .headline || sentence.kind == .heading,
            actingCountries: countries(of: trigger, in: sentence))
        if let rule = found?.rule { claim.rules.append(rule) }
        if let rule = time?.rules.first { claim.rules.append("date_\(rule)") }
        if trigger.counted == "received", claim.route?.destination == nil, let found {
            claim.route?.destination = DraftPlace(found.mention, text: sentence.passage.text(found.mention.tokens))
        }
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
            if !isList { widen(&member, mention, sentence) }
            return member
        }
    }

    /// One event at several named places lies at none of them alone; "near" is not "in".
    private func widen(_ claim: inout DraftClaim, _ mention: PlaceMention, _ sentence: SentenceView) {
        let others = arguments.members(of: mention, in: sentence)
        if others.count > 1, claim.type != .transfer {
            let provinces = Set(others.compactMap { $0.resolution?.match?.iso3166_2 })
            let names = others.map { sentence.passage.text($0.tokens) }.joined(separator: ", ")
            claim.place = provinces.count == 1 ? claim.place.coarsened : .country(claim.place.country)
            claim.rules.append("place_of_list")
            claim.doubts.append("Several places are named: \(names).")
        } else if claim.place.precision == .exact, arguments.isNear(mention, in: sentence) {
            claim.place.precision = .near
            claim.rules.append("place_near")
        }
    }

    /// Whether an actor only says it.
    private func speaks(_ actor: ActorMention, _ statement: SpeakerReader.Statement?) -> Bool {
        guard let statement else { return false }
        return actor.name == statement.speaker.claimant
            && abs(actor.tokens.upperBound - statement.verb.lowerBound) <= 14
    }

    /// Countries of metonyms and actors, the nearest before the words first.
    private func countries(of trigger: EventTrigger, in sentence: SentenceView) -> [String] {
        let metonyms = sentence.places.filter { $0.kind == .metonym && !$0.country.isEmpty }.map {
            ($0.tokens, $0.country)
        }
        let actors = sentence.actors.filter { !$0.country.isEmpty && $0.role != .outlet }.map {
            ($0.tokens, $0.country)
        }
        let ranked = (metonyms + actors).sorted {
            abs($0.0.lowerBound - trigger.tokens.lowerBound) < abs($1.0.lowerBound - trigger.tokens.lowerBound)
        }
        var seen: Set<String> = []
        return ranked.map(\.1).filter { seen.insert($0).inserted }
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

    private func settleStatus(
        _ claim: inout DraftClaim, _ trigger: EventTrigger, _ count: CountExpression?, _ sentence: SentenceView
    ) {
        if trigger.type == .custody || trigger.type == .presence || trigger.type == .history { claim.status = .context }
        let isState = claim.status == .context
        if claim.speaker.isDoubted || !isState && sentence.precedes(lexicon.doubted, trigger.tokens.lowerBound, gap: 4)
        {
            claim.status = .contested
            claim.rules.append("status_doubted")
        }
        if sentence.precedes(lexicon.hedged, trigger.tokens.lowerBound, gap: 2) {
            claim.status = .contested
            claim.rules.append("status_hedged")
        } else if isPlanned(trigger, count, sentence) {
            claim.status = .planned
            claim.rules.append("status_planned")
        }
        if sentence.kind == .headline || sentence.kind == .heading { claim.doubts.append("A headline.") }
    }

    private func isPlanned(_ trigger: EventTrigger, _ count: CountExpression?, _ sentence: SentenceView) -> Bool {
        if [.custody, .presence, .history, .agreement].contains(trigger.type) { return false }
        let anchor = trigger.tokens.lowerBound
        let from = max(sentence.clause(of: anchor).lowerBound, anchor - 9)
        if let cue = sentence.first(lexicon.planned, in: from..<anchor), !isAside(cue, anchor, sentence) { return true }
        if let count, count.tokens.lowerBound < anchor {
            let before = sentence.before(count.tokens.lowerBound, 3)
            if sentence.first(lexicon.planned, in: before) != nil { return true }
        }
        guard trigger.type == .transfer, anchor > sentence.range.lowerBound else { return false }
        return sentence.passage.tokens[anchor - 1].folded == "to"
    }

    /// Words of what has been done between a cue and the event ("could not stop what had begun").
    private func isAside(_ cue: Range<Int>, _ anchor: Int, _ sentence: SentenceView) -> Bool {
        (cue.upperBound..<anchor).contains {
            ["has", "had", "already", "was", "were"].contains(sentence.passage.tokens[$0].folded)
        }
    }

    private func quantity(
        _ count: CountExpression, _ trigger: EventTrigger, _ status: ClaimStatus, _ sentence: SentenceView,
        rules: inout [String]
    ) -> Quantity? {
        rules += count.rules.map { "count_\($0)" }
        let kind = kind(count, trigger, status, sentence)
        if kind == .cumulative { rules.append("running_total") }
        let units = ["attackers": "attackers", "killed": "deaths", "injured": "wounded"]
        let unit = units[trigger.counted] ?? (count.unit.isEmpty ? "persons" : count.unit)
        return Quantity(min: count.least, best: count.best, max: count.most, unit: unit, bound: count.bound, kind: kind)
    }

    private func kind(
        _ count: CountExpression, _ trigger: EventTrigger, _ status: ClaimStatus, _ sentence: SentenceView
    ) -> CountKind {
        if status == .planned { return .plan }
        if trigger.type == .custody { return .stock }
        if trigger.counted == "attackers" || trigger.type == .transfer && count.rules.contains("vague") {
            return .other
        }
        let from = max(sentence.range.lowerBound, min(trigger.tokens.lowerBound, count.tokens.lowerBound) - 3)
        let to = min(sentence.range.upperBound, max(trigger.tokens.upperBound, count.tokens.upperBound) + 4)
        return sentence.first(lexicon.soFar, in: from..<to) != nil ? .cumulative : .increment
    }
}
