// SPDX-License-Identifier: Apache-2.0

/// An area as a grid sees it: the cells that it touches and how much of each it covers.
public struct AreaFootprint: Sendable, Hashable {
    /// Row-major indices of the touched cells, strictly ascending.
    public let indices: [Int32]
    /// Covered share of each of these cells, above 0 and at most 1.
    public let fractions: [Float]
    /// The covered area in cells.
    public let cellCount: Double

    /// Takes both as they are; they must have one length, and the indices must ascend.
    public init(indices: [Int32], fractions: [Float]) {
        precondition(indices.count == fractions.count, "a footprint has one fraction per cell")
        self.indices = indices
        self.fractions = fractions
        cellCount = fractions.reduce(0) { $0 + Double($1) }
    }

    /// The cells of which it covers at least this share.
    public func cells(coveredFrom share: Float) -> [Int32] {
        zip(indices, fractions).filter { $0.1 >= share }.map(\.0)
    }

    /// The label that most of the area has; nil where all of it has none. Of equals the least counts.
    /// - Parameters:
    ///   - labels: of each cell of the grid, below 0 for none.
    ///   - count: number of labels.
    public func mostFrequent(of labels: [some BinaryInteger], count: Int) -> Int? {
        var shares = [Double](repeating: 0, count: count)
        for (cell, fraction) in zip(indices, fractions) where labels[Int(cell)] >= 0 {
            shares[Int(labels[Int(cell)])] += Double(fraction)
        }
        guard let most = shares.max(), most > 0 else { return nil }
        return shares.firstIndex(of: most)
    }

    /// Whether the area covers no cell at all.
    public var isEmpty: Bool { indices.isEmpty }
}
