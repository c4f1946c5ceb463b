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

    /// Settles the claims of one article, in the order of its text.
    func settle(_ drafts: [DraftClaim]) -> [DraftClaim] {
        var claims = drafts
        for index in claims.indices { boundOfSameNumber(&claims, index) }
        for index in claims.indices { place(&claims, index) }
        for index in claims.indices { date(&claims, index) }
        for index in claims.indices { runningTotal(&claims, index) }
        for index in claims.indices { past(&claims[index]) }
        for index in claims.indices { root(&claims, index) }
        return distinct(claims)
    }

    // MARK: - Numbers

    /// A number that the article calls a maximum or a plan elsewhere is the same number here ("7,000" beside "up to 7,000").
    private func boundOfSameNumber(_ claims: inout [DraftClaim], _ index: Int) {
        guard let quantity = claims[index].quantity, quantity.bound == .exact || quantity.bound == .approximate,
            let number = quantity.best
        else { return }
        let type = claims[index].type
        guard
            let other = claims.first(where: {
                $0.type == type && $0.status == .planned && $0.quantity?.bound == .upper && $0.quantity?.max == number
            })?.quantity
        else { return planOfSameNumber(&claims, index, number) }
        claims[index].quantity = Quantity(
            min: nil, best: nil, max: other.max, unit: quantity.unit, bound: .upper, kind: .plan)
        claims[index].status = .planned
        claims[index].rules.append("bound_of_same_number")
        claims[index].doubts.append("The number is a maximum elsewhere in the article.")
    }

    private func planOfSameNumber(_ claims: inout [DraftClaim], _ index: Int, _ number: Double) {
        let type = claims[index].type
        guard claims[index].status != .planned, number >= 2, let quantity = claims[index].quantity,
            claims.contains(where: { $0.type == type && $0.status == .planned && $0.quantity?.best == number })
        else { return }
        claims[index].quantity = Quantity(
            min: quantity.min, best: quantity.best, max: quantity.max, unit: quantity.unit, bound: quantity.bound, kind: .plan)
        claims[index].status = .planned
        claims[index].rules.append("plan_of_same_number")
    }

    private func haveSameNumber(_ a: DraftClaim, _ b: DraftClaim) -> Bool {
        guard let x = a.quantity, let y = b.quantity, a.type == b.type else { return false }
        return (x.best ?? x.max ?? x.min) == (y.best ?? y.max ?? y.min)
    }

    // MARK: - Places

    private func place(_ claims: inout [DraftClaim], _ index: Int) {
        let claim = claims[index]
        guard !claim.hasOwnPlace else { return }
        if let other = claims.first(where: { $0.hasOwnPlace && haveSameNumber($0, claim) }) {
            return take(other.place, "place_of_same_number", &claims[index])
        }
        let before = claims[..<index].last {
            $0.place.precision < .supranational && $0.type == claim.type && claim.sentence - $0.sentence <= 2
        }
        if let before { return take(before.place, "place_of_sentence_before", &claims[index]) }
        let family = claims.first { $0.hasOwnPlace && Self.areOneMatter($0.type, claim.type) }
        if let family { return take(family.place, "place_of_same_matter", &claims[index]) }
        if !country.isEmpty, claim.type != .statement {
            take(.country(country), "place_of_article", &claims[index])
        }
    }

    private func take(_ place: DraftPlace, _ rule: String, _ claim: inout DraftClaim) {
        claim.place = place
        claim.rules.append(rule)
        claim.doubts.append("The sentence names no place: it is taken from elsewhere in the article.")
    }

    /// Escapes, attacks on prisons and arrests of those who fled are told of one place.
    private static func areOneMatter(_ a: EventType, _ b: EventType) -> Bool {
        let prison: Set<EventType> = [.prisonBreak, .attackOnPrison, .arrest]
        return a == b || (prison.contains(a) && prison.contains(b))
    }

    // MARK: - Days

    private func date(_ claims: inout [DraftClaim], _ index: Int) {
        let claim = claims[index]
        guard claim.interval == nil else { return }
        if claim.status == .planned, claim.type == .transfer, let published {
            return set(DayInterval(published), .month, "date_plan_from_publication", &claims[index])
        }
        let own = claims.first { $0.hasOwnDate && $0.interval != nil && isSameEvent($0, claim) }
        if let own, let days = own.interval { return set(days, own.datePrecision, "date_of_same_event", &claims[index]) }
        standing(&claims[index])
    }

    private func isSameEvent(_ a: DraftClaim, _ b: DraftClaim) -> Bool {
        guard a.type == b.type, a.type != .custody, a.type != .presence, a.type != .statement else { return false }
        return a.type == .transfer || haveSameNumber(a, b) || (!a.place.id.isEmpty && a.place.id == b.place.id)
    }

    /// What an article without a day means: states hold when it is written, events lie in the week before.
    private func standing(_ claim: inout DraftClaim) {
        guard let published else { return claim.doubts.append("No day is stated, and the day of publication is not known.") }
        switch claim.type {
        case .custody, .statement: set(DayInterval(published), .days, "date_at_writing", &claim)
        case .presence:
            let first = CalendarDay(year: published.components.year, month: published.components.month, day: 1) ?? published
            set(DayInterval(first: first, last: published), .month, "date_month_of_writing", &claim)
        case .agreement, .transfer, .forcePosture:
            if let frame, frame.contains(published) || abs(frame.last.days(since: published)) < 40 {
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
        guard claims[index].quantity?.kind == .cumulative, let days = claims[index].interval, days.length <= 7 else { return }
        let type = claims[index].type
        let firsts = claims.filter { $0.type == type && $0.quantity?.kind == .increment }.compactMap(\.interval?.first)
        guard let first = firsts.min(), first < days.first, days.last.days(since: first) < 200 else { return }
        set(DayInterval(first: first, last: days.last), .month, "date_running_total", &claims[index])
    }

    /// What lies a year back, or is summed over a year that has ended, says nothing about today.
    private func past(_ claim: inout DraftClaim) {
        guard let days = claim.interval, let published, claim.type != .history else { return dropPast(&claim) }
        let isYear = days.length >= 360 && days.last < published
        guard isYear || published.days(since: days.last) > 365 else { return }
        claim.type = .history
        claim.status = .context
        claim.rules.append("history")
    }

    private func dropPast(_ claim: inout DraftClaim) {
        if claim.type == .history { claim.status = .context }
    }

    // MARK: - Sources

    /// What the publication tells without a source goes back to the source that it names for the same number elsewhere.
    private func root(_ claims: inout [DraftClaim], _ index: Int) {
        guard claims[index].speaker.isNarrator, claims[index].quantity != nil else { return }
        let claim = claims[index]
        guard
            let other = claims.first(where: {
                !$0.speaker.isNarrator && haveSameNumber($0, claim) && ($0.status == .planned) == (claim.status == .planned)
            })
        else { return }
        claims[index].speaker = other.speaker
        claims[index].rules.append("root_of_same_number")
    }

    // MARK: - Repetitions

    /// Claims of one sentence that say the same, and claims without a number that an earlier one says with place and source.
    private func distinct(_ claims: [DraftClaim]) -> [DraftClaim] {
        var kept: [DraftClaim] = []
        for claim in claims where isTold(claim) {
            let isRepeat = kept.contains { other in
                claim.quantity == nil && other.type == claim.type && other.speaker.root == claim.speaker.root
                    && other.status == claim.status
                    && (other.place.id == claim.place.id || !claim.hasOwnPlace) && (other.interval == claim.interval || !claim.hasOwnDate)
            }
            if !isRepeat { kept.append(claim) }
        }
        return kept
    }

    /// What would need a place or a day of its own to say anything.
    private func isTold(_ claim: DraftClaim) -> Bool {
        switch claim.type {
        case .presence, .officialWarning, .forcePosture: claim.hasOwnPlace
        case .history: claim.interval != nil
        case .statement: !claim.speaker.isNarrator
        case .transfer: claim.quantity != nil || claim.hasOwnPlace
        default: true
        }
    }
}
