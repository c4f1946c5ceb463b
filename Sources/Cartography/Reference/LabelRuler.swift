// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo
import Layers

/// A name with the size of each of its lines at one pixel per pixel.
struct MeasuredLabel: Sendable {
    struct Line: Sendable {
        let text: String
        let look: LabelLook
        var width = 0.0
        var height = 0.0
    }

    /// The first language, then the second where the name has one.
    var lines: [Line]

    /// The two lines of a name stand closer than lines of running text.
    static let leading = 0.9

    /// Size of the first lines, whole pixels: what stands on whole pixels looks the same in every tile.
    func size(lines count: Int) -> (width: Double, height: Double) {
        let shown = lines.prefix(count)
        let height = shown.reduce(0) { $0 + $1.height * Self.leading }
        return ((shown.map(\.width).max() ?? 0).rounded(.up), height.rounded(.up))
    }
}

/// Measures the names of an atlas, all of one look at a time.
enum LabelRuler {
    /// - Throws: `CartographyError` when the pinned font is missing.
    static func measure(
        _ labels: [ReferenceLabel], in languages: [Language]
    ) throws(CartographyError) -> [MeasuredLabel] {
        let canvas = try Canvas(width: 16, height: 16)
        try canvas.checkFont()
        var measured = labels.map { lines(of: $0, in: languages) }
        var places: [LabelLook: [(label: Int, line: Int)]] = [:]
        for (label, entry) in measured.enumerated() {
            for (line, part) in entry.lines.enumerated() { places[part.look, default: []].append((label, line)) }
        }
        for (look, places) in places {
            let sizes = canvas.sizes(of: places.map { measured[$0.label].lines[$0.line].text }, look.style)
            for (place, size) in zip(places, sizes) {
                measured[place.label].lines[place.line].width = size.width
                measured[place.label].lines[place.line].height = size.height
            }
        }
        return measured
    }

    private static func lines(of label: ReferenceLabel, in languages: [Language]) -> MeasuredLabel {
        let text = SheetText(label.name, in: languages)
        let parts = (label.kind == .country ? text.capitals : text).parts.prefix(2)
        return MeasuredLabel(
            lines: parts.enumerated().map { index, part in
                MeasuredLabel.Line(
                    text: part.text,
                    look: LabelLook(kind: label.kind, isBelow: index > 0, language: part.language))
            })
    }
}

extension Canvas {
    /// Widths and heights of texts of one style; one layout serves them all.
    func sizes(of texts: [String], _ style: TextStyle) -> [(width: Double, height: Double)] {
        withLayout("", style) { layout in
            texts.map { text in
                var logical = PangoRectangle()
                pango_layout_set_text(layout, text, -1)
                pango_layout_get_extents(layout, nil, &logical)
                return (Double(logical.width) / Double(PANGO_SCALE), Double(logical.height) / Double(PANGO_SCALE))
            }
        }
    }
}
