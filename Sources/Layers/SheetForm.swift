// SPDX-License-Identifier: Apache-2.0

/// The size of a sheet, lying on its longer side.
public enum SheetPaper: String, Sendable, Hashable, Codable, CaseIterable {
    case a4 = "A4"
    case a3 = "A3"
}

/// What kind of file a sheet is.
public enum SheetFormat: String, Sendable, Hashable, Codable, CaseIterable {
    /// Pixels, 150 on an inch.
    case png
    /// Vectors with embedded glyphs.
    case pdf
    /// Vectors, glyphs as shapes.
    case svg
}
