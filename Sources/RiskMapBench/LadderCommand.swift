// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Geo
import JSON
import Scoring
import Surfaces

/// `riskmap-bench ladder`: the shares of all cells in the events to come, and each blur that they are made of.
struct LadderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ladder", abstract: "Measures the ladder and its blurs over invented events.",
        discussion: """
            The ladder is climbed twice, over events and over places and weeks, as a forecast does. Lines of a blur have \
            its taps, so that another program can do the same.
            """)

    @OptionGroup var cells: CellOptions
    @OptionGroup var options: RepeatOptions

    @Option(help: ArgumentHelp("Invented events.", valueName: "N"))
    var events = 20_000

    @Option(help: ArgumentHelp("Side of a cell in metres.", valueName: "METRES"))
    var cell = 5000.0

    @Option(
        help: ArgumentHelp("Writes the field that is blurred: rows from north to south, float32.", valueName: "F.f32"))
    var dump: String?

    func run() throws {
        let (columns, rows) = try cells.cells()
        guard
            let grid = Grid(
                crs: .webMercator, originX: 0, originY: Double(rows) * cell, cellSize: cell, columns: columns,
                rows: rows)
        else { throw ValidationError("--cell must be a length above 0.") }
        let ground = try LadderGround(grid: grid, zones: [Int16](repeating: 0, count: grid.count))
        let events = invented(on: grid)
        let sets = [LadderEvidence.Counting.events, .placeWeeks].map {
            LadderEvidence(events, on: ground, counting: $0)
        }
        let ladder = Ladder<Float>(ground: ground, threads: options.threads)
        var sum: Float = 0
        let timing = Timing(repeats: options.repeats) {
            for evidence in sets { sum += ladder.shares(evidence)[0] }
        }
        printLine([("name", .string("ladder")), ("first", .double(Double(sum)))] + about(grid) + timing.members)
        for kilometers in [20.0, 5] { try measureBlur(.kilometers(kilometers), events, grid) }
    }

    private func about(_ grid: Grid) -> [(String, JSONValue)] {
        [("n", .integer(events)), ("grid", .string("\(grid.columns)x\(grid.rows)"))] + options.members
    }

    private func measureBlur(_ sigma: Meters, _ events: [LadderEvent], _ grid: Grid) throws {
        let blur = GridBlur(sigma: sigma, cellSize: grid.cellSize)
        var field = [Float](repeating: 0, count: grid.count)
        for case .cell(let cell) in events.map(\.place) { field[Int(cell)] += 1 }
        if let dump { try field.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: dump)) } }
        var blurred: [Float] = []
        let timing = Timing(repeats: options.repeats) {
            blurred = blur.blurred(field, columns: grid.columns, rows: grid.rows, threads: options.threads)
        }
        printLine(
            [
                ("name", .string("blur")), ("sigma", .double(sigma.value)),
                ("taps", .array(blur.taps.map { .double($0) })),
                ("total", .double(blurred.reduce(0) { $0 + Double($1) })),
            ] + about(grid) + timing.members)
    }

    /// Events in clusters, the same on every machine: half within a few cells of a few hundred places.
    private func invented(on grid: Grid) -> [LadderEvent] {
        var generator = SeededGenerator(seed: 1)
        func random(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
        let places = (0..<300).map { _ in random(grid.count) }
        return (0..<events).map { number in
            let cell = number % 2 == 0 ? random(grid.count) : min(grid.count - 1, places[random(300)] + random(8))
            return LadderEvent(place: .cell(Int32(cell)), age: Double(1 + random(3650)))
        }
    }
}
