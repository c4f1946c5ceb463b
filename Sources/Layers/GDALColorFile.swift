// SPDX-License-Identifier: Apache-2.0

/// Colour file for `gdaldem color-relief -alpha`.
///
/// The program interpolates between entries, so each class has two of its colour: one at its lower bound and one at
/// the largest float below its upper bound. Between two classes lies no float32 value.
enum GDALColorFile {
    static func text(_ style: Style) -> String {
        var lines = [
            "# \(style.layer): \(style.title.main), \(style.units.main)",
            "# value red green blue alpha; nv: cells without a value (\(style.notAssessed.label.main))",
            "nv \(parts(style.notAssessed.rgba))",
        ]
        for (index, entry) in style.classes.enumerated() {
            let isTop = index == style.classes.count - 1
            let last =
                isTop ? (entry.upper.isFinite ? StyleText.exact(entry.upper) : "1e+30") : StyleText.below(entry.upper)
            lines.append("\(StyleText.exact(entry.lower)) \(parts(entry.rgba))")
            lines.append("\(last) \(parts(entry.rgba))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func parts(_ rgba: RGBA) -> String { "\(rgba.red) \(rgba.green) \(rgba.blue) \(rgba.alpha)" }
}
