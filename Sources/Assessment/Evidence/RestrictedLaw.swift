// SPDX-License-Identifier: Apache-2.0

package import Geo

/// How events of restricted sources enter a public or partner build.
///
/// No study and no flag chooses: builds use `areas`. The other one exists so that a test of attacks can show that it
/// finds what is hidden badly.
package enum RestrictedLaw: Sendable, Hashable {
    /// By area and half-month, in batches.
    case areas
    /// Each at its own place, smoothed over at least this standard deviation, law and kernel together.
    case smoothing(Meters)
}

extension RestrictedLaw {
    /// The standard deviation of an event's law: with a kernel of standard deviation `kernel` the floor holds.
    func sigma(_ sigma: Meters, kernel: Meters) -> Meters {
        guard case .smoothing(let floor) = self else { return sigma }
        let missing = floor.value * floor.value - kernel.value * kernel.value
        return max(sigma, Meters(missing > 0 ? missing.squareRoot() : 0))
    }
}
