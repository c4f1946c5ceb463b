// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text on one line without control characters and without marks that change the direction of what follows them, or
    /// that nobody sees: titles and claims come from tables of users and are shown beside other texts.
    public var plain: String {
        var clean = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: clean.append(" ")
            case 0x00..<0x20, 0x7F...0x9F: clean.append("\u{FFFD}")
            case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: break
            default: clean.append(scalar)
            }
        }
        return String(clean)
    }
}
