// SPDX-License-Identifier: Apache-2.0

/// An XML document that is built from the outside in.
package struct XMLText {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    /// An element with its attributes in the order given and what `body` adds inside.
    mutating func element(
        _ name: String, _ attributes: [(String, String)] = [], _ body: (inout XMLText) -> Void
    ) {
        open(name, attributes)
        text += ">"
        body(&self)
        text += "</\(name)>"
    }

    /// An element that holds a text, or nothing.
    mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ content: String = "") {
        open(name, attributes)
        text += content.isEmpty ? "/>" : ">\(Self.escaped(content))</\(name)>"
    }

    /// Elements that were written elsewhere.
    mutating func raw(_ elements: String) { text += elements }

    /// A document type declaration; only before the first element.
    mutating func doctype(_ declaration: String) { text += "<!DOCTYPE \(declaration)>\n" }

    private mutating func open(_ name: String, _ attributes: [(String, String)]) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    }

    /// Markup characters as entities; control characters, which XML 1.0 cannot hold, as blanks.
    package static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// A simple type that lists names as attribute values: `xlink:href` and its companion.
func hrefAttributes(_ address: String) -> [(String, String)] {
    [("xmlns:xlink", "http://www.w3.org/1999/xlink"), ("xlink:type", "simple"), ("xlink:href", address)]
}
