// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Studies

/// The `riskmap` program.
@main
struct RiskMapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "riskmap",
        abstract: "Risk maps from incident reports and transfer routes.",
        discussion: """
            Answers where it is unsafe for civilians, aid workers and drivers, and why. It is never a targeting aid. \
            Absence of reports is not safety.
            """,
        version: RiskMapVersion.text,
        subcommands: [
            BuildCommand.self, SeriesCommand.self, SheetCommand.self, QueryCommand.self, BriefingCommand.self,
            RouteCommand.self, DiffCommand.self, WatchCommand.self, GeocodeCommand.self, CheckCommand.self,
            InitCommand.self,
            PlacesCommand.self, IngestCommand.self,
            ForecastCommand.self, ValidateCommand.self, RedTeamCommand.self, ServeCommand.self,
            TilesCommand.self,
        ])

    /// The way into the program.
    static func main() async {
        ProgramEnvironment.settle()
        CrashReports.turnOff()
        // A reader that goes away is an error of writing, with a sentence and time to clear up.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand { try await waiting.run() } else { try command.run() }
        } catch {
            end(with: error)
        }
    }

    /// Prints help on standard output, or what was wrong on standard error, and ends the program. Help that cannot be
    /// written is a failure, as any other output is.
    private static func end(with error: any Error) -> Never {
        let text = fullMessage(for: error), code = exitCode(for: error)
        if code == .success, !text.isEmpty {
            do { try printOutput(text) } catch {
                printError("riskmap: \(error)")
                exit(withError: ExitStatus.cannotWrite)
            }
        } else if !text.isEmpty {
            printError(text)
        }
        exit(withError: code)
    }
}
