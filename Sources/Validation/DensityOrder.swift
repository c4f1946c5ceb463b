// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Shares of the area at which a forecast's curve of events found is read.
public enum SearchedAreas {
    /// Ten to each power of ten, from 0.1 % to all of the area.
    public static let shares = (0...30).map { pow(10, Double($0 - 30) / 10) }
}

/// Scoring cells in the order in which a forecast would search them: the densest first, of equal ones the first.
struct DensityOrder {
    private let order: [Int]
    private let density: [Double]
    private let area: [Double]

    /// Densities that agree to this share of themselves are equal: their last digits come from rounding.
    private static let tolerance = 1e-9

    /// - Parameter value: what each block holds; divided by its area here.
    init(_ value: [Double], _ blocks: ScoringBlocks) {
        let density = zip(value, blocks.area).map { $0 / $1 }
        order = density.indices.sorted { (density[$0], -$0) > (density[$1], -$1) }
        self.density = density
        area = blocks.area
    }

    /// What the whole blocks hold that fit into each share of the area, and the area that they take.
    /// - Parameter areas: rising.
    func wholeBlocks(_ happened: [Double], within areas: [Double]) -> [(hits: Double, area: Double)] {
        var result: [(hits: Double, area: Double)] = [], hits = 0.0, area = 0.0, next = 0
        for wanted in areas {
            while next < order.count, area + self.area[order[next]] <= wanted + 1e-9 {
                hits += happened[order[next]]
                area += self.area[order[next]]
                next += 1
            }
            result.append((hits, area))
        }
        return result
    }

    /// What is found within each share of the area. Blocks of equal density are searched together, and a part of them
    /// finds that part of what they hold: the order of the cells is no forecast.
    /// - Parameter areas: rising.
    func found(_ happened: [Double], within areas: [Double]) -> [Double] {
        let steps = steps(happened)
        var passed = (hits: 0.0, area: 0.0), next = 0
        return areas.map { wanted in
            while next < steps.count, passed.area + steps[next].area <= wanted {
                passed = (passed.hits + steps[next].hits, passed.area + steps[next].area)
                next += 1
            }
            guard next < steps.count else { return passed.hits }
            return passed.hits + steps[next].hits * (wanted - passed.area) / steps[next].area
        }
    }

    /// The blocks behind the densest half of the area.
    var leastExpectedHalf: Set<Int> {
        var passed = 0.0
        return Set(
            order.drop { block in
                passed += area[block]
                return passed <= 0.5 + Self.tolerance
            })
    }

    /// Hits and area of the blocks of each density.
    private func steps(_ happened: [Double]) -> [(hits: Double, area: Double)] {
        var steps: [(hits: Double, area: Double)] = [], last = Double.infinity
        for block in order {
            if steps.isEmpty || last - density[block] > Self.tolerance * last {
                steps.append((0, 0))
                last = density[block]
            }
            steps[steps.count - 1].hits += happened[block]
            steps[steps.count - 1].area += area[block]
        }
        return steps
    }
}
