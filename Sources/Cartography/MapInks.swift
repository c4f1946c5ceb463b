// SPDX-License-Identifier: Apache-2.0

/// The colours and lines of the base map: quiet, so that the surface speaks.
enum MapInks {
    static let paper = Ink(0xFFFFFF)
    static let sea = Ink(0xDCE7EE)
    static let coast = Pen(color: Ink(0x9DB4C2), width: 0.8)
    static let neighbour = Ink(0xECEAE4)
    static let study = Ink(0xFBFAF6)
    static let river = Ink(0x5E93B8)
    static let road = Ink(0x8A6F52, alpha: 0.7)
    static let provinceBorder = Pen(color: Ink(0x4A4F57, alpha: 0.62), width: 0.9)
    static let borderCasing = Pen(color: Ink(0xFFFFFF, alpha: 0.55), width: 4.2)
    static let border = Pen(color: Ink(0x2B3038), width: 1.9)
    static let disputed = Pen(color: Ink(0x2B3038), width: 1.9, dashes: [7, 4.5])
    static let outerBorder = Pen(color: Ink(0x96948D), width: 1)
    static let internalLine = Pen(color: Ink(0x5B3F7A), width: 1.3, dashes: [1.6, 3.4])
    static let route = Pen(color: Ink(0x1B1F24), width: 1.8)
    static let corridor = Ink(0x1D2733)
    static let corridorGround = Ink(0x1D2733, alpha: 0.1)
    static let corridorCasing = Pen(color: Ink(0xFFFFFF, alpha: 0.5), width: 3)
    static let mark = Ink(0x10151C)
    static let markArea = Pen(color: Ink(0x10151C, alpha: 0.75), width: 0.9, dashes: [1, 2.4])
    /// The one hatch: thin evidence.
    static let doubt = Pen(color: Ink(0x3D2570, alpha: 0.8), width: 0.7)
    static let doubtSpacing = 5.5
    static let focusCasing = Pen(color: Ink(0xFFFFFF, alpha: 0.7), width: 5)
    static let focus = Pen(color: accent, width: 2.4)
    static let locator = Ink(0x6C7A8C)
    static let locatorBox = Pen(color: Ink(0xB3261E), width: 1.4)
    static let frame = Pen(color: Ink(0x2B3038), width: 1.2)

    static let text = Ink(0x1F242B)
    static let mutedText = Ink(0x565D66)
    static let accent = Ink(0x1F2F44)
    static let rule = Pen(color: Ink(0xC9CDD2), width: 1)
    static let warningFill = Ink(0xFFF6E0)
    static let warningEdge = Pen(color: Ink(0xC98A12), width: 1.2)
}
