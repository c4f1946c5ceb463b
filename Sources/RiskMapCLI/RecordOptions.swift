// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Studies

/// What the commands that forecast from a record take: the record and how to work.
struct RecordOptions: ParsableArguments {
    @OptionGroup var study: StudyOption
    @OptionGroup var inputs: IncidentOptions
    @OptionGroup var assessed: AssessedOption

    @Option(
        help: ArgumentHelp(
            "Leave out rows that were published after this day, YYYY-MM-DD, where the input says when.",
            valueName: "DATE"))
    var knownOn: String?

    @OptionGroup var work: ThreadOption

    @Flag(help: "Show no progress.")
    var quiet = false

    /// The run of the study with what replaces its own.
    /// - Throws: `StudyError`.
    func pipeline(_ overrides: ResolvedStudy.Overrides) throws -> Pipeline {
        var overrides = overrides
        assessed.set(&overrides)
        overrides.inputs = inputs.sections()
        overrides.knownOn = knownOn
        // What is printed stays with those who hold the inputs: nothing is coarsened.
        overrides.release = "internal"
        return Pipeline(
            study: try study.resolved(overrides), options: Pipeline.Options(out: "out", threads: work.threads))
    }
}

/// Countries in place of the study's.
struct AssessedOption: ParsableArguments {
    @Option(help: ArgumentHelp("Countries whose incidents and cells count, such as IQ or IQ,SY.", valueName: "CODES"))
    var assessed: String?

    /// Puts what is given in place of the study's own.
    func set(_ overrides: inout ResolvedStudy.Overrides) {
        overrides.assessed = assessed?.split(separator: ",").map(String.init)
    }
}
