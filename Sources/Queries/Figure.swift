// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Numbers as every answer prints them, so that none has other digits on the command line, on a sheet or in a briefing.
public enum Figure {
    /// A number with a fixed count of decimals and a point, whatever the locale; what is rounded to 0 has no sign. Halves of
    /// the number as it is written go away from zero: 1.15 is 1.2 and 1.25 is 1.3, as on the map page.
    public static func decimal(_ value: Double, _ digits: Int) -> String {
        let text = value.formatted(
            .number.precision(.fractionLength(digits)).rounded(rule: .toNearestOrAwayFromZero).grouping(.never)
                .locale(Locale(identifier: "en_US_POSIX")))
        return text.hasPrefix("-") && text.allSatisfy("-0.".contains) ? String(text.dropFirst()) : text
    }

    /// An expected number or a relative risk: two decimals below ten, none above.
    public static func text(_ value: Double) -> String { decimal(value, value < 10 ? 2 : 0) }

    /// A ratio of two numbers: two decimals.
    public static func ratio(_ value: Double) -> String { decimal(value, 2) }

    /// A chance in per cent with one decimal, which is never rounded to certainty; without the sign.
    public static func percent(_ percent: Double) -> String {
        if percent >= 99.95 { return "> 99.9" }
        return percent > 0 && percent < 0.05 ? "< 0.1" : decimal(percent, 1)
    }
}
