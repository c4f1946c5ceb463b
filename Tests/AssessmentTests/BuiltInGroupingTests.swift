// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Incidents
import PlacesFixtures
import Tables
import Testing
import TestSupport

/// The claims of the built-in study without their incidents, which were given by hand: the rule has to find them.
@Suite("The rule groups the built-in claims as they were grouped by hand")
struct BuiltInGroupingTests {
    private static let assigned = Result {
        var byHand: [Claim] = []
        var reader = ClaimReader(vocabulary: .claims, context: ReadingContext(sourceID: ""))
        let path = Repository.root.appending(path: "geodata/claims.csv").path
        try reader.forEach(in: TableReader(path: path)) {
            byHand.append($0)
        } onRejected: {
            throw $0
        }
        var grouping = OwnGrouping(
            byHand.map { $0.of(incident: "", conflictGroup: "") }, hints: [:], gazetteer: try BuiltInGazetteer.load())
        return zip(byHand, grouping.assigned(ranks: [Int](repeating: 0, count: byHand.count))).map { $0 }
    }

    private func incidents(_ numbers: ClosedRange<Int>) throws -> Set<String> {
        let ids = Set(numbers.map { "C" + String(1000 + $0).dropFirst() })
        return Set(try Self.assigned.get().filter { ids.contains($0.1.id) }.map(\.1.incidentID))
    }

    @Test func transfersEscapesAndRecapturesAreOneEach() throws {
        let moved = try incidents(1...5), received = try incidents(8...9), escaped = try incidents(42...46)
        let recaptured = try incidents(49...50), planned = try incidents(12...23)
        for found in [moved, received, escaped, recaptured, planned] { #expect(found.count == 1, "\(found)") }
        #expect(Set([moved, received, escaped, recaptured, planned].joined()).count == 5)
        let groups = try Self.assigned.get().filter { escaped.contains($0.1.incidentID) && $0.1.quantity != nil }
        #expect(Set(groups.map(\.1.conflictGroup)) == ["escaped"])
    }

    /// Pairs of claims that both put into one incident, of those that either does. Statements were put by hand to what they
    /// are about, which a rule cannot know.
    @Test func mostPairsAgree() throws {
        let claims = try Self.assigned.get().filter { $0.0.type != .statement }
        var both = 0, hand = 0, rule = 0
        for (index, (a, x)) in claims.enumerated() {
            for (b, y) in claims[..<index] {
                let byHand = a.incidentID == b.incidentID, byRule = x.incidentID == y.incidentID
                hand += byHand ? 1 : 0
                rule += byRule ? 1 : 0
                both += byHand && byRule ? 1 : 0
            }
        }
        #expect(Double(both) / Double(rule) > 0.85, "\(both) of \(rule) pairs of the rule")
        #expect(Double(both) / Double(hand) > 0.8, "\(both) of \(hand) pairs by hand")
    }
}
