// SPDX-License-Identifier: Apache-2.0

@testable import Incidents
import Geo
import Tables
import Testing

@Suite("What claims about one number tell together")
struct ToldCountTests {
    private func claim(_ id: String, _ root: String, _ quantity: Quantity?, status: ClaimStatus = .reported) throws
        -> Claim
    {
        Claim(
            id: id, incidentID: "I", conflictGroup: "g", type: .transfer,
            place: ClaimedPlace(name: "Ostria", precision: .country), period: try days("2026-02-01", "2026-02-01"),
            datePrecision: .day, quantity: quantity, actor: "",
            attribution: Attribution(claimant: root, rootSource: root, rootKind: .official, sourceID: "S"),
            status: status,
            note: "", origin: RecordOrigin(file: "t.csv", line: 2))
    }

    private func number(
        _ bound: QuantityBound, _ least: Double?, _ best: Double?, _ most: Double?, kind: CountKind = .increment
    ) -> Quantity? {
        Quantity(min: least, best: best, max: most, unit: "persons", bound: bound, kind: kind)
    }

    private func told(_ claims: [Claim]) -> [Double?]? {
        ConflictGroup(key: "g", claims: claims).told.map { [$0.least, $0.best, $0.most] }
    }

    @Test("Five copies of one statement tell one number")
    func copies() throws {
        let claims = try (1...5).map { try claim("C\($0)", "Command", number(.exact, 150, 150, 150)) }
        #expect(told(claims) == [150, 150, 150])
    }

    @Test(
        "An exact number within a rounded one is the best, and the rounded one gives the bounds",
        arguments: [false, true])
    func rounded(reversed: Bool) throws {
        let claims = try [
            claim("C1", "Ministry", number(.exact, 2225, 2225, 2225)),
            claim("C2", "Ministry", number(.approximate, 1980, 2200, 2420)),
        ]
        #expect(told(reversed ? claims.reversed() : claims) == [1980, 2225, 2420])
    }

    @Test("Nobody says more than 'up to' says, whatever 'about' may mean")
    func limit() throws {
        let about = try claim("C1", "Command", number(.approximate, 6300, 7000, 7700)),
            upTo = try claim("C2", "Command", number(.upper, nil, nil, 7000)),
            other = try claim("C3", "Officer", number(.approximate, 6300, 7000, 7700))
        #expect(told([about, upTo, other]) == [0, nil, 7000])
        // Without "up to" the ten per cent stand.
        #expect(told([about, other]) == [6300, 7000, 7700])
        // Who states more is heard.
        #expect(told([upTo, try claim("C4", "Guards", number(.exact, nil, 8000, nil))]) == [0, nil, 8000])
        #expect(told([upTo, try claim("C4", "Guards", number(.lower, 8000, nil, nil))]) == [0, nil, 8800])
    }

    @Test("Of contradicting numbers none is the best, and no mean is made")
    func conflict() throws {
        let claims = try [
            claim("C1", "Ministry", number(.exact, nil, 120, nil)),
            claim("C2", "Guards", number(.exact, nil, 1500, nil)),
        ]
        #expect(told(claims) == [120, nil, 1500])
        let contested = try [
            claim("C1", "A", number(.exact, nil, 120, nil)),
            claim("C2", "B", number(.approximate, 100, 120, 140), status: .contested),
        ]
        #expect(told(contested) == [100, nil, 140])
    }

    @Test("Without a number nothing is told")
    func nothing() throws { #expect(told([try claim("C1", "A", nil)]) == nil) }
}

@Suite("Columns of transfers")
struct MovementTests {
    private static let header = "claim_id,incident_id,type,place,where_prec,date_start,root_source,root_kind,source_id"

    private func movements(_ columns: String, _ values: String, type: String = "transfer") throws -> [Movement?] {
        let row = "C1,I,\(type),Ostria,6,2026-02-01,A,official,S"
        let reading = try Reading(text: "\(Self.header)\(columns)\n\(row)\(values)\n", .claims)
        #expect(reading.rejected.isEmpty)
        // What is kept in columns comes out as it went in.
        #expect(Array(ClaimStore(reading.claims)) == reading.claims)
        return reading.claims.map(\.movement)
    }

    @Test("They are read where they are, empty where the report is silent, and absent where the table is")
    func columns() throws {
        #expect(
            try movements(",origin,destination,mode", ",Kelmar,,land and air")
                == [Movement(origin: "Kelmar", destination: "", mode: "land and air")])
        #expect(try movements(",destination", ",Ostria") == [Movement(destination: "Ostria")])
        #expect(try movements("", "") == [nil])
        #expect(try movements(",origin,destination,mode", ",Kelmar,,", type: "battle") == [nil])
    }
}
