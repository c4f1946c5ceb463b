// SPDX-License-Identifier: Apache-2.0

extension Double {
    /// Rounded to 0 to 15 decimals, halves away from zero; infinities and NaN stay.
    public func rounded(toDecimals decimals: Int) -> Double {
        let factor = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
        return (self * factor).rounded() / factor
    }
}
