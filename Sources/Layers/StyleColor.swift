// SPDX-License-Identifier: Apache-2.0

/// An opaque sRGB colour.
public struct StyleColor: Sendable, Hashable {
    /// Red, 0 to 255.
    public let red: UInt8
    /// Green, 0 to 255.
    public let green: UInt8
    /// Blue, 0 to 255.
    public let blue: UInt8

    /// Takes the parts as they are.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#rrggbb`; nil for anything else.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 7, hex.first == "#", let number = UInt32(hex.dropFirst(), radix: 16),
            hex.dropFirst().allSatisfy(\.isHexDigit)
        else { return nil }
        self.init(
            red: UInt8(number >> 16), green: UInt8(number >> 8 & 0xFF), blue: UInt8(number & 0xFF))
    }

    /// `#rrggbb`, lower case.
    public var hex: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// A colour of a pixel: sRGB and alpha, not premultiplied.
public struct RGBA: Sendable, Hashable {
    /// Red, 0 to 255.
    public let red: UInt8
    /// Green, 0 to 255.
    public let green: UInt8
    /// Blue, 0 to 255.
    public let blue: UInt8
    /// 0 transparent to 255 opaque.
    public let alpha: UInt8

    /// Takes the parts as they are.
    public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// A colour with an opacity of 0 to 1, rounded to the nearest of 256 steps.
    public init(_ color: StyleColor, opacity: Double) {
        self.init(
            red: color.red, green: color.green, blue: color.blue,
            // checked: held between 0 and 255
            alpha: UInt8((min(1, max(0, opacity)) * 255).rounded()))
    }

    /// Nothing is drawn.
    public static let transparent = RGBA(red: 0, green: 0, blue: 0, alpha: 0)

    /// The colour without its alpha.
    public var color: StyleColor { StyleColor(red: red, green: green, blue: blue) }
}
