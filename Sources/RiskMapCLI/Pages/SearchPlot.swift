// SPDX-License-Identifier: Apache-2.0

import Geo
import Validation

/// The share of the events that each model finds when so much of the area is searched, the densest cells first.
struct SearchPlot {
    let models: [ValidationResult.ModelScore]
    /// The baseline that is compared with; nil for none.
    let best: ForecastModel?

    /// How one line is drawn; the order of the cases is from below to above.
    private struct Line {
        let name: String
        let found: [Double]
        var ink = PlotInk.faint, width = 1.0, dash = ""
    }

    var picture: SVGPicture {
        var picture = SVGPicture(
            name: "search", title: "Events found by the share of the area that is searched", description: description,
            width: 760, height: frame.bottom + 52 + 18 * Double(legend.count))
        picture.paper()
        frame.draw(on: &picture)
        for line in lines {
            picture.curve(
                zip(SearchedAreas.shares, line.found).map { frame.place($0 * 100, $1 * 100) }, stroke: line.ink,
                width: line.width, dash: line.dash, tooltip: line.name)
        }
        for (row, line) in legend.enumerated() {
            let y = frame.bottom + 56 + 18 * Double(row)
            picture.line(
                PlanarPoint(x: frame.left, y: y), PlanarPoint(x: frame.left + 40, y: y), stroke: line.ink,
                width: line.width, dash: line.dash)
            picture.write(line.name, at: PlanarPoint(x: frame.left + 50, y: y + 4))
        }
        return picture
    }

    private let frame = PlotFrame(
        left: 60, top: 16, right: 740, bottom: 356,
        across: PlotAxis(
            title: "Share of the assessed area searched, % (logarithmic)", scale: .logarithmic(0.1...100),
            ticks: [
                (0.1, "0.1"), (0.2, "0.2"), (0.5, "0.5"), (1, "1"), (2, "2"), (5, "5"), (10, "10"), (20, "20"),
                (50, "50"), (100, "100"),
            ]
            .map { (value: $0.0, label: $0.1) }),
        up: PlotAxis(
            title: "Events found, %", scale: .linear(0...100),
            ticks: stride(from: 0.0, through: 100, by: 20).map { (value: $0, label: decimal($0, 0)) }))

    init(models: [ValidationResult.ModelScore], best: ForecastModel?) {
        (self.models, self.best) = (models, best)
    }

    private var description: String {
        models.map { model in
            let parts = [10, 20, 30].map { position in
                "\(decimal(model.found[position] * 100, 0)) % in \(decimal(SearchedAreas.shares[position] * 100, 0)) %"
            }
            return "\(model.model.words) finds \(parts.joined(separator: ", ")) of the area"
        }.joined(separator: "; ") + "."
    }

    private var lines: [Line] { others + chance + named.reversed() }

    private var legend: [Line] {
        named + (others.isEmpty ? [] : [Line(name: "other baselines", found: [])]) + chance
    }

    private var others: [Line] {
        models.filter { $0.model.isBaseline && $0.model != best && $0.model != .uniform }
            .map { Line(name: $0.model.words, found: $0.found) }
    }

    private var chance: [Line] {
        [Line(name: "searched at random", found: SearchedAreas.shares, ink: PlotInk.soft, width: 1.5, dash: "2 4")]
    }

    private var named: [Line] {
        models.filter { !$0.model.isBaseline || ($0.model == best && best != .uniform) }.map { score in
            switch score.model {
            case .ladder: Line(name: score.model.words, found: score.found, ink: PlotInk.first, width: 3)
            case best:
                Line(
                    name: "best baseline: " + score.model.words, found: score.found, ink: PlotInk.second, width: 2,
                    dash: "8 4")
            default: Line(name: score.model.words, found: score.found, ink: PlotInk.third, width: 2, dash: "10 3 2 3")
            }
        }
    }
}
