// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// All that a build tells of one incident.
struct MarkDocument {
    private let members: [String: JSONValue]
    private let mark: IncidentMark?
    private let feature: TileFeature

    /// Nil for an incident of restricted sources, which no mark tells of.
    init?(_ feature: TileFeature) {
        members = Dictionary(feature.properties.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard members["access"]?.text != SourceAccess.restricted.rawValue else { return nil }
        self.feature = feature
        mark = IncidentMark(feature, place: MarkPlace(feature, location: members["location"]))
    }

    /// - Parameter claims: with the places of their words; nil for those that the layer has.
    func json(claims: [ContributingClaim]?) -> JSONValue {
        let list = claims?.map(Self.json) ?? members["claim_list"]?.elements ?? []
        let weight = members["weight"]?.double ?? 0
        let facts: JSONValue = [
            "id": feature.id, "title": text("title"), "type": text("type"), "first_day": text("first_day"),
            "last_day": text("last_day"), "province": text("province"),
            "latitude": .optional(mark?.place.y.rounded(toDecimals: 5)),
            "longitude": .optional(mark?.place.x.rounded(toDecimals: 5)),
            "precision": mark.map { $0.isPoint ? "point" : "area" } ?? "unlocated",
            "radius_km": mark?.radiusJSON ?? .null, "location": members["location"] ?? .null,
            "quantity": quantity, "weight": .double(weight), "on_surface": .bool(weight > 0 && mark != nil),
            "access": text("access"), "as_of": text("as_of"),
        ]
        return facts.merging(evidence(list))
    }

    private func text(_ name: String) -> JSONValue { members[name] ?? .null }

    /// People: the least, the best and the greatest number; null where no claim states one.
    private var quantity: JSONValue {
        let parts = ["min", "best", "max"].map { ($0, members["quantity_\($0)"] ?? .null) }
        return parts.allSatisfy { $0.1 == .null } ? .null : .object(parts.map { .init($0.0, $0.1) })
    }

    private func evidence(_ claims: [JSONValue]) -> JSONValue {
        func count(_ name: String) -> Int { members[name]?.double.flatMap { Int(checked: $0) } ?? 0 }
        let certainty =
            mark?.certainty
            ?? MarkCertainty(
                radius: nil, rootSources: count("root_sources"), claims: claims.count,
                claimsInConflict: count("claims_in_conflict"))
        return [
            "claims": .array(claims), "root_sources": .integer(count("root_sources")),
            "claims_in_conflict": .integer(count("claims_in_conflict")),
            "in_conflict": .bool(count("claims_in_conflict") > 0), "conflicts": .array(Self.conflicts(claims)),
            "certainty": .double(certainty.value), "certainty_level": .string(certainty.level.rawValue),
            "certainty_of": [
                "precision": .double(certainty.precision), "sources": .double(certainty.sources),
                "agreement": .double(certainty.agreement),
            ],
        ]
    }

    /// Who says what, of the claims that contradict each other.
    private static func conflicts(_ claims: [JSONValue]) -> [JSONValue] {
        claims.filter { $0["in_conflict"] == .bool(true) }.map { claim in
            .string("\(claim["text"]?.text ?? "") (claimed by \(claim["claimant"]?.text ?? ""))")
        }
    }

    private static func json(_ claim: ContributingClaim) -> JSONValue {
        let said: JSONValue = [
            "id": .string(claim.id), "text": .string(claim.text), "claimant": .string(claim.claimant),
            "source": .string(claim.source), "in_conflict": .bool(claim.isInConflict),
        ]
        guard let passage = claim.passage else { return said }
        let place: JSONValue = [
            "source_id": .string(passage.sourceID), "char_start": .integer(passage.start),
            "char_end": .integer(passage.end),
        ]
        let more: [JSONValue.Member] = [("file", passage.file), ("quote", passage.quote)].compactMap { name, text in
            text.map { .init(name, .string($0)) }
        }
        return said.merging(place).merging(.object(more))
    }
}

extension JSONValue {
    fileprivate static func optional(_ value: Double?) -> JSONValue { value.map { .double($0) } ?? .null }
}
