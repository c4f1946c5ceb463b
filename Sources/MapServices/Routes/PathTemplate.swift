// SPDX-License-Identifier: Apache-2.0

/// The form of a path: `/tiles/{layer}/{z}/{x}/{y}`, `/tiles/{layer}.json`, `/data/{file...}`.
///
/// A part in braces stands for one segment, or for all that remain where three dots follow its name. An ending after it
/// has to be there and is no part of the value.
struct PathTemplate: Sendable, Hashable {
    private enum Segment: Sendable, Hashable {
        case fixed(String)
        case part(name: String, ending: String)
        case rest(name: String)
    }

    private let segments: [Segment]
    /// The template as OpenAPI writes it.
    let text: String

    init(_ template: String) {
        segments = template.split(separator: "/").map(Self.segment)
        text = template.replacing("...}", with: "}")
    }

    private static func segment(_ text: Substring) -> Segment {
        guard text.hasPrefix("{"), let end = text.firstIndex(of: "}") else { return .fixed(String(text)) }
        let name = String(text[text.index(after: text.startIndex)..<end])
        if name.hasSuffix("...") { return .rest(name: String(name.dropLast(3))) }
        return .part(name: name, ending: String(text[text.index(after: end)...]))
    }

    /// The first segment, where it is the same for every path of this form.
    var root: String? {
        guard case .fixed(let text)? = segments.first else { return nil }
        return text
    }

    /// Names of the parts in braces, in their order.
    var names: [String] {
        segments.compactMap { segment in
            switch segment {
            case .fixed: nil
            case .part(let name, _), .rest(let name): name
            }
        }
    }

    /// The values of the parts; nil for a path of another form.
    ///
    /// - Parameter path: decoded segments.
    func values(in path: [String]) -> [String: String]? {
        var values: [String: String] = [:]
        for (index, segment) in segments.enumerated() {
            guard index < path.count else { return nil }
            switch segment {
            case .fixed(let text): guard path[index] == text else { return nil }
            case .part(let name, let ending):
                guard path[index].hasSuffix(ending) else { return nil }
                values[name] = String(path[index].dropLast(ending.count))
            case .rest(let name):
                values[name] = path[index...].joined(separator: "/")
                return values
            }
        }
        return path.count == segments.count ? values : nil
    }
}
