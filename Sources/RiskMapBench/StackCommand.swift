// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JSON
import Surfaces

/// `riskmap-bench stack`: Gaussian surfaces of the same points for several half-lives and bandwidths in one call.
struct StackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stack",
        abstract: "Measures Gaussian surfaces of several half-lives and widths at once.",
        discussion: "The points take ages in turn, from 0 days to 9 years; each surface is written over the one before."
    )

    @Option(help: ArgumentHelp("Points: .bin of float64 lon, lat, weight, or a table lon, lat, w.", valueName: "FILE"))
    var events: String

    @OptionGroup var cells: CellOptions

    @Option(help: ArgumentHelp("Half-lives in days.", valueName: "D,D,..."))
    var halfLives = "30,90,365,1460"

    @Option(help: ArgumentHelp("Standard deviations in the unit of the plane.", valueName: "B,B,..."))
    var bandwidths = "0.05,0.1,0.25,0.5,1"

    @OptionGroup var options: RepeatOptions

    @Option(help: ArgumentHelp("Writes all surfaces, half-life by half-life, as float32.", valueName: "OUT.f32"))
    var dump: String?

    func run() throws {
        let (columns, rows) = try cells.cells()
        let window = SurfaceWindow(extent: try cells.rectangle(), columns: columns, rows: rows)
        let widths = try numbers(bandwidths, "--bandwidths"), lives = try numbers(halfLives, "--half-lives")
        let family = try SurfaceFamily(window: window, bandwidths: widths)
        let points = try EventTable(path: events, sigmaColumn: nil).points
        let weights = lives.map { faded(points.weights, halfLife: $0) }
        let timing = Timing(repeats: options.repeats) {
            family.forEachSurface(x: points.x, y: points.y, weights: weights, threads: options.threads) { _, _, _ in }
        }
        if let dump { try write(family, points, weights, to: dump) }
        printLine(
            [
                ("name", .string("stack")), ("n", .integer(points.count)), ("grid", .string(cells.grid)),
                ("kernel", .string("gaussian")), ("half_lives", .string(halfLives)),
                ("bandwidths", .string(bandwidths)),
                ("surfaces", .integer(lives.count * widths.count)),
            ] + options.members + timing.members)
    }

    private func numbers(_ text: String, _ option: String) throws -> [Double] {
        let numbers = text.split(separator: ",").compactMap { Double($0) }
        guard !numbers.isEmpty, numbers.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw ValidationError("\(option) takes positive numbers with commas between them.")
        }
        return numbers
    }

    private func faded(_ weights: [Double], halfLife: Double) -> [Double] {
        weights.enumerated().map { $1 * exp2(-Double($0 % 3285) / halfLife) }
    }

    private func write(_ family: SurfaceFamily, _ points: PointMasses, _ weights: [[Double]], to path: String) throws {
        let cells = family.window.columns * family.window.rows, widths = family.bandwidths.count
        var values = [Float](repeating: 0, count: weights.count * widths * cells)
        family.forEachSurface(x: points.x, y: points.y, weights: weights) { weighting, width, buffer in
            for row in 0..<buffer.rows {
                let start = (weighting * widths + width) * cells + row * buffer.columns
                for column in 0..<buffer.columns {
                    values[start + column] = buffer.values[row * buffer.stride + column]
                }
            }
        }
        try values.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: path))
    }
}
