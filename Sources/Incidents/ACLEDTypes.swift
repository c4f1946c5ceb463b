// SPDX-License-Identifier: Apache-2.0

import Geo

extension ACLEDTable {
    /// The type of the sub-event where it says more than the event type; a sub-event that the code list lacks is noted.
    func type(_ row: inout RowFields) throws(Rejected) -> EventType {
        let kind = try row.required("event_type")
        let type = Self.types[row.cache.key(kind)]
        let detail = row.text("sub_event_type")
        if !detail.isEmpty {
            guard let known = Self.details[row.cache.key(detail)] else {
                return try unknown(detail, of: kind, type, &row)
            }
            if let known { return known }
        }
        if let type { return type }
        let nearest = CodeBook.nearest(kind, in: Self.typeNames.map(\.0)).map { "; the nearest is '\($0)'" } ?? ""
        throw row.reject(
            "event_type", kind,
            .unknownCode(known: Self.typeNames.map(\.0).joined(separator: ", ") + nearest))
    }

    /// A sub-event that the code list lacks counts as its event type, unless a known one is so near that it must be meant.
    private func unknown(
        _ detail: String, of kind: String, _ type: EventType?, _ row: inout RowFields
    ) throws(Rejected) -> EventType {
        guard let type else {
            throw row.reject(
                "event_type", kind, .unknownCode(known: Self.typeNames.map(\.0).joined(separator: ", ")))
        }
        let shown = detail.prefix(60)
        if let near = CodeBook.nearest(detail, in: Self.detailNames.map(\.0)),
            let meant = Self.details[WrittenText.key(near)]
        {
            row.notes.append("sub_event_type '\(shown)' is not in ACLED's list and was read as '\(near)'")
            return meant ?? type
        }
        row.notes.append(
            "sub_event_type '\(shown)' is not in ACLED's list; the row counts by its event_type '\(kind)'")
        return type
    }

    private static let typeNames: [(String, EventType)] = [
        ("Battles", .battle), ("Explosions/Remote violence", .battle),
        ("Violence against civilians", .violenceAgainstCivilians), ("Protests", .protest), ("Riots", .riot),
        ("Strategic developments", .statement),
    ]

    /// ACLED's sub-events, nil for those that say no more than their event type. Some code lists write "protestors".
    private static let detailNames: [(String, EventType?)] = [
        ("Air/drone strike", .airStrike), ("Suicide bomb", .suicideAttack), ("Remote explosive/landmine/IED", .ied),
        ("Chemical weapon", .violenceAgainstCivilians), ("Abduction/forced disappearance", .abduction),
        ("Excessive force against protesters", .violenceAgainstCivilians),
        ("Excessive force against protestors", .violenceAgainstCivilians), ("Agreement", .agreement),
        ("Arrests", .arrest), ("Disrupted weapons use", .cache), ("Looting/property destruction", .riot),
        ("Non-violent transfer of territory", .forcePosture),
        ("Headquarters or base established", .forcePosture), ("Change to group/activity", .forcePosture),
        ("Armed clash", nil), ("Government regains territory", nil), ("Non-state actor overtakes territory", nil),
        ("Shelling/artillery/missile attack", nil), ("Grenade", nil), ("Sexual violence", nil), ("Attack", nil),
        ("Peaceful protest", nil), ("Protest with intervention", nil), ("Violent demonstration", nil),
        ("Mob violence", nil), ("Other", nil),
    ]

    private static let types = Dictionary(
        typeNames.map { (WrittenText.key($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
    private static let details = Dictionary(
        detailNames.map { (WrittenText.key($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
}
