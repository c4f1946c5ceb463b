// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Chance
import Foundation
import Geo
@testable import RiskMapCLI
import Testing
@testable import Validation

@Suite("Plots of a validation")
struct PlotTests {
    private func near(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude < 1e-12 }

    @Test("Scales place values between their ends")
    func scales() {
        #expect(PlotScale.linear(-10...10).position(-5) == 0.25)
        #expect(near(PlotScale.logarithmic(0.1...100).position(1), 1.0 / 3))
        // Three steps of a third each; 3 is half of the way from 1 to 5.
        let steps = PlotScale.steps([0, 1, 5, 20])
        #expect(near(steps.position(0.5), 0.5 / 3) && near(steps.position(3), 0.5) && steps.position(20) == 1)
        #expect(steps.position(-1) == 0 && steps.position(99) == 1 && PlotScale.logarithmic(1...2).position(0) == 0)
        #expect(PlotScale.roundStep(over: 740) == 100 && near(PlotScale.roundStep(over: 1.2), 0.2))
        #expect(PlotScale.roundStep(over: 0) == 1)
    }

    @Test(
        "A class that came true as stated is a disc in its square; one that did not is a diamond, hollow with few cases"
    )
    func reliability() {
        var held = ReliabilityClass(percent: 20..<50), missed = ReliabilityClass(percent: 5..<20)
        (held.stated, held.happened, held.cases) = (0.35, 0.35, 40)
        (missed.stated, missed.happened, missed.cases) = (0.125, 0.35, 10)
        let score = ValidationResult.ChanceScore(
            key: ChanceKey(radius: .ten, horizon: .week), cases: 50, happened: 0.35, brier: 0, logScore: 0,
            calibrationError: 0, classes: [missed, held], logSkill: [:])
        let text = ReliabilityPlot(score: score).picture.text
        // 300 pixels from (70, 372): the fourth of six classes, and the middle of it.
        #expect(text.contains("<circle cx=\"245.0\" cy=\"197.0\" r=\"5.5\" fill=\"\(PlotInk.first)\""))
        #expect(
            text.contains("<path d=\"M195.0 190.0L202.0 197.0L195.0 204.0L188.0 197.0Z\" fill=\"\(PlotInk.paper)\""))
        #expect(text.contains("5 to 20 %: stated 12.5 %, came true 35.0 % of 10 cases; 20 to 50 %"))
    }

    @Test("A curve goes through what is found in each share of the area")
    func search() {
        let found = SearchedAreas.shares.indices.map { $0 < 20 ? 0.25 : $0 < 30 ? 0.5 : 1 }
        let score = ValidationResult.ModelScore(
            model: .ladder, logScore: 0, impreciseLogScore: 0, accuracyIndex: [], efficiencyIndex: [], found: found)
        let picture = SearchPlot(models: [score], best: nil).picture
        // 10 % is two thirds of the way from 0.1 to 100 %: 680 pixels from 60; half of 340 above 356.
        #expect(picture.text.contains("L513.3 186.0L"))
        #expect(picture.description.contains("finds 25 % in 1 %, 50 % in 10 %, 100 % in 100 % of the area"))
    }

    @Test("Folds stand over and under the line of 0, larger with more events; one without events has no mark")
    func folds() throws {
        let day = try #require(CalendarDay(parsing: "2017-01-01"))
        let folds = [(0.4, 100), (-0.1, 25), (nil, 0)].enumerated().map { number, fold in
            ValidationResult.FoldDifference(
                origin: day.advanced(by: 30 * number), targets: fold.1, difference: fold.0)
        }
        let difference = ValidationResult.Difference(baseline: .uniform, difference: 0.3, low: 0.1, high: 0.5)
        let picture = FoldPlot(folds: folds, difference: difference, model: "it").picture
        // From -0.125 to 0.525 over 274 pixels up from 290; from -0.7 to 2.7 over 674 pixels from 66.
        #expect(picture.text.contains("<circle cx=\"204.8\" cy=\"68.7\" r=\"7.5\""))
        #expect(picture.text.contains("<path d=\"M403.0 274.5L408.0 279.5"))
        #expect(picture.text.components(separatedBy: "<circle").count == 2)
        #expect(picture.description.contains("better in 1 of 2 folds with events"))
    }

    private func square(_ observed: Int, _ expected: Double) throws -> Misses.Square {
        let extent = try #require(Extent(minX: 0, minY: 0, maxX: 50_000, maxY: 50_000))
        return Misses.Square(extent: extent, middle: extent.center, expected: expected, observed: observed)
    }

    @Test("Squares are classed by observed over expected; few events say nothing")
    func classes() throws {
        let classes: [(Int, Double, MissMap.Class)] = [
            (9, 9.9, .few), (0, 10, .farFewer), (4, 10, .farFewer), (5, 10, .fewer), (7, 10, .fewer), (8, 10, .near),
            (12, 10, .near), (13, 10, .more), (20, 10, .more), (21, 10, .farMore), (10, 0, .farMore),
        ]
        for (observed, expected, wanted) in classes {
            #expect(try MissMap.Class(square(observed, expected)) == wanted, "\(observed) of \(expected)")
        }
        #expect(MissMap.signed(-0.4) == "0" && MissMap.signed(2) == "+2" && MissMap.signed(-3) == "\u{2212}3")
    }

    @Test("A map of a country of 100 km has its squares where they lie")
    func map() throws {
        let corners = [(0.0, 0.0), (100_000, 0), (100_000, 100_000), (0, 100_000)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let country = StudyValidation.Country(name: "Ostria", rings: [corners], provinces: [])
        let misses = Misses(
            squares: [try square(30, 10)],
            surprises: [Misses.Surprise(place: PlanarPoint(x: 50_000, y: 50_000), events: 2)])
        let picture = MissMap(misses: misses, countries: [country], rim: 0).picture
        // 736 pixels for 100 km, 12 from the edges: the south-western quarter, its middle, and the cross in the middle.
        #expect(picture.text.contains("<rect x=\"12.0\" y=\"380.0\" width=\"368.0\" height=\"368.0\" fill=\"#c2570c\""))
        #expect(picture.text.contains("<text x=\"196.0\" y=\"568.0\"") && picture.text.contains(">+20</text>"))
        #expect(picture.text.contains("M376.5 376.5L383.5 383.5"))
        #expect(picture.description.contains("more than twice: 1") && picture.description.contains("2 events lay"))
    }

    @Test("A number that is rounded to 0 has no sign")
    func zeros() {
        // Halves as they are written, not as binary fractions have them.
        #expect(decimal(1.15, 1) == "1.2" && decimal(1.25, 1) == "1.3" && decimal(0.125, 2) == "0.13")
        #expect(decimal(-0.0004, 3) == "0.000" && decimal(-0.0006, 3) == "-0.001" && decimal(-0.0, 0) == "0")
    }
}
