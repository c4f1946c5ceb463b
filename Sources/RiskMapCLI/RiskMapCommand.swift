// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RiskMap

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
            BuildCommand.self, QueryCommand.self, GeocodeCommand.self, CheckCommand.self, InitCommand.self,
            CalibrateCommand.self, RedTeamCommand.self, ServeCommand.self, TilesCommand.self,
        ])
}
