// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Testing

@testable import Scoring

@Suite struct DecayingSurfaceTests {
    let window = SurfaceWindow(
        extent: Extent(minX: 0, minY: 0, maxX: 60, maxY: 40)!, columns: 60, rows: 40)

    @Test func everyDayIsWhatAllEventsTogetherWouldMake() throws {
        let points = PointSample(count: 90, width: 60, height: 40, seed: 6)
        var moving = try DecayingSurface(window: window, bandwidth: 3, halfLifeDays: 30)
        let buffer = SurfaceBuffer(window)
        // Three points a day for 30 days; the surface is looked at after 10, 20 and 30 days.
        for day in 1...30 {
            moving.advance(byDays: 1)
            let new = 3 * (day - 1)..<3 * day
            moving.add(
                PointMasses(
                    x: Array(points.x[new]), y: points.y[new].map { 40 - $0 }, weights: Array(points.w[new])))
            guard day % 10 == 0 else { continue }
            var known = PointSample(count: 0, width: 1, height: 1, seed: 0)
            for point in 0..<3 * day {
                known.x.append(points.x[point])
                known.y.append(points.y[point])
                known.w.append(points.w[point] * exp2(-Double(day - (point / 3 + 1)) / 30))
            }
            moving.write(into: buffer)
            let expected = ReferenceGaussian.surface(
                known, columns: (60, 1), rows: (40, 1), sigma: (3, 3), reading: .center)
            let error = SurfaceError(buffer.packed(), expected)
            #expect(error.overPeak <= 1e-5 && error.relative <= 1e-3, "day \(day)")
        }
        #expect(moving.day == 30)
    }

    @Test func agesFadeWithoutLosingDigits() throws {
        var moving = try DecayingSurface(window: window, bandwidth: 3, halfLifeDays: 1)
        moving.add(PointMasses(x: [30], y: [20], weights: [1]))
        for _ in 0..<100 { moving.advance(byDays: 1) }
        moving.add(PointMasses(x: [30], y: [20], weights: [1]))
        let buffer = SurfaceBuffer(window)
        moving.write(into: buffer)
        let once = try KernelSurface(window: window, kernel: .gaussian, bandwidth: (3, 3), scaling: .unitMass)
        let alone = once.values(PointMasses(x: [30], y: [20], weights: [1]))
        #expect(SurfaceError(buffer.packed(), alone.map(Double.init)).overPeak < 1e-6)
    }

    @Test func nonsenseIsRefused() {
        #expect(throws: ScoringError.self) { try DecayingSurface(window: window, bandwidth: 0.1, halfLifeDays: 3) }
        #expect(throws: ScoringError.self) { try DecayingSurface(window: window, bandwidth: 3, halfLifeDays: 0) }
    }
}
