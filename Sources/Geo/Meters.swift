// SPDX-License-Identifier: Apache-2.0

/// A length in metres.
public struct Meters: Sendable, Hashable, Comparable {
    /// The length in metres.
    public let value: Double

    /// Makes a length; the value is taken as it is.
    public init(_ value: Double) { self.value = value }

    /// Makes a length from kilometres.
    public static func kilometers(_ value: Double) -> Meters { Meters(value * 1000) }

    /// The length in kilometres.
    public var kilometers: Double { value / 1000 }

    /// Orders by length.
    public static func < (a: Meters, b: Meters) -> Bool { a.value < b.value }

    /// Reads `5000`, `5000m`, `5km` or `2.5 km`; nil for anything else, for negative and for non-finite lengths.
    public init?(parsing text: some StringProtocol) {
        let compact = text.lowercased().filter { !$0.isWhitespace }
        let (digits, factor): (Substring, Double) =
            if compact.hasSuffix("km") {
                (compact.dropLast(2), 1000)
            } else if compact.hasSuffix("m") {
                (compact.dropLast(1), 1)
            } else {
                (compact[...], 1)
            }
        guard let number = Double(digits), number.isFinite, number >= 0 else { return nil }
        self.value = number * factor
    }
}
