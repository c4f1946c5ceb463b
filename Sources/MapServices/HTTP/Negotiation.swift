// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A list of what a client takes, with weights (RFC 9110, section 12.4.2): `gzip;q=0.5, br, *;q=0`.
struct QualityList: Sendable {
    /// Names in lower case in the order sent, without parameters other than the weight.
    let entries: [(name: String, weight: Double)]

    /// An entry whose weight is no number from 0 to 1 is left out.
    init(_ text: String) {
        entries = text.lowercased().split(separator: ",").compactMap { entry in
            let parts = entry.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let name = parts.first, !name.isEmpty else { return nil }
            let text = parts.dropFirst().lazy.compactMap(Self.weight).first ?? "1"
            guard let weight = NumberText.finite(text), (0...1).contains(weight) else { return nil }
            return (name, weight)
        }
    }

    private static func weight(_ parameter: String) -> String? {
        let sides = parameter.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        return sides.first == "q" ? (sides.count == 2 ? sides[1] : "") : nil
    }

    /// The weight of the first entry that is meant, and its place in the list.
    func first(where isMeant: (String) -> Bool) -> (weight: Double, place: Int)? {
        entries.firstIndex { isMeant($0.name) }.map { (entries[$0].weight, $0) }
    }

    /// Whether an encoding is taken: by its name, or by `*` where it is not named.
    func accepts(encoding names: String...) -> Bool {
        (first { names.contains($0) } ?? first { $0 == "*" }).map { $0.weight > 0 } ?? false
    }
}

extension MapService {
    /// Whether a client takes gzip, by the values of its `Accept-Encoding` headers.
    public static func acceptsGzip(_ acceptEncoding: [String]) -> Bool {
        !acceptEncoding.isEmpty
            && QualityList(acceptEncoding.joined(separator: ",")).accepts(encoding: "gzip", "x-gzip")
    }
}

/// The form in which a document is answered.
enum DocumentForm: Sendable {
    case json, html

    /// `f=` decides; without it a browser, which prefers `text/html` to any JSON, gets HTML, everyone else JSON.
    static func of(_ target: RequestTarget, _ request: ServerRequest) throws(ServerError) -> DocumentForm {
        switch target.value("f")?.lowercased() {
        case "html": return .html
        case "json", "geojson", "application/json", "application/geo+json": return .json
        case .some(let other): throw .unsupportedFormat(other)
        case nil: break
        }
        let accepted = QualityList(request.header("accept") ?? "")
        guard let html = accepted.first(where: { $0 == "text/html" }), html.weight > 0 else { return .json }
        guard let json = accepted.first(where: { $0.contains("json") }) else { return .html }
        return (html.weight, json.place) > (json.weight, html.place) ? .html : .json
    }
}
