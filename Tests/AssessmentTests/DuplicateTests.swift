// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Incidents
import Layers
@testable import Studies
import Testing

@Suite("Events that two data sets report")
struct DuplicateTests {
    private static let acledHeader =
        "event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,geo_precision,source,fatalities,country,admin1\n"
    private static let ucdpHeader =
        "id,date_start,date_end,type_of_violence,where_prec,latitude,longitude,low,best,high,country,adm_1\n"

    /// A study of two tables; `more` comes behind the top level keys.
    private func study(acled: [String], ucdp: [String], more: String = "", second: String = "ucdp") throws
        -> SquareStudy
    {
        let study = try SquareStudy()
        let text = try study.text("study.yaml")
        let start = try #require(text.range(of: "inputs:\n")), end = try #require(text.range(of: "\nroutes:"))
        let inputs = "  - {name: a, format: acled, file: a.csv}\n  - {name: u, format: \(second), file: u.csv}\n"
        try study.write(more + text[..<start.upperBound] + inputs + text[end.lowerBound...], to: "study.yaml")
        try study.write(Self.acledHeader + acled.map { $0 + "\n" }.joined(), to: "a.csv")
        let header = second == "ucdp" ? Self.ucdpHeader : Self.acledHeader
        try study.write(header + ucdp.map { $0 + "\n" }.joined(), to: "u.csv")
        return study
    }

    private func check(_ study: SquareStudy, tier: String = "internal") throws -> BuildReport {
        var overrides = ResolvedStudy.Overrides()
        overrides.release = tier
        return try Pipeline(study: study.resolved(overrides), options: .init(out: study.out)).check()
    }

    private static func acled(
        _ id: String, _ day: String, _ kind: String = "Battles,Armed clash", at: String = "34.5,40.5", prec: Int = 1
    )
        -> String
    { "\(id),\(day),\(kind),\(at),\(prec),Paper,3,," }

    private static func ucdp(
        _ id: String, _ first: String, _ last: String? = nil, kind: Int = 1, at: String = "34.5,40.5", prec: Int = 1
    )
        -> String
    { "\(id),\(first),\(last ?? first),\(kind),\(prec),\(at),4,4,4,," }

    @Test("The same battle on the same day at the same place")
    func same() throws {
        let report = try check(
            study(acled: [Self.acled("A1", "2026-02-10")], ucdp: [Self.ucdp("1", "2026-02-10")]))
        #expect(report.duplicates.map { [$0.first.id, $0.second.id] } == [["a:A1", "u:1"]])
        #expect(report.duplicates.first?.daysApart == 0 && report.duplicates.first?.distance == Meters(0))
        #expect(report.incidents == 2 && !report.areDuplicatesMerged)
    }

    /// 0.04 degrees of latitude are 4.4 km, 0.2 are 22 km, 0.3 are 33 km, 0.4 are 44 km.
    @Test(
        "As far apart as the places are known",
        arguments: [
            ("34.54,40.5", 1, true), ("34.56,40.5", 1, false), ("34.7,40.5", 2, true), ("34.8,40.5", 2, false),
            ("34.8,40.5", 3, true), ("34.9,40.5", 3, false),
        ] as [(String, Int, Bool)])
    func places(position: String, precision: Int, isFound: Bool) throws {
        let report = try check(
            study(
                acled: [Self.acled("A1", "2026-02-10")],
                ucdp: [Self.ucdp("1", "2026-02-10", at: position, prec: precision)]))
        #expect(report.duplicates.count == (isFound ? 1 : 0))
    }

    @Test(
        "At most a day apart, and not where a report covers a month",
        arguments: [
            ("2026-02-09", "2026-02-09", 1), ("2026-02-11", "2026-02-11", 1), ("2026-02-12", "2026-02-12", nil),
            ("2026-02-05", "2026-02-10", 0), ("2026-02-01", "2026-02-28", nil), ("2026-02-11", "2026-02-15", 1),
        ] as [(String, String, Int?)])
    func days(first: String, last: String, apart: Int?) throws {
        let report = try check(
            study(acled: [Self.acled("A1", "2026-02-10")], ucdp: [Self.ucdp("1", first, last)]))
        #expect(report.duplicates.map(\.daysApart) == (apart.map { [$0] } ?? []))
    }

    @Test(
        "What one publisher counts as fighting or violence against civilians another counts by its means",
        arguments: [
            ("Battles,Armed clash", 1, true), ("Battles,Armed clash", 3, false),
            ("Explosions/Remote violence,Air/drone strike", 1, true),
            ("Explosions/Remote violence,Air/drone strike", 3, true),
            ("Violence against civilians,Attack", 3, true), ("Violence against civilians,Attack", 1, false),
            ("Strategic developments,Arrests", 1, false),
        ] as [(String, Int, Bool)])
    func types(kind: String, violence: Int, isFound: Bool) throws {
        let report = try check(
            study(acled: [Self.acled("A1", "2026-02-10", kind)], ucdp: [Self.ucdp("1", "2026-02-10", kind: violence)]))
        #expect(report.duplicates.count == (isFound ? 1 : 0))
    }

    @Test("Each event is matched once, with the nearest")
    func nearest() throws {
        let report = try check(
            study(
                acled: [Self.acled("A1", "2026-02-10"), Self.acled("A2", "2026-02-10", at: "34.52,40.5")],
                ucdp: [Self.ucdp("1", "2026-02-10", at: "34.519,40.5"), Self.ucdp("2", "2026-02-11")]))
        #expect(report.duplicates.map { [$0.first.id, $0.second.id] } == [["a:A1", "u:2"], ["a:A2", "u:1"]])
    }

    @Test("Two exports of one publisher hold events that it tells apart")
    func onePublisher() throws {
        let report = try check(
            study(
                acled: [Self.acled("A1", "2026-02-10")], ucdp: [Self.acled("A2", "2026-02-10")], second: "acled"))
        #expect(report.duplicates.isEmpty && report.incidents == 2)
    }

    @Test("Merged where the study says so: one incident with both claims, and another digest")
    func merged() throws {
        let rows = [Self.acled("A1", "2026-02-10"), Self.acled("A2", "2026-02-20")]
        let apart = try study(acled: rows, ucdp: [Self.ucdp("1", "2026-02-10")])
        let merged = try study(acled: rows, ucdp: [Self.ucdp("1", "2026-02-10")], more: "merge_duplicates: true\n")
        let report = try check(merged)
        #expect(report.incidents == 2 && report.duplicates.count == 1 && report.areDuplicatesMerged)
        #expect(report.reading.claims == 3)
        var overrides = ResolvedStudy.Overrides()
        overrides.release = "internal"
        let catalogs = try [apart, merged].map { try $0.build(overrides).output.catalog() }
        #expect(catalogs.map(\.counts.incidents) == [3, 2])
        #expect(catalogs[0].inputDigest != catalogs[1].inputDigest)
    }

    @Test("A public map says nothing of which open event a restricted source knows too")
    func restricted() throws {
        let study = try study(acled: [Self.acled("A1", "2026-01-10")], ucdp: [Self.ucdp("1", "2026-01-10")])
        #expect(try check(study, tier: "public").duplicates.isEmpty)
    }
}
