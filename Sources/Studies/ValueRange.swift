// SPDX-License-Identifier: Apache-2.0

import Geo

/// The one list of what the numbers of a study may be. Within it nothing overflows, and no sum loses its digits.
package enum ValueRange {
    /// Dimensionless shares.
    package static let share = 0.0...1.0
    /// Half-lives and bands: up to a thousand years.
    package static let days = 0.01...365_250.0
    /// The baseline band is counted in whole days.
    package static let baselineDays = 1.0...365_250.0
    /// Any length, metres.
    package static let length = 0.0...1_000_000.0
    /// Standard deviations of kernels, metres: a kernel of no width has no density.
    package static let bandwidth = 1.0...1_000_000.0
    /// Side of a cell, metres.
    package static let cell = 1.0...1_000_000.0
    /// Rise of the intensity inside a corridor.
    package static let beta = 0.0...1000.0
    /// Numbers of events, incidents and rows.
    package static let count = 0...1_000_000_000
    /// The same as numbers.
    package static let counts = Double(count.lowerBound)...Double(count.upperBound)
    /// Latitudes of an extent: the layers are written in Web Mercator, which ends there.
    package static let latitude = -85.0...85.0
    /// Decay length of the corridors; narrower or steeper, and a ridge of the map would betray a line
    /// (docs/responsibility.md).
    package static let corridorDecay = 10_000.0...1_000_000.0
    /// Full width of the corridors; as above.
    package static let corridorWidth = 20_000.0...1_000_000.0
}
