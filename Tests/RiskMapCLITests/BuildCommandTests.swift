// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("riskmap build", .serialized)
struct BuildCommandTests {
    @Test("A build prints a table of what it read and wrote, and where it is")
    func table() throws {
        let work = try Workplace()
        let result = try work.build()
        #expect(result.status == 0, "\(result.error)")
        #expect(result.error.isEmpty)
        for words in [
            "rows read", "rejected", "bad_date 1", "1 later than the as-of date left out", "of unknown places",
            "relative-risk.map.png",
            "peak memory", "Insufficient for a forecast: 3 located incidents.", "Results: out",
        ] { #expect(result.output.contains(words), "\(words)") }
        #expect(try work.entries() == ["out", "study"])
    }

    @Test("--quiet prints nothing")
    func quiet() throws {
        let result = try Workplace().build("--quiet")
        #expect(result.status == 0)
        #expect(result.output.isEmpty && result.error.isEmpty)
    }

    @Test("More formats on request")
    func also() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet", "--also", "gpkg,kml,hxl").status == 0)
        let names = try work.contents("out").keys
        for ending in [".gpkg", ".kml", ".csv"] { #expect(names.contains { $0.hasSuffix(ending) }, "\(ending)") }
    }

    @Test(
        "A flag that means nothing is a usage error",
        arguments: [
            (["--also", "shp"], "'shp' is not one of gpkg, kml, hxl"), (["--threads", "0"], "--threads"),
            (["--max-rejected", "-1"], "--max-rejected"), (["--incident-format", "ucdp"], "need --incidents"),
            (["--nonsense"], "Unknown option"),
        ])
    func usage(arguments: [String], words: String) throws {
        let work = try Workplace()
        let result = try Program.run(
            ["build", "--study", "study/study.yaml", "--out", "out"] + arguments, in: work.folder)
        #expect(result.status == 64)
        #expect(result.error.contains(words), "\(result.error)")
        #expect(try work.entries() == ["study"])
    }

    @Test(
        "A flag with a bad value is refused like the study's own",
        arguments: [
            (["--cell", "0"], "cell: 0 must lie between 1 m and 1000km"), (["--cell", "1mm"], "is no length"),
            (["--cell", "1"], "GiB of memory"), (["--cell", "1e9km"], "cell: 1e9km must lie between 1 m and 1000km"),
            (["--cell", "nan"], "is no length"), (["--as-of", "2026-02-30"], "is no day of the calendar"),
            (["--release", "secret"], "write public, partner or internal"),
            (["--imprecise", "guess"], "is not one of"),
            (["--incidents", "x.csv", "--incident-format", "xls"], "is not one of claims, ucdp, acled, table"),
        ])
    func values(arguments: [String], words: String) throws {
        let work = try Workplace()
        let result = try Program.run(
            ["build", "--study", "study/study.yaml", "--out", "out"] + arguments, in: work.folder)
        #expect(result.status == 1)
        #expect(result.error.contains(words), "\(result.error)")
        #expect(try work.entries() == ["study"])
    }

    @Test("An unknown plane is refused", arguments: ["EPSG:99999999", "+proj=nonsense", "hello"])
    func plane(definition: String) throws {
        let work = try Workplace()
        try work.edit("crs: {latitude: 34.5, longitude: 41}", "crs: {definition: '\(definition)'}")
        let result = try work.build()
        #expect(result.status == 1)
        #expect(result.error.contains("Unknown coordinate reference system '\(definition)'"), "\(result.error)")
        #expect(try work.entries() == ["study"])
    }

    @Test("A missing study is named with the remedy")
    func study() throws {
        let work = try Workplace()
        let result = try work.run("build", "--study", "none/study.yaml")
        #expect(result.status == 1)
        #expect(
            result.error == "riskmap: none/study.yaml: no such file; `riskmap init DIR` writes a study to start from\n")
    }
}

@Suite("riskmap init and check", .serialized)
struct InitCommandTests {
    @Test("A new study is written, checked and built as it is")
    func roundTrip() throws {
        let work = try Workplace()
        let written = try work.run("init", "mine")
        #expect(written.status == 0, "\(written.error)")
        #expect(written.output.contains("riskmap check mine/study.yaml"))
        let checked = try work.run("check", "mine/study.yaml")
        #expect(checked.status == 0, "\(checked.error)")
        #expect(checked.output.contains("mine/study.yaml is readable, but holds no incident reports yet."))
        #expect(try work.entries() == ["mine", "study"], "a check writes nothing")
        let built = try work.run("build", "--study", "mine/study.yaml", "--out", "map", "--cell", "20km")
        #expect(built.status == 0, "\(built.error)")
        #expect(built.output.contains("Insufficient for a forecast: 0 located incidents."))
    }

    @Test("A folder that holds something is left alone")
    func notEmpty() throws {
        let work = try Workplace()
        let result = try work.run("init", "study")
        #expect(result.status != 0)
        #expect(result.error == "riskmap: study: exists and is not empty; name a new folder\n")
        #expect(try work.entries() == ["study"])
    }

    @Test("A check reports rejections and later incidents, and builds nothing")
    func check() throws {
        let work = try Workplace()
        let result = try work.run("check", "study/study.yaml")
        #expect(result.status == 0)
        #expect(result.output.contains("study/claims.csv:12: column 'date_start', value '2026-02-30'"))
        #expect(result.output.contains("study/study.yaml can be built; see above."))
        #expect(try work.entries() == ["study"])
        #expect(try work.run("check", "study/study.yaml", "--max-rejected", "0").status == 1)
    }

    @Test("A check tells of mended boundaries")
    func boundaries() throws {
        let work = try Workplace()
        try work.edit(
            "[[[40, 34], [41, 34], [41, 35], [40, 35], [40, 34]]]",
            "[[[40, 34], [41, 35], [41, 34], [40, 35], [40, 34]]]", in: "study/provinces.geojson")
        let result = try work.run("check", "study/study.yaml")
        #expect(result.status == 0)
        #expect(result.output.contains("the boundary of XX-DO is not valid"))
    }
}
