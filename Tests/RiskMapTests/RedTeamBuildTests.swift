// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import RedTeam
import Testing

@testable import RiskMap

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

    private func report(_ options: PlantedStudy.Options = .init(), tier: String? = nil) throws -> RedTeamReport {
        let study = try PlantedStudy(options)
        var overrides = ResolvedStudy.Overrides()
        overrides.release = tier
        return try #require(try study.base.build(overrides).report.redTeam)
    }

    private func printed(_ label: String, _ report: RedTeamReport) throws {
        for line in report.lines {
            print(
                "XX", label, line.outcome.name, line.outcome.candidates, try distance(line.outcome.name, report),
                line.outcome.nearest?.distance.kilometers ?? -1, line.moved?.nearest?.distance.kilometers ?? -1,
                line.significance, line.beatsGuesses)
        }
        print("XX", report.reasons)
    }

    @Test("Smoothing alone hides nothing: peaks, fits and questions find the event within a kilometre")
    func smoothed() throws {
        let report = try report()
        try printed("public", report)
        for attack in [
            "maximum of intensity", "maximum of risk", "fit of the known kernels", "lattice of point queries",
        ] {
            #expect(try distance(attack, report) < 1, "\(attack)")
        }
    }
    @Test("More")
    func more() throws {
        var options = PlantedStudy.Options()
        options.allRestricted = true
        try printed("all", report(options))
        try printed("partner", report(tier: "partner"))
        options = PlantedStudy.Options()
        options.isolatedDay = "2026-02-15"
        try printed("daybefore", report(options))
    }
}
