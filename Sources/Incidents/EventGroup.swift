// SPDX-License-Identifier: Apache-2.0

import Geo

/// Claims that may be about one event, and what all of them allow.
struct EventGroup {
    /// How a number stands to those of a group.
    enum NumberRelation { case agrees, open, contradicts }

    /// How well a claim fits.
    struct Fit {
        let relation: PlaceRelation
        let number: NumberRelation
        /// Days that both allow.
        let commonDays: Int
        /// Whether both allow the same days.
        let hasSameDays: Bool
        /// Whether the claim allows the days of the group and more than a week.
        let isVaguer: Bool
    }

    /// What its claims are about.
    private(set) var classes: Set<EventClass>
    /// The days that all claims allow; of a stated incident whose claims exclude each other, all that any allows.
    private(set) var days: DayInterval
    /// Claims whose places differ, the best known first.
    private var places: [Groupable]
    private var actors: [PartyName]
    private var targets: [PartyName]
    private var numbers: [String: [Quantity]] = [:]
    private var sources: Set<String>
    /// Root, actor and place of statements, which belong together where all are the same.
    private var roots: Set<String>
    /// Whether the claims name the incident themselves.
    let isStated: Bool

    private static let week = 7

    init(_ entry: GroupingEntry, isStated: Bool) {
        let claim = entry.claim
        classes = [entry.eventClass]
        days = claim.period
        places = [claim]
        actors = [entry.actor]
        targets = [entry.target]
        sources = [claim.sourceID]
        roots = [claim.rootSource]
        self.isStated = isStated
        if let quantity = claim.quantity { numbers[entry.conflictGroup] = [quantity] }
    }

    mutating func take(_ entry: GroupingEntry) {
        let claim = entry.claim
        classes.insert(entry.eventClass)
        days = days.intersection(claim.period) ?? days.union(claim.period)
        if !places.contains(where: { $0.place == claim.place && $0.destination == claim.destination }) {
            places.append(claim)
        }
        if !actors.contains(entry.actor) { actors.append(entry.actor) }
        if !targets.contains(entry.target) { targets.append(entry.target) }
        sources.insert(claim.sourceID)
        roots.insert(claim.rootSource)
        if let quantity = claim.quantity { numbers[entry.conflictGroup, default: []].append(quantity) }
    }

    /// How well a claim fits; nil where it speaks about something else.
    func fit(_ entry: GroupingEntry) -> Fit? {
        let claim = entry.claim
        guard let common = days.intersection(claim.period) else { return nil }
        let number = relation(of: claim.quantity, entry.conflictGroup)
        guard let place = placeRelation(of: claim), isSameParty(entry) || number == .agrees else { return nil }
        // Neither the place nor the number says that it is one event.
        if place != .same, claim.place.precision >= .country, number == .contradicts { return nil }
        if entry.eventClass.family == .statement, place != .same || !roots.contains(claim.rootSource) { return nil }
        return Fit(
            relation: place, number: number, commonDays: common.length, hasSameDays: days == claim.period,
            isVaguer: claim.period.length > max(Self.week, days.length))
    }

    /// The relation to the best known place, unless any of the group's excludes the claim's. An incident that claims state
    /// may be in several places, and the nearest counts.
    private func placeRelation(of claim: Groupable) -> PlaceRelation? {
        let relations = places.map { $0.placeRelation(to: claim) }
        if isStated { return relations.min().flatMap { $0 == .apart ? nil : $0 } }
        return relations.contains(.apart) ? nil : relations.first
    }

    private func isSameParty(_ entry: GroupingEntry) -> Bool {
        actors.allSatisfy { $0.mayBe(entry.actor) } && targets.allSatisfy { $0.mayBe(entry.target) }
    }

    private func relation(of quantity: Quantity?, _ group: String) -> NumberRelation {
        guard let quantity, let others = numbers[group] else { return .open }
        if others.contains(where: { quantity.isAbout($0) }) { return .agrees }
        return others.contains { quantity.allows($0) } ? .open : .contradicts
    }

    /// Whether another group may be the same event although it lies one day before or after.
    func isNeighbour(of other: EventGroup) -> Bool {
        guard !(isStated && other.isStated), !classes.isDisjoint(with: other.classes) else { return false }
        let gap = max(days.first.days(since: other.days.last), other.days.first.days(since: days.last))
        guard gap == 1, sources.isDisjoint(with: other.sources) else { return false }
        let relations = places.flatMap { place in other.places.map { place.placeRelation(to: $0) } }
        guard let best = relations.first, best <= .holds, !relations.contains(.apart) else { return false }
        return actors.allSatisfy { actor in other.actors.allSatisfy(actor.mayBe) }
            && targets.allSatisfy { target in other.targets.allSatisfy(target.mayBe) }
            && numbers.allSatisfy { group, own in
                other.numbers[group].map { others in own.contains { one in others.contains(where: one.allows) } }
                    ?? true
            }
    }
}

extension Quantity {
    /// "About" is ten per cent either way.
    private static let tolerance = 0.1

    /// Whether both name one number, exactly or about.
    func isAbout(_ other: Quantity) -> Bool {
        if bound == .lower || bound == .upper || other.bound == .lower || other.bound == .upper {
            return bound == other.bound && named == other.named
        }
        let (a, b) = (named, other.named)
        let slack = bound == .approximate || other.bound == .approximate ? Self.tolerance * Swift.max(a, b) : 0
        return abs(a - b) <= slack || bound == .range && allows(other) && other.bound == .range
    }

    /// Whether some number fits both.
    package func allows(_ other: Quantity) -> Bool { interval.overlaps(other.interval) }

    private var named: Double { best ?? min ?? max ?? 0 }

    private var interval: CountInterval {
        switch bound {
        case .exact: CountInterval(min: named, best: nil, max: named)
        case .approximate:
            CountInterval(min: (1 - Self.tolerance) * named, best: nil, max: (1 + Self.tolerance) * named)
        case .lower: CountInterval(min: named, best: nil, max: .infinity)
        case .upper: CountInterval(min: 0, best: nil, max: named)
        case .range: CountInterval(min: min ?? named, best: nil, max: max ?? named)
        }
    }
}
