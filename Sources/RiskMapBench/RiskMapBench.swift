// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `riskmap-bench`: how long the inner parts take, one JSON object per line.
@main
struct RiskMapBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "riskmap-bench",
        abstract: "Measures surfaces, zones, distances, whole builds and the reading of texts.",
        discussion: """
            Each measurement is a line of JSON with the least and the median time over the repetitions, in seconds of \
            the wall clock and of the processor. Compare seconds of the processor of one session: both vary between \
            machines and with what else runs on them. RISKMAP_ISA=baseline, v3 or v4 forces an instruction level.
            """,
        subcommands: [
            SurfaceCommand.self, StackCommand.self, ZonesCommand.self, DistanceCommand.self, IsobandsCommand.self,
            LadderCommand.self, BuildCommand.self, LimitsCommand.self, GeoparseCommand.self,
        ])
}
