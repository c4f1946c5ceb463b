// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The text of a JSON object or array, for a field of a feature.
public struct JSONMember: Sendable, Hashable {
    /// On one line; members sorted by name where the text was encoded here.
    public let text: String

    /// One for all: making it costs as much as a small value's encoding.
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    /// Takes a text as it is. Throws `invalidArgument` when it is no JSON object or array.
    public init(text: String) throws(GeoIOError) {
        guard Self.isObjectOrArray(text) else {
            throw .invalidArgument(
                what: "'\(text)' is no JSON object or array", remedy: "Give one, or a plain text field")
        }
        self.text = text
    }

    /// Encodes a value that is an object or array, which needs no second look.
    /// - Throws: what its encoding throws, and `invalidArgument` when it is a bare number or string.
    public init(encoding value: some Encodable) throws {
        let text = String(decoding: try Self.encoder.encode(value), as: UTF8.self)
        if text.first == "{" || text.first == "[" { self.text = text } else { self = try Self(text: text) }
    }

    /// Whether the text is one JSON object or array.
    static func isObjectOrArray(_ text: String) -> Bool {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
    }
}
