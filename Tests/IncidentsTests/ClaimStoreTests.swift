// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables
import Testing

@testable import Incidents

/// A claim of which everything but the days and the place's name can be chosen.
private func claim(
    _ id: String, of incident: String? = nil, at coordinate: Coordinate? = nil, quantity: Quantity? = nil,
    group: String = "", note: String = "", root: String = "r", first: Int = 20_000, length: Int = 1,
    span: TextSpan? = nil, file: String = "a.csv", line: Int = 2
) -> Claim {
    let start = CalendarDay(daysSinceEpoch: first)
    return Claim(
        id: id, incidentID: incident ?? id, conflictGroup: group, type: .ied,
        place: ClaimedPlace(name: "Town", district: "D", precision: .near, coordinate: coordinate),
        period: DayInterval(first: start, last: start.advanced(by: length - 1))!, datePrecision: .day,
        quantity: quantity, actor: "A - B",
        attribution: Attribution(
            claimant: "c", rootSource: root, rootKind: .media, sourceID: "s", span: span), status: .reported,
        note: note, origin: RecordOrigin(file: file, line: line))
}

private func range(_ min: Double?, _ best: Double?, _ max: Double?, unit: String = "deaths") -> Quantity? {
    Quantity(min: min, best: best, max: max, unit: unit, bound: .range)
}

/// The same numbers in the same order on every run.
private struct Dice {
    private var state: UInt64 = 42

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % sides
    }
}

@Suite("Claims held in short form")
struct ClaimStoreTests {
    @Test("A claim comes out as it went in, whatever the short form cannot hold")
    func roundTrip() {
        let places = [
            nil, Coordinate(longitude: 44.3661, latitude: 33.3152), Coordinate(longitude: -0.0, latitude: 0.1),
            Coordinate(longitude: 44.366_123_456_789, latitude: 33), Coordinate(longitude: -180, latitude: 90),
            Coordinate(longitude: 1e-300, latitude: -89.9999999),
        ]
        let quantities = [
            nil, range(0, 0, 0), range(1, 2, 3), range(nil, 65_534, 65_535), range(0.5, nil, 1e9),
            range(nil, -0.0, nil),
            range(1, 2, 3, unit: "persons"), range(nil, nil, 7),
        ]
        var claims: [Claim] = []
        for (index, place) in places.enumerated() {
            for (number, quantity) in quantities.enumerated() {
                claims.append(
                    claim(
                        "s:\(index)\(number)", of: number % 3 == 0 ? nil : "i\(index)", at: place, quantity: quantity,
                        group: number == 1 ? "g" : "", note: "n\(number % 2)", first: -719_162 + 1000 * number,
                        length: 1 + 400 * index, span: number == 2 ? TextSpan(start: 3, end: 9) : nil,
                        file: number < 4 ? "a.csv" : "b.csv", line: 2 + number))
            }
        }
        let store = ClaimStore(claims)
        #expect(Array(store) == claims)
        #expect(store.map { "\($0)" } == claims.map { "\($0)" })
        #expect(store.map { $0.place.coordinate?.longitude.sign } == claims.map { $0.place.coordinate?.longitude.sign })
    }

    @Test("Ids that look alike stay apart, and equal ones together")
    func ids() {
        let ids = [
            "7", "07", "007", "s:7", "s:07", "s:70", "s:7x", "", "s:", "s:12345678901234", "s:123456789012345",
            "s:99999999999999999999", "s:0", "s:00", "بغداد7", "s:7 ", "S:7", "7s:",
        ]
        let store = ClaimStore((ids + ids.reversed()).map { claim($0, of: "i" + $0) })
        #expect(store.map(\.id) == ids + ids.reversed())
        let (numbers, count) = store.incidentNumbers(of: store.indices)
        #expect(count == ids.count)
        #expect(numbers == (0..<UInt32(ids.count)) + (0..<UInt32(ids.count)).reversed())
    }

    @Test("More prefixes than have a number, and a large table: each repetition is found with its first line")
    func repetitions() {
        var seen = SeenIDs()
        let ids = (0..<40_000).map { "prefix-\($0)-\(7 * $0)" }
        #expect(ids.enumerated().allSatisfy { seen.firstLine(of: $1, line: $0 + 2) == nil })
        #expect(ids.enumerated().allSatisfy { seen.firstLine(of: $1, line: 1_000_000) == $0 + 2 })
    }

    @Test("Distinct values keep their numbers while their table grows")
    func distinct() {
        var values = DistinctValues<String>()
        let numbers = (0..<3000).map { values.number(of: "v\($0 % 1000)") }
        #expect(values.count == 1000)
        #expect(numbers == (0..<3000).map { UInt32($0 % 1000) })
        #expect(values[17] == "v17")
    }

    /// Grouping as one would do it with dictionaries of arrays.
    private func expected(_ claims: [Claim], asOf: CalendarDay) -> [[Claim]] {
        var order: [String] = [], members: [String: [Claim]] = [:]
        for claim in claims where claim.period.first <= asOf {
            if members[claim.incidentID] == nil { order.append(claim.incidentID) }
            members[claim.incidentID, default: []].append(claim)
        }
        return order.map { members[$0] ?? [] }
    }

    @Test("Claims in a hostile order from two inputs are grouped as by hand")
    func grouping() {
        var dice = Dice()
        let claims = (0..<4000).map { number in
            claim(
                "c\(number)", of: dice.roll(5) == 0 ? nil : "i\(dice.roll(1200))",
                quantity: range(nil, Double(dice.roll(70_000)), nil), first: 20_000 + dice.roll(30),
                file: number < 2000 ? "a.csv" : "b.csv")
        }
        let asOf = CalendarDay(daysSinceEpoch: 20_020)
        let grouped = GroupedIncidents(claims, asOf: asOf), wanted = expected(claims, asOf: asOf)
        #expect(grouped.incidents.map { Array($0.claims) } == wanted)
        #expect(grouped.laterClaims == claims.count - wanted.joined().count)
        #expect(grouped.laterIncidents == Set(claims.map(\.incidentID)).count - wanted.count)
        for (index, incident) in grouped.incidents.enumerated() {
            #expect(grouped.incidents.period(of: index) == incident.period)
            #expect(grouped.incidents.claimCount(of: index) == incident.claims.count)
        }
    }

    @Test("Single claims stand in their order, later ones left out")
    func singles() {
        let claims = (0..<10).map { claim("c\($0)", first: 20_000 + ($0 == 4 ? 9 : 0)) }
        let grouped = GroupedIncidents(claims, asOf: CalendarDay(daysSinceEpoch: 20_001))
        #expect(grouped.incidents.map(\.id) == claims.map(\.id).filter { $0 != "c4" })
        #expect(grouped.laterIncidents == 1 && grouped.laterClaims == 1)
    }

    @Test("Retracted and repeated rows are rejected with their lines, the others kept")
    func rejections() throws {
        let header = "claim_id,incident_id,type,place,where_prec,date_start,status,root_source,root_kind,source_id\n"
        let rows = [
            "c1,i1,ied,Mosul,1,2026-01-01,,r,media,s", "c2,i1,ied,Mosul,1,2026-01-01,retracted,r,media,s",
            "c1,i2,ied,Mosul,1,2026-01-01,,r,media,s", "c3,i1,ied,Mosul,1,2026-01-02,,r,media,s",
        ]
        let reading = try Reading(text: header + rows.joined(separator: "\n"), .claims)
        #expect(reading.codes == ["retracted", "duplicate_id"])
        #expect(reading.rejected.last?.reason == .duplicateID(line: 2))
        let incidents = GroupedIncidents(reading.claims).incidents
        #expect(incidents.count == 1 && incidents[0].claims.map(\.id) == ["c1", "c3"])
        // Both statements descend from one root source, so it is one witness.
        #expect(incidents[0].rootSources == ["r"])
    }

    @Test("Remembered counts give the weights of the model")
    func weights() throws {
        let model = WeightModel(
            severity: try SeverityTable(Evidence.severity), reliability: try ReliabilityTable(Evidence.reliability))
        var memo = WeightMemo(model: model)
        let quantities = [range(1, 2, 3), range(nil, 5, nil), nil, range(1, 2, 3), range(1, 2, 9)]
        let claims =
            quantities.enumerated().map { claim("c\($0)", quantity: $1) }
            + [claim("d", of: "c0", quantity: range(4, 4, 4))]
        for incident in GroupedIncidents(claims).incidents {
            #expect(memo.weight(of: incident) == model.weight(of: incident))
            #expect(memo.weight(of: incident) == model.weight(of: incident), "the second time from memory")
        }
    }
}
