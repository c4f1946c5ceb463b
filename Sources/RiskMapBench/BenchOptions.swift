// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Geo
import JSON
import Surfaces

/// Options that all measurements share.
struct RepeatOptions: ParsableArguments {
    @Option(name: .customLong("repeat"), help: "Number of repetitions.")
    var repeats = 5

    @Option(help: "Number of threads.")
    var threads = 1

    func validate() throws {
        if repeats < 1 || threads < 1 { throw ValidationError("--repeat and --threads must be at least 1.") }
    }

    /// Members that say under what conditions a line was measured.
    var members: [(String, JSONValue)] {
        [("threads", .integer(threads)), ("isa", .string(InstructionLevel.current.rawValue))]
    }
}

/// Extent and cells of a raster in any plane.
struct CellOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Edges of the raster.", valueName: "W,S,E,N"))
    var extent: String

    @Option(help: ArgumentHelp("Number of cells.", valueName: "COLSxROWS"))
    var grid: String

    /// The rectangle.
    func rectangle() throws -> Extent {
        let edges = extent.split(separator: ",").compactMap { Double($0) }
        guard edges.count == 4,
            let extent = Extent(minX: edges[0], minY: edges[1], maxX: edges[2], maxY: edges[3])
        else { throw ValidationError("--extent is W,S,E,N in numbers, W below E and S below N.") }
        return extent
    }

    /// Columns and rows.
    func cells() throws -> (columns: Int, rows: Int) {
        let counts = grid.lowercased().split(separator: "x").compactMap { Int($0) }
        guard counts.count == 2, counts[0] > 0, counts[1] > 0, counts[0] * counts[1] <= 1 << 30 else {
            throw ValidationError("--grid is COLSxROWS, such as 1280x960, with at most 2^30 cells.")
        }
        return (counts[0], counts[1])
    }
}
