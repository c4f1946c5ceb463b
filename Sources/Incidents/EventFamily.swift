// SPDX-License-Identifier: Apache-2.0

import Geo

/// Types that reports of one event may give to it.
enum EventFamily: Int, Hashable, Comparable {
    case prison, bombing, fighting, airStrike, civilians, abduction, depot, cache, arrest, warning, unrest, transfer
    case agreement, posture, custody, presence, statement, history

    init(_ type: EventType) {
        switch type {
        case .prisonBreak, .attackOnPrison: self = .prison
        case .suicideAttack, .ied: self = .bombing
        case .battle: self = .fighting
        case .airStrike: self = .airStrike
        case .violenceAgainstCivilians: self = .civilians
        case .abduction: self = .abduction
        case .depotExplosion: self = .depot
        case .cache: self = .cache
        case .arrest: self = .arrest
        case .officialWarning: self = .warning
        case .riot, .protest: self = .unrest
        case .transfer: self = .transfer
        case .agreement: self = .agreement
        case .forcePosture: self = .posture
        case .custody: self = .custody
        case .presence: self = .presence
        case .statement: self = .statement
        case .history: self = .history
        }
    }

    static func < (a: EventFamily, b: EventFamily) -> Bool { a.rawValue < b.rawValue }

    /// Whether its numbers are of people on their way or held: a running total of them is about all that happened so far,
    /// where that of a bombing is about the one bombing.
    var isFlow: Bool { self == .transfer || self == .custody || self == .history }
}

/// What one incident may be about: claims of different families, and what happened, what is intended, what is held and what
/// has happened so far, are told apart.
struct EventClass: Hashable, Comparable {
    enum Kind: Int, Comparable {
        case event, total, plan, stock
        static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
    }

    /// A running total over more days than these is about more than one event.
    private static let longestEvent = 7

    let family: EventFamily
    let kind: Kind

    init(_ claim: Groupable) {
        family = EventFamily(claim.type)
        switch claim.kind {
        case .plan: kind = .plan
        case .stock: kind = .stock
        case .cumulative: kind = family.isFlow || claim.period.length > Self.longestEvent ? .total : .event
        case .increment, .other, nil: kind = claim.type == .custody ? .stock : .event
        }
    }

    static func < (a: EventClass, b: EventClass) -> Bool { (a.family, a.kind) < (b.family, b.kind) }
}

extension Groupable {
    /// What its number counts, in a word and the kind of the count; claims of one incident with the same words speak about
    /// one number. `happened` where no number is said.
    var conflictGroup: String {
        guard let quantity else { return "happened" }
        switch quantity.kind {
        case .increment: return counted(quantity.unit)
        case .cumulative: return "\(counted(quantity.unit)) so far"
        case .plan: return "\(counted(quantity.unit)) (planned)"
        case .stock: return Self.people.contains(quantity.unit.lowercased()) ? "held" : quantity.unit.lowercased()
        case .other: return quantity.unit.isEmpty ? "number" : quantity.unit.lowercased()
        }
    }

    private static let people: Set<String> = ["", "persons", "people", "detainees", "prisoners"]

    private func counted(_ unit: String) -> String {
        let unit = unit.lowercased()
        if ["deaths", "fatalities", "killed", "dead"].contains(unit) { return "killed" }
        if ["wounded", "injured", "injuries"].contains(unit) { return "wounded" }
        guard Self.people.contains(unit) else { return unit }
        switch type {
        case .prisonBreak: return "escaped"
        case .transfer: return "moved"
        case .arrest: return "arrested"
        case .abduction: return "abducted"
        default: return "persons"
        }
    }
}
