// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Incidents
import Layers
@testable import Studies
import Testing

/// The transfers that a study's claims tell of.
private enum Transfers {
    static let header =
        "claim_id,incident_id,conflict_group,type,place,country,province,where_prec,date_start,date_end,quantity_min,"
        + "quantity_best,quantity_max,unit,bound,count_kind,claimant,root_source,root_kind,source_id,status"

    /// The study of two provinces with claims of transfers alone; each row ends after `status`.
    static func study(_ rows: [String], columns: String = "") throws -> SquareStudy {
        let study = try SquareStudy()
        // Without any event there would be no map.
        let mine = row(
            "MINE", incident: "MINE", group: "", type: "ied", place: "Tarsid,XX,,1", number: ",,", bound: "", kind: "")
        let end = String(repeating: ",", count: columns.count { $0 == "," })
        try study.write(([header + columns, mine + end] + rows).map { $0 + "\n" }.joined(), to: "claims.csv")
        try study.edit("    incidents: incidents.csv\n", "")
        return study
    }

    static func table(_ study: SquareStudy, _ overrides: ResolvedStudy.Overrides = .init()) throws -> TransferTable {
        let pipeline = Pipeline(study: try study.resolved(overrides), options: Pipeline.Options(out: study.out))
        return TransferBuilder(content: try pipeline.assess(StageClock { _ in })).table()
    }

    static func table(_ rows: [String], columns: String = "") throws -> TransferTable {
        try table(study(rows, columns: columns))
    }

    /// A movement of 150 out of Kelmar, if nothing else is said.
    static func row(
        _ id: String, incident: String = "MOVE", group: String = "moved", type: String = "transfer",
        place: String = "Kelmar,XX,Kelmar,4", days: String = "2026-02-01,2026-02-01", number: String = ",150,",
        unit: String = "persons", bound: String = "exact", kind: String = "increment", root: String = "Command",
        claimant: String? = nil, source: String = "S1", status: String = "reported", more: String = ""
    ) -> String {
        "\(id),\(incident),\(group),\(type),\(place),\(days),\(number),\(unit),\(bound),\(kind),\(claimant ?? root),\(root),"
            + "official,\(source),\(status)\(more)"
    }
}

@Suite("Transfers: kinds, intervals, roots")
struct TransferTests {
    private typealias T = Transfers

    private static let rows = [
        T.row("C1"), T.row("C2", source: "S2"), T.row("C3"),
        T.row("C4", incident: "SUM", group: "received", number: "2225,2225,2225", kind: "cumulative", root: "Ministry"),
        T.row(
            "C5", incident: "SUM", group: "received", number: "1980,2200,2420", bound: "approximate",
            kind: "cumulative",
            root: "Ministry"),
        T.row(
            "C6", incident: "PLAN", group: "total", number: ",,7000", bound: "upper", kind: "plan", status: "planned"),
        T.row(
            "C7", incident: "PLAN", group: "total", number: "6300,7000,7700", bound: "approximate", kind: "plan",
            root: "Officer", status: "planned"),
        T.row("C8", incident: "HELD", group: "men", type: "custody", number: ",900,", kind: "stock"),
    ]

    @Test("Copies of one statement count once, totals and plans stand apart, and nothing is added")
    func kinds() throws {
        var table = try T.table(Self.rows)
        // A digest holds any digits.
        table.inputDigest = ""
        let moved = try #require(table.increments.first)
        #expect(table.increments.count == 1 && [moved.least, moved.best, moved.most] == [150, 150, 150])
        #expect(moved.roots.map(\.rootSource) == ["Command"] && moved.claims.map(\.id) == ["C1", "C2", "C3"])
        #expect(moved.status == .done && moved.text == "150 persons" && moved.sources == ["S1", "S2"])
        #expect(moved.roots[0].claims == ["C1", "C2", "C3"] && !moved.isInConflict && moved.conflict == "")
        let received = try #require(table.runningTotals.first)
        #expect(
            table.runningTotals.count == 1 && [received.least, received.best, received.most] == [1980, 2225, 2420])
        #expect(received.text == "2,225 persons (1,980 to 2,420)" && received.roots.count == 1)
        let plan = try #require(table.plans.first)
        #expect(table.plans.count == 1 && [plan.least, plan.best, plan.most] == [0, nil, 7000])
        #expect(plan.text == "up to 7,000 persons" && plan.status == .planned)
        #expect(plan.roots.map(\.rootSource) == ["Command", "Officer"])
        #expect(table.held.map(\.most) == [900] && table.held.map(\.status) == [.held] && table.note == nil)
        let all = String(decoding: try JSONEncoder().encode(table), as: UTF8.self) + table.csv
        // No sum of any two of 150, 2,225, 7,000 and 900.
        for sum in ["2375", "7150", "9225", "9375", "1050", "3125", "7900"] {
            #expect(!all.contains(sum), "\(sum)")
        }
        #expect(table.statement.main.contains("never add them"))
    }

    @Test("The order of claims does not matter")
    func order() throws {
        var other = try T.table(Self.rows.reversed()), one = try T.table(Self.rows)
        // The digest is of the bytes of the input.
        (one.inputDigest, other.inputDigest) = ("", "")
        #expect(one == other)
    }

    @Test("Numbers of several incidents, groups, units and kinds are never pooled")
    func apart() throws {
        let table = try T.table([
            T.row("C1"), T.row("C2", incident: "SECOND", number: ",30,"), T.row("C3", group: "later", number: ",40,"),
            T.row("C4", number: ",12,", unit: "families"), T.row("C5", number: ",400,", kind: "cumulative"),
            T.row("C6", group: "", number: ",50,"), T.row("C7", group: "", number: ",60,"),
        ])
        #expect(table.increments.map(\.most).sorted() == [12, 30, 40, 50, 60, 150])
        #expect(table.runningTotals.map(\.most) == [400])
    }

    @Test("Contradicting roots are named, with what each says")
    func conflict() throws {
        let table = try T.table([
            T.row("C1", number: ",120,", root: "Ministry"), T.row("C2", number: ",1500,", root: "Guards", source: "S2"),
        ])
        let moved = try #require(table.increments.first)
        #expect([moved.least, moved.best, moved.most] == [120, nil, 1500] && moved.isInConflict)
        #expect(moved.conflict == "Ministry: 120 persons; Guards: 1,500 persons")
        #expect(moved.roots.map { [$0.least, $0.best, $0.most] } == [[1500, 1500, 1500], [120, 120, 120]])
        #expect(moved.text == "120 to 1,500 persons")
    }

    @Test("Ten per cent of 50,000 are 5,000, and no person more")
    func rounding() throws {
        let table = try T.table([T.row("C1", number: "50000,,", bound: "lower")])
        #expect(table.increments[0].most == 55_000 && table.increments[0].text == "more than 50,000 persons")
    }

    @Test("What is only planned is no movement, whatever the column of kinds says")
    func planned() throws {
        let table = try T.table([T.row("C1", status: "planned")])
        #expect(table.increments.isEmpty && table.plans.map(\.most) == [150])
    }

    @Test("A day after that of the build is not told, and a claim that starts later does not count")
    func noSchedule() throws {
        let table = try T.table([
            T.row("C1", days: "2026-02-01,2026-04-30", kind: "plan", status: "planned"),
            T.row("C2", incident: "NEXT", days: "2026-03-09,2026-03-09", kind: "plan", status: "planned"),
        ])
        #expect(table.plans.map(\.first) == ["2026-02-01"] && table.plans.map(\.last) == ["2026-03-01"])
        #expect(table.plans[0].claims.map(\.last) == ["2026-03-01"])
    }

    @Test("Places, prisons and vehicles are no people, and claims without a number are counted")
    func leftOut() throws {
        let table = try T.table([
            T.row("C1", number: ",2,", unit: "other prisons"), T.row("C2", number: ",3,", unit: "buses"),
            T.row("C3", number: ",,", bound: "", kind: ""), T.row("C4", type: "battle", number: ",9,"),
        ])
        #expect(table.counts.isEmpty && table.leftOut.notPeople == 2 && table.leftOut.withoutNumber == 1)
    }

    @Test("A study without transfers says that it has none")
    func none() throws {
        let table = try T.table([T.row("C1", type: "battle")])
        let sentence = "No report that is told here speaks of a transfer of detainees."
        #expect(table.counts.isEmpty && table.note?.main == sentence)
        #expect(table.csv.split(separator: "\n").count == 1)
    }
}

@Suite("Transfers: places")
struct TransferPlaceTests {
    private typealias T = Transfers

    private static let columns = ",origin,destination,mode"

    @Test("Columns count, no more exactly than a governorate")
    func stated() throws {
        let table = try T.table(
            [
                T.row("C1", more: ",Mulvok,Ostria,by land and by air"),
                T.row("C2", incident: "B", more: ",Brenna prison,,"),
            ],
            columns: Self.columns)
        let (first, second) = (table.increments[1], table.increments[0])
        #expect(
            first.incident == "MOVE" && first.origin.areas.map(\.code) == ["XX-KE"] && first.origin.text == "Kelmar")
        #expect(
            first.destination.areas.map(\.code) == ["XX"] && first.mode == "land and air" && first.basis == .columns)
        #expect(first.place.areas.isEmpty && first.place.text == "not stated")
        #expect(second.origin.areas.map(\.code) == ["XX-DO"] && second.destination.text == "not stated")
        #expect(second.mode == "not stated")
        let text = String(decoding: try JSONEncoder().encode(table), as: UTF8.self) + table.csv
        #expect(!text.contains("Mulvok") && !text.contains("Brenna"))
    }

    @Test("Without columns the place is the origin where other claims name a destination in another country")
    func derived() throws {
        let study = try T.study([
            T.row("C1"), T.row("C2", group: "destination", place: "Vandia,YY,,6", number: ",,", bound: "", kind: ""),
            T.row("C3", incident: "SUM", group: "received", place: "Ostria,XX,,6", kind: "cumulative"),
            T.row("C4", incident: "PLAN", kind: "plan", status: "planned"),
        ])
        let table = try T.table(study)
        let moved = table.increments[0], received = table.runningTotals[0], plan = table.plans[0]
        #expect(moved.origin.areas.map(\.code) == ["XX-KE"] && moved.destination.areas.map(\.code) == ["YY"])
        #expect(moved.destination.text == "Vandia" && moved.basis == .derived && moved.mode == "not stated")
        #expect(received.origin.text == "not stated" && received.destination.areas.map(\.code) == ["XX"])
        // Nothing says whether people left the place of the plan or came to it.
        #expect(plan.origin.areas.isEmpty && plan.destination.areas.isEmpty && plan.basis == .none)
        #expect(plan.place.areas.map(\.code) == ["XX-KE"])
    }

    @Test("Where people are held is told by country alone")
    func held() throws {
        let table = try T.table([
            T.row("C1", group: "men", type: "custody", place: "Brenna prison,XX,,1", kind: "stock")
        ])
        #expect(table.held[0].place.areas.map(\.code) == ["XX"] && table.held[0].origin.areas.isEmpty)
    }

    @Test("A text that names a facility is not told")
    func facilities() throws {
        let table = try T.table([
            T.row("C1", group: "out of Brenna", root: "Brenna guards", claimant: "guards of the Brenna prison")
        ])
        let text = String(decoding: try JSONEncoder().encode(table), as: UTF8.self) + table.csv
        #expect(!text.lowercased().contains("brenna"))
        #expect(table.increments[0].claims[0].claimant == TransferBuilder.hidden)
    }

    @Test("A country gives way to governorates of it")
    func agreeing() throws {
        let table = try T.table(
            [T.row("C1", more: ",Ostria,,"), T.row("C2", more: ",Kelmar,,air")], columns: Self.columns)
        #expect(table.increments[0].origin.areas.map(\.code) == ["XX-KE"] && table.increments[0].mode == "air")
    }
}

@Suite("Transfers: tiers and files")
struct TransferReleaseTests {
    private typealias T = Transfers

    private func study() throws -> SquareStudy {
        let study = try T.study([
            T.row("OPEN1"), T.row("SECRET1", number: ",140,", root: "Own informant", source: "S2"),
            T.row("SECRET2", incident: "OTHER", number: ",77,", root: "Own informant", source: "S2"),
        ])
        try study.edit(
            "S2,Invented Gazette,Second page,2026-02-28,,open", "S2,Own notes,Page,2026-02-28,,restricted",
            in: "sources.csv")
        return study
    }

    @Test("Claims of restricted sources are told inside alone", arguments: [ReleaseTier.public, .partner, .internal])
    func restricted(tier: ReleaseTier) throws {
        let study = try study()
        var overrides = ResolvedStudy.Overrides()
        overrides.release = tier.rawValue
        let (_, output) = try study.build(overrides, refusesLeaks: true)
        let table = try TransferTable(contents: output.data("transfers.json"), path: "transfers.json")
        // A digest holds any digits.
        let text = String(decoding: try output.data("transfers.json") + output.data("transfers.csv"), as: UTF8.self)
            .replacing(table.inputDigest, with: "")
        if tier == .internal {
            #expect(table.increments.map(\.claims.count).sorted() == [1, 2] && text.contains("SECRET2"))
        } else {
            #expect(table.increments.map(\.text) == ["150 persons"])
            for word in ["SECRET", "informant", "Own notes", "77", "140", "S2"] {
                #expect(!text.contains(word), "\(word)")
            }
        }
        let catalog = try output.catalog()
        let listed = catalog.layers.flatMap(\.files).map(\.path)
        #expect(listed.contains("transfers.json") && listed.contains("transfers.csv"))
        #expect(table.tier == tier && table.inputDigest == catalog.inputDigest)
    }

    @Test("The built-in study: 150 once, 2,225 received, up to 7,000 planned, and no facility")
    func builtIn() throws {
        let output = try BuiltInBuild.build().output
        let table = try TransferTable(contents: output.data("transfers.json"), path: "transfers.json")
        let moved = try #require(table.increments.first), received = try #require(table.runningTotals.first)
        #expect(table.increments.count == 1 && [moved.least, moved.best, moved.most] == [150, 150, 150])
        #expect(moved.claims.count == 5 && moved.roots.count == 1 && moved.roots[0].rootSource == "US Central Command")
        #expect(moved.first == "2026-01-21" && moved.last == "2026-01-21")
        #expect(moved.origin.areas.map(\.code) == ["SY-HA"] && moved.destination.areas.map(\.code) == ["IQ"])
        #expect(
            table.runningTotals.count == 1 && [received.least, received.best, received.most] == [1980, 2225, 2420])
        #expect(received.roots.count == 1 && received.destination.areas.map(\.code) == ["IQ"])
        let plan = try #require(table.plans.first)
        #expect(table.plans.count == 1 && plan.text == "up to 7,000 persons" && plan.status == .planned)
        #expect([plan.least, plan.best, plan.most] == [0, nil, 7000] && plan.claims.count == 12)
        #expect(table.held.allSatisfy { $0.place.areas.map(\.code) == ["SY"] })
        #expect(table.leftOut.notPeople == 2)
        // A digest holds any digits.
        let text = String(decoding: try output.data("transfers.json") + output.data("transfers.csv"), as: UTF8.self)
            .replacing(table.inputDigest, with: "")
        for word in ["shaddadi", "al-hol", "الهول", "الشدادي"] { #expect(!text.lowercased().contains(word), "\(word)") }
        for sum in ["9375", "9225", "7150", "2375"] { #expect(!text.contains(sum), "\(sum)") }
    }
}
