// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers
import TileEncoding

/// Any JSON document as a page for people: members in their order, addresses as links.
enum DocumentPage {
    /// Elements of a list beyond these are counted, not shown.
    private static let mostElements = 200

    static func html(_ document: JSONValue, title: String, base: String) -> String {
        """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Markup.escaped(title))</title><link rel="stylesheet" href="\(Markup.escaped(base))/assets/document.css">
        </head><body><p><a href="\(Markup.escaped(base))/?f=html">Map</a> ·
        <a href="\(Markup.escaped(base))/collections?f=html">Layers</a> ·
        <a href="\(Markup.escaped(base))/api?f=html">Interface</a></p>
        <h1>\(Markup.escaped(title))</h1>\(part(document, depth: 0))</body></html>
        """
    }

    /// A document in the form that the client prefers.
    static func response(
        _ document: JSONValue, title: String, type: String = MediaType.json, _ context: AnswerContext
    ) throws(ServerError) -> ServerResponse {
        let response: ServerResponse
        switch try DocumentForm.of(context.target, context.request) {
        case .json: response = ServerResponse(document.bytes, type: type)
        case .html:
            response = ServerResponse(
                html(document, title: title, base: context.base), type: "text/html; charset=utf-8")
        }
        return response.with("Cache-Control", "no-cache").with("Vary", "Accept")
    }

    private static func part(_ value: JSONValue, depth: Int) -> String {
        switch value {
        case .null: return "<i>none</i>"
        case .bool(let truth): return truth ? "yes" : "no"
        case .number(let digits): return Markup.escaped(digits)
        case .string(let text): return self.text(text)
        case .encoded: return "<i>geometry</i>"
        case .array(let values): return list(values, depth: depth)
        case .object(let members):
            if depth > 8 { return "…" }
            let rows = members.map {
                "<tr><th>\(Markup.escaped($0.name))</th><td>\(part($0.value, depth: depth + 1))</td></tr>"
            }
            return "<table>\(rows.joined())</table>"
        }
    }

    private static func list(_ values: [JSONValue], depth: Int) -> String {
        let isFlat = values.allSatisfy { value in
            if case .number = value { true } else { false }
        }
        if isFlat { return values.map { part($0, depth: depth) }.joined(separator: ", ") }
        let shown = values.prefix(mostElements).map { "<li>\(part($0, depth: depth + 1))</li>" }.joined()
        let rest = values.count > mostElements ? "<li>and \(values.count - mostElements) more</li>" : ""
        return "<ul>\(shown)\(rest)</ul>"
    }

    private static func text(_ text: String) -> String {
        let escaped = Markup.escaped(text)
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), !text.contains("{") else { return escaped }
        return "<a href=\"\(escaped)\">\(escaped)</a>"
    }
}
