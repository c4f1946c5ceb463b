// SPDX-License-Identifier: Apache-2.0

import Layers

/// Text of tables and studies inside a page: nothing of it may be taken for markup, and each piece has its own direction.
enum HTMLText {
    /// The text with every character of markup spelt out; control characters, which no page may hold, are replaced.
    static func escaped(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": clean.append(" ")
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): clean.append("\u{FFFD}")
            default: clean.append(scalar)
            }
        }
        return Markup.escaped(String(clean))
    }

    /// A piece of text in a sentence, kept apart from the direction of what stands around it.
    static func cell(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }
}

/// A table that a script in the page sorts by the heading that is pressed.
struct HTMLTable {
    let columns: [String]
    let rows: [[String]]
    /// Whether its cells are figures and words of this program, which are not broken anywhere.
    let isOfFigures: Bool
    /// Class of a row; empty for none.
    let marked: ([String]) -> String

    /// Rows are as long as `columns`.
    init(
        _ columns: [String], _ rows: [[String]], isOfFigures: Bool = false,
        marked: @escaping ([String]) -> String = { _ in "" }
    ) {
        (self.columns, self.rows, self.isOfFigures, self.marked) = (columns, rows, isOfFigures, marked)
    }

    var text: String {
        let head = columns.map { "<th><button type=\"button\">\(HTMLText.escaped($0))</button></th>" }.joined()
        let body = rows.map(row).joined(separator: "\n")
        return """
            <div class="scroll"><table\(isOfFigures ? " class=\"figures-only\"" : "")><thead><tr>\(head)</tr></thead><tbody>
            \(body)
            </tbody></table></div>
            """
    }

    private func row(_ cells: [String]) -> String {
        let mark = marked(cells)
        let start = mark.isEmpty ? "<tr>" : "<tr class=\"\(mark)\">"
        return start + cells.map { "<td dir=\"auto\">\(HTMLText.escaped($0))</td>" }.joined() + "</tr>"
    }
}
