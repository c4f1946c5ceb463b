// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The change of an expected number between two days, and whether it may be marked.
///
/// Marked only where the number that was reported in between lies outside of the interval that was stated on the first day
/// for 19 of 20 cases, the ratio is at least 1.5, and both point the same way: a ratio alone says nothing.
public struct RateChange: Sendable, Hashable {
    /// Direction of a marked change.
    public enum Mark: String, Sendable, Hashable { case up, down }

    /// Natural logarithm of the later over the earlier expected number.
    public let logRatio: Double
    /// The mark; nil where nothing may be said.
    public let mark: Mark?

    private static let leastRatio = 1.5

    /// - Parameters:
    ///   - before: what was expected on the first day for the horizon.
    ///   - after: what is expected on the second day for the same area and days.
    ///   - reported: what was reported in between.
    public init(before: EventCount, after: Double, reported: Int) {
        let ratio = before.mean > 0 && after > 0 ? log(after / before.mean) : 0
        logRatio = ratio
        if ratio >= log(Self.leastRatio), reported > before.quantile(0.975) {
            mark = .up
        } else if ratio <= -log(Self.leastRatio), reported < before.quantile(0.025) {
            mark = .down
        } else {
            mark = nil
        }
    }
}
