// SPDX-License-Identifier: Apache-2.0

/// One path, or a list of them, as YAML writes either.
public struct PathList: Sendable, Codable, Equatable {
    /// In the order of the file.
    public var paths: [String]

    /// Takes the paths as they are.
    public init(_ paths: [String]) { self.paths = paths }

    /// Reads a text or a list of texts.
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let path = try? container.decode(String.self) {
            paths = [path]
        } else {
            paths = try container.decode([String].self)
        }
    }

    /// A single path is a text.
    /// - Throws: `EncodingError` of the encoder.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if paths.count == 1 { try container.encode(paths[0]) } else { try container.encode(paths) }
    }

    /// The list with each path replaced.
    package func map(_ body: (String) throws -> String) rethrows -> PathList { PathList(try paths.map(body)) }
}
