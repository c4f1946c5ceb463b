// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import JSON
import Layers
@testable import Queries
@testable import Studies
import Testing

@Suite("What is new between two builds")
struct NewsTests {
    @Test("Equal builds give an empty answer, and say so")
    func equal() throws {
        let study = try SquareStudy()
        let news = try study.service("new").news(since: study.service("old"))
        #expect(news.isEmpty && news.from == "2026-03-01" && news.to == "2026-03-01")
        #expect(news.notes.contains("Both folders hold the same build."))
        #expect(news.notes.last == "Absence of reports is not safety.")
    }

    @Test(
        "A layer from which features are gone is damaged, and is not taken for news",
        arguments: ["incident-points", "incident-areas", "provinces"])
    func incompleteLayer(name: String) throws {
        let study = try SquareStudy()
        let whole = try study.service("whole")
        _ = try study.service("cut")
        let folder = study.folder.deletingLastPathComponent().appending(path: "cut")
        let file = folder.appending(path: "\(name).geojson")
        var layer = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let features = try #require(layer["features"] as? [Any])
        layer["features"] = Array(features.dropLast())
        try JSONSerialization.data(withJSONObject: layer).write(to: file)
        let error = #expect(throws: QueryError.self) { try QueryService(folder: folder.path).news(since: whole) }
        #expect(error?.description.contains("where the catalog counts \(features.count)") == true)
        #expect(throws: QueryError.self) { try FolderSheet().specification(folder: folder.path) }
    }

    @Test("A later day knows a later incident; whichever build comes first, the sign is the same")
    func order() throws {
        let study = try SquareStudy()
        let old = try study.service("old"), new = try study.service("new", asOf: "2026-03-20")
        let news = try new.news(since: old), swapped = try old.news(since: new)
        #expect(news.from == "2026-03-01" && news.to == "2026-03-20")
        #expect(news.incidents.new.map(\.id) == ["LATER"])
        #expect(news.incidents.new.first?.isLate == false)
        #expect(news.incidents.gone.isEmpty && news.incidents.changed.isEmpty)
        #expect(swapped.incidents.new.map(\.id) == ["LATER"] && swapped.from == news.from)
        #expect(swapped.notes.first?.hasPrefix("The builds came the later one first") == true)
        let unit = try #require(news.provinces.first { $0.reports.contains("LATER") })
        #expect(unit.ratio == nil && unit.change == nil && unit.expectedTo == nil)
        #expect(news.notes.contains { $0.hasPrefix("No systematic record") })
    }

    @Test("Claims that are added, new conflicts and numbers are told; a row that is gone is not said to be withdrawn")
    func contents() throws {
        let study = try SquareStudy()
        try study.keepClaims(["C1", "C2", "C3", "C6"])
        let old = try study.service("old")
        let before = try study.text("claims.csv")
        let second =
            "C4,ESCAPE,escaped,prison_break,Brenna prison,XX,,1,,,2026-02-19,2026-02-19,,120,,persons,exact,"
            + "increment,Ministry,Ministry,official,S2,reported\n"
        try study.write(
            before.split(separator: "\n").filter { !$0.hasPrefix("C1,") }.joined(separator: "\n") + "\n" + second,
            to: "claims.csv")
        let news = try study.service("new").news(since: old)
        #expect(news.incidents.gone.map(\.id) == ["MINE"] && news.incidents.gone.first?.reason == .notTold)
        let changed = try #require(news.incidents.changed.first)
        #expect(changed.id == "ESCAPE" && changed.claimsAdded == ["C4"])
        #expect(changed.changes?.contains(.claimsAdded) == true && changed.changes?.contains(.conflictNew) == true)
        #expect(changed.changes?.contains(.numbers) == true)
        #expect(news.notes.contains { $0.hasPrefix("Both are of the same day") })
        #expect(news.notes.contains { $0.contains("do not say why") })
    }

    @Test("Builds of other tiers and studies are refused; of other cells figures stand without ratio")
    func comparable() throws {
        let study = try SquareStudy()
        let old = try study.service("old")
        var overrides = ResolvedStudy.Overrides()
        overrides.release = "internal"
        let folder = study.folder.deletingLastPathComponent().path
        let inside = try QueryService(folder: study.build(overrides, to: "\(folder)/internal").output.folder)
        #expect(throws: NewsError.differentTiers(earlier: .internal, later: .public)) { try old.news(since: inside) }
        overrides.release = nil
        overrides.cell = "20km"
        let coarse = try QueryService(folder: study.build(overrides, to: "\(folder)/coarse").output.folder)
        let news = try old.news(since: coarse)
        #expect(news.notes.contains { $0.contains("differ in cell_size_m") })
        #expect(news.incidents.isEmpty)
    }

    @Test("Counters of restricted events are told by half-month, and not between days nearer than that")
    func restricted() throws {
        let rows = [
            RestrictedStudy.row("A1", "2026-01-20", source: "One"),
            RestrictedStudy.row("A2", "2026-01-27", source: "Two"),
            RestrictedStudy.row("A3", "2026-02-03", source: "One"),
            RestrictedStudy.row("A4", "2026-02-08", source: "Two"),
        ]
        let study = try RestrictedStudy.study(rows)
        let before = try study.service("early", asOf: "2026-02-10")
        let later = try study.service("late", asOf: "2026-03-05")
        let news = try later.news(since: before)
        #expect(news.restricted.map(\.area) == ["XX-KE-S", "XX-KE-S"])
        #expect(news.restricted.map(\.eventsFrom) == [0, 0] && news.restricted.map(\.eventsTo) == [2, 2])
        let text = String(decoding: try StableJSON.encode(news), as: UTF8.self)
        for word in ["A1", "One", "2026-01-20", "2026-02-08"] { #expect(!text.contains("\"\(word)"), "\(word)") }
        let near = try study.service("near", asOf: "2026-02-24")
        let short = try near.news(since: before)
        #expect(short.restricted.isEmpty && short.notes.contains { $0.hasPrefix("Fewer than 15 days") })
    }
}

@Suite("The rule by which a change is marked")
struct NewsWindowTests {
    @Test("A ratio alone marks nothing: what was reported has to lie outside of what was allowed")
    func rule() throws {
        // 10 expected, 95 % interval by hand from section 9: the same distribution as the build's own marks.
        var result = ProvinceResult(
            iso3166_2: "XX-A", nameEnglish: "Alpha", nameArabic: "", relativeRisk: 1, relativeRiskMax: 1,
            relativeRiskP90: 1, rank: 1, locatedReports: 1, incidents: 1, claims: 1, rootSources: 1,
            claimsInConflict: 0,
            unlocated: 0, asOf: "2026-03-01", intensity: 1, country: "XX", tier: .public, assessed: true)
        func stated(_ expected: Double, reported: Int) -> ProvinceResult {
            result.forecast = ProvinceForecast(
                chance: 50, chanceClass: "20_to_50", expected: expected, interval: 0...20, reported: [1, reported, 90],
                refusal: nil)
            return result
        }
        func judged(_ after: Double, reported: Int, isWhole: Bool = true) -> UnitNews {
            let window = NewsWindow(newDays: 30, isWhole: isWhole)
            let later = stated(after, reported: reported)
            var unit = UnitNews("XX-A", from: stated(10, reported: 10), to: later)
            window.judge(&unit, later, isProvince: true)
            return unit
        }
        let high = try #require(judged(20, reported: 10).allowedHigh),
            low = try #require(judged(20, reported: 10).allowedLow)
        #expect(low < 10 && 10 < high)
        #expect(judged(20, reported: high).change == .unmarked)
        #expect(judged(20, reported: high + 1).change == .up)
        #expect(judged(14.9, reported: high + 1).change == .unmarked)
        #expect(judged(5, reported: high + 1).change == .unmarked)
        if low > 0 {
            #expect(judged(5, reported: low - 1).change == .down)
            #expect(judged(5, reported: low - 1, isWhole: false).change == .unmarked)
        }
        #expect(judged(20, reported: 10).ratio == 2)
    }
}
