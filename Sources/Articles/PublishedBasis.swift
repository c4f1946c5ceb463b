// SPDX-License-Identifier: Apache-2.0

/// What a day of publication rests on.
public enum PublishedBasis: String, Sendable, Hashable, CaseIterable {
    /// No day is known.
    case none
    /// The page's own meta data or time element.
    case page
    /// The entry of a feed or of a JSON file.
    case entry
    /// A line of the text that is a date alone.
    case dateLine = "date_line"
    /// A dated message that the page shows: the page is not older.
    case embeddedMessage = "embedded_message"
}
