// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import TestSupport
import Testing

@testable import Layers

/// Small, complete documents.
enum Samples {
    static func catalog() -> Catalog {
        Catalog(
            title: TextByLanguage(en: "Test study", ar: "دراسة"), softwareVersion: "1.2.3", inputDigest: "abc",
            tier: .public, asOf: "2026-02-15", period: CatalogPeriod(first: "2026-01-19", last: "2026-02-12"),
            extent: [34, 28, 50.5, 38.6], computingCRS: "+proj=laea", cellSize: 5000,
            method: ["half_life": MethodParameter(30, unit: "days"), "cell": MethodParameter(5000, unit: "m")],
            layers: [], mainLayer: "relative-risk",
            sources: [
                CatalogSource(id: "b", title: "B", attribution: "© B"), CatalogSource(id: "a", title: "A"),
                CatalogSource(id: "c", title: "C", attribution: "© B", aiGenerated: true),
            ],
            counts: CatalogCounts(
                rows: 5, claims: 3, incidents: 2, rejected: ["bad date": 1, "unknown place": 1], unlocatedIncidents: 1,
                unlocatedMass: 0.25))
    }

    static func province(_ id: String, _ relativeRisk: Double?) -> ProvinceResult {
        ProvinceResult(
            iso3166_2: id, nameEnglish: "Al Anbar", nameArabic: "الأنبار", relativeRisk: relativeRisk,
            relativeRiskMax: 88.126, relativeRiskP90: 70, rank: nil, locatedReports: relativeRisk,
            incidents: 3, claims: 7, rootSources: 4, claimsInConflict: 2, unlocated: 1, asOf: "2026-02-15",
            intensity: 0.1234567, country: "IQ", tier: .public, assessed: true)
    }

    static func incident(_ location: ReleasedLocation, last: String = "2026-02-06") -> ReleasedIncident {
        ReleasedIncident(
            id: "i1", title: "Bombing, western Anbar", type: "suicide_attack", first: "2026-02-06", last: last,
            location: location, weight: 0.5,
            claims: [
                ContributingClaim(id: "c1", text: "two bombers, \"one\" killed", claimant: "officials", source: "AP")
            ])
    }
}

@Suite struct CatalogTests {
    @Test func theSameCatalogGivesTheSameBytesAndReadsBack() throws {
        let folder = try TemporaryFolder()
        let data = try StableJSON.encode(Samples.catalog())
        #expect(try StableJSON.encode(Samples.catalog()) == data)
        try data.write(to: URL(fileURLWithPath: folder.path + "/catalog.json"))
        #expect(try Catalog.read(folder: folder.path) == Samples.catalog())
        let text = String(decoding: data, as: UTF8.self)
        let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.split(separator: "\"")[1] }
        #expect(keys == keys.sorted())
        #expect(keys.contains("format_version") && keys.contains("input_digest"))
        #expect(text.contains("Absence of reports is not safety."))
        #expect(text.hasSuffix("}\n"))
    }

    @Test func attributionsAreNamedOnce() { #expect(Samples.catalog().attributions == ["© B"]) }

    @Test func aFolderWithoutACatalogIsNamed() throws {
        #expect(throws: CatalogError.missing(path: "/nowhere/catalog.json")) { try Catalog.read(folder: "/nowhere") }
    }

    @Test func aLaterFormatIsRefusedBeforeItsMembersAreRead() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/catalog.json"
        try Data(#"{"format_version": 99, "all": "else"}"#.utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: CatalogError.laterFormat(path: path, version: 99)) { try Catalog.read(folder: folder.path) }
    }

    @Test func anEarlierFormatIsRefusedWithWhatToDo() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/catalog.json"
        try Data(#"{"format_version": 1, "layers": []}"#.utf8).write(to: URL(fileURLWithPath: path))
        let failure = #expect(throws: CatalogError.earlierFormat(path: path, version: 1)) {
            try Catalog.read(folder: folder.path)
        }
        #expect(failure?.description.contains("build the folder again") == true)
    }

    @Test func aDamagedFileIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/contributions.json"
        for text in ["", "{", "[]", #"{"format_version": 2}"#] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let failure = #expect(throws: CatalogError.self) { try ContributionTable.read(folder: folder.path) }
            #expect(failure?.description.contains("contributions.json") == true)
        }
    }

    @Test func numbersThatNoBuildWritesAreNamed() throws {
        func table(_ members: String) throws -> ContributionTable {
            let text = """
                {"format_version": 2, "as_of": "2026-03-01", "tier": "public", "input_digest": "", "components": [],
                 "uniform_weight": 0.1, "provinces": {}, \(members)}
                """
            return try ContributionTable(contents: Data(text.utf8), path: "c")
        }
        func incident(_ weight: String, _ location: String) -> String {
            """
            "incidents": [{"id": "A", "title": "", "type": "ied", "first": "2026-03-01", "last": "2026-03-01",
             "weight": \(weight), "claims": [], "location": {"kind": "point", \(location)}}]
            """
        }
        func count(_ events: Int) -> String {
            """
            "incidents": [], "restricted": [{"level": "province", "area": "P", "name": "", "first": "2026-03-01",
             "last": "2026-03-15", "events": \(events), "weight": 1}]
            """
        }
        let here = #""longitude": 40, "latitude": 34, "sigma_m": 2000"#
        _ = try table(incident("0.8", here))
        _ = try table(count(3))
        for (members, part) in [
            (incident("-1", here), "weight"), (incident("1e300", here), "weight"),
            (incident("1", #""longitude": 200, "latitude": 0, "sigma_m": 1"#), "globe"),
            (incident("1", #""longitude": 0, "latitude": 0, "sigma_m": -1"#), "globe"), (count(.max), "events"),
            (count(0), "events"), (count(.min), "events"),
        ] {
            let error = #expect(throws: CatalogError.self) { try table(members) }
            #expect(error?.description.contains(part) == true, "\(members): \(String(describing: error))")
        }
        var catalog = Samples.catalog()
        catalog.counts.unlocatedIncidents = .min
        let data = try StableJSON.encode(catalog)
        #expect(throws: CatalogError.self) { try Catalog(contents: data, path: "c") }
    }

    @Test("Days that are none are named", arguments: ["9999-99-99", "soon", "2026-02-30"])
    func days(_ day: String) throws {
        for path in [\Catalog.asOf, \Catalog.period.first, \Catalog.period.last] {
            var catalog = Samples.catalog()
            catalog[keyPath: path] = day
            let data = try StableJSON.encode(catalog)
            let error = #expect(throws: CatalogError.self) { try Catalog(contents: data, path: "c") }
            #expect(error?.description.contains("'\(day)' is no day") == true)
        }
    }

    @Test("A build without evidence has no period, but a day")
    func emptyDays() throws {
        var catalog = Samples.catalog()
        catalog.period = CatalogPeriod(first: "", last: "")
        #expect(try Catalog(contents: StableJSON.encode(catalog), path: "c").period == catalog.period)
        catalog.asOf = ""
        #expect(throws: CatalogError.self) { try Catalog(contents: StableJSON.encode(catalog), path: "c") }
    }

    @Test func statisticsByHand() throws {
        let style = try ShippedStyles.test("risk")
        let grid = try #require(
            Grid(
                crs: .lambertEqualArea(latitude: 34, longitude: 42), originX: 0, originY: 0, cellSize: 1, columns: 6,
                rows: 1))
        let figures = LayerStatistics(Raster(grid: grid, values: [10, .nan, 30, 30, 90, 40]), style: style)
        #expect(figures.cells == 5 && figures.emptyCells == 1)
        #expect(figures.minimum == 10 && figures.maximum == 90 && figures.mean == 40)
        #expect(figures.median == 30 && figures.p90 == 90)
        #expect(figures.shareByClass == ["lowest": 0.2, "low": 0.4, "moderate": 0.2, "high": 0, "very_high": 0.2])
        let empty = LayerStatistics(Raster(grid: grid, filledWith: .nan), style: style)
        #expect(empty.cells == 0 && empty.mean == nil && empty.median == nil)
    }
}

@Suite struct ProvinceResultTests {
    @Test func equalReportsShareARank() {
        let ranked = ProvinceResult.ranked(
            [("a", 10), ("b", 30), ("c", nil), ("d", 30), ("e", 5)].map(Samples.province))
        #expect(ranked.map(\.rank) == [3, 1, nil, 1, 4])
    }

    private func stated(_ id: String, _ reports: Double, _ expected: Double?, _ interval: ClosedRange<Int>?)
        -> ProvinceResult
    {
        var result = Samples.province(id, reports)
        result.forecast = ProvinceForecast(
            chance: nil, chanceClass: nil, expected: expected, interval: interval, reported: [1, 2, 3], refusal: nil)
        return result
    }

    @Test func numbersOfARecordRankBeforeReportsAndSayHowSureTheRankIs() {
        // a: 4 to 9, b: 0 to 3, c: 8 to 12, d: refused.
        let ranked = ProvinceResult.ranked([
            stated("a", 1, 6, 4...9), stated("b", 9, 1, 0...3), stated("c", 2, 10, 8...12), stated("d", 50, nil, nil),
        ])
        #expect(ranked.map(\.rank) == [2, 3, 1, nil])
        #expect(ranked.map(\.forecast?.rankBest) == [1, 3, 1, nil])
        #expect(ranked.map(\.forecast?.rankWorst) == [2, 3, 2, nil])
    }

    @Test func aForecastReadsBack() throws {
        var result = stated("a", 1, 6, 4...9)
        result.forecast?.refusal = "few reports"
        let data = try StableJSON.encode(result)
        #expect(try StableJSON.decode(ProvinceResult.self, from: data) == result)
        #expect(String(decoding: data, as: UTF8.self).contains("\"reported_30d\" : 2"))
    }

    @Test func jsonHasEveryMemberAlsoWithoutAValue() throws {
        let data = try StableJSON.encode(Samples.province("IQ-AN", nil))
        let members = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let expected = [
            "iso3166_2", "pcode", "name_en", "name_ar", "relative_risk", "relative_risk_max", "relative_risk_p90",
            "rank",
            "rank_best", "rank_worst", "chance", "chance_class", "expected", "expected_p05", "expected_p95",
            "reported_7d", "reported_30d", "reported_90d", "change_ratio", "change", "refusal", "located_reports",
            "incidents", "incidents_reaching_in", "claims",
            "root_sources", "claims_in_conflict", "unlocated", "as_of",
        ]
        for name in expected { #expect(members[name] != nil, "\(name)") }
        #expect(members["relative_risk"] is NSNull && members["chance"] is NSNull)
        #expect(ProvinceResult.CodingKeys.allCases.prefix(expected.count).map(\.rawValue) == expected)
        #expect(members.count == ProvinceResult.CodingKeys.allCases.count)
        #expect(try StableJSON.decode(ProvinceResult.self, from: data) == Samples.province("IQ-AN", nil))
    }

    @Test func withheldFiguresLeaveNoTrace() {
        let hidden = stated("IQ-AN", 50, 6, 4...9).withholdingFigures()
        #expect(hidden.relativeRisk == nil && hidden.relativeRiskMax == nil && hidden.intensity == nil)
        #expect(hidden.locatedReports == nil && hidden.forecast == nil && hidden.incidents == 0)
        #expect(hidden.withheld && !hidden.assessed)
    }
}

@Suite struct ContributionTests {
    private func entry(_ kind: Contribution.Kind, _ id: String, _ share: Double) -> Contribution {
        Contribution(kind: kind, id: id, title: id, share: share)
    }

    @Test func theRestIsKeptAsOneEntry() {
        let ranked = Contribution.ranked(
            [
                entry(.incident, "b", 0.25), entry(.other, "x", 0.125), entry(.route, "r", 0.125),
                entry(.incident, "a", 0.25), entry(.uniform, "uniform", 0.25),
            ], limit: 3)
        #expect(ranked.map(\.id) == ["a", "b", "uniform", "other"])
        #expect(ranked.map(\.share) == [0.25, 0.25, 0.25, 0.25])
        #expect(ranked.last?.kind == .other)
    }

    @Test func nothingIsAddedWhereAllFits() {
        #expect(Contribution.ranked([entry(.incident, "a", 1)], limit: 3).map(\.id) == ["a"])
        #expect(Contribution.ranked([], limit: 3).isEmpty)
    }
}
