// SPDX-License-Identifier: Apache-2.0

import Incidents
import Layers

/// The claims of an incident about one number of people: of one group, one kind of count and one unit.
struct TransferGroup {
    let about: String
    let kind: TransferCount.Kind
    let unit: String
    /// In the order of their keys.
    let claims: [Claim]
    /// What their root sources make of it.
    let conflicts: ConflictGroup

    private struct Key: Hashable {
        let group, unit: String
        let kind: TransferCount.Kind
    }

    private init(_ key: Key, about: String, _ claims: [Claim]) {
        self.about = about
        kind = key.kind
        unit = key.unit
        self.claims = claims.sorted { ($0.id, $0.attribution.sourceID) < ($1.id, $1.attribution.sourceID) }
        conflicts = ConflictGroup(key: key.group, claims: self.claims)
    }

    /// Whether the number was reached, is intended, or is a state.
    var status: TransferCount.Status {
        switch kind {
        case .plan: .planned
        case .stock: .held
        case .increment, .cumulative: .done
        }
    }

    /// The groups, whatever the order of the claims. Counts of other things than people are noted and left out.
    static func groups(of claims: [Claim], leftOut: inout TransferTable.LeftOut) -> [TransferGroup] {
        var members: [Key: [Claim]] = [:]
        for claim in claims {
            guard let quantity = claim.quantity, let kind = kind(of: claim, quantity) else { continue }
            guard isOfPeople(quantity.unit) else {
                leftOut.notPeople += 1
                continue
            }
            let group = claim.conflictGroup.isEmpty ? "\u{0}" + claim.id : claim.conflictGroup
            members[Key(group: group, unit: quantity.unit, kind: kind), default: []].append(claim)
        }
        let groups = members.map { key, claims in
            TransferGroup(key, about: key.group.hasPrefix("\u{0}") ? "" : key.group, claims)
        }
        return groups.sorted { ($0.claims.first?.id ?? "", $0.unit) < ($1.claims.first?.id ?? "", $1.unit) }
    }

    /// Nil for counts that are no numbers of people moved or held. What is only planned has moved nobody, whatever its column
    /// says.
    private static func kind(of claim: Claim, _ quantity: Quantity) -> TransferCount.Kind? {
        if claim.type == .custody { return quantity.kind == .stock ? .stock : nil }
        switch quantity.kind {
        case .increment, .cumulative: return claim.status == .planned ? .plan : TransferCount.Kind(quantity.kind)
        case .plan, .stock: return TransferCount.Kind(quantity.kind)
        case .other: return nil
        }
    }

    private static let people = Set(
        ("persons person people detainees detainee prisoners prisoner inmates fighters militants suspects members men women "
            + "children boys girls minors civilians refugees families households individuals captives nationals")
            .split(separator: " ").map(String.init))

    /// Whether a unit counts people; none stands for people.
    private static func isOfPeople(_ unit: String) -> Bool {
        let words = unit.lowercased().split { !$0.isLetter }.map(String.init)
        guard let first = words.first, let last = words.last else { return true }
        return people.contains(first) || people.contains(last)
    }
}

extension TransferCount.Kind {
    fileprivate init?(_ kind: CountKind) {
        switch kind {
        case .increment: self = .increment
        case .cumulative: self = .cumulative
        case .plan: self = .plan
        case .stock: self = .stock
        case .other: return nil
        }
    }
}

/// A number with its bounds in words.
struct TransferText {
    let group: TransferGroup
    let least: Int
    let best: Int?
    let most: Int

    /// `150 persons`, `2,225 persons (1,980 to 2,420)`, `up to 7,000 persons`, `8,100 to 9,900 persons`. Where all claims
    /// state one number in one way, it is theirs.
    var text: String {
        let stated = Set(group.claims.compactMap { $0.quantity?.description })
        if stated.count == 1, let text = stated.first { return text }
        let unit = group.unit.isEmpty ? "" : " \(group.unit)"
        if least == most { return Self.digits(least) + unit }
        if let best { return "\(Self.digits(best))\(unit) (\(Self.digits(least)) to \(Self.digits(most)))" }
        return least == 0 ? "up to \(Self.digits(most))\(unit)" : "\(Self.digits(least)) to \(Self.digits(most))\(unit)"
    }

    private static func digits(_ number: Int) -> String { Quantity.digits(Double(number)) }
}
