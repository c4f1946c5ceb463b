// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Geo
import GeoIO
import JSON

/// `riskmap-bench isobands`: polygons of equal class, which GDAL cuts.
struct IsobandsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "isobands", abstract: "Measures polygons of equal class (GDAL's contours in polygon mode).")

    @Option(help: ArgumentHelp("Raster with north up.", valueName: "F.tif"))
    var raster: String

    @Option(help: "Number of classes of equal width between the least and the largest value.")
    var classes = 8

    @OptionGroup var options: RepeatOptions

    func validate() throws {
        if classes < 1 { throw ValidationError("--classes must be at least 1.") }
    }

    func run() throws {
        let samples = try RasterSamples(path: raster)
        let field = Raster(grid: SquareCells(samples).grid, values: samples.values)
        let known = samples.values.filter { !$0.isNaN }
        guard let least = known.min().map(Double.init), let most = known.max().map(Double.init), least < most else {
            throw ValidationError("The raster holds fewer than two values.")
        }
        let breaks = (0...classes).map { least + (most - least) * Double($0) / Double(classes) }
        var bands: [Isoband] = []
        let timing = try Timing(repeats: options.repeats) {
            bands = try Isobands.polygons(of: field, breaks: breaks)
        }
        let vertices = bands.reduce(0) { total, band in
            total + band.area.polygons.reduce(0) { $0 + $1.shell.count + $1.holes.reduce(0) { $0 + $1.count } }
        }
        printLine(
            [
                ("name", .string("isobands")), ("n", .integer(bands.count)), ("vertices", .integer(vertices)),
                ("grid", .string("\(samples.columns)x\(samples.rows)")),
            ] + options.members + timing.members)
    }
}
