// SPDX-License-Identifier: Apache-2.0

public import Foundation

extension Style {
    /// Reads one palette file (JSON; members as in `styles/README.md`).
    public static func load(from path: String) throws(StyleError) -> Style {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .unreadable(path: path, reason: "no such file, or no permission to read it")
        }
        return try load(contents: data, path: path)
    }

    /// Reads the contents of a palette file; `path` is for messages.
    public static func load(contents data: Data, path: String) throws(StyleError) -> Style {
        let file: StyleFile
        do {
            file = try JSONDecoder().decode(StyleFile.self, from: data)
        } catch let error as DecodingError {
            throw .malformed(path: path, reason: StyleFile.sentence(error))
        } catch {
            throw .malformed(path: path, reason: "\(error)")
        }
        return try file.style()
    }
}

/// The members of a palette file.
struct StyleFile: Decodable {
    let layer: String
    let title: TextByLanguage
    let units: TextByLanguage
    let classes: [Entry]
    let notAssessed: Gap
    let blended: Bool?

    struct Entry: Decodable {
        let id: String
        let lower: Float
        let upper: Float?
        let color: HexColor
        let opacity: Double
        let label: TextByLanguage
    }

    struct Gap: Decodable {
        let color: HexColor
        let opacity: Double
        let label: TextByLanguage
    }

    struct HexColor: Decodable {
        let color: StyleColor

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let color = StyleColor(hex: text) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "'\(text)' is not a colour of the form #rrggbb")
            }
            self.color = color
        }
    }

    func style() throws(StyleError) -> Style {
        try Style(
            layer: layer, title: title, units: units,
            classes: classes.map {
                StyleClass(
                    id: $0.id, lower: $0.lower, upper: $0.upper ?? .infinity,
                    rgba: RGBA($0.color.color, opacity: $0.opacity), label: $0.label)
            },
            notAssessed: RGBA(notAssessed.color.color, opacity: notAssessed.opacity),
            notAssessedLabel: notAssessed.label, isBlended: blended ?? true)
    }

    /// A decoding error as where and what, without the type names of the program.
    static func sentence(_ error: DecodingError) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty
                ? "the file" : path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "\(place(context.codingPath)) lacks the member '\(key.stringValue)'"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(place(context.codingPath)) has a value of the wrong kind"
        case .dataCorrupted(let context):
            return "\(place(context.codingPath)): \(context.debugDescription)"
        @unknown default:
            return "it cannot be decoded"
        }
    }
}
