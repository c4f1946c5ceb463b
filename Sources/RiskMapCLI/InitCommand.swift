// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Studies

/// `riskmap init`: a study of one's own to start from.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Writes a commented study with empty tables into a new folder.")

    @Argument(help: "Folder to make; it must not exist or be empty.")
    var directory: String

    func validate() throws { try OutputPath.check(directory, name: "The folder") }

    func run() throws {
        try reportingErrors {
            let interrupts = InterruptGuard()
            defer { withExtendedLifetime(interrupts) {} }
            let written = try StudyTemplate(builtIn: BuiltInStudy.folder()).write(to: directory)
            try printOutput(
                """
                Wrote \(written.count) files to \(directory). Next:
                  1. edit \(directory)/study.yaml (extent, dates, countries)
                  2. fill in sources.csv, incidents.csv and claims.csv; the columns are explained in README.md
                  3. riskmap check \(directory)/study.yaml
                  4. riskmap build --study \(directory)/study.yaml --out my-map
                """)
        }
    }
}
