// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
import RedTeam
@testable import Studies
import Testing

/// Studies with one event that nobody should find, smoothed over 10 km alone: the red team must find it. A red team
/// that misses it would pass anything.
@Suite("Attacks on planted studies")
struct RedTeamBuildTests {
    /// Distance in kilometres at which an attack found the isolated event.
    private func distance(_ attack: String, _ report: RedTeamReport) throws -> Double {
        let event = try #require(report.events.firstIndex { $0.id == PlantedStudy.isolatedID })
        let line = try #require(report.lines.first { $0.outcome.name == attack })
        return line.outcome.distances[event].kilometers
    }

    /// How restricted events were hidden in earlier versions.
    private let smoothing = RestrictedLaw.smoothing(.kilometers(10))

    private func release(_ tier: String) -> ResolvedStudy.Overrides {
        var overrides = ResolvedStudy.Overrides()
        overrides.release = tier
        return overrides
    }

    @Test(
        "Smoothing alone hides nothing: peaks, fits, questions and differences of days find the event within a kilometre",
        arguments: ["public", "partner"])
    func smoothed(tier: String) throws {
        var options = PlantedStudy.Options()
        // The first day on which the tier shows the event.
        options.isolatedDay = tier == "public" ? "2026-02-15" : "2026-02-26"
        let floor = Meters.kilometers(tier == "public" ? 10 : 5)
        let report = try #require(
            try PlantedStudy(options).base.build(release(tier), law: .smoothing(floor)).report.redTeam)
        let attacks = [
            "maximum of relative-risk", "maximum of intensity", "fit of the known kernels",
            "difference to the day before",
            "lattice of point queries", "tiny and complementary areas",
        ]
        for attack in attacks { #expect(try distance(attack, report) < 1, "\(attack)") }
        #expect(try distance("middles of class areas", report) < 3)
        // Outputs follow the events, so the build may not be released.
        #expect(report.changedOutputs?.contains("intensity.tif") == true)
        #expect(report.section.verdict == .refused)
    }

    @Test("The difference of two releases finds the one event in which they differ, though all is smoothed")
    func successive() throws {
        var options = PlantedStudy.Options()
        options.allRestricted = true
        options.hasIsolated = false
        let out = FileManager.default.temporaryDirectory.appending(path: "successive-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: out) }
        _ = try PlantedStudy(options).base.build(to: out, law: smoothing)
        options.hasIsolated = true
        // Close to a town, where it makes no peak of its own.
        options.isolated = Coordinate(longitude: 41.47, latitude: 33.53)!
        let built = try PlantedStudy(options).base.build(to: out, law: smoothing)
        let report = try #require(built.report.redTeam)
        #expect(try distance("difference to the previous release", report) < 1)
    }

    @Test("A build that tells is refused: nothing is put in place, and the refusal says why and no place")
    func refused() throws {
        let study = try PlantedStudy()
        let refusal = try #require(throws: RedTeamRefusal.self) {
            try study.base.build(refusesLeaks: true, law: smoothing)
        }
        #expect(!FileManager.default.fileExists(atPath: study.base.out))
        let text = "\(refusal)"
        #expect(text.contains("release tier 'public'") && text.contains("changes relative-risk.tif"))
        #expect(!text.contains("33.3") && !text.contains("OST"))
    }

    @Test("The catalog tells of the attacks, without any distance, place or key of a restricted event")
    func catalog() throws {
        let study = try PlantedStudy()
        let output = try study.base.build(refusesLeaks: true).output
        let section = try #require(try output.catalog().redTeam)
        #expect(section.attacks.count == 9 && section.placement == "unchanged" && section.verdict == .passed)
        let text = String(decoding: try output.data(Catalog.fileName), as: UTF8.self)
        #expect(!text.contains("OST9999") && !text.contains("42.63"))
        // A distance would change with the areas of events that are not told.
        #expect(!text.contains("nearest_km") && !text.contains("hiding_radius_km"))
        // The same attacks on the folder in place say the same.
        let pipeline = Pipeline(study: try study.base.resolved(), options: .init(out: study.base.out))
        #expect(try pipeline.redTeam(previous: [])?.section == section)
    }

    @Test("Events that count for areas are found by no attack: outputs stay the same wherever in them the events were")
    func areas() throws {
        let report = try #require(try PlantedStudy().base.build(refusesLeaks: true).report.redTeam)
        #expect(report.changedOutputs == [] && report.reasons.isEmpty && !report.events.isEmpty)
        // Peaks of the open events lie where they lie; what matters is that none follows the isolated one.
        let event = try #require(report.events.firstIndex { $0.id == PlantedStudy.isolatedID })
        #expect(report.lines.allSatisfy { $0.outcome.distances[event].kilometers > 5 })
    }

    @Test("Studies without restricted events and internal builds are not attacked, and say nothing of it")
    func nothingToAttack() throws {
        let study = try SquareStudy()
        let (report, output) = try study.build()
        #expect(report.redTeam == nil)
        #expect(try !String(decoding: output.data(Catalog.fileName), as: UTF8.self).contains("red_team"))
        #expect(try Pipeline(study: study.resolved(), options: .init(out: study.out)).redTeam(previous: []) == nil)
        let inside = try PlantedStudy().base.build(release("internal"))
        #expect(inside.report.redTeam == nil)
        #expect(try inside.output.catalog().redTeam == nil)
    }

    @Test("A folder that was made of other inputs is not judged by these")
    func otherInputs() throws {
        let study = try PlantedStudy()
        _ = try study.base.build(release("internal"))
        let pipeline = Pipeline(study: try study.base.resolved(), options: .init(out: study.base.out))
        let error = try #require(throws: StudyError.self) { try pipeline.redTeam(previous: []) }
        #expect(error.message.contains("another tier"))
    }

    @Test(
        "An event hides among the days of its half-month, which its length must fit into",
        arguments: [
            ("2026-02-03", "2026-02-03", "2026-02-01", "2026-02-15"),
            ("2026-02-15", "2026-02-15", "2026-02-01", "2026-02-15"),
            ("2026-02-16", "2026-02-16", "2026-02-16", "2026-02-28"),
            ("2026-01-20", "2026-01-26", "2026-01-16", "2026-01-25"),
            ("2026-01-14", "2026-01-17", "2026-01-14", "2026-01-14"),
        ])
    func days(first: String, last: String, earliest: String, latest: String) throws {
        let start = try #require(CalendarDay(parsing: first)), end = try #require(CalendarDay(parsing: last))
        let period = try #require(DayInterval(first: start, last: end))
        let days = period.hidingFirstDays
        #expect("\(days.first)" == earliest && "\(days.last)" == latest)
    }
}
