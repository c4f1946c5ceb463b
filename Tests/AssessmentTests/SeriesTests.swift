// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
@testable import Studies
import TestSupport
import Testing

@Suite("Builds of a period")
struct SeriesTests {
    private static func plan(_ first: String, _ last: String, step: Int, isAsKnownThen: Bool = false) throws
        -> SeriesPlan
    {
        let from = try #require(CalendarDay(parsing: first)), to = try #require(CalendarDay(parsing: last))
        return try #require(SeriesPlan(from: from, to: to, step: step, isAsKnownThen: isAsKnownThen))
    }

    private static func options(_ out: String, _ selection: OutputSelection? = nil) -> Series.Options {
        var options = Series.Options(out: out)
        options.selection = selection
        (options.hasSheet, options.hasAnimation) = (false, false)
        return options
    }

    /// Files of a folder with their bytes, the list of RiskMap's own files aside.
    private static func contents(_ folder: String) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name != ".riskmap" {
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            if isThere, !isFolder.boolValue {
                contents[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
            }
        }
        return contents
    }

    // MARK: Days

    @Test("Days from the first in whole steps, none after the last")
    func days() throws {
        let plan = try Self.plan("2026-02-26", "2026-03-13", step: 7)
        #expect(plan.days.map(\.description) == ["2026-02-26", "2026-03-05", "2026-03-12"])
        #expect(try Self.plan("2026-03-01", "2026-03-01", step: 30).days.count == 1)
        let day = try #require(CalendarDay(parsing: "2026-03-01"))
        #expect(SeriesPlan(from: day, to: day.advanced(by: -1), step: 7) == nil)
        #expect(SeriesPlan(from: day, to: day, step: 0) == nil)
        #expect(SeriesPlan(from: day, to: day.advanced(by: 4000), step: 1) == nil)
        #expect(SeriesPlan(from: day, to: day.advanced(by: 3999), step: 1)?.days.count == 4000)
    }

    @Test(
        "Steps in days and weeks, and nothing else",
        arguments: [
            ("7d", 7), ("7", 7), ("2w", 14), ("1d", 1), ("0d", nil), ("-7d", nil), ("7m", nil), ("d", nil), ("", nil),
            ("1.5d", nil), ("99999d", nil), ("٧d", nil), ("7 d", nil),
        ])
    func steps(text: String, days: Int?) { #expect(SeriesPlan.step(parsing: text) == days) }

    // MARK: Equality

    @Test("Each day is byte for byte what a single build of it writes, on both sides of a new year")
    func equality() throws {
        let study = try SquareStudy()
        try study.edit("as_of: 2026-03-01", "as_of: 2027-01-10")
        let plan = try Self.plan("2026-02-20", "2027-01-08", step: 161)
        let out = "\(study.out)-series"
        let report = try Series(
            study: study.resolved(), plan: plan, options: Self.options(out, .withoutSheets)
        ).run()
        #expect(report.built == plan.days && report.found.isEmpty && plan.days.count == 3)
        for day in plan.days {
            var options = Pipeline.Options(out: study.out, selection: .withoutSheets)
            options.sheets.layers = nil
            var overrides = ResolvedStudy.Overrides()
            overrides.asOf = day.description
            _ = try Pipeline(study: study.resolved(overrides), options: options).run()
            let single = try Self.contents(study.out), one = try Self.contents("\(out)/\(day)")
            #expect(single.keys.sorted() == one.keys.sorted())
            for name in single.keys.sorted() { #expect(single[name] == one[name], "\(day) \(name)") }
        }
    }

    @Test(
        "Days of a long record too, whose footprints, grounds and readings are kept",
        .enabled(if: Repository.hasEvents, "the event table is not beside the repository"))
    func record() throws {
        let folder = try TemporaryFolder()
        let table = try text(of: Repository.events.appending(path: "ucdp_ged_iraq_syria_to_2018.csv").path)
        // Every ninth event: enough for numbers, and quickly built.
        let lines = table.split(separator: "\n", omittingEmptySubsequences: true)
        let kept = lines.enumerated().filter { $0.offset % 9 == 0 }.map(\.element).joined(separator: "\n") + "\n"
        let file = try folder.write(kept, to: "ucdp.csv")
        var overrides = ResolvedStudy.Overrides()
        (overrides.asOf, overrides.cell) = ("2016-12-30", "10km")
        overrides.inputs = [.file(file, format: "ucdp")]
        let study = try ResolvedStudy(file: BuiltInBuild.file, overrides: overrides)
        let plan = try Self.plan("2016-12-30", "2017-01-06", step: 7), out = folder.file("series")
        _ = try Series(study: study, plan: plan, options: Self.options(out, .timeLine)).run()
        overrides.asOf = "2017-01-06"
        let options = Pipeline.Options(out: folder.file("single"), threads: 2, selection: .timeLine)
        _ = try Pipeline(study: ResolvedStudy(file: BuiltInBuild.file, overrides: overrides), options: options).run()
        let single = try Self.contents(folder.file("single")), one = try Self.contents("\(out)/2017-01-06")
        #expect(single.keys.sorted() == one.keys.sorted() && single["change.tif"] != nil)
        #expect(single["contributions.json"] == nil && single["incident-points.geojson"] == nil)
        for name in single.keys.sorted() { #expect(single[name] == one[name], "\(name)") }
    }

    @Test("What was published later does not count where only what was known then is asked for")
    func knownThen() throws {
        let study = try SquareStudy(), out = "\(study.out)-series"
        let plan = try Self.plan("2026-03-01", "2026-03-01", step: 7, isAsKnownThen: true)
        _ = try Series(study: study.resolved(), plan: plan, options: Self.options(out, .withoutSheets)).run()
        var overrides = ResolvedStudy.Overrides()
        (overrides.asOf, overrides.knownOn) = ("2026-03-01", "2026-03-01")
        let options = Pipeline.Options(out: study.out, selection: .withoutSheets)
        _ = try Pipeline(study: study.resolved(overrides), options: options).run()
        #expect(try Self.contents(study.out) == Self.contents("\(out)/2026-03-01"))
    }

    // MARK: Folders

    @Test("A second run builds what lacks and leaves the rest; another study is refused, and so is a foreign folder")
    func goingOn() throws {
        let study = try SquareStudy(), out = "\(study.out)-series"
        func run(_ last: String) throws -> SeriesReport {
            try Series(
                study: study.resolved(), plan: Self.plan("2026-02-20", last, step: 5), options: Self.options(out)
            ).run()
        }
        _ = try run("2026-02-25")
        try FileManager.default.removeItem(atPath: "\(out)/2026-02-20")
        let before = try FileManager.default.attributesOfItem(atPath: "\(out)/2026-02-25")[.systemFileNumber] as? Int
        let report = try run("2026-03-02")
        #expect(report.built.map(\.description) == ["2026-02-20", "2026-03-02"])
        #expect(report.found.map(\.description) == ["2026-02-25"])
        let after = try FileManager.default.attributesOfItem(atPath: "\(out)/2026-02-25")[.systemFileNumber] as? Int
        #expect(before == after)
        #expect(try FileManager.default.contentsOfDirectory(atPath: out).filter { $0.contains("staging") }.isEmpty)

        try study.edit("beta: 0.5", "beta: 0.6")
        #expect(throws: StudyError.self) { try run("2026-03-02") }
        let foreign = try TemporaryFolder()
        _ = try foreign.write("mine", to: "notes.txt")
        let series = Series(
            study: try study.resolved(), plan: try Self.plan("2026-02-20", "2026-02-20", step: 5),
            options: Self.options(foreign.path))
        #expect(throws: StudyError.self) { try series.run() }
        #expect(foreign.names == ["notes.txt"])
    }

    @Test("A day that cannot be built names itself, and the days before it stay")
    func failure() throws {
        let study = try SquareStudy(), out = "\(study.out)-series"
        // Nothing had happened yet on the first day.
        let series = Series(
            study: try study.resolved(), plan: try Self.plan("2020-01-01", "2020-01-08", step: 7),
            options: Self.options(out))
        let error = try #require(throws: SeriesFailure.self) { try series.run() }
        #expect(error.day.description == "2020-01-01" && "\(error)".hasPrefix("2020-01-01: "))
        #expect(FailureKind(of: error) == .input)
        #expect(!FileManager.default.fileExists(atPath: "\(out)/2020-01-01"))
    }

    // MARK: What is said of all

    @Test(
        "The table has a line for each province and day, the document each day, and a server takes neither for a build")
    func summary() throws {
        let study = try SquareStudy(), out = "\(study.out)-series"
        let plan = try Self.plan("2026-02-20", "2026-02-25", step: 5)
        let report = try Series(study: study.resolved(), plan: plan, options: Self.options(out)).run()
        #expect(report.files == ["series.csv", "series.json"])
        let lines = try text(of: "\(out)/series.csv").split(separator: "\n").map(String.init)
        #expect(lines.count == 2 + 2 * 2 && lines[1].hasPrefix("#date,"))
        #expect(lines[2].hasPrefix("2026-02-20,province,") && lines[5].hasPrefix("2026-02-25,province,"))
        struct Document: Decodable {
            struct Day: Decodable { let day, folder: String }
            let first, last: String
            let days: [Day]
        }
        let document = try JSONDecoder().decode(
            Document.self, from: Data(contentsOf: URL(fileURLWithPath: "\(out)/series.json")))
        #expect(document.first == "2026-02-20" && document.last == "2026-02-25")
        #expect(document.days.map(\.folder) == ["2026-02-20/", "2026-02-25/"])
        let builds = try FileManager.default.contentsOfDirectory(atPath: out).filter {
            BuildFolder.isBuild("\(out)/\($0)")
        }
        #expect(builds.sorted() == ["2026-02-20", "2026-02-25"])
    }

    @Test("The sheet of small maps is drawn twice to the same bytes")
    func sheet() throws {
        let study = try SquareStudy()
        func sheet(_ out: String) throws -> Data {
            var options = Self.options(out)
            options.hasSheet = true
            _ = try Series(
                study: study.resolved(), plan: Self.plan("2026-02-20", "2026-03-02", step: 2), options: options
            ).run()
            #expect(
                FileManager.default.contents(atPath: "\(out)/small-multiples.pdf")?.starts(with: Data("%PDF".utf8))
                    == true)
            return try Data(contentsOf: URL(fileURLWithPath: "\(out)/small-multiples.png"))
        }
        let one = try sheet("\(study.out)-1"), two = try sheet("\(study.out)-2")
        #expect(one == two && one.count > 10_000)
    }

    @Test("Without ffmpeg on the path nothing is run")
    func noProgram() {
        #expect(SeriesAnimation.program(path: "/nonexistent:relative:") == nil)
    }
}

@Suite("Parts of a build")
struct OutputSelectionTests {
    private static func names(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0 != ".riskmap" }.sorted()
    }

    @Test("Two files and the catalog, equal to those of a whole build; the catalog lists them and no more")
    func part() throws {
        let study = try SquareStudy(), whole = try study.build().output
        let out = "\(study.out)-part"
        let selection = try OutputNames.selection(of: "relative-risk.tif, provinces.geojson")
        _ = try Pipeline(study: study.resolved(), options: .init(out: out, selection: selection)).run()
        #expect(try Self.names(out) == ["catalog.json", "provinces.geojson", "relative-risk.tif"])
        let part = BuildFiles(folder: out)
        for name in ["relative-risk.tif", "provinces.geojson"] {
            #expect(try part.data(name) == whole.data(name), "\(name)")
        }
        let catalog = try part.catalog()
        #expect(catalog.layers.map { $0.files.map(\.path) } == [["relative-risk.tif"], ["provinces.geojson"]])
        #expect(try catalog.mainLayer == "relative-risk" && catalog.inputDigest == whole.catalog().inputDigest)
        // Another part takes its place, and nothing of the first stays.
        let other = try OutputNames.selection(of: "study,intensity.png,styles/intensity.sld,provinces.gpkg")
        _ = try Pipeline(study: study.resolved(), options: .init(out: out, selection: other)).run()
        let names = try Self.names(out).filter { !$0.hasPrefix("study") }
        #expect(names == ["catalog.json", "intensity.png", "provinces.gpkg", "styles", "styles/intensity.sld"])
    }

    @Test(
        "Names that no build writes are refused, whatever they would reach",
        arguments: [
            "foo.tif", "", "relative-risk.tif,", "../catalog.json", "/etc/passwd", "relative-risk", "study/study.yaml",
            "RELATIVE-RISK.TIF", ".riskmap", "*.tif", "intensity.map.jpg",
        ])
    func hostile(list: String) {
        let error = #expect(throws: UnknownOutput.self) { try OutputNames.selection(of: list) }
        #expect(error?.description.contains("relative-risk") == true)
    }

    @Test("A file that this study does not make is refused, and nothing is written")
    func absent() throws {
        let study = try SquareStudy()
        let selection = try OutputNames.selection(of: "relative-risk.tif,chance-30d.tif")
        let error = try #require(throws: StudyError.self) {
            try Pipeline(study: study.resolved(), options: .init(out: study.out, selection: selection)).run()
        }
        #expect(error.message.contains("chance-30d.tif") && error.message.contains("intensity"))
        #expect(!FileManager.default.fileExists(atPath: study.out))
    }

    @Test("Kinds of files are told by their names")
    func kinds() {
        #expect(!OutputSelection.withoutSheets.contains("relative-risk.map.pdf"))
        #expect(OutputSelection.withoutSheets.contains("relative-risk.png"))
        for name in [
            "contributions.json", "incident-points.qml", "styles/isobands.sld", "expected.png", "expected.pgw",
        ] {
            #expect(!OutputSelection.timeLine.contains(name), "\(name)")
        }
        for name in ["relative-risk.tif", "provinces.geojson", "study/", "styles/relative-risk.json", "catalog.json"] {
            #expect(OutputSelection.timeLine.contains(name), "\(name)")
        }
    }
}
