// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
@testable import Queries
@testable import Studies
import Testing

@Suite("Rules that are answered from builds")
struct WatchTests {
    private func rules(_ text: String, in study: SquareStudy) throws -> WatchRules {
        try study.write("watch: 1\nrules:\n" + text, to: "rules.yaml")
        return try WatchRules(file: study.path("rules.yaml"))
    }

    @Test("A new incident fires inside of a place and not beside it")
    func incidents() throws {
        let study = try SquareStudy()
        let old = try study.service("old"), new = try study.service("new", asOf: "2026-03-20")
        let asked = try rules(
            """
            - {name: near, rule: incident, place: Mulvok, km: 10}
            - {name: far, rule: incident, at: "33.2,39.2", km: 10}
            - {name: kelmar, rule: incident, place: Kelmar}
            - {name: dorran, rule: incident, place: Dorran}

            """, in: study)
        let report = try Watch(asked, of: new, since: old, history: nil).report()
        let fired = report.rules.filter(\.isFired)
        #expect(fired.map(\.name).contains("near") && !fired.map(\.name).contains("far"))
        #expect(fired.first?.reports.map(\.id) == ["LATER"] && fired.first?.value == 1)
        #expect(report.fired == fired.count && report.refused == 0)
        #expect(report.rules.map(\.line) == [3, 4, 5, 6])
        #expect(report.rules.filter { ["kelmar", "dorran"].contains($0.name) }.count(where: \.isFired) == 1)
        #expect(report.notes.last == "Absence of reports is not safety.")
    }

    @Test("Without a record a chance is not answered, which fires nothing and is said")
    func refusals() throws {
        let study = try SquareStudy()
        let build = try study.service("one")
        let asked = try rules(
            "- {rule: chance, place: Tarsid, above: 0}\n- {rule: expected, place: Kelmar, above: 0}\n"
                + "- {rule: change, direction: up}\n", in: study)
        let report = try Watch(asked, of: build, since: nil, history: nil).report()
        #expect(report.fired == 0 && report.refused == 3)
        #expect(report.rules[0].refusal == "no systematic record stands behind the build")
        #expect(report.rules[2].refusal?.contains("--since") == true)
    }

    @Test(
        "What is wrong is one sentence with file and line",
        arguments: [
            ("- {rule: chance, plaice: Tarsid, above: 3}\n", 3, "unknown key"),
            ("- {rule: smell, place: Tarsid}\n", 3, "no kind of rule"),
            ("- {rule: rank, top: 2}\n- {rule: chance, place: Tarsid}\n", 4, "above"),
            ("- {rule: incident, at: \"95,3\", km: 5}\n", 3, "no position"),
            ("- {rule: incident, road: road.geojson}\n", 3, "km"),
            ("- {rule: chance, place: Tarsid, at: \"1,1\", above: 3}\n", 3, "one of place, at"),
        ])
    func faults(text: String, line: Int, word: String) throws {
        let study = try SquareStudy()
        let error = try #require(throws: StudyError.self) { try rules(text, in: study) }
        #expect(error.line == line && error.message.contains(word), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    @Test("A place, corridor or file that there is not is told with its line")
    func unknown() throws {
        let study = try SquareStudy()
        let old = try study.service("old"), new = try study.service("new", asOf: "2026-03-20")
        for (text, word) in [
            ("- {rule: incident, place: Qwxatl, km: 5}\n", "Qwxatl"),
            ("- {rule: incident, corridor: nowhere, km: 5}\n", "no corridor"),
            ("- {rule: incident, road: none.geojson, km: 5}\n", "none.geojson"),
        ] {
            let asked = try rules(text, in: study)
            let error = try #require(throws: StudyError.self) {
                try Watch(asked, of: new, since: old, history: nil).report()
            }
            #expect(error.line == 3 && error.message.contains(word), "\(error)")
        }
    }

    @Test("A radius matches restricted events only where it contains the whole area that they count for")
    func restricted() throws {
        let rows = [
            RestrictedStudy.row("A1", "2026-01-20", source: "One"),
            RestrictedStudy.row("A2", "2026-01-27", source: "Two"),
            RestrictedStudy.row("A3", "2026-02-03", source: "One"),
            RestrictedStudy.row("A4", "2026-02-08", source: "Two"),
        ]
        let study = try RestrictedStudy.study(rows)
        let before = try study.service("early", asOf: "2026-02-10"),
            later = try study.service("late", asOf: "2026-03-05")
        // The district is 92 km wide and 55 km high around its middle.
        let asked = try rules(
            "- {rule: incident, at: \"34.25,41.5\", km: 40}\n- {rule: incident, at: \"34.25,41.5\", km: 70}\n",
            in: study)
        let report = try Watch(asked, of: later, since: before, history: nil).report()
        #expect(report.rules[0].restricted.isEmpty)
        #expect(report.rules[1].restricted.map(\.eventsTo) == [2, 2] && report.rules[1].isFired)
    }

    @Test("The highest of twelve months is told against the builds of a folder")
    func history() throws {
        let study = try SquareStudy()
        let root = study.folder.deletingLastPathComponent().path + "/history"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        for day in ["2026-02-10", "2026-03-01"] {
            var overrides = ResolvedStudy.Overrides()
            overrides.asOf = day
            _ = try study.build(overrides, to: "\(root)/\(day)")
        }
        let new = try study.service("new", asOf: "2026-03-20")
        let asked = try rules("- {rule: highest, place: Dorran, months: 12}\n", in: study)
        let answer = try #require(try Watch(asked, of: new, since: nil, history: root).report().rules.first)
        let value = try #require(answer.value), limit = try #require(answer.limit)
        #expect(answer.isFired == (value > limit) && answer.sentence.contains("2 earlier builds since 2026-02-10"))
        #expect(throws: StudyError.self) { try Watch(asked, of: new, since: nil, history: nil).report() }
    }
}
