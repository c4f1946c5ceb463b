// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How surprising it is that guesses come as near as an attack did.
public enum Significance {
    /// A build is refused below this, divided among the attacks: an honest one then fails once in ten thousand times.
    public static let level = 1e-4

    /// Fisher's combination: the chance that independent shares, each even between 0 and 1, have a product as small
    /// as theirs. -2 ln of the product has a chi-squared law of 2n degrees of freedom, whose tail is a Poisson sum.
    public static func combined(_ shares: [Double]) -> Double {
        guard !shares.isEmpty else { return 1 }
        let half = shares.reduce(0) { $0 - log(max($1, 1e-300)) }
        var term = -half, terms = [term]
        for k in 1..<max(1, shares.count) {
            term += log(half) - log(Double(k))
            terms.append(term)
        }
        if half <= 0 { return 1 }
        let largest = terms.max() ?? 0
        return min(1, exp(largest) * terms.reduce(0) { $0 + exp($1 - largest) })
    }

    /// The better of Fisher's combination, which sees many events found a little, and of the smallest share times
    /// their number, which sees one event found exactly; doubled for the choice.
    public static func of(_ shares: [Double]) -> Double {
        guard let least = shares.min() else { return 1 }
        return min(1, 2 * min(combined(shares), least * Double(shares.count)))
    }
}
