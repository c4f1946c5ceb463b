// SPDX-License-Identifier: Apache-2.0

extension Double {
    /// Rounded to 0 to 15 decimals, halves away from zero; infinities and NaN stay.
    public func rounded(toDecimals decimals: Int) -> Double {
        let factor = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
        return (self * factor).rounded() / factor
    }

    /// The nearest number with at most that many significant digits; a value that is not finite stays.
    public func rounded(toSignificant digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        var factor = 1.0
        var magnitude = abs(self)
        while magnitude < 1 { (magnitude, factor) = (magnitude * 10, factor * 10) }
        while magnitude >= 10 { (magnitude, factor) = (magnitude / 10, factor / 10) }
        for _ in 1..<digits { factor *= 10 }
        return (self * factor).rounded() / factor
    }
}
