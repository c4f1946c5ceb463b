// SPDX-License-Identifier: Apache-2.0

internal import CScore
public import Geo

/// Statistics of a raster over an area, each cell counted by the share of it that the area covers.
public struct ZonalStatistics: Sendable, Hashable {
    /// Covered area with data, in cells (times the row weights).
    public let weight: Double
    /// Sum of values times weight.
    public let sum: Double
    /// Smallest value of any touched cell; NaN without data.
    public let minimum: Double
    /// Largest value of any touched cell; NaN without data.
    public let maximum: Double
    /// Population standard deviation, by weight; NaN without data.
    public let standardDeviation: Double
    /// Share of the weight in each class between two breaks: [b0, b1), ..., the last one closed above. They sum to 1
    /// unless values lie outside of the breaks.
    public let classShares: [Double]
    /// Share of the area that has no data (NaN); 0 for an empty area.
    public let missingShare: Double

    /// Mean by weight; NaN without data.
    public var mean: Double { weight > 0 ? sum / weight : .nan }

    /// `rowWeights` are relative cell areas per row of the grid where they differ; `breaks` ascend.
    public init(
        of raster: Raster<Float>, over zone: AreaFootprint, rowWeights: [Double]? = nil, breaks: [Double] = []
    ) {
        var moments = WeightedMoments(breaks: breaks)
        for (index, fraction) in zip(zone.indices, zone.fractions) {
            let row = Int(index) / raster.grid.columns
            moments.add(Double(raster.values[Int(index)]), weight: Double(fraction) * (rowWeights?[row] ?? 1))
        }
        self.init(moments)
    }

    /// Statistics over an area of the grid's plane, without a footprint in between: the fastest way over large rasters.
    /// Classes are left out.
    public init(of raster: Raster<Float>, over area: MultiPolygon, rowWeights: [Double]? = nil) {
        self = Self.summaries(of: raster, over: [area], rowWeights: rowWeights)[0]
    }

    /// The same for many areas, which may overlap.
    public static func summaries(
        of raster: Raster<Float>, over areas: [MultiPolygon], rowWeights: [Double]? = nil
    ) -> [ZonalStatistics] {
        let blocks = areas.map { CellRange(around: $0, grid: raster.grid) }
        let scratch = SweepScratch(for: blocks.compactMap { $0 })
        return zip(areas, blocks).map { area, block in
            guard let block else { return ZonalStatistics(WeightedMoments(breaks: [])) }
            let sweep = CoverageSweep(area, block: block, grid: raster.grid, scratch: scratch)
            return ZonalStatistics(sweep.sums(of: raster, rowWeights: rowWeights))
        }
    }

    private init(_ sums: cscore_zone_sums) {
        weight = sums.weight
        sum = sums.sum + sums.weight * sums.center
        let known = sums.weight > 0
        minimum = known ? Double(sums.minimum) : .nan
        maximum = known ? Double(sums.maximum) : .nan
        let mean = known ? sums.sum / sums.weight : 0
        standardDeviation = known ? max(0, sums.squares / sums.weight - mean * mean).squareRoot() : .nan
        classShares = []
        let total = sums.weight + sums.missing
        missingShare = total > 0 ? sums.missing / total : 0
    }

    init(_ moments: WeightedMoments) {
        weight = moments.weight
        sum = moments.sum
        let known = moments.weight > 0
        minimum = known ? moments.minimum : .nan
        maximum = known ? moments.maximum : .nan
        standardDeviation = known ? (max(0, moments.squares / moments.weight)).squareRoot() : .nan
        classShares = moments.classes.map { known ? $0 / moments.weight : 0 }
        let total = moments.weight + moments.missing
        missingShare = total > 0 ? moments.missing / total : 0
    }
}

/// Running weighted moments (West 1979), which do not cancel where the spread is small against the mean.
struct WeightedMoments {
    let breaks: [Double]
    private(set) var weight = 0.0
    private(set) var sum = 0.0
    private(set) var minimum = Double.infinity
    private(set) var maximum = -Double.infinity
    /// Sum of weighted squared deviations from the mean.
    private(set) var squares = 0.0
    private(set) var missing = 0.0
    private(set) var classes: [Double]
    private var mean = 0.0

    init(breaks: [Double]) {
        self.breaks = breaks
        classes = [Double](repeating: 0, count: max(0, breaks.count - 1))
    }

    mutating func add(_ value: Double, weight added: Double) {
        guard !value.isNaN else { return missing += added }
        weight += added
        sum += added * value
        minimum = min(minimum, value)
        maximum = max(maximum, value)
        let step = value - mean
        if weight > 0 { mean += step * added / weight }
        squares += added * step * (value - mean)
        if let position = classIndex(of: value) { classes[position] += added }
    }

    private func classIndex(of value: Double) -> Int? {
        guard let first = breaks.first, let last = breaks.last, value >= first, value <= last else { return nil }
        let above = breaks.firstIndex { $0 > value } ?? breaks.count - 1
        return min(above, breaks.count - 1) - 1
    }
}

/// Weighted quantiles of a raster over an area.
public enum ZonalQuantiles {
    /// For each probability the smallest value below or at which at least that share of the covered area lies; NaN
    /// without data. Cells without data do not count.
    public static func values(
        of raster: Raster<Float>, over zone: AreaFootprint, rowWeights: [Double]? = nil, at probabilities: [Double]
    ) -> [Double] {
        let cells = zip(zone.indices, zone.fractions).compactMap { index, fraction -> (value: Float, weight: Double)? in
            let value = raster.values[Int(index)]
            return value.isNaN ? nil : (value, Double(fraction) * (rowWeights?[Int(index) / raster.grid.columns] ?? 1))
        }.sorted { $0.value < $1.value }
        let total = cells.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return probabilities.map { _ in .nan } }
        return probabilities.map { probability in
            var below = 0.0
            // Rounding in the running sum must not push a quantile to the next value.
            let wanted = probability * total * (1 - 1e-12)
            for cell in cells {
                below += cell.weight
                if below >= wanted { return Double(cell.value) }
            }
            return Double(cells[cells.count - 1].value)
        }
    }
}

extension CoverageSweep {
    /// Sums over the swept cells; leaves the scratch zero.
    func sums(of raster: Raster<Float>, rowWeights: [Double]?) -> cscore_zone_sums {
        let kernels = cscore_kernels_for(cscore_level_in_use()).pointee
        let (block, columns) = (block, raster.grid.columns)
        let first = block.firstRow * columns + block.firstColumn
        // Any value of the block is nearer to the others than zero is, as a rule: then squares do not cancel.
        let sample = raster.values[first + block.rows / 2 * columns + block.columns / 2]
        var sums = cscore_zone_sums(
            center: sample.isFinite ? Double(sample) : 0, weight: 0, sum: 0, squares: 0, missing: 0,
            minimum: .infinity, maximum: -.infinity)
        let weights = rowWeights.map { $0[block.firstRow..<block.firstRow + block.rows] }
        raster.values.withUnsafeBufferPointer { values in
            let cells = values.baseAddress! + first
            guard let weights else {
                return kernels.zone_sums(scratch.sweep(block), cells, Int64(columns), nil, &sums)
            }
            weights.withUnsafeBufferPointer {
                kernels.zone_sums(scratch.sweep(block), cells, Int64(columns), $0.baseAddress, &sums)
            }
        }
        return sums
    }
}
