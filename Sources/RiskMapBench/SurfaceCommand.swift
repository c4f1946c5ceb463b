// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Geo
import JSON
import Surfaces

/// `riskmap-bench surface`: one surface from points.
struct SurfaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "surface", abstract: "Measures one surface of one kernel.",
        discussion: "The value at the centre of each cell, a point of weight 1 adding 1 at its own place.")

    @Option(help: ArgumentHelp("Points: .bin of float64 lon, lat, weight, or a table lon, lat, w.", valueName: "FILE"))
    var events: String

    @OptionGroup var cells: CellOptions

    @Option(help: "gaussian, epanechnikov, quartic, triweight, uniform or triangular.")
    var kernel: String

    @Option(help: "Radius of the kernel, or standard deviation of the Gaussian, in the unit of the plane.")
    var bandwidth: Double

    @Option(help: "degrees or metres: the plane of the points, in which distances are taken as they are.")
    var plane = "degrees"

    @Option(help: "Column with a standard deviation per point (Gaussian only; the fourth number of a .bin).")
    var sigmaColumn: String?

    @Option(help: "standard or tight: exactness of the Gaussian.")
    var accuracy = "standard"

    @OptionGroup var options: RepeatOptions

    @Option(help: ArgumentHelp("Writes the surface: rows from north to south, float32.", valueName: "OUT.f32"))
    var dump: String?

    func run() throws {
        let surface = try surface()
        let table = try EventTable(path: events, sigmaColumn: sigmaColumn)
        let buffer = SurfaceBuffer(surface.window)
        let timing = Timing(repeats: options.repeats) {
            if sigmaColumn == nil {
                surface.write(table.points, into: buffer, threads: options.threads)
            } else {
                surface.write(
                    table.points, bandwidths: PointBandwidths(table.sigma), into: buffer, threads: options.threads)
            }
        }
        if let dump { try write(buffer, to: dump) }
        printLine(
            [
                ("name", .string("surface")), ("n", .integer(table.points.count)), ("grid", .string(cells.grid)),
                ("kernel", .string(kernel)), ("bandwidth", .double(bandwidth)), ("plane", .string(plane)),
                ("accuracy", .string(accuracy)), ("per_point_sigma", .integer(sigmaColumn == nil ? 0 : 1)),
            ] + options.members + timing.members)
    }

    private func surface() throws -> KernelSurface {
        guard let kernel = SurfaceKernel(rawValue: kernel) else {
            let names = SurfaceKernel.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--kernel is one of \(names).")
        }
        guard let accuracy = SurfaceAccuracy(rawValue: accuracy) else {
            throw ValidationError("--accuracy is standard or tight.")
        }
        guard plane == "degrees" || plane == "metres" else { throw ValidationError("--plane is degrees or metres.") }
        guard sigmaColumn == nil || kernel == .gaussian else {
            throw ValidationError("--sigma-column goes with --kernel gaussian.")
        }
        let (columns, rows) = try cells.cells()
        let window = SurfaceWindow(extent: try cells.rectangle(), columns: columns, rows: rows)
        return try KernelSurface(
            window: window, kernel: kernel, bandwidth: (bandwidth, bandwidth), accuracy: accuracy)
    }

    private func write(_ buffer: SurfaceBuffer, to path: String) throws {
        var bytes = Data(capacity: buffer.columns * buffer.rows * 4)
        for row in 0..<buffer.rows {
            bytes.append(
                UnsafeBufferPointer(start: buffer.values + row * buffer.stride, count: buffer.columns))
        }
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}
