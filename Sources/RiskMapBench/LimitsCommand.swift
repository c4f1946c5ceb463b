// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON
import Surfaces

/// `riskmap-bench limits`: what the machine can do at most, and how far from it the surfaces are.
struct LimitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits", abstract: "Measures memory bandwidth and multiply-add rate.",
        discussion: """
            triad: a = b + s c over arrays that no cache holds. write: stores past the caches. multiply_add: \
            independent fused multiply-adds in registers. kernel_terms: one subtraction, maximum and multiply-add per \
            lane, the inner loop of the Epanechnikov kernel. limit surface: what a surface of --grid takes at least.
            """)

    @OptionGroup var options: RepeatOptions

    @Option(help: "Number of cells of a surface, COLSxROWS, for the time of writing it.")
    var grid = "4000x3000"

    func run() throws {
        let counts = grid.lowercased().split(separator: "x").compactMap { Int($0) }
        guard counts.count == 2, counts[0] > 0, counts[1] > 0 else {
            throw ValidationError("--grid is COLSxROWS, such as 4000x3000.")
        }
        let limits = MachineLimits()
        let write = measure("write", "gigabytes_per_second") { limits.write() }
        _ = measure("triad", "gigabytes_per_second") { limits.triad() }
        _ = measure("multiply_add", "gigaflops") { limits.multiplyAdd() }
        let terms = measure("kernel_terms", "giga_terms_per_second") { limits.kernelTerms() }
        let cells = Double(counts[0] * counts[1])
        printLine(
            [
                ("name", .string("limit surface")), ("grid", .string(grid)),
                ("seconds_to_write", .double(cells * 4 / (write * 1e9))),
                ("seconds_per_million_terms", .double(1e6 / (terms * 1e9))),
            ] + options.members)
    }

    /// Prints a rate in thousands of millions per second and returns it.
    private func measure(_ name: String, _ unit: String, _ work: () -> Double) -> Double {
        var amount = work()
        let timing = Timing(repeats: options.repeats) { amount = work() }
        let rate = amount / timing.cpu[0] / 1e9
        printLine([("name", .string("limit " + name)), (unit, .double(rate))] + options.members + timing.members)
        return rate
    }
}
