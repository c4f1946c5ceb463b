// SPDX-License-Identifier: Apache-2.0

import Geo
import Validation

/// The difference of a model's log score to the best baseline's, fold by fold.
struct FoldPlot {
    let folds: [ValidationResult.FoldDifference]
    let difference: ValidationResult.Difference
    /// What is compared, as sentences call it.
    let model: String

    var picture: SVGPicture {
        var picture = SVGPicture(
            name: "folds", title: "Skill by fold: \(model) minus \(difference.baseline.words)",
            description: description, width: 760, height: 346)
        picture.paper()
        band(on: &picture)
        frame.draw(on: &picture)
        let (left, right) = (frame.left, frame.right)
        picture.line(
            PlanarPoint(x: left, y: frame.y(difference.difference)),
            PlanarPoint(x: right, y: frame.y(difference.difference)), stroke: PlotInk.first, dash: "6 4")
        picture.line(
            PlanarPoint(x: left, y: frame.y(0)), PlanarPoint(x: right, y: frame.y(0)), stroke: PlotInk.text, width: 1.5)
        for (number, fold) in folds.enumerated() { mark(fold, at: Double(number), on: &picture) }
        return picture
    }

    private var scored: [Double] { folds.compactMap(\.difference) }

    private var description: String {
        let better = scored.count { $0 > 0 }
        return "\(model) was better in \(better) of \(scored.count) folds with events; the mean over all events is "
            + "\(decimal(difference.difference, 3)) nats per event, 95 % interval \(decimal(difference.low, 3)) to "
            + "\(decimal(difference.high, 3)); by fold from \(decimal(scored.min() ?? 0, 3)) to "
            + "\(decimal(scored.max() ?? 0, 3))."
    }

    private var frame: PlotFrame {
        PlotFrame(
            left: 66, top: 16, right: 740, bottom: 290,
            across: PlotAxis(
                title: "First day of the fold", scale: .linear(-0.7...(Double(folds.count) - 0.3)), ticks: days),
            up: PlotAxis(title: "Difference, nats per event", scale: .linear(range), ticks: levels))
    }

    /// At most eight days: more would overlap.
    private var days: [(value: Double, label: String)] {
        stride(from: 0, to: folds.count, by: max(1, (folds.count + 7) / 8)).map {
            (value: Double($0), label: "\(folds[$0].origin)")
        }
    }

    private var step: Double {
        let values = scored + [0, difference.low, difference.high]
        return PlotScale.roundStep(over: (values.max() ?? 1) - (values.min() ?? 0))
    }

    /// All values, and 0, with a little room.
    private var range: ClosedRange<Double> {
        let values = scored + [0, difference.low, difference.high]
        let room = step / 4
        return ((values.min() ?? 0) - room)...((values.max() ?? 0) + room)
    }

    private var levels: [(value: Double, label: String)] {
        let digits = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3
        let first = (range.lowerBound / step).rounded(.up), last = (range.upperBound / step).rounded(.down)
        return stride(from: first, through: last, by: 1).map { (value: $0 * step, label: decimal($0 * step, digits)) }
    }

    private func band(on picture: inout SVGPicture) {
        let (high, low) = (frame.y(difference.high), frame.y(difference.low))
        picture.rectangle(frame.left, high, frame.right - frame.left, max(1, low - high), fill: PlotInk.band)
    }

    private func mark(_ fold: ValidationResult.FoldDifference, at number: Double, on picture: inout SVGPicture) {
        guard let difference = fold.difference else { return }
        let ink = difference > 0 ? PlotInk.first : PlotInk.second, place = frame.place(number, difference)
        picture.line(frame.place(number, 0), place, stroke: ink, width: 1.5)
        let most = Double(max(1, folds.map(\.targets).max() ?? 1))
        let radius = 2.5 + 5 * (Double(fold.targets) / most).squareRoot()
        let words = "\(fold.origin): \(decimal(difference, 3)), \(fold.targets) events"
        if difference > 0 {
            picture.circle(place, radius: radius, fill: ink, stroke: PlotInk.paper, width: 1, tooltip: words)
        } else {
            picture.diamond(place, radius: radius, fill: ink, stroke: PlotInk.paper, width: 1, tooltip: words)
        }
    }
}
