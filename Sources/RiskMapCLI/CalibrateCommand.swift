// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RiskMap

/// `riskmap calibrate`: derives the pinned scale of the score.
struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate", abstract: "Derives lambda_ref and lambda_99 of a study, for its calibration file.",
        discussion: """
            Median and 99th percentile of the positive cells of the study's intensity, corridors left out. The values \
            are printed as lines of calibration.yaml; keep them with the command that made them.
            """)

    @OptionGroup var study: StudyOption
    @OptionGroup var inputs: IncidentOptions

    @Option(help: ArgumentHelp("Day for which the surface holds, YYYY-MM-DD.", valueName: "DATE"))
    var asOf: String?

    @Option(help: ArgumentHelp("Leave out what happened before this day, YYYY-MM-DD.", valueName: "DATE"))
    var since: String?

    @Option(help: ArgumentHelp("Side of a cell: metres, or with a unit, such as 10km.", valueName: "METERS"))
    var cell: String?

    @Option(help: ArgumentHelp("Countries whose incidents and cells count, such as IQ or IQ,SY.", valueName: "CODES"))
    var assessed: String?

    func run() throws {
        try reportingErrors {
            let pipeline = Pipeline(
                study: try study.resolved(overrides()), options: Pipeline.Options(out: "out", threads: 2))
            let scale = try pipeline.calibrate()
            print("lambda_ref: \(decimal(scale.reference, 6))")
            print("lambda_99: \(decimal(scale.percentile99, 6))")
        }
    }

    private func overrides() -> ResolvedStudy.Overrides {
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = asOf
        overrides.since = since
        overrides.cell = cell
        overrides.assessed = assessed?.split(separator: ",").map(String.init)
        overrides.inputs = inputs.sections()
        return overrides
    }
}
