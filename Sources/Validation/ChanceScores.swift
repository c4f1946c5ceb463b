// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
import Geo

/// How often statements of one class came true.
public struct ReliabilityClass: Sendable, Hashable {
    /// Lower and upper bound in per cent.
    public let percent: Range<Double>
    /// Mean chance stated, 0 to 1.
    public var stated = 0.0
    /// Share that happened, 0 to 1.
    public var happened = 0.0
    /// Statements.
    public var cases = 0

    /// Whether the share that happened lies inside of the class.
    public var holds: Bool { percent.contains(happened * 100) || (percent.upperBound == 100 && happened == 1) }
}

/// Sums over statements of chance of one radius and horizon.
struct ChanceTally: Sendable {
    var cases = 0
    var happened = 0.0
    /// Sums of squared errors and of minus logarithms.
    var brier = 0.0, logScore = 0.0
    /// The same of the references, in the order of `ChanceReference.allCases`.
    var referenceLogs = [Double](repeating: 0, count: ChanceReference.allCases.count)
    var referenceBriers = [Double](repeating: 0, count: ChanceReference.allCases.count)
    var stated = [Double](repeating: 0, count: ChanceClass.allCases.count)
    var hits = [Double](repeating: 0, count: ChanceClass.allCases.count)
    var counts = [Int](repeating: 0, count: ChanceClass.allCases.count)

    private static let least = 1e-6

    mutating func add(chance: Double, references: [Double], happened hit: Bool) {
        cases += 1
        if hit { happened += 1 }
        let outcome = hit ? 1.0 : 0
        brier += (chance - outcome) * (chance - outcome)
        logScore -= Self.log(chance, hit)
        for (position, reference) in references.enumerated() {
            referenceLogs[position] -= Self.log(reference, hit)
            referenceBriers[position] += (reference - outcome) * (reference - outcome)
        }
        let position = ChanceClass(chance: chance).rawValue
        stated[position] += chance
        hits[position] += outcome
        counts[position] += 1
    }

    mutating func add(_ other: ChanceTally) {
        cases += other.cases
        happened += other.happened
        brier += other.brier
        logScore += other.logScore
        for position in referenceLogs.indices {
            referenceLogs[position] += other.referenceLogs[position]
            referenceBriers[position] += other.referenceBriers[position]
        }
        for position in counts.indices {
            stated[position] += other.stated[position]
            hits[position] += other.hits[position]
            counts[position] += other.counts[position]
        }
    }

    private static func log(_ chance: Double, _ hit: Bool) -> Double {
        let clipped = min(max(chance, least), 1 - least)
        return hit ? Foundation.log(clipped) : log1p(-clipped)
    }

    /// The log score of stating how often it happened in all, everywhere and always.
    static func flatLogScore(happened: Double) -> Double {
        guard happened > 0, happened < 1 else { return 0 }
        return -happened * Foundation.log(happened) - (1 - happened) * log1p(-happened)
    }

    var classes: [ReliabilityClass] {
        ChanceClass.allCases.map { entry in
            let position = entry.rawValue, count = counts[position]
            var result = ReliabilityClass(percent: entry.percent)
            result.cases = count
            if count > 0 {
                result.stated = stated[position] / Double(count)
                result.happened = hits[position] / Double(count)
            }
            return result
        }
    }

    /// Expected calibration error over the classes.
    var calibrationError: Double {
        guard cases > 0 else { return 0 }
        return classes.reduce(0) { $0 + Double($1.cases) / Double(cases) * ($1.stated - $1.happened).magnitude }
    }
}

/// What a chance is compared with.
public enum ChanceReference: String, Sendable, Hashable, CaseIterable {
    /// How often it happened at the place in the last 90 days.
    case climatology90 = "climatology-90d"
    /// In the last 365 days.
    case climatology365 = "climatology-365d"
    /// In the whole record.
    case climatologyAll = "climatology-all"
    /// How often it happened again, and how often anew.
    case persistence

    /// Days of the past that it looks at; nil for all.
    var days: Int? {
        switch self {
        case .climatology90: 90
        case .climatology365, .persistence: 365
        case .climatologyAll: nil
        }
    }
}
