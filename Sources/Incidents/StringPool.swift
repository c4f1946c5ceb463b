// SPDX-License-Identifier: Apache-2.0

/// Gives equal texts one storage, so that a million claims about a few thousand places, actors and sources stay small.
struct StringPool {
    private var texts: Set<String> = []

    /// The stored copy of the text. Texts of up to 15 bytes need none: Swift keeps them inside the value.
    mutating func intern(_ text: String) -> String {
        guard text.utf8.count > 15 else { return text }
        return texts.insert(text).memberAfterInsert
    }
}
