// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Geo
import Layers
import RedTeam
import Studies

/// `riskmap redteam`: attacks on a build's own outputs.
struct RedTeamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redteam",
        abstract: "Tries to find the restricted events of a study in the build that was made of it.",
        discussion: """
            Runs the attacks that every public or partner build with restricted inputs runs before it is put in place. \
            What is printed tells where events are not hidden well: it is for those who hold the inputs. Exit status 1 \
            when an attack does better than a guess.
            """)

    @OptionGroup var study: StudyOption
    @OptionGroup var inputs: IncidentOptions

    @Option(help: ArgumentHelp("Folder of the build.", valueName: "DIR"))
    var out = "out"

    @Option(
        help: ArgumentHelp(
            "Folder of an earlier release, the latest first; may be repeated.", valueName: "DIR"))
    var previous: [String] = []

    @OptionGroup var frame: FrameOptions

    @Option(help: ArgumentHelp("Release tier of the build: public or partner.", valueName: "TIER"))
    var release: String?

    @Option(help: "table or json.")
    var format = OutputFormat.table

    @OptionGroup var work: ThreadOption

    func validate() throws {
        try OutputPath.check(out, name: "--out")
        if format == .csv { throw ValidationError("--format: redteam prints table or json.") }
    }

    func run() throws {
        try reportingErrors {
            var overrides = frame.overrides
            overrides.release = release
            overrides.inputs = inputs.sections()
            let pipeline = Pipeline(
                study: try study.resolved(overrides), options: Pipeline.Options(out: out, threads: work.threads))
            guard let report = try pipeline.redTeam(previous: previous) else {
                return print("No restricted event stands in the way: there is nothing to attack.")
            }
            let text = RedTeamText(report: report)
            print(format == .json ? try jsonText(text.document) : text.table)
            guard report.reasons.isEmpty else { throw ExitStatus.badInput }
        }
    }
}

/// What a red team found, for those who hold the inputs.
struct RedTeamText {
    let report: RedTeamReport

    /// The result as JSON states it. Distances in kilometres; `null` where an attack has no candidates.
    struct Document: Encodable {
        struct Attack: Encodable {
            let name: String
            let candidates: Int
            let nearest, hidingRadius, guess: Double?
            let significance: Double
            let beatsGuesses: Bool

            enum CodingKeys: String, CodingKey {
                case name, candidates, nearest = "nearest_km", hidingRadius = "hiding_radius_km", guess = "guess_km"
                case significance, beatsGuesses = "beats_guesses"
            }
        }

        let restrictedEvents: Int
        let attacks: [Attack]
        let changedOutputs: [String]?
        let reasons: [String]
        let verdict: String

        enum CodingKeys: String, CodingKey {
            case restrictedEvents = "restricted_events", attacks, changedOutputs = "changed_outputs", reasons, verdict
        }
    }

    var document: Document {
        Document(
            restrictedEvents: report.events.count, attacks: report.lines.map(attack),
            changedOutputs: report.changedOutputs, reasons: report.reasons,
            verdict: report.section.verdict.rawValue)
    }

    /// Rows of attacks, then the verdict.
    var table: String {
        var table = TextTable([
            ("Attack", .leading), ("Candidates", .trailing), ("Nearest km", .trailing), ("Hides in km", .trailing),
            ("Guess km", .trailing), ("Chance", .trailing),
        ])
        for line in report.lines {
            let attack = attack(line)
            table.add(
                [attack.name, "\(attack.candidates)"]
                    + [attack.nearest, attack.hidingRadius, attack.guess].map {
                        $0.map { decimal($0, 2) } ?? ""
                    }
                    + [attack.significance < 1e-4 ? "< 0.0001" : decimal(attack.significance, 4)])
        }
        let verdict =
            report.reasons.isEmpty
            ? "Passed: the outputs are the same wherever restricted events lie in their areas and half-months."
            : "Refused: " + report.reasons.joined(separator: "\n  ")
        return "\(report.events.count) restricted events\n\n\(table.text)\n\n\(verdict)"
    }

    private func attack(_ line: RedTeamReport.Line) -> Document.Attack {
        let nearest = line.outcome.nearest
        return Document.Attack(
            name: line.outcome.name, candidates: line.outcome.candidates, nearest: nearest?.distance.kilometers,
            hidingRadius: nearest.map { report.events[$0.event].area.radiusKilometers },
            guess: line.moved?.nearest?.distance.kilometers, significance: line.significance,
            beatsGuesses: line.beatsGuesses)
    }
}
