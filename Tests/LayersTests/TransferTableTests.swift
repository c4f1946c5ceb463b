// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import TestSupport
import Testing

@testable import Layers

@Suite("The files of transfers")
struct TransferTableTests {
    private static let ostria = TransferPlaces.Area(code: "XX", country: "XX", name: TextByLanguage(en: "Ostria"))
    private static let kelmar = TransferPlaces.Area(code: "XX-KE", country: "XX", name: TextByLanguage(en: "Kelmar"))
    private static let mulvok = TransferPlaces.Area(code: "mulvok", country: "XX", name: TextByLanguage(en: "Mulvok"))

    private func count(
        _ kind: TransferCount.Kind, from origin: Set<TransferPlaces.Area> = [Self.kelmar], last: String = "2026-02-02",
        most: Int = 150
    ) -> TransferCount {
        let claim = TransferClaim(
            id: "C1", text: "150 persons", first: "2026-02-01", last: last, claimant: "Command, \"west\"",
            rootSource: "Command", rootKind: "official", status: "reported", sourceID: "S1", source: "Wire",
            machineWritten: false)
        return TransferCount(
            incident: "MOVE", about: "moved", kind: kind, status: .done, least: 150, best: 150, most: most,
            unit: "persons",
            text: "150 persons", first: "2026-02-01", last: last, origin: TransferPlaces(origin),
            destination: TransferPlaces([]), place: TransferPlaces([]), mode: "not stated", basis: .derived,
            roots: [TransferWitness(rootSource: "Command", least: 150, best: 150, most: 150, claims: ["C1"])],
            isInConflict: false, conflict: "", claims: [claim])
    }

    private func table(_ counts: [TransferCount], _ tier: ReleaseTier = .public) -> TransferTable {
        TransferTable(asOf: "2026-03-01", tier: tier, inputDigest: "abc", wording: .english, counts: counts)
    }

    private func write(_ table: TransferTable) throws -> (json: Data, csv: String) {
        let folder = try TemporaryFolder(), day = try #require(CalendarDay(parsing: "2026-03-01"))
        let provenance = Provenance(
            title: "Test", softwareVersion: "1", inputDigest: "abc", asOf: day,
            period: try #require(DayInterval(first: day, last: day)), method: "", attributions: [])
        let writer = BuildWriter(folder: folder.path, policy: ReleasePolicy(tier: .public), provenance: provenance)
        let files = try writer.write(table, units: ["XX-KE"])
        #expect(files.map(\.path) == ["transfers.json", "transfers.csv"] && files.allSatisfy { $0.bytes > 0 })
        return (
            try Data(contentsOf: URL(filePath: folder.path + "/transfers.json")),
            try String(contentsOfFile: folder.path + "/transfers.csv", encoding: .utf8)
        )
    }

    @Test("What is written is read, kind by kind")
    func written() throws {
        let table = table([count(.plan), count(.increment), count(.cumulative)])
        let (json, csv) = try write(table)
        #expect(try TransferTable(contents: json, path: "t") == table)
        #expect(table.increments.count == 1 && table.runningTotals.count == 1 && table.plans.count == 1)
        let lines = csv.split(separator: "\n")
        #expect(
            lines.count == 4
                && lines[1].hasPrefix("increment,done,MOVE,moved,150,150,150,persons,150 persons,2026-02-01,"))
        #expect(
            lines[1].contains(
                ",Kelmar,XX-KE,not stated,,not stated,,not stated,derived,\"Command, \"\"west\"\"\",Command,1,false,"))
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix("which may overlap.\"") })
    }

    @Test("No tables of no transfers without a word")
    func empty() throws {
        let (json, csv) = try write(table([]))
        #expect(String(decoding: json, as: UTF8.self).contains("No report that is told here speaks of a transfer"))
        #expect(csv.hasPrefix("kind,status,incident,") && csv.split(separator: "\n").count == 1)
    }

    @Test("A country gives way to its governorates, and names stand in the order of codes")
    func places() {
        #expect(TransferPlaces([Self.ostria, Self.kelmar]).areas == [Self.kelmar])
        let far = TransferPlaces.Area(code: "AA", country: "AA", name: TextByLanguage(en: "Farland"))
        #expect(TransferPlaces([Self.ostria, far]).text == "Farland; Ostria")
        #expect(TransferPlaces([]).text == "not stated")
    }

    @Test("What is smaller than a governorate, or still to come, is refused")
    func refused() {
        for (table, words) in [
            (table([count(.increment, from: [Self.mulvok])]), "smaller"), (table([count(.stock)]), "smaller"),
            (table([count(.plan, last: "2026-03-02")]), "to come"), (table([], .internal), "internal"),
        ] {
            let refusal = #expect(throws: ReleaseViolation.self) { try write(table) }
            #expect(refusal?.description.contains(words) == true, "\(words)")
        }
    }

    @Test("A damaged file is told")
    func damaged() throws {
        let (json, _) = try write(table([count(.increment)]))
        let text = String(decoding: json, as: UTF8.self)
        #expect(throws: CatalogError.self) {
            try TransferTable(contents: Data(text.replacing("\"most\" : 150", with: "\"most\" : -1").utf8), path: "t")
        }
        #expect(throws: CatalogError.self) { try TransferTable(contents: Data("[]".utf8), path: "t") }
        #expect(throws: CatalogError.self) {
            try TransferTable(
                contents: Data(text.replacing("\"format_version\" : 2", with: "\"format_version\" : 3").utf8), path: "t"
            )
        }
    }
}
