// SPDX-License-Identifier: Apache-2.0

extension Int {
    /// The whole part of a number from outside (rounded towards zero); nil where it is no number or does not fit.
    public init?(checked value: Double) {
        guard let whole = Int(exactly: value.rounded(.towardZero)) else { return nil }
        self = whole
    }
}
