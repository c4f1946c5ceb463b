// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Figures of a surface on the equal-area computing grid, where each cell counts alike.
public struct LayerStatistics: Sendable, Hashable, Codable {
    /// Cells with a value.
    public var cells: Int
    /// Cells without one.
    public var emptyCells: Int
    /// Smallest value; nil when no cell has one, as are the next five.
    public var minimum: Double?
    /// Largest value.
    public var maximum: Double?
    /// Mean over the area.
    public var mean: Double?
    /// Median over the area (the lower of two middle values).
    public var median: Double?
    /// 90th percentile over the area (nearest rank).
    public var p90: Double?
    /// Share of the cells with a value by class id.
    public var shareByClass: [String: Double]

    private enum CodingKeys: String, CodingKey {
        case cells, emptyCells = "empty_cells", minimum, maximum, mean, median, p90
        case shareByClass = "share_by_class"
    }

    /// Counts the cells of a raster.
    public init(_ raster: Raster<Float>, style: Style) {
        let values = raster.values.filter { !$0.isNaN }.sorted()
        cells = values.count
        emptyCells = raster.values.count - values.count
        minimum = values.first.map(Double.init)
        maximum = values.last.map(Double.init)
        mean = values.isEmpty ? nil : values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        median = Self.nearestRank(values, 0.5)
        p90 = Self.nearestRank(values, 0.9)
        var counts = [Int](repeating: 0, count: style.classes.count)
        for value in values { if let index = style.classIndex(of: value) { counts[index] += 1 } }
        shareByClass = Dictionary(
            uniqueKeysWithValues: zip(style.classes, counts).map { ($0.id, Double($1) / Double(max(1, values.count))) })
    }

    /// The smallest value that at least the given share of the ascending values does not exceed.
    private static func nearestRank(_ ascending: [Float], _ share: Double) -> Double? {
        guard !ascending.isEmpty else { return nil }
        let rank = Int(checked: (share * Double(ascending.count)).rounded(.up)) ?? 1
        return Double(ascending[min(ascending.count, max(1, rank)) - 1])
    }
}
