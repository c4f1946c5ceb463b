// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// What the rest of an article says about a claim: places, days, bounds and sources that its sentence leaves open.
struct DraftSettling {
    /// Day of publication; nil where it is not known.
    let published: CalendarDay?
    /// The month or days that the article states for what it tells, of its title or first sentences.
    let frame: DayInterval?
    /// Country of which the article speaks most; empty where none leads.
    let country: String
    /// Countries of which the article speaks as places.
    let countries: Set<String>

    /// Claims that look at each other: an article refers to what it told before, a book does not. Longer texts are settled
    /// in such stretches, so that their cost grows with their length alone.
    static let longestStretch = 128

    /// Settles the claims of one article, in the order of its text.
    func settle(_ drafts: [DraftClaim]) -> [DraftClaim] {
        stride(from: 0, to: drafts.count, by: Self.longestStretch).flatMap { start in
            stretch(Array(drafts[start..<min(start + Self.longestStretch, drafts.count)]))
        }
    }

    private func stretch(_ drafts: [DraftClaim]) -> [DraftClaim] {
        var claims = drafts
        for index in claims.indices { planOfSameNumber(&claims, index) }
        for index in claims.indices { dropVague(&claims[index]) }
        for index in claims.indices { casualtiesGoOn(&claims, index) }
        for index in claims.indices { place(&claims, index) }
        for index in claims.indices { date(&claims, index) }
        for index in claims.indices { runningTotal(&claims, index) }
        for index in claims.indices { past(&claims[index]) }
        for index in claims.indices { root(&claims, index) }
        return distinct(claims)
    }

    // MARK: - Numbers

    /// A number that the article calls a plan or a maximum anywhere is that number wherever it stands: "7,000" beside "up to
    /// 7,000", "are being moved" beside "could be moved".
    private func planOfSameNumber(_ claims: inout [DraftClaim], _ index: Int) {
        guard claims[index].type == .transfer, let quantity = claims[index].quantity, quantity.kind != .stock,
            let number = quantity.named, number >= 2
        else { return }
        let others = claims.filter { $0.type == .transfer && $0.quantity?.named == number }
        guard others.contains(where: { $0.status == .planned }) else { return }
        let isMaximum = quantity.bound != .upper && others.contains { $0.quantity?.bound == .upper }
        guard isMaximum || claims[index].status != .planned else { return }
        claims[index].status = .planned
        claims[index].quantity =
            isMaximum
            ? Quantity(min: nil, best: nil, max: number, unit: quantity.unit, bound: .upper, kind: .plan)
            : Quantity(
                min: quantity.min, best: quantity.best, max: quantity.max, unit: quantity.unit, bound: quantity.bound,
                kind: .plan)
        claims[index].rules.append(isMaximum ? "bound_of_same_number" : "plan_of_same_number")
        claims[index].doubts.append("The article calls the number a plan or a maximum elsewhere.")
    }

    private func haveSameNumber(_ a: DraftClaim, _ b: DraftClaim) -> Bool {
        guard let x = a.quantity?.named, let y = b.quantity?.named, a.type == b.type else { return false }
        return x == y
    }

    /// "Three were hurt": the victims of the event that the sentences before tell, in the same paragraph or the one before.
    private func casualtiesGoOn(_ claims: inout [DraftClaim], _ index: Int) {
        let claim = claims[index]
        guard let first = claim.rules.first, first.hasPrefix("casualties"), first != "casualties_of_event" else {
            return
        }
        if claim.isTitle { return casualtiesOfTitle(&claims, index) }
        guard
            let cause = claims[..<index].last(where: { other in
                claim.sentence - other.sentence <= 3 && ClaimDrafter.makesVictims.contains(other.type) && !other.isTitle
                    && other.hasOwnPlace
            }), !claim.hasOwnPlace || claim.place.id == cause.place.id
        else { return }
        claims[index].type = cause.type
        claims[index].rules.append("casualties_go_on")
        if !claim.hasOwnPlace { take(cause.place, "place_of_sentence_before", &claims[index]) }
        claims[index].hasOwnPlace = true
    }

    /// A title's victims are those of the text with the same number.
    private func casualtiesOfTitle(_ claims: inout [DraftClaim], _ index: Int) {
        let claim = claims[index]
        guard
            let told = claims.first(where: {
                !$0.isTitle && $0.counted == claim.counted && $0.quantity?.named != nil
                    && $0.quantity?.named == claim.quantity?.named && ClaimDrafter.makesVictims.contains($0.type)
            })
        else { return }
        claims[index].type = told.type
        claims[index].rules.append("casualties_of_text")
    }

    // MARK: - Places

    private func place(_ claims: inout [DraftClaim], _ index: Int) {
        let claim = claims[index]
        guard !claim.hasOwnPlace, claim.counted != "duration" else { return nearPrison(&claims[index]) }
        if claim.type == .statement { return placeOfStatement(&claims[index]) }
        if let other = claims.first(where: { $0.hasOwnPlace && haveSameNumber($0, claim) }) {
            return take(other.place, "place_of_same_number", &claims[index])
        }
        if claim.type == .agreement, let country = claim.actingCountries.first(where: countries.contains) {
            return take(.country(country), "place_of_who_acts", &claims[index])
        }
        if let near = claim.nearPlace {
            let isKnown = claims[..<index].contains { $0.place.id == near.id && Self.areOneMatter($0.type, claim.type) }
            let place = isKnown || claim.type == .history || Self.isOfPrison(claim.type) ? near : near.coarsened
            return take(place, "place_of_paragraph", &claims[index])
        }
        let before = claims[..<index].last {
            $0.place.precision < .supranational && $0.type == claim.type && claim.sentence - $0.sentence <= 2
        }
        if let before { return take(before.place, "place_of_sentence_before", &claims[index]) }
        if Self.isOfPrison(claim.type),
            let family = claims.first(where: { $0.hasOwnPlace && Self.isOfPrison($0.type) })
        {
            return take(family.place, "place_of_same_matter", &claims[index])
        }
        if let country = claim.actingCountries.first(where: countries.contains), claim.type != .transfer {
            return take(.country(country), "place_of_who_acts", &claims[index])
        }
        if let family = claims.first(where: { $0.hasOwnPlace && Self.areOneMatter($0.type, claim.type) }) {
            return take(family.place, "place_of_same_matter", &claims[index])
        }
        if !country.isEmpty { take(.country(country), "place_of_article", &claims[index]) }
    }

    /// Decisions and opinions lie with whoever has them, where the article also speaks of the country as a place.
    private func placeOfStatement(_ claim: inout DraftClaim) {
        guard let country = claim.actingCountries.first(where: countries.contains) else { return }
        take(.country(country), "place_of_who_states", &claim)
    }

    /// A prison that is named by its town lies in it or near it.
    private func nearPrison(_ claim: inout DraftClaim) {
        guard [.prisonBreak, .attackOnPrison, .arrest].contains(claim.type), claim.place.precision == .exact,
            claim.counted != "arrested"
        else { return }
        claim.place.precision = .near
        claim.rules.append("prison_near_town")
    }

    private func take(_ place: DraftPlace, _ rule: String, _ claim: inout DraftClaim) {
        claim.place = place
        claim.rules.append(rule)
        claim.doubts.append("The sentence names no place: it is taken from elsewhere in the article.")
        nearPrison(&claim)
    }

    /// Escapes, attacks on prisons and arrests of those who fled are told of one place.
    private static func areOneMatter(_ a: EventType, _ b: EventType) -> Bool {
        a == b || isOfPrison(a) && isOfPrison(b)
    }

    private static func isOfPrison(_ type: EventType) -> Bool {
        type == .prisonBreak || type == .attackOnPrison || type == .arrest
    }

    // MARK: - Days

    /// A year or a season in which the day of publication lies says nothing of when.
    private func dropVague(_ claim: inout DraftClaim) {
        guard let days = claim.interval, let published, days.contains(published), days.length > 62,
            claim.type != .history
        else { return }
        claim.interval = nil
        claim.hasOwnDate = false
    }

    private func date(_ claims: inout [DraftClaim], _ index: Int) {
        let claim = claims[index]
        guard claim.interval == nil else { return }
        let isState = claim.type == .custody || claim.type == .presence || claim.counted == "duration"
        if !isState, let near = claim.nearDate { return set(near, .day, "date_of_sentence_before", &claims[index]) }
        if claim.status == .planned, claim.type == .transfer, let published {
            return set(DayInterval(published), .month, "date_plan_from_publication", &claims[index])
        }
        let dated = claims.filter { $0.hasOwnDate && isSameEvent($0, claim) }
        let best = dated.min { rank($0, claim) < rank($1, claim) }
        if let best, let days = best.interval {
            return set(days, best.datePrecision, "date_of_same_event", &claims[index])
        }
        standing(&claims[index])
    }

    /// Neighbours first, then what is known best.
    private func rank(_ other: DraftClaim, _ claim: DraftClaim) -> (Int, Int, Int) {
        let distance = abs(other.sentence - claim.sentence)
        let isOtherKind = other.quantity?.kind != claim.quantity?.kind
        return (isOtherKind ? 1 : 0, distance > 4 ? 1 : 0, (other.interval?.length ?? 999) * 100 + min(distance, 99))
    }

    private func isSameEvent(_ a: DraftClaim, _ b: DraftClaim) -> Bool {
        guard a.type == b.type, let days = a.interval, ![.custody, .presence, .statement, .history].contains(a.type)
        else { return false }
        if days.length > 62 { return false }
        if let published, published.days(since: days.last) > 60 { return false }
        return a.type == .transfer || haveSameNumber(a, b) || (!a.place.id.isEmpty && a.place.id == b.place.id)
    }

    /// What an article without a day means: states hold when it is written, events lie in the week before.
    private func standing(_ claim: inout DraftClaim) {
        guard let published else {
            return claim.doubts.append("No day is stated, and the day of publication is not known.")
        }
        switch claim.type {
        case .statement where claim.counted == "duration":
            let last = published.advanced(by: Int(min(claim.quantity?.max ?? 0, 3650)))
            set(DayInterval(first: published, last: last), .month, "date_duration_from_publication", &claim)
        case .custody, .statement: set(DayInterval(published), .days, "date_at_writing", &claim)
        case .presence:
            let first =
                CalendarDay(year: published.components.year, month: published.components.month, day: 1) ?? published
            set(DayInterval(first: first, last: published), .month, "date_month_of_writing", &claim)
        case .agreement, .transfer, .forcePosture:
            if let frame, published.days(since: frame.last) <= 7, published >= frame.first {
                set(frame, .month, "date_of_article", &claim)
            } else {
                week(published, &claim)
            }
        default: week(published, &claim)
        }
    }

    private func week(_ day: CalendarDay, _ claim: inout DraftClaim) {
        set(DayInterval(first: day.advanced(by: -7), last: day), .week, "date_week_before_publication", &claim)
    }

    private func set(_ interval: DayInterval?, _ precision: DatePrecision, _ rule: String, _ claim: inout DraftClaim) {
        claim.interval = interval
        claim.datePrecision = precision
        claim.rules.append(rule)
    }

    /// A running total counts from the first of what it sums up.
    private func runningTotal(_ claims: inout [DraftClaim], _ index: Int) {
        guard claims[index].quantity?.kind == .cumulative, let days = claims[index].interval, days.length <= 7 else {
            return
        }
        let type = claims[index].type
        let steps = claims.filter { $0.type == type && $0.quantity?.kind == .increment }.compactMap(\.interval)
        let known = steps.filter { $0.length <= 7 }
        let firsts = (known.isEmpty ? steps : known).map(\.first)
        guard let first = firsts.min(), first < days.first, days.last.days(since: first) < 200 else { return }
        set(DayInterval(first: first, last: days.last), .month, "date_running_total", &claims[index])
    }

    /// What lies a year back, or is summed over a year that has ended, says nothing about today.
    private func past(_ claim: inout DraftClaim) {
        if claim.type == .history { claim.status = .context }
        guard let days = claim.interval, let published, claim.type != .history else { return }
        let isYear = days.length >= 360 && days.last < published
        guard isYear || published.days(since: days.last) > 365 else { return }
        claim.type = .history
        claim.status = .context
        claim.rules.append("history")
    }

    // MARK: - Sources

    /// What the publication tells without a source goes back to the source that it names for the same number elsewhere.
    private func root(_ claims: inout [DraftClaim], _ index: Int) {
        guard claims[index].speaker.isNarrator, claims[index].quantity != nil else { return }
        let claim = claims[index]
        guard
            let other = claims.first(where: {
                !$0.speaker.isNarrator && haveSameNumber($0, claim)
                    && ($0.status == .planned) == (claim.status == .planned)
            })
        else { return }
        claims[index].speaker = other.speaker
        claims[index].rules.append("root_of_same_number")
    }

    // MARK: - Repetitions

    /// Without what an earlier claim says already, and without titles that tell no more than the text.
    private func distinct(_ claims: [DraftClaim]) -> [DraftClaim] {
        var kept: [DraftClaim] = []
        for claim in claims where isTold(claim) && !isTitleOnly(claim, claims) && !isNumbered(claim, claims) {
            if !kept.contains(where: { isRepeat(claim, of: $0) }) { kept.append(claim) }
        }
        return kept
    }

    private func isRepeat(_ claim: DraftClaim, of other: DraftClaim) -> Bool {
        guard claim.quantity == nil, other.type == claim.type, other.speaker.root == claim.speaker.root,
            other.actor == claim.actor || claim.actor.isEmpty, other.status == claim.status,
            other.block == claim.block || !(claim.hasOwnPlace || claim.hasOwnDate)
        else { return false }
        return (other.place.id == claim.place.id || !claim.hasOwnPlace)
            && (other.interval == claim.interval || !claim.hasOwnDate)
    }

    private func isTitleOnly(_ claim: DraftClaim, _ claims: [DraftClaim]) -> Bool {
        claim.isTitle && claim.quantity == nil && claims.contains { !$0.isTitle && $0.type == claim.type }
    }

    /// Words without a number beside the numbers of the same matter ("reports of an escape" beside "1,500 escaped").
    private func isNumbered(_ claim: DraftClaim, _ claims: [DraftClaim]) -> Bool {
        guard claim.quantity == nil, [.transfer, .prisonBreak, .arrest].contains(claim.type) else { return false }
        return claims.contains {
            $0.quantity != nil && $0.type == claim.type && ($0.status == .planned) == (claim.status == .planned)
                && (claim.status == .planned || $0.block == claim.block || $0.place.id == claim.place.id)
                && (claim.speaker.isNarrator || $0.speaker.root == claim.speaker.root || claim.status == .planned)
        }
    }

    /// What would need a place or a day of its own to say anything.
    private func isTold(_ claim: DraftClaim) -> Bool {
        switch claim.type {
        case .presence, .officialWarning, .forcePosture: claim.hasOwnPlace || claim.nearPlace != nil
        case .history: claim.interval != nil
        case .statement: !claim.speaker.isNarrator
        case .transfer: claim.quantity != nil || claim.hasOwnPlace
        default: true
        }
    }
}

extension Quantity {
    /// The number as it is named, whatever its bound.
    var named: Double? { best ?? max ?? min }
}
