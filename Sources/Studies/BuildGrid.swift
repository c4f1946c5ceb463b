// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Geo
package import GeoIO

/// The computing grid of a study, refused where it would not fit the machine or would say nothing.
package struct BuildGrid {
    /// Cells, in the study's plane.
    package let grid: Grid
    /// From lon/lat to the plane.
    package let toPlane: CoordinateTransform
    /// From the plane to lon/lat.
    package let toDegrees: CoordinateTransform

    /// Rasters that live at the same time, in bytes per cell; measured, with a reserve.
    private static let bytesPerCell = 150.0
    /// A map of fewer cells across says nothing about provinces.
    private static let leastCells = 8

    /// - Throws: `StudyError` for a cell that is too large or needs too much memory and for a plane that does not keep
    ///   areas, `GeoIOError` for an unknown plane.
    package init(study: ResolvedStudy) throws {
        toPlane = try CoordinateTransform(from: .geographic, to: study.crs)
        toDegrees = try CoordinateTransform(from: study.crs, to: .geographic)
        try EqualAreaCheck.check(study, toPlane: toPlane)
        let extent = try toPlane.transform(study.extent, densify: 41)
        try Self.checkSize(of: study, extent: extent)
        guard let grid = Grid(crs: study.crs, covering: extent, cellSize: study.cell.value) else {
            throw StudyError(file: study.file, message: "cell: \(study.study.cell) makes no grid over the extent")
        }
        self.grid = grid
        try checkImages(study)
    }

    /// The layers are written in Web Mercator, and their extents in degrees: both must exist.
    private func checkImages(_ study: ResolvedStudy) throws {
        do throws(GeoIOError) {
            _ = try toDegrees.transform(grid.extent, densify: 21)
            let toMercator = try CoordinateTransform(from: study.crs, to: .webMercator)
            _ = try toMercator.transform(grid.extent, densify: 101)
        } catch {
            throw StudyError(
                file: study.file, message: "extent: its plane has no image in Web Mercator; make it smaller (\(error))")
        }
    }

    private static func checkSize(of study: ResolvedStudy, extent: Extent) throws {
        let cell = study.cell.value
        if min(extent.width, extent.height) / cell < Double(leastCells) {
            let most = Int(checked: min(extent.width, extent.height) / Double(leastCells) / 1000) ?? 0
            throw StudyError(
                file: study.file,
                message: "cell: \(study.study.cell) leaves fewer than \(leastCells) cells across the extent; "
                    + "give at most \(max(1, most))km")
        }
        let needed = extent.width / cell * (extent.height / cell) * bytesPerCell
        let available = Double(ProcessInfo.processInfo.physicalMemory) / 2
        guard needed > available else { return }
        let least = cell * (needed / available).squareRoot()
        throw StudyError(
            file: study.file,
            message: "cell: \(study.study.cell) needs about \(gibibytes(needed)) GiB of memory, and "
                + "\(gibibytes(available)) GiB may be used here; give at least \(Int(checked: least.rounded(.up)) ?? Int.max)m"
        )
    }

    private static func gibibytes(_ bytes: Double) -> String {
        let value = bytes / 1_073_741_824
        return value < 100 ? "\((value * 10).rounded() / 10)" : Int(checked: value).map { "\($0)" } ?? "\(value)"
    }
}
