// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
@testable import Studies
import TestSupport
import Testing

/// The sentence with which a study is refused, its path cut to the file's name.
private func refusal(of study: SquareStudy, _ overrides: ResolvedStudy.Overrides = .init()) throws -> String {
    let error = try #require(throws: StudyError.self) { try study.resolved(overrides) }
    return error.description.replacing(study.folder.path + "/", with: "")
}

@Suite("Reading a study")
struct StudyReadingTests {
    @Test("A whole study is read with its values in metres and days")
    func whole() throws {
        let study = try SquareStudy().resolved()
        #expect(study.cell == .kilometers(10))
        #expect(study.asOf.description == "2026-03-01")
        #expect(study.tier == .public)
        #expect(study.lengths.routeDecay == .kilometers(10))
        #expect(study.intensity.stack.map(\.weight) == [0.5, 0.4])
    }

    @Test("A missing key is named with the line of its group")
    func missingKey() throws {
        let study = try SquareStudy()
        try study.edit("title: \"Two provinces\"\n", "")
        #expect(try refusal(of: study) == "study.yaml:2: 'title' is missing; add it")
        let other = try SquareStudy()
        try other.edit("    recent_share: 0.5\n", "")
        #expect(try refusal(of: other) == "study.yaml:64: 'model.time.recent_share' is missing; add it")
    }

    @Test("A misspelt key is refused with its line and the known keys")
    func unknownKey() throws {
        let study = try SquareStudy()
        try study.edit("cell: 10km", "cell: 10km\nreleas: partner")
        let sentence = try refusal(of: study)
        #expect(
            sentence.hasPrefix("study.yaml:8: unknown key 'releas'; known here: as_of, assessed, cell,"))
        let nested = try SquareStudy()
        try nested.edit("recent_share: 0.5", "recent_share: 0.5\n    recent_shre: 0.5")
        #expect(
            try refusal(of: nested) == "study.yaml:67: unknown key 'model.time.recent_shre'; "
                + "known here: baseline_days, recent_half_life_days, recent_share")
    }

    @Test("Aliases of aliases that stand for millions of values are refused before they are followed")
    func aliases() throws {
        let study = try SquareStudy()
        var lines = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (name, other) in zip("bcdefghij", "abcdefghi") {
            lines += "\(name): &\(name) [" + Array(repeating: "*\(other)", count: 10).joined(separator: ", ") + "]\n"
        }
        try study.edit("title: \"Two provinces\"\n", "title: \"Two provinces\"\n" + lines)
        #expect(try refusal(of: study).contains("more than 20000 values"))
    }

    @Test("Who may see the rows of a table of one's own is for the study to say")
    func missingAccess() throws {
        for access in ["", ", access: ", ", access: ~"] {
            let study = try SquareStudy()
            let text = try study.text("study.yaml")
            let start = try #require(text.range(of: "inputs:\n")), end = try #require(text.range(of: "\nroutes:"))
            let input =
                "  - {name: own, format: table, file: o.csv\(access), mapping: {date: d, place: p, type: {constant: ied}}}\n"
            try study.write(text[..<start.upperBound] + input + text[end.lowerBound...], to: "study.yaml")
            try study.write("d,p\n2026-02-01,Tarsid\n", to: "o.csv")
            #expect {
                try EvidenceReading(study: study.resolved(), progress: { _ in }).read()
            } throws: {
                "\($0)".contains("input 'own': access is missing")
            }
        }
    }

    @Test("An unknown key in a list of inputs is refused")
    func unknownKeyInList() throws {
        let study = try SquareStudy()
        try study.edit("    format: claims\n", "    format: claims\n    formt: claims\n")
        #expect(
            try refusal(of: study).hasPrefix("study.yaml:23: unknown key 'inputs.formt'; known here: access, file,"))
    }

    @Test("An unknown code of severity is refused when the study is read")
    func unknownSeverity() throws {
        let study = try SquareStudy()
        try study.edit("    riot: 0.4", "    riots: 0.4")
        let error = try #require(throws: (any Error).self) {
            try Pipeline(study: study.resolved(), options: .init(out: study.out)).check()
        }
        #expect("\(error)".contains("severity.riots"))
        #expect("\(error)".contains("there is no such code"))
    }

    @Test("A value of the wrong kind is named with what it must be")
    func wrongType() throws {
        let study = try SquareStudy()
        try study.edit("west: 39", "west: far")
        #expect(try refusal(of: study) == "study.yaml:5: 'extent.west' must be a number")
        let list = try SquareStudy()
        try list.edit("assessed: [XX]", "assessed: XX")
        #expect(try refusal(of: list) == "study.yaml:10: 'assessed' must be a list")
        let group = try SquareStudy()
        try group.edit("crs: {latitude: 34.5, longitude: 41}", "crs: 3857")
        #expect(try refusal(of: group) == "study.yaml:6: 'crs' must be a group of keys")
    }

    @Test("Broken YAML is refused with the line")
    func brokenYAML() throws {
        let study = try SquareStudy()
        try study.edit("assessed: [XX]", "assessed: [XX")
        let sentence = try refusal(of: study)
        #expect(sentence.hasPrefix("study.yaml:11: not valid YAML: "))
        let tab = try SquareStudy()
        try tab.edit("  time:", "\ttime:")
        #expect(try refusal(of: tab).contains("not valid YAML"))
    }

    @Test("An absent, empty or binary file and a folder are told apart")
    func files() throws {
        let study = try SquareStudy()
        func sentence(_ name: String) throws -> String {
            try #require(throws: StudyError.self) { try ResolvedStudy(file: study.path(name)) }.description
        }
        #expect(
            try sentence("no.yaml").hasSuffix("no.yaml: no such file; `riskmap init DIR` writes a study to start from"))
        #expect(try sentence("").hasSuffix("is a folder; give the study file in it, such as study.yaml"))
        try study.write("", to: "empty.yaml")
        #expect(try sentence("empty.yaml").hasSuffix("the file is empty; `riskmap init DIR` writes a commented one"))
        try study.write("# only a comment\n", to: "comment.yaml")
        #expect(try sentence("comment.yaml").hasSuffix("the file is empty; `riskmap init DIR` writes a commented one"))
        try Data((0..<512).map { _ in UInt8(0xFF) }).write(to: study.folder.appending(path: "junk.yaml"))
        #expect(try sentence("junk.yaml").hasSuffix("cannot be read as UTF-8 text"))
    }

    @Test("A missing calibration file is named")
    func calibrationFile() throws {
        let study = try earlierStudy()
        try study.edit("calibration: calibration.yaml", "calibration: other.yaml")
        #expect(try refusal(of: study).hasPrefix("other.yaml: no such file"))
    }

    @Test(
        "A bad value is refused with its key and the remedy",
        arguments: [
            (
                "cell: 10km", "cell: big",
                "study.yaml: cell: 'big' is no length; write metres or a unit, such as 5000 or 5km"
            ),
            ("cell: 10km", "cell: 0", "study.yaml: cell: 0 must lie between 1 m and 1000km"),
            (
                "cell: 10km", "cell: -5km",
                "study.yaml: cell: '-5km' is no length; write metres or a unit, such as 5000 or 5km"
            ),
            (
                "as_of: 2026-03-01", "as_of: 2026-02-30",
                "study.yaml: as_of: '2026-02-30' is no day of the calendar; write YYYY-MM-DD"
            ),
            (
                "release: public", "release: secret",
                "study.yaml: release: 'secret' is no tier; write public, partner or internal"
            ),
            ("west: 39", "west: 43", "study.yaml: extent: west must be less than east and south less than north"),
            (
                "north: 36", "north: 96",
                "study.yaml: extent: degrees must lie in -180...180 (west, east) and -90...90 (south, north)"
            ),
            (
                "west: 39", "west: .nan",
                "study.yaml: extent: degrees must lie in -180...180 (west, east) and -90...90 (south, north)"
            ),
            (
                "crs: {latitude: 34.5, longitude: 41}", "crs: {latitude: 134.5, longitude: 41}",
                "study.yaml: crs: 134.5, 41.0 is no position; latitude is -90...90, longitude -180...180"
            ),
            (
                "crs: {latitude: 34.5, longitude: 41}", "crs: {latitude: 34.5}",
                "study.yaml: crs: give latitude and longitude of the centre, or a definition of an equal-area plane"
            ),
            (
                "corridor_width: 20km", "corridor_width: 19km",
                "study.yaml: model.routes.corridor_width: 19km must lie between 20km and 1000km"
            ),
            (
                "decay_length: 10km", "decay_length: 9km",
                "study.yaml: model.routes.decay_length: 9km must lie between 10km and 1000km"
            ),
            ("battle: 0.8", "battle: 1.8", "study.yaml: model.severity.battle: 1.8 must lie between 0.0 and 1.0"),
            ("wire: 0.8", "wire: -1", "study.yaml: model.reliability.wire: -1.0 must lie between 0.0 and 1.0"),
            (
                "recent_half_life_days: 30", "recent_half_life_days: 0",
                "study.yaml: model.time.recent_half_life_days: 0.0 must lie between 0.01 and 365250.0"
            ),
            ("riskmap: 1", "riskmap: 2", "study.yaml: riskmap: version 2 is not known; this program reads 1"),
        ])
    func badValue(old: String, new: String, sentence: String) throws {
        let study = try SquareStudy()
        try study.edit(old, new)
        #expect(try refusal(of: study) == sentence)
    }

    @Test("The stack must sum to 1")
    func surfaces() throws {
        let study = try SquareStudy()
        try study.edit("weight: 0.4", "weight: 0.5")
        #expect(
            try refusal(of: study) == "study.yaml: model.intensity.stack: the weights and uniform sum to 1.1, not to 1")
        let kernel = try SquareStudy()
        try kernel.edit("bandwidth: 10km, weight", "bandwidth: 0, weight")
        #expect(
            try refusal(of: kernel)
                == "study.yaml: model.intensity.stack[1].bandwidth: 0 must lie between 1 m and 1000km")
    }

    /// The study as earlier versions had it, with its surfaces in a file of their own.
    private func earlierStudy(_ more: String = "") throws -> SquareStudy {
        let study = try SquareStudy(), text = try study.text("study.yaml")
        let start = try #require(text.range(of: "  intensity:\n"))
        let section = text[start.upperBound...].split(separator: "\n").map { $0.dropFirst(4) }
        try study.write(section.joined(separator: "\n") + "\n" + more, to: "calibration.yaml")
        try study.write(text[..<start.lowerBound] + "calibration: calibration.yaml\n", to: "study.yaml")
        return study
    }

    @Test("A calibration file of earlier versions is read for its surfaces, and one note says where they belong")
    func earlierSurfaces() throws {
        let modern = try SquareStudy().resolved()
        #expect(modern.notes.isEmpty)
        let earlier = try earlierStudy(), study = try earlier.resolved()
        #expect(study.intensity == modern.intensity)
        #expect(
            study.notes.map { $0.split(separator: "/").last! } == [
                "calibration.yaml: its stack and uniform are read; they belong into the study, under model.intensity"
            ])
        let older = try earlierStudy("lambda_ref: 0.01\nlambda_99: abc\nscale: \"100 is the top.\"\n")
        let former = try withExtendedLifetime(older) { try $0.resolved().notes }
        #expect(former.count == 1)
        #expect(former[0].hasSuffix("lambda_99, lambda_ref, scale belong to the former score and are not used"))
        let broken = try earlierStudy()
        try broken.edit("weight: 0.4", "weight: 0.5", in: "calibration.yaml")
        #expect(try refusal(of: broken) == "calibration.yaml: stack: the weights and uniform sum to 1.1, not to 1")
    }

    @Test("Surfaces are stated once")
    func oneStatement() throws {
        let twice = try SquareStudy()
        try twice.edit("styles: styles", "styles: styles\ncalibration: old.yaml")
        #expect(try refusal(of: twice).contains("both model.intensity and calibration: old.yaml state the surfaces"))
        let none = try SquareStudy(), text = try none.text("study.yaml")
        let start = try #require(text.range(of: "  intensity:\n"))
        try none.write(String(text[..<start.lowerBound]), to: "study.yaml")
        #expect(try refusal(of: none).contains("'model.intensity' is missing"))
    }

    @Test("Palettes of the former score are refused; palettes that a study lacks are those of the program")
    func palettes() throws {
        let study = try SquareStudy()
        let folder = study.folder.appending(path: "styles").path
        try FileManager.default.removeItem(atPath: "\(folder)/doubt.json")
        _ = try study.resolved().styles()
        try study.write(try text(of: "\(Repository.palettes.path)/risk.json"), to: "styles/risk.json")
        _ = try study.resolved().styles()
        try FileManager.default.removeItem(atPath: "\(folder)/relative-risk.json")
        let error = #expect(throws: StyleError.self) { try study.resolved().styles() }
        #expect(error?.description.contains("former score of 0 to 100") == true)
    }

    @Test("The flags of the command line are checked as the study is")
    func overrides() throws {
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = "yesterday"
        let study = try SquareStudy()
        #expect(
            try refusal(of: study, overrides)
                == "study.yaml: as_of: 'yesterday' is no day of the calendar; write YYYY-MM-DD")
    }
}

@Suite("Studies that cannot be built")
struct StudyRefusalTests {
    private func refusal(_ edit: (SquareStudy) throws -> Void) throws -> String {
        let study = try SquareStudy()
        try edit(study)
        let error = try #require(throws: (any Error).self) { try study.build() }
        #expect(!FileManager.default.fileExists(atPath: study.out))
        return "\(error)"
    }

    @Test("An unknown plane is refused")
    func unknownPlane() throws {
        let sentence = try refusal {
            try $0.edit("crs: {latitude: 34.5, longitude: 41}", "crs: {definition: EPSG:99999999}")
        }
        #expect(sentence.contains("EPSG:99999999"))
        #expect(sentence.contains("coordinate reference system"))
    }

    @Test("A plane in degrees, or one that is not equal-area, is refused")
    func notEqualArea() throws {
        for definition in ["EPSG:4326", "EPSG:3857"] {
            let sentence = try refusal {
                try $0.edit("crs: {latitude: 34.5, longitude: 41}", "crs: {definition: \(definition)}")
            }
            #expect(sentence.contains("equal-area"), "\(sentence)")
        }
    }

    @Test("A policy for imprecise events that does not exist is refused")
    func imprecise() throws {
        let sentence = try refusal { try $0.edit("imprecise: informed", "imprecise: guess") }
        #expect(
            sentence.hasSuffix(
                "model.location.imprecise: 'guess' is not one of informed, uniform, centroid, drop"), "\(sentence)")
    }

    @Test("An unknown format, access or assessed country is refused")
    func inputs() throws {
        #expect(
            try refusal { try $0.edit("    format: claims", "    format: clams") }
                .hasSuffix("input 'claims': format 'clams' is not one of claims, ucdp, acled, table, auto"))
        #expect(
            try refusal { try $0.edit("assessed: [XX]", "assessed: [QQ]") }
                .hasSuffix("assessed: no province of QQ is in provinces.geojson"))
        #expect(
            try refusal { try $0.edit("    access: open", "    access: hidden") }.contains("'hidden' is not one of"))
    }

    @Test("A cell of one metre is refused with an estimate of the memory, one as large as the map with a remedy")
    func cells() throws {
        #expect(try refusal { try $0.edit("cell: 10km", "cell: 1") }.contains("GiB of memory"))
        #expect(try refusal { try $0.edit("cell: 10km", "cell: 500km") }.contains("fewer than 8 cells"))
        #expect(try refusal { try $0.edit("cell: 10km", "cell: 1e300") }.contains("must lie between 1 m and 1000km"))
    }
}
