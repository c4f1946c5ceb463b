// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Testing

@Suite("Pooled counts")
struct CountLawTests {
    /// Parties' intervals of the escape at al-Shaddadi: 1000 to 1650, 120 to 165, 120 to 200.
    private let escape = CountLaw([
        CountInterval(min: 1000, best: nil, max: 1650), CountInterval(min: 120, best: nil, max: 165),
        CountInterval(min: 120, best: nil, max: 200),
    ])

    /// By hand: up to 165 both lower laws grow, F = (x - 120)(1/45 + 1/80)/3. So P05 = 120 + 0.15/(1/45 + 1/80) =
    /// 124.32 and P50 = 120 + 1.5/(1/45 + 1/80) = 163.2; the uppermost third gives P95 = 1000 + 0.85 * 650 = 1552.5.
    @Test func quantilesOfTheEscape() throws {
        let law = try #require(escape)
        #expect(abs(law.quantile(0.05) - 124.32) < 1e-9)
        #expect(abs(law.median - 163.2) < 1e-9)
        #expect(abs(law.quantile(0.95) - 1552.5) < 1e-9)
        // The published figures, which come from a simulation.
        for (p, published) in [(0.05, 124.0), (0.5, 163), (0.95, 1554)] {
            #expect(abs(law.quantile(p) - published) < 2)
        }
    }

    @Test func edges() throws {
        let law = try #require(escape)
        #expect(law.quantile(0) == 120 && law.quantile(1) == 1650)
        #expect(CountLaw([]) == nil)
        let one = try #require(CountLaw([CountInterval(min: 150, best: 150, max: 150)]))
        #expect([0, 0.3, 0.5, 1].map(one.quantile) == [150, 150, 150, 150])
    }

    @Test func aBestEstimateIsTheMedianOfItsOwnLaw() throws {
        for best in [1.0, 2, 10] {
            let law = try #require(CountLaw([CountInterval(min: 1, best: best, max: 10)]))
            #expect(abs(law.median - best) < 1e-9)
        }
        let law = try #require(CountLaw([CountInterval(min: 0, best: 2, max: 10)]))
        #expect(abs(law.quantile(0.25) - 1) < 1e-9)
        #expect(abs(law.quantile(0.75) - 6) < 1e-9)
    }

    /// Half the mass at 10, half between 20 and 30: the distribution function is flat from 10 to 20.
    @Test func gapsAndSinglePoints() throws {
        let law = try #require(
            CountLaw([CountInterval(min: 10, best: nil, max: 10), CountInterval(min: 20, best: nil, max: 30)]))
        #expect(law.quantile(0.4) == 10)
        #expect(law.median == 10)
        #expect(abs(law.quantile(0.75) - 25) < 1e-9)
    }

    /// Inverting the distribution must agree with counting a fine sample of the mixture.
    @Test func agreesWithACountedSample() throws {
        let intervals = [(3.0, 3.0), (0, 10), (5, 25), (9, 9.5), (40, 90)]
        let law = try #require(CountLaw(intervals.map { CountInterval(min: $0.0, best: nil, max: $0.1) }))
        let steps = 20_000
        let sample = intervals.flatMap { low, high in
            (0..<steps).map { low + (high - low) * (Double($0) + 0.5) / Double(steps) }
        }.sorted()
        for p in stride(from: 0.01, to: 1, by: 0.0173) {
            let counted = sample[Int(p * Double(sample.count))]
            #expect(abs(law.quantile(p) - counted) < 0.05, "p = \(p)")
        }
    }
}
