// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Validation

/// Chances as they were stated against how often they came true, for one radius and horizon. Both axes give each class of
/// chance the same room, so that the classes under 5 % can be seen; a mark inside of its square came true as stated.
struct ReliabilityPlot {
    let score: ValidationResult.ChanceScore

    /// Fewer cases than this say little.
    static let leastCases = 20

    var title: String { "Within \(score.key.radius.rawValue) km, in \(score.key.horizon.rawValue) days" }

    var picture: SVGPicture {
        var picture = SVGPicture(
            name: "reliability-\(score.key.radius.rawValue)-\(score.key.horizon.rawValue)",
            title: "Chances stated and come true: \(title)", description: description, width: 384, height: 420)
        picture.paper()
        picture.write(title, at: PlanarPoint(x: frame.left, y: 20), size: 13, isBold: true)
        frame.draw(on: &picture)
        heads(on: &picture)
        for entry in score.classes { square(entry, on: &picture) }
        for entry in score.classes where entry.cases > 0 { mark(entry, on: &picture) }
        return picture
    }

    private var frame: PlotFrame {
        let bounds = ChanceClass.lowerBounds + [100]
        let ticks = bounds.map { (value: $0, label: decimal($0, 0)) }
        return PlotFrame(
            left: 70, top: 72, right: 370, bottom: 372,
            across: PlotAxis(title: "Chance stated, % (mean of the class)", scale: .steps(bounds), ticks: ticks),
            up: PlotAxis(title: "Came true, %", scale: .steps(bounds), ticks: ticks))
    }

    private var description: String {
        score.classes.filter { $0.cases > 0 }.map { entry in
            "\(Self.name(entry)): stated \(decimal(entry.stated * 100, 1)) %, came true "
                + "\(decimal(entry.happened * 100, 1)) % of \(entry.cases) cases"
        }.joined(separator: "; ") + "."
    }

    static func name(_ entry: ReliabilityClass) -> String {
        "\(decimal(entry.percent.lowerBound, 0)) to \(decimal(entry.percent.upperBound, 0)) %"
    }

    /// Cases and the share that came true, above each class.
    private func heads(on picture: inout SVGPicture) {
        for (row, name) in ["cases", "came true"].enumerated() {
            let y = frame.top - 26 + 15 * Double(row)
            picture.write(
                name, at: PlanarPoint(x: frame.left - 6, y: y), anchor: .end, size: 10.5, ink: PlotInk.soft)
            for entry in score.classes where entry.cases > 0 {
                let middle = (frame.x(entry.percent.lowerBound) + frame.x(entry.percent.upperBound)) / 2
                picture.write(
                    row == 0 ? Self.short(entry.cases) : "\(decimal(entry.happened * 100, 1)) %",
                    at: PlanarPoint(x: middle, y: y), anchor: .middle, size: 10.5)
            }
        }
    }

    /// A count that fits over a class: thousands from 100,000 on.
    private static func short(_ count: Int) -> String { count < 100_000 ? "\(count)" : "\(count / 1000)k" }

    private func square(_ entry: ReliabilityClass, on picture: inout SVGPicture) {
        let low = frame.place(entry.percent.lowerBound, entry.percent.lowerBound)
        let high = frame.place(entry.percent.upperBound, entry.percent.upperBound)
        picture.rectangle(low.x, high.y, high.x - low.x, low.y - high.y, fill: PlotInk.band, stroke: PlotInk.faint)
    }

    private func mark(_ entry: ReliabilityClass, on picture: inout SVGPicture) {
        let place = frame.place(entry.stated * 100, entry.happened * 100)
        let ink = entry.holds ? PlotInk.first : PlotInk.second
        let fill = entry.cases < Self.leastCases ? PlotInk.paper : ink
        let words = "\(Self.name(entry)): \(decimal(entry.happened * 100, 1)) % of \(entry.cases)"
        if entry.holds {
            picture.circle(place, radius: 5.5, fill: fill, stroke: ink, width: 2, tooltip: words)
        } else {
            picture.diamond(place, radius: 7, fill: fill, stroke: ink, width: 2, tooltip: words)
        }
    }
}
