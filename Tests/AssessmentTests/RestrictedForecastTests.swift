// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
import Queries
import Studies
import Testing

private typealias Field = RestrictedStudy

/// Chances of provinces and districts from a record that may be told by area alone.
@Suite("Forecasts from restricted records")
struct RestrictedForecastTests {
    /// Events of half-months of 2025, at positions that follow from their numbers.
    /// - Parameter shift: moves them inside of South Kelmar, and inside of their half-months.
    private func rows(_ count: Int, months: ClosedRange<Int> = 1...12, shift: Int = 0) -> [String] {
        (0..<count).map { number in
            let month = months.lowerBound + number % months.count, half = (number / months.count) % 2
            let day = 1 + 15 * half + (number + shift * 5) % 13
            return Field.row(
                "OST\(number + shift * 1000)", "2025-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)",
                41.1 + 0.8 * Double((number * 7 + shift * 11) % 29) / 29,
                34.05 + 0.4 * Double((number * 5 + shift * 17) % 23) / 23, source: "Witness \((number / 5) % 3)")
        }
    }

    private func build(_ rows: [String]) throws -> BuildFiles {
        let study = try Field.study(rows, asOf: "2026-01-20")
        return try study.build().output
    }

    private func districts(_ build: BuildFiles) throws -> [String: [String: Any]] {
        Dictionary(
            uniqueKeysWithValues: try build.features("districts.geojson").map(BuildFiles.properties).map {
                ($0["district_id"] as? String ?? "", $0)
            })
    }

    @Test("Provinces and districts have chances and numbers, cells have none")
    func unitsOnly() throws {
        let output = try build(rows(240))
        let forecast = try #require(try output.catalog().forecast)
        #expect(forecast.resolution == .units && forecast.countries.map(\.stated) == [.figures])
        #expect(forecast.record.last == "2025-12-31" && forecast.window30.first == "2026-01-01")
        #expect(forecast.origins == 11 && !forecast.skill.isEmpty)
        #expect(
            forecast.stamp(.english)?.en.hasPrefix("How earlier statements for provinces came true (11 days tried)")
                == true)
        // Twenty a month: the number of 30 days is spread over the country, nearly all of it in southern Kelmar.
        let kelmar = try #require(try output.province("XX-KE")?.forecast)
        let expected = try #require(kelmar.expected), chance = try #require(kelmar.chance)
        #expect(expected > 14 && expected < 23 && chance > 95)
        #expect(kelmar.refusal == nil && kelmar.reported7 == nil && kelmar.reported90 == nil)
        let dorran = try #require(try output.province("XX-DO")?.forecast?.expected)
        #expect(dorran < expected / 3)
        let units = try districts(output)
        #expect(units.count == 4)
        let south = try #require(units["XX-KE-S"]?["expected"] as? Double)
        #expect(south > 10 && south <= expected)
        #expect((units["XX-KE-S"]?["incidents"] as? Int ?? 0) >= 230)
        let layers = try output.catalog().layers.map(\.name)
        #expect(layers.contains("relative-risk") && layers.contains("districts"))
        // The open reports of this study are no record.
        #expect(!layers.contains { $0.hasPrefix("chance") || $0.hasPrefix("expected") || $0 == "hotspots" })
        #expect(try output.contributions().record == nil)
        let answer = try QueryService(folder: output.folder).answer(at: Coordinate(longitude: 41.5, latitude: 34.25)!)
        let place = try #require(answer.result.forecast)
        #expect(place.chance == nil && place.expected == nil)
        #expect(place.refusal?.contains("provinces and districts") == true)
    }

    @Test("Where and when inside of their units and half-months they happened: no byte tells")
    func bytes() throws {
        let one = try build(rows(240)).contents(), two = try build(rows(240, shift: 1)).contents()
        #expect(one.keys.sorted() == two.keys.sorted())
        #expect(one.filter { two[$0.key] != $0.value }.keys.sorted() == [])
    }

    @Test("One event told for the province alone: its districts state nothing, the province does")
    func coarserEvents() throws {
        // A battle that is known to the province, three times, is no district's.
        let vague = (0..<3).map {
            "VAG\($0),2025-11-0\($0 + 1),1,Battles,Armed clash,Ostria,Kelmar,,34.5,41.5,3,Witness \($0),0\n"
        }
        let output = try build(rows(240) + vague)
        let kelmar = try #require(try output.province("XX-KE")?.forecast)
        #expect(kelmar.expected != nil)
        let units = try districts(output)
        for id in ["XX-KE-S", "XX-KE-N"] {
            #expect(units[id]?["expected"] is NSNull && units[id]?["chance"] is NSNull)
            #expect((units[id]?["refusal"] as? String)?.contains("told for the province only") == true)
        }
        #expect(units["XX-DO-S"]?["expected"] is Double)
    }

    @Test("A refusal tells no number of events")
    func refusals() throws {
        let few = try #require(try build(rows(9, months: 12...12)).catalog().forecast?.countries.first)
        #expect(few.stated == .nothing && few.reason.hasPrefix("too few reports: fewer than 10 located events"))
        let some = try build(rows(36, months: 10...12))
        let country = try #require(try some.catalog().forecast?.countries.first)
        #expect(country.stated == .classes && country.reason.hasPrefix("few reports: fewer than 50 located events"))
        let kelmar = try #require(try some.province("XX-KE")?.forecast)
        #expect(kelmar.chance == nil && kelmar.expected == nil && kelmar.chanceClass != nil)
    }

    @Test("Counts of a record and of other reports cannot be told apart: nothing is stated")
    func mixedTables() throws {
        let study = try Field.study(rows(60), asOf: "2026-01-20")
        try study.write(try study.text("secret-file.csv").replacing("OST", with: "LOG"), to: "second.csv")
        try study.edit(
            "    file: secret-file.csv\n",
            "    file: secret-file.csv\n  - {name: log, format: acled, file: second.csv, systematic: false}\n")
        #expect(try study.build().output.catalog().forecast == nil)
    }

    @Test("The number is that of the internal tier, whatever waits to be told, and the tables hold it back")
    func numberOfTiers() throws {
        func expected(_ tier: String, _ options: PlantedStudy.Options) throws -> (sum: Double, output: BuildFiles) {
            var overrides = ResolvedStudy.Overrides()
            overrides.release = tier
            let output = try PlantedStudy(options).base.build(overrides).output
            let all = try output.features("provinces.geojson").map(BuildFiles.properties)
            return (all.compactMap { $0["expected"] as? Double }.reduce(0, +), output)
        }
        var options = PlantedStudy.Options()
        options.allRestricted = true
        // Two weeks later the public record tells the same days.
        options.asOf = "2026-01-31"
        let inside = try expected("internal", options)
        options.asOf = "2026-02-14"
        let outside = try expected("public", options)
        #expect(inside.sum > 20 && (outside.sum / inside.sum - 1).magnitude < 0.08, "\(inside.sum) \(outside.sum)")
        let catalog = try outside.output.catalog()
        #expect(catalog.forecast?.resolution == .units)
        #expect(catalog.redTeam?.placement == "unchanged")
    }

    @Test("Hot spots are of the open part of a record, and there are no counts of days")
    func openPart() throws {
        let output = try PlantedStudy().base.build().output
        let catalog = try output.catalog()
        #expect(catalog.forecast?.resolution == .units)
        #expect(catalog.layers.contains { $0.name == "hotspots" } && catalog.mainLayer == "relative-risk")
        let all = try output.features("provinces.geojson").map(BuildFiles.properties)
        let open = try output.features("incident-points.geojson").count
        let reported = all.compactMap { $0["reported_90d"] as? Int }
        // Beside the numbers of the whole record, counts of its open part would be read as all that was reported.
        #expect(reported.isEmpty && open > 100)
    }
}
