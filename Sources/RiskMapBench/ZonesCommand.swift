// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Geo
import GeoIO
import JSON
import Zones

/// `riskmap-bench zones`: statistics of a raster over polygons.
struct ZonesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zones", abstract: "Measures zonal statistics with exact coverage.",
        discussion:
            "Count, sum, mean, least, largest and standard deviation; the raster is in memory, as for its peers.")

    @Option(help: ArgumentHelp("Raster with north up.", valueName: "F.tif"))
    var raster: String

    @Option(help: ArgumentHelp("Polygons in the raster's plane.", valueName: "F.geojson"))
    var zones: String

    @OptionGroup var options: RepeatOptions

    @Flag(help: "Also prints count and mean of each zone.")
    var values = false

    func run() throws {
        let samples = try RasterSamples(path: raster)
        let square = SquareCells(samples)
        let areas = try Self.areas(of: zones).map(square.stretched)
        let field = Raster(grid: square.grid, values: samples.values)
        var result: [ZonalStatistics] = []
        let timing = Timing(repeats: options.repeats) { result = ZonalStatistics.summaries(of: field, over: areas) }
        let vertices = areas.reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.shell.count } }
        printLine(
            [
                ("name", .string("zones")), ("n", .integer(areas.count)), ("vertices", .integer(vertices)),
                ("grid", .string("\(samples.columns)x\(samples.rows)")),
            ] + options.members + timing.members
                + (values
                    ? [
                        ("count", .array(result.map { .double($0.weight) })),
                        ("mean", .array(result.map { .double($0.mean) })),
                    ] : []))
    }

    private static func areas(of path: String) throws -> [MultiPolygon] {
        var areas: [MultiPolygon] = []
        try VectorSource(path: path).forEachRecord { record in
            if case .area(let area) = record.geometry { areas.append(area) }
        }
        return areas
    }
}

/// A raster's plane stretched along y until its cells are square, which changes no share of any cell.
struct SquareCells {
    let grid: Grid
    private let north: Double
    private let factor: Double

    init(_ samples: RasterSamples) {
        let width = samples.extent.width / Double(samples.columns)
        north = samples.extent.maxY
        factor = width / (samples.extent.height / Double(samples.rows))
        grid = Grid(
            crs: .geographic, originX: samples.extent.minX, originY: samples.extent.maxY, cellSize: width,
            columns: samples.columns, rows: samples.rows)!
    }

    func stretched(_ area: MultiPolygon) -> MultiPolygon {
        MultiPolygon(
            area.polygons.map { Polygon(shell: stretched($0.shell), holes: $0.holes.map(stretched)) })
    }

    private func stretched(_ ring: [PlanarPoint]) -> [PlanarPoint] {
        ring.map { PlanarPoint(x: $0.x, y: north + ($0.y - north) * factor) }
    }
}
