// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
@testable import Queries
@testable import Studies
import Testing

private typealias Field = RestrictedStudy

@Suite("Restricted events in a build")
struct RestrictedBuildTests {
    /// Four battles in southern Kelmar, of two root sources, in two half-months.
    private func four(_ shift: Double = 0) -> [String] {
        [
            Field.row("OST1", "2026-01-20", 41.2 + shift, 34.1, source: "Witness one"),
            Field.row("OST2", "2026-01-27", 41.4, 34.2 + shift, source: "Witness two"),
            Field.row("OST3", "2026-02-03", 41.6 + shift, 34.3, source: "Witness one"),
            Field.row("OST4", "2026-02-08", 41.8, 34.4 - shift, source: "Witness two"),
        ]
    }

    private func differences(_ a: BuildFiles, _ b: BuildFiles) throws -> [String] {
        let one = try a.contents(), two = try b.contents()
        return Set(one.keys).union(two.keys).filter { one[$0] != two[$0] }.sorted()
    }

    @Test("They count for their district by half-month, and nothing of their rows is in any file")
    func rowsStay() throws {
        let (report, output) = try Field.study(four()).build()
        #expect(report.restricted == 4 && report.withheld == 0 && report.drawn == 7)
        let counts = try #require(try output.contributions().restricted)
        #expect(counts.map(\.area) == ["XX-KE-S", "XX-KE-S"] && counts.map(\.events) == [2, 2])
        #expect(counts.map(\.first) == ["2026-01-16", "2026-02-01"])
        for (name, data) in try output.contents() {
            let text = String(decoding: data, as: UTF8.self)
            for word in ["OST1", "Witness", "secret-file", "2026-01-20", "2026-02-08"] {
                #expect(!text.contains(word), "\(word) in \(name)")
            }
        }
        #expect(try output.contributions().incidents.map(\.id) == ["MINE", "FIGHT", "ESCAPE"])
        let source = try #require(try output.catalog().sources.first { $0.access == .restricted })
        #expect(source.id == "field" && source.title == "ACLED")
        let csv = String(decoding: try output.data("restricted-counts.csv"), as: UTF8.self)
        #expect(csv.contains("XX-KE-S,district,South Kelmar,2026-01-16,2026-01-31,2\n"))
        let share = try #require(try output.contributions().provinces["XX-KE"]?.first { $0.kind == .restricted })
        #expect(
            share.title == "4 reports of restricted sources in South Kelmar, half-months from 2026-01-16 to 2026-02-15")
        #expect(share.share > 0.3)
        #expect(try #require(try output.province("XX-KE")).incidents == 5)
    }

    @Test("Where in the district, on which day of the half-month, in which order and in which words: no byte tells")
    func bytes() throws {
        let study = try Field.study(four())
        let one = try study.build().output
        let moved = try Field.study([
            Field.row("Z9", "2026-02-15", 41.01, 34.01, source: "Somebody A", place: "Elsewhere"),
            Field.row("Z7", "2026-01-16", 41.99, 34.49, source: "Somebody B", place: "Nowhere"),
            Field.row("Z8", "2026-02-01", 41.5, 34.3, source: "Somebody B"),
            Field.row("Z6", "2026-01-31", 41.3, 34.02, source: "Somebody A"),
        ])
        let two = try moved.build().output
        #expect(try differences(one, two) == [])
        // The test can fail: one event in the other half-month is another input.
        let other = try Field.study(
            Array(four().dropLast()) + [Field.row("OST4", "2026-01-20", source: "Witness two")])
        #expect(try differences(one, other.build().output).contains("relative-risk.tif"))
    }

    @Test("The test of bytes can fail: smoothed at their own places, events that move change the surface")
    func control() throws {
        // A kernel of 6 km needs a law of 8 km to make 10; a wider one needs none.
        let law = RestrictedLaw.smoothing(.kilometers(10))
        #expect(law.sigma(.kilometers(2), kernel: .kilometers(6)).value == 8000)
        #expect(law.sigma(.kilometers(2), kernel: .kilometers(30)).value == 2000)
        func build(_ rows: [String]) throws -> BuildFiles {
            let study = try Field.study(rows)
            var options = Pipeline.Options(out: study.out)
            options.restrictedLaw = law
            // Rightly refused otherwise.
            options.refusesLeaks = false
            _ = try Pipeline(study: study.resolved(), options: options).run()
            return BuildFiles(folder: study.out, owner: study)
        }
        let one = try build(four()), two = try build(four(0.05))
        #expect(try differences(one, two).contains("relative-risk.tif"))
        #expect(try one.contributions().restricted == nil)
        #expect(try !one.contributions().incidents.contains { $0.id.contains("OST") })
        #expect(try differences(Field.study(four()).build().output, Field.study(four(0.05)).build().output) == [])
    }

    @Test("Kinds are told as a mean: exchanging them between events of a batch is no difference")
    func kinds() throws {
        let mine = "Explosions/Remote violence,Remote explosive/landmine/IED"
        let first = try Field.study(
            [Field.row("OST1", "2026-01-20", source: "Witness one", kind: mine)] + four().dropFirst())
        let last = try Field.study(
            [Field.row("OST1", "2026-01-20", source: "Witness one")] + four().dropFirst().dropLast()
                + [Field.row("OST4", "2026-02-08", source: "Witness two", kind: mine)])
        #expect(try differences(first.build().output, last.build().output) == [])
    }

    @Test("Mass is spread evenly over the area, whatever the study says of imprecise events")
    func even() throws {
        var outputs: [BuildFiles] = []
        for how in ["informed", "uniform"] {
            var overrides = ResolvedStudy.Overrides()
            overrides.imprecise = how
            let study = try Field.study(four())
            // Precise open events in one corner would draw an imprecise event there; all imprecise open ones go.
            let mines = (1...25).map { number in
                "N\(number),NEAR\(number),,ied,Mulvok,XX,,1,41.1,34.1,2026-02-01,2026-02-01,,,,,,,W,W,wire,S1,reported\n"
            }
            try study.write(try study.text("claims.csv") + mines.joined(), to: "claims.csv")
            try study.edit(
                "LATER,Mine", (1...25).map { "NEAR\($0),Mine near,ied,,\n" }.joined() + "LATER,Mine",
                in: "incidents.csv")
            try study.write(
                try study.text("claims.csv").split(separator: "\n").filter {
                    !["C2,", "C3,", "C4,"].contains($0.prefix(3))
                }
                .joined(separator: "\n") + "\n", to: "claims.csv")
            outputs.append(try study.build(overrides).output)
        }
        let rasters = try outputs.map { try $0.raster("intensity").values }
        #expect(zip(rasters[0], rasters[1]).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    }

    @Test("Without district polygons, and for fewer than three of a district, the province counts")
    func provinces() throws {
        let plain = try Field.study(four(), districts: false).build().output
        #expect(try plain.contributions().restricted?.map(\.area) == ["XX-KE", "XX-KE"])
        let spread = [
            Field.row("A", "2026-01-20", 41.2, 34.1, source: "Witness one"),
            Field.row("B", "2026-01-22", 41.2, 34.8, source: "Witness two"),
            Field.row("C", "2026-01-24", 41.3, 34.9, source: "Witness one"),
        ]
        let output = try Field.study(spread).build().output
        #expect(try output.contributions().restricted?.map(\.area) == ["XX-KE"])
        #expect(try output.contributions().restricted?.map(\.events) == [3])
    }

    @Test("One root source thrice is withheld, in whatever letters; two are not", arguments: [false, true])
    func roots(isOther: Bool) throws {
        let rows = [
            Field.row("A", "2026-01-20", source: "Witness one"), Field.row("B", "2026-01-22", source: "witness  ONE"),
            Field.row("C", "2026-01-24", source: isOther ? "Witness two" : " Witness one"),
        ]
        let report = try Field.study(rows).build().report
        #expect(report.restricted == (isOther ? 3 : 0) && report.withheld == (isOther ? 0 : 3))
    }

    @Test("Where the input names no root sources five are needed", arguments: [(4, 0), (5, 5)])
    func unnamed(rows: Int, released: Int) throws {
        let table = (1...rows).map { Field.row("A\($0)", "2026-01-2\($0)", source: "") }
        #expect(try Field.study(table).build().report.restricted == released)
    }

    @Test(
        "A half-month waits 14 days in public and 3 with partners; the internal tier shows points",
        arguments: [
            ("2026-02-28", "public", 0), ("2026-03-01", "public", 3), ("2026-02-17", "partner", 0),
            ("2026-02-18", "partner", 3),
        ])
    func delay(asOf: String, tier: String, released: Int) throws {
        let rows = (1...3).map { Field.row("A\($0)", "2026-02-0\($0)", source: "Witness \($0)") }
        var overrides = ResolvedStudy.Overrides()
        overrides.release = tier
        overrides.asOf = asOf
        let report = try Field.study(rows).build(overrides).report
        #expect(report.restricted == released && report.withheld == 0)
    }

    @Test("The internal tier has the events at their points, and no counts")
    func inside() throws {
        var overrides = ResolvedStudy.Overrides()
        overrides.release = "internal"
        let study = try Field.study(four())
        let run = try study.surfaces(overrides)
        #expect(run.located.restricted == nil && run.located.incidents.count { $0.access == .restricted } == 4)
        let output = try study.build(overrides).output
        #expect(try output.contributions().restricted == nil)
        // The terms of the table bind there too.
        #expect(try !output.contributions().incidents.contains { $0.id.contains("OST") })
    }

    @Test("A province that holds back events and has little else says withheld, and the ranking that it is incomplete")
    func withheld() throws {
        let (report, output) = try Field.study([Field.row("A", "2026-02-01")]).build()
        #expect(report.withheld == 1 && report.withheldProvinces == ["XX-DO", "XX-KE"])
        let kelmar = try #require(try output.province("XX-KE"))
        #expect(kelmar.relativeRisk == nil && kelmar.incidents == 0 && !kelmar.assessed && kelmar.withheld)
        #expect(try #require(try output.province("XX-DO")).withheld, "a single gap could be computed from the total")
        #expect(try output.catalog().counts.withheldProvinces == ["XX-DO", "XX-KE"])
        #expect(try output.catalog().counts.withheldIncidents == 1)
        #expect(try output.raster("relative-risk").values.allSatisfy(\.isNaN))
        #expect(try output.contributions().provinces.isEmpty)
        let service = try QueryService(folder: output.folder)
        #expect(service.ranking().allSatisfy { $0.notes.first == "The ranking is incomplete: 2 provinces withheld." })
        #expect(try service.answer(named: "XX-KE").notes.first?.hasPrefix("Withheld") == true)
        let error = try #require(throws: QueryError.self) {
            try service.answer(at: #require(Coordinate(longitude: 41.5, latitude: 34.5)))
        }
        #expect(error.description.contains("withheld"))
    }

    @Test("An open incident is shown as if no restricted source spoke of it, and does not count twice")
    func openIncident() throws {
        let study = try Field.study(four())
        try study.write(
            try study.text("sources.csv") + "S9,Hidden,Hidden page,2026-02-01,,restricted,yes,,,no\n", to: "sources.csv"
        )
        let before = try study.build().output
        try study.write(
            try study.text("claims.csv")
                + "C99,FIGHT,,battle,Mulvok,XX,Kelmar,1,,,2026-01-30,2026-01-30,,90,,deaths,exact,increment,Spy,Spy,wire,S9,reported\n",
            to: "claims.csv")
        let after = try study.build(to: study.out + "-after").output
        #expect(try differences(before, after) == [])
        #expect(
            try before.catalog().sources.last { $0.access == .restricted }?.title == "Restricted sources of the study")
    }

    @Test("A query for another zone counts them by their area")
    func zones() throws {
        let output = try Field.study(four()).build().output
        let service = try QueryService(folder: output.folder)
        let answer = try service.answer(named: "South Kelmar", why: true)
        // With the fighting somewhere in Kelmar, half of which is South Kelmar.
        #expect(answer.result.incidents == 5)
        let part = try #require(answer.contributions?.first { $0.kind == .restricted })
        #expect(part.title.hasPrefix("4 reports of restricted sources in South Kelmar") && part.share > 0.5)
    }
}

@Suite("Restricted events over an earlier build")
struct RestrictedPreviousTests {
    private let rows = [
        Field.row("A", "2026-01-20", source: "Witness one"), Field.row("B", "2026-01-22", source: "Witness two"),
        Field.row("C", "2026-01-24", source: "Witness one"),
    ]

    private func build(_ study: SquareStudy, asOf: String = "2026-03-01", previous: String? = nil) throws -> BuildFiles
    {
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = asOf
        let options = Pipeline.Options(out: study.out, threads: 1, previous: previous)
        _ = try Pipeline(study: study.resolved(overrides), options: options).run()
        return BuildFiles(folder: study.out, owner: study)
    }

    @Test("A changed table over an earlier build is refused, and with --previous one late row changes no count")
    func late() throws {
        let study = try Field.study(rows)
        let first = try build(study).contributions()
        let digest = try build(study).catalog().inputDigest
        #expect(digest == first.inputDigest)
        try Field.write(rows + [Field.row("D", "2026-01-26", source: "Witness three")], to: study)
        let refusal = try #require(throws: StudyError.self) { try build(study) }
        #expect(refusal.message.contains("--previous") && refusal.kind == .output)
        let second = try build(study, previous: study.out)
        #expect(try second.contributions().restricted == first.restricted)
        #expect(try second.catalog().counts.withheldIncidents == 1)
        #expect(try second.catalog().inputDigest != digest)
        // Nothing that a build tells has changed: it may be replaced without a word.
        try Field.write(rows.reversed(), to: study)
        #expect(try build(study, asOf: "2026-03-02").contributions().restricted == first.restricted)
    }

    @Test("Three late rows are released together")
    func three() throws {
        let study = try Field.study(rows)
        _ = try build(study)
        let late = (1...3).map { Field.row("L\($0)", "2026-01-2\($0)", source: "Late \($0)") }
        try Field.write(rows + late, to: study)
        let counts = try #require(try build(study, previous: study.out).contributions().restricted)
        #expect(counts.map(\.events) == [3, 3] && Set(counts.map(\.first)) == ["2026-01-16"])
        let table = try String(contentsOfFile: study.out + "/restricted-counts.csv", encoding: .utf8)
        #expect(table.hasSuffix("XX-KE-S,district,South Kelmar,2026-01-16,2026-01-31,6\n"))
    }

    @Test("A removed row stays counted, and a previous build of another tier or a later day is refused")
    func removed() throws {
        let study = try Field.study(rows)
        let first = try build(study).contributions()
        try Field.write(Array(rows.dropLast()), to: study)
        #expect(throws: StudyError.self) { try build(study) }
        #expect(try build(study, previous: study.out).contributions().restricted == first.restricted)
        let later = try #require(throws: StudyError.self) { try build(study, asOf: "2026-02-20", previous: study.out) }
        #expect(later.message.contains("later"))
        try study.edit("release: public", "release: partner")
        let tier = try #require(throws: StudyError.self) { try build(study, previous: study.out) }
        #expect(tier.message.contains("'public'"))
    }
}
