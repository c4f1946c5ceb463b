// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import RedTeam
import Zones

/// The intensities that a build answers to questions about positions and areas, without the explanations.
struct ReleasedFigures: QueryAnswers {
    private let intensity: Raster<Float>
    private let toRaster: CoordinateTransform
    private let rowWeights: [Double]

    /// Digits to which answers state an intensity.
    private static let digits = 4

    /// - Parameter intensity: the released raster.
    /// - Throws: `GeoIOError`.
    init(intensity: Raster<Float>) throws {
        self.intensity = intensity
        toRaster = try CoordinateTransform(from: .geographic, to: intensity.grid.crs)
        // A Mercator cell in the south covers more ground than one in the north.
        rowWeights = RowWeights.webMercator(intensity.grid)
    }

    func intensities(at positions: [Coordinate]) throws -> [Double?] {
        try toRaster.transform(positions.map(\.point)).map { point in
            guard let cell = intensity.grid.cell(at: point) else { return nil }
            let value = intensity[column: cell.column, row: cell.row]
            return value.isNaN ? nil : Double(value).rounded(toSignificant: Self.digits)
        }
    }

    func intensity(over area: MultiPolygon) throws -> Double? {
        let cells = Coverage.footprint(of: try toRaster.transform(area), on: intensity.grid)
        let statistics = ZonalStatistics(of: intensity, over: cells, rowWeights: rowWeights)
        guard statistics.weight > 0, !statistics.mean.isNaN else { return nil }
        return statistics.mean.rounded(toSignificant: Self.digits)
    }
}
