// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Geo
import GeoIO
import JSON
import Zones

/// `riskmap-bench distance`: distance of each cell to the nearest of some lines.
struct DistanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "distance", abstract: "Measures distances to lines, in metres on the ellipsoid.")

    @Option(help: ArgumentHelp("Lines in degrees.", valueName: "F.geojson"))
    var routes: String

    @OptionGroup var cells: CellOptions
    @OptionGroup var options: RepeatOptions

    @Option(help: ArgumentHelp("Writes the distances: rows from north to south, float32.", valueName: "OUT.f32"))
    var dump: String?

    func run() throws {
        var lines: [[PlanarPoint]] = []
        try VectorSource(path: routes).forEachRecord { record in
            if case .lines(let parts) = record.geometry { lines += parts }
        }
        let extent = try cells.rectangle(), (columns, rows) = try cells.cells()
        var distance: [Float] = []
        let timing = Timing(repeats: options.repeats) {
            distance = LineDistance.geographicDistance(
                lines: lines, extent: extent, columns: columns, rows: rows, threads: options.threads)
        }
        if let dump { try distance.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: dump)) } }
        let segments = lines.reduce(0) { $0 + max(0, $1.count - 1) }
        printLine(
            [
                ("name", .string("distance")), ("n", .integer(segments)), ("lines", .integer(lines.count)),
                ("grid", .string(cells.grid)),
            ] + options.members + timing.members)
    }
}
