// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// JSON of our own values, the same bytes for the same value: sorted members, plain slashes, two-space indent.
public enum StableJSON {
    /// UTF-8 text that ends with a line feed.
    /// - Throws: `EncodingError` for a number that is not finite, and what the value's own encoding throws.
    public static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(value) + Data([0x0A])
    }

    /// The same on one line without blanks, for a member inside another document.
    /// - Throws: as `encode` does.
    public static func compact(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Reads what `encode` wrote.
    /// - Throws: `DecodingError` for other JSON or none.
    public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        try JSONDecoder().decode(type, from: data)
    }
}
