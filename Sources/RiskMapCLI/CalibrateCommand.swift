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

    func run() throws {
        try reportingErrors {
            var overrides = ResolvedStudy.Overrides()
            overrides.inputs = inputs.sections()
            let options = Pipeline.Options(out: "out", also: [], maxRejected: nil, threads: 2)
            let scale = try Pipeline(study: study.resolved(overrides), options: options).calibrate()
            print("lambda_ref: \(scale.reference)")
            print("lambda_99: \(scale.percentile99)")
        }
    }
}
