// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Incidents
import Layers
import Queries
@testable import Studies
import Testing

@testable import Cartography

@Suite("Sheets")
struct SheetTests {
    /// Builds with sheets.
    private func build(_ study: SquareStudy, _ sheets: SheetSelection, to out: String? = nil) throws -> BuildFiles {
        var options = Pipeline.Options(out: out ?? study.out, threads: 2)
        options.sheets = sheets
        _ = try Pipeline(study: study.resolved(), options: options).run()
        return BuildFiles(folder: out ?? study.out, owner: study)
    }

    private func sheets(_ files: BuildFiles) throws -> [String] {
        let listed = try files.catalog().layers.flatMap(\.files).map(\.path).filter { $0.contains(".map.") }.sorted()
        let there = try files.contents().keys.filter { $0.contains(".map.") }.sorted()
        #expect(listed == there, "the catalog lists what is there")
        return listed
    }

    @Test("The main layer alone, all layers, those named, or none")
    func selection() throws {
        let study = try SquareStudy()
        #expect(try sheets(build(study, SheetSelection())) == ["relative-risk.map.pdf", "relative-risk.map.png"])
        #expect(try sheets(build(study, SheetSelection(layers: nil))).isEmpty)
        let svg = SheetSelection(layers: .named(["intensity", "doubt"]), formats: [.svg])
        #expect(try sheets(build(study, svg)) == ["intensity.map.svg"])
        let all = SheetSelection(layers: .all, formats: [.png])
        #expect(
            try sheets(build(study, all)) == ["intensity.map.png", "relative-risk.map.png", "route-proximity.map.png"])
        try study.removeRoutes()
        #expect(try sheets(build(study, all)) == ["intensity.map.png", "relative-risk.map.png"])
    }

    @Test("Two builds have the same bytes in every format, and a day of making changes the map alone")
    func bytes() throws {
        let study = try SquareStudy()
        let every = SheetSelection(formats: SheetFormat.allCases)
        let one = try build(study, every).contents()
        let two = try build(study, every, to: study.out + "-2").contents()
        #expect(one == two)
        let made = CalendarDay(parsing: "2026-03-05")
        let dated = try build(study, SheetSelection(formats: SheetFormat.allCases, produced: made)).contents()
        let changed = one.keys.filter { one[$0] != dated[$0] }
        #expect(
            changed.filter { ![Catalog.fileName, ".riskmap"].contains($0) }.allSatisfy { $0.contains(".map.") },
            "\(changed)")
    }

    @Test("Drawn from its folder, a sheet says and marks what the build's own does")
    func folder() throws {
        let study = try SquareStudy()
        _ = try build(study, SheetSelection(formats: [.png]))
        let map = try FolderSheet().specification(folder: study.out)
        #expect(map.style.layer == "relative-risk")
        #expect(map.texts.number.hasPrefix("RM-20260301-RELATIVE-RISK-"))
        #expect(map.texts.subtitle.en.contains("fading with age"))
        #expect(map.corridors.map(\.basis) == [.assumed] && map.corridors.map(\.mode) == [.land])
        #expect(map.corridors[0].name.en.hasPrefix("Tarsid to Mulvok +"))
        #expect(map.marks.marks.count { $0.area == nil } == 1, "the mine at Tarsid")
        #expect(map.marks.marks.contains { $0.kind == .fighting && $0.area != nil }, "known to Kelmar only")
        let highest = try #require(map.highest)
        #expect(map.extent.contains(highest))
        #expect(map.towns.filter(\.isHighest).map(\.name.main) == ["Tarsid"])
        #expect(map.locator != nil)
        // Where people are held or moved has no mark.
        #expect(map.marks.marks.count < (try BuildFiles(folder: study.out).incidents().count))
    }

    @Test("A part is a province by any name, or a rectangle; what is none is refused with what there is")
    func parts() throws {
        let study = try SquareStudy()
        _ = try build(study, SheetSelection(layers: nil))
        func map(_ part: SheetPart) throws -> MapSpecification {
            try FolderSheet(part: part).specification(folder: study.out)
        }
        let whole = try map(.whole), province = try map(.province("kelmar"))
        #expect(province.texts.title.en == "Relative risk: Kelmar")
        #expect(province.texts.study.en == "Part of the study: Two provinces")
        #expect(province.extent.width < 0.8 * whole.extent.width && province.focus != nil)
        #expect(try map(.province("XX-KE")).extent == province.extent)
        #expect(province.texts.number != whole.texts.number)
        let corner = try #require(Extent(minX: 40, minY: 34, maxX: 40.5, maxY: 34.5))
        #expect(try map(.extent(corner)).extent.width < 0.5 * whole.extent.width)
        let unknown = #expect(throws: SheetPartError.self) { try map(.province("Nowhere")) }
        #expect(unknown?.description.contains("there are Dorran, Kelmar") == true)
        let far = try #require(Extent(minX: -40, minY: -34, maxX: -30, maxY: -30))
        #expect(throws: SheetPartError.self) { try map(.extent(far)) }
        let layer = #expect(throws: SheetPartError.self) {
            try FolderSheet(layer: "chance-30d").specification(folder: study.out)
        }
        #expect(layer?.description.contains("relative-risk, intensity, route-proximity") == true)
    }

    @Test("Restricted events are no marks, in no tier")
    func restricted() throws {
        for tier in ["public", "partner", "internal"] {
            let study = try RestrictedStudy.study((1...6).map { RestrictedStudy.row("OST\($0)", "2026-02-1\($0)") })
            try study.edit("release: public", "release: \(tier)")
            let open = try SquareStudy()
            _ = try study.build()
            _ = try open.build()
            let map = try FolderSheet().specification(folder: study.out)
            #expect(
                map.marks.marks.count == (try FolderSheet().specification(folder: open.out).marks.marks.count),
                "\(tier)")
        }
        let day = try #require(CalendarDay(parsing: "2026-03-01"))
        func isMarked(_ weight: Double, _ access: SourceAccess, later: Int = 0) -> Bool {
            SheetIncident.isMarked(weight: weight, first: day.advanced(by: later), asOf: day, access: access)
        }
        #expect(
            isMarked(0.1, .open) && !isMarked(0.1, .restricted) && !isMarked(0, .open) && !isMarked(1, .open, later: 1))
    }

    @Test("Too many incidents are those of the last days")
    func many() throws {
        let asOf = try #require(CalendarDay(parsing: "2026-03-01"))
        let incidents = (0..<500).map { number in
            SheetIncident(
                id: "\(number)", type: "battle", period: DayInterval(asOf.advanced(by: -number)), weight: 1
            ) { .point(PlanarPoint(x: Double(number), y: 0)) }
        }
        let marks = try SheetMarks(asOf: asOf).marks(of: incidents)
        #expect(marks.days == 90 && marks.marks.count == 90)
        let few = try SheetMarks(asOf: asOf).marks(of: incidents.prefix(100))
        #expect(few.days == nil && few.marks.count == 100)
        let crowd = (0..<500).map { number in
            SheetIncident(id: "\(number)", type: "?", period: DayInterval(asOf), weight: 1) {
                .point(PlanarPoint(x: Double(number), y: 0))
            }
        }
        let day = try SheetMarks(asOf: asOf).marks(of: crowd)
        #expect(day.days == 7 && day.marks.allSatisfy { $0.kind == .other })
    }

    @Test("Every event type has a shape")
    func shapes() {
        let kinds = Dictionary(grouping: EventType.allCases) { MapMark.Kind(type: $0.rawValue) }
        #expect(kinds[.explosion] == [.suicideAttack, .ied, .airStrike, .depotExplosion])
        #expect(kinds[.fighting] == [.battle, .attackOnPrison])
        #expect(kinds[.people] == [.violenceAgainstCivilians, .abduction])
        #expect(MapMark.Kind(type: "unknown") == .other)
    }

    @Test(
        "In other languages than the build's",
        arguments: [[Language.arabic, .english], [.french], [.kurdish, .arabic]])
    func languages(_ languages: [Language]) throws {
        let study = try SquareStudy()
        _ = try build(study, SheetSelection(layers: nil))
        let sheet = FolderSheet(languages: languages)
        let map = try sheet.specification(folder: study.out)
        #expect(map.wording.languages == languages)
        #expect(map.texts.title.languages.first == languages[0])
        #expect(!map.texts.study.main.isEmpty)
        #expect(try sheet.data(folder: study.out, format: .png).count > 20_000)
    }

    @Test("A study without reports has a sheet that says so")
    func empty() throws {
        let study = try SquareStudy()
        try study.keepClaims([])
        try study.removeRoutes()
        try study.edit("release: public", "release: public\nallow_empty: true")
        #expect(try sheets(build(study, SheetSelection(formats: [.png]))) == ["relative-risk.map.png"])
        let map = try FolderSheet().specification(folder: study.out)
        #expect(map.texts.subtitle.en.contains("No report is on this map"))
        #expect(map.marks.marks.isEmpty && map.highest == nil)
    }
}
