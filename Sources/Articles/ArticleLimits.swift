// SPDX-License-Identifier: Apache-2.0

/// The most that is read.
public struct ArticleLimits: Sendable, Hashable {
    /// Bytes of a plain text.
    public var textBytes = 512 << 20
    /// Bytes of a page, of a feed, of a JSON file, and of each text inside of one.
    public var markupBytes = 64 << 20
    /// Bytes of a PDF file.
    public var pdfBytes = 256 << 20
    /// Bytes of the text of a PDF file.
    public var pdfTextBytes = 64 << 20
    /// Seconds that `pdftotext` may take.
    public var pdfSeconds = 60
    /// Lines of a text that are judged one by one; further lines are joined to blocks of `Article.longestBlock` bytes.
    public var lines = 200_000
    /// Articles of one file.
    public var articles = 10_000

    /// The limits as stated at each.
    public init() {}
}
