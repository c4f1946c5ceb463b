// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Tables
import Testing

/// The hand-made gold of two articles, whose types are finer than ours: each of its claims must be among ours, with
/// the same number and type, at the same place of the text.
@Suite("Gold of two articles")
struct GoldTests {
    private static let path = Evidence.shared.appending(path: "gold/claims.csv").path

    private static let types: [String: EventType] = [
        "detainee_transfer": .transfer, "planned_transfer": .transfer, "plan_duration": .statement,
        "decision": .statement, "prison_break": .prisonBreak, "recapture": .arrest,
        "attack_on_prison": .attackOnPrison, "agreement": .agreement, "counter_operations": .history,
        "presence": .presence,
    ]

    @Test(.enabled(if: Evidence.exists(path), "the gold is not on this machine"))
    func everyGoldClaimIsRecorded() throws {
        let sources = try StudyTables.sources(in: Evidence.geodata("sources.csv")).sources
        let files = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0.address) })
        let ours = try Reading(Evidence.geodata("claims.csv"), .claims, ReadingContext(sourceID: "")).claims
        var rows = 0
        try TableReader(path: Self.path).forEachRecord { gold in
            rows += 1
            let matches = ours.filter { claim in
                files[claim.attribution.sourceID] == gold["article"] && Self.sameFact(claim, gold)
            }
            #expect(!matches.isEmpty, "\(gold["claim_id"] ?? "")")
        }
        #expect(rows == 14)
    }

    private static func sameFact(_ claim: Claim, _ gold: Record) -> Bool {
        guard let span = claim.attribution.span, let start = gold["char_start"].flatMap({ Int32($0) }),
            let end = gold["char_end"].flatMap({ Int32($0) }), let type = gold["event_type"]
        else { return false }
        guard span.start < end, start < span.end, claim.type == types[type] else { return false }
        guard gold["unit"] == "persons" else { return true }
        let numbers = ["vmin", "vbest", "vmax"].compactMap { gold[$0].flatMap(Double.init) }
        return claim.quantity?.stated.contains { numbers.contains($0) } ?? false
    }
}
