// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Studies

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

    @OptionGroup var frame: FrameOptions

    @OptionGroup var assessed: AssessedOption

    func run() throws {
        try reportingErrors {
            let pipeline = Pipeline(
                study: try study.resolved(overrides()), options: Pipeline.Options(out: "out", threads: 2))
            let scale = try pipeline.calibrate()
            try printOutput("lambda_ref: \(decimal(scale.reference, 6))")
            try printOutput("lambda_99: \(decimal(scale.percentile99, 6))")
        }
    }

    private func overrides() -> ResolvedStudy.Overrides {
        var overrides = frame.overrides
        assessed.set(&overrides)
        overrides.inputs = inputs.sections()
        return overrides
    }
}
