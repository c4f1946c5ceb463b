// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Geo
public import JSON
import Layers

/// The forms that a briefing is written in.
public enum BriefingForm: String, Sendable, CaseIterable {
    case pdf, html
    case markdown = "md"
    case json

    /// Media type of the form.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .html: "text/html; charset=utf-8"
        case .markdown: "text/markdown; charset=utf-8"
        case .json: "application/json"
        }
    }
}

extension Briefing {
    /// The briefing in a form. The same briefing gives the same bytes.
    /// - Throws: `CartographyError` where the map cannot be drawn, `EncodingError` for a value that has no form as JSON.
    public func bytes(_ form: BriefingForm) throws -> [UInt8] {
        switch form {
        case .pdf: try BriefingPages(self).pdf()
        case .html: Array(try BriefingHTML(briefing: self).text().utf8)
        case .markdown: Array(BriefingMarkdown(briefing: self).text.utf8)
        case .json: document.bytes + [0x0A]
        }
    }

    /// The briefing as JSON: the texts of the other forms, and the figures that they were made of.
    public var document: JSONValue {
        .object([
            .init("format_version", 1), .init("language", .string(language.code)), .init("title", .string(title)),
            .init("subtitle", .string(subtitle)), .init("as_of", .string(asOf)), .init("tier", .string(tier.rawValue)),
            .init("input_digest", .string(digest)), .init("pages", .integer(pages)),
            .init("finding", .string(finding)), .init("absence", .string(absence)),
            .init("sections", .array(sections.map(\.document))),
            .init("answer", .encoded(answer)),
        ])
    }
}

extension Briefing.Section {
    fileprivate var document: JSONValue {
        .object([
            .init("id", .string(id)), .init("heading", .string(heading)),
            .init("blocks", .array(blocks.map(\.document))),
        ])
    }
}

extension Briefing.Block {
    fileprivate var document: JSONValue {
        switch self {
        case .paragraph(let text): ["type": "paragraph", "text": .string(text)]
        case .list(let items):
            [
                "type": "list",
                "items": .array(
                    items.map {
                        ["text": .string($0.text), "details": .array($0.details.map { .string($0) })]
                    }),
            ]
        case .table(let rows):
            [
                "type": "table",
                "rows": .array(rows.map { ["label": .string($0.label), "value": .string($0.value)] }),
            ]
        }
    }
}

/// A page that needs nothing but itself.
struct BriefingHTML {
    let briefing: Briefing

    private static let mapWidth = 1000, mapHeight = 520

    func text() throws -> String {
        let map = Data(try briefing.map.map.png(width: Self.mapWidth, height: Self.mapHeight)).base64EncodedString()
        let sections = briefing.sections.map(section).joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html lang="\(briefing.language.code)" dir="\(briefing.language.isRightToLeft ? "rtl" : "ltr")">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>\(Markup.escaped(briefing.title))</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <p class="stamp">\(Markup.escaped(briefing.stamp))</p>
            <h1>\(Markup.escaped(briefing.title))</h1>
            <p class="muted">\(Markup.escaped(briefing.subtitle))</p>
            <p class="finding">\(Markup.escaped(briefing.finding))</p>
            <p class="warning">\(Markup.escaped(briefing.absence))</p>
            <img src="data:image/png;base64,\(map)" width="\(Self.mapWidth)" height="\(Self.mapHeight)" \
            alt="\(Markup.escaped(briefing.finding))">
            \(sections)
            <footer class="muted">\(Markup.escaped(briefing.foot))</footer>
            </main>
            </body>
            </html>

            """
    }

    private func section(_ section: Briefing.Section) -> String {
        "<section id=\"\(section.id)\"><h2>\(Markup.escaped(section.heading))</h2>\n"
            + section.blocks.map(block).joined(separator: "\n") + "\n</section>"
    }

    private func block(_ block: Briefing.Block) -> String {
        switch block {
        case .paragraph(let text): return "<p>\(Markup.escaped(text))</p>"
        case .list(let items): return "<ul>\n" + items.map(item).joined(separator: "\n") + "\n</ul>"
        case .table(let rows):
            let lines = rows.map {
                "<tr><th scope=\"row\">\(Markup.escaped($0.label))</th><td>\(Markup.escaped($0.value))</td></tr>"
            }
            return "<table>\n" + lines.joined(separator: "\n") + "\n</table>"
        }
    }

    private func item(_ item: Briefing.Item) -> String {
        let details = item.details.map { "<li dir=\"auto\">\(Markup.escaped($0))</li>" }.joined()
        return "<li>\(Markup.escaped(item.text))" + (details.isEmpty ? "" : "<ul class=\"muted\">\(details)</ul>")
            + "</li>"
    }

    private static let style = """
        body{font:16px/1.45 system-ui,"Noto Sans","DejaVu Sans",sans-serif;color:#1f242b;background:#fff;margin:0}\
        main{max-width:52rem;margin:0 auto;padding:1rem}h1{font-size:1.6rem;color:#1f2f44;margin:.2rem 0}\
        h2{font-size:1.1rem;color:#1f2f44;margin:1.2rem 0 .3rem}.muted{color:#565d66;font-size:.9em}\
        .stamp{float:inline-end;font-weight:700;color:#565d66;margin:.4rem}.finding{font-weight:700;font-size:1.1rem}\
        .warning{background:#fff6e0;border:1px solid #c98a12;padding:.5rem .7rem;font-weight:700;\
        print-color-adjust:exact;-webkit-print-color-adjust:exact}\
        img{max-width:100%;height:auto;print-color-adjust:exact;-webkit-print-color-adjust:exact}\
        table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.2rem .4rem;\
        border-bottom:1px solid #c9cdd2}th{font-weight:400}td{font-weight:700}ul{padding-inline-start:1.2rem}\
        p,li,td{overflow-wrap:anywhere}footer{border-top:1px solid #c9cdd2;margin-top:1.5rem;padding-top:.5rem}
        """
}

/// The same texts in CommonMark; the map is in the other forms.
struct BriefingMarkdown {
    let briefing: Briefing

    var text: String {
        let head = [
            "# " + Self.escaped(briefing.title), Self.escaped(briefing.stamp), Self.escaped(briefing.subtitle),
            "**\(Self.escaped(briefing.finding))**", "**\(Self.escaped(briefing.absence))**",
        ]
        let parts = head + briefing.sections.map(section) + [Self.escaped(briefing.foot)]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func section(_ section: Briefing.Section) -> String {
        (["## " + Self.escaped(section.heading)] + section.blocks.map(block)).joined(separator: "\n\n")
    }

    private func block(_ block: Briefing.Block) -> String {
        switch block {
        case .paragraph(let text): return Self.escaped(text)
        case .list(let items):
            return items.map { item in
                (["- " + Self.escaped(item.text)] + item.details.map { "  - " + Self.escaped($0) })
                    .joined(separator: "\n")
            }.joined(separator: "\n")
        case .table(let rows):
            return rows.map { "- \(Self.escaped($0.label)): **\(Self.escaped($0.value))**" }.joined(separator: "\n")
        }
    }

    /// The text with every character escaped that could be taken for markup, a link or an address.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for (index, character) in text.enumerated() {
            let isMark = "\\`*_{}[]<>#|~!$&@^=".contains(character)
            let opensBlock = index == 0 && "+-".contains(character)
            if isMark || opensBlock { escaped.append("\\") }
            escaped.append(character)
        }
        return withoutLinks(escaped)
    }

    /// Addresses stay texts, and a number that stands like one of a list stays a number.
    private static func withoutLinks(_ text: String) -> String {
        var text = text.replacing("://", with: "\\://").replacing("www.", with: "www\\.")
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        if !digits.isEmpty, let mark = rest.first, ".)".contains(mark), rest.dropFirst().first?.isWhitespace ?? true {
            text.insert("\\", at: text.index(text.startIndex, offsetBy: digits.count))
        }
        return text
    }
}
