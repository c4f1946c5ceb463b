// SPDX-License-Identifier: Apache-2.0

import Layers

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
        text += content.isEmpty ? "/>" : ">\(Markup.escaped(content))</\(name)>"
    }

    /// Elements that were written elsewhere.
    mutating func raw(_ elements: String) { text += elements }

    /// A document type declaration; only before the first element.
    mutating func doctype(_ declaration: String) { text += "<!DOCTYPE \(declaration)>\n" }

    private mutating func open(_ name: String, _ attributes: [(String, String)]) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(Markup.escaped(value))\"" }
    }
}

/// A simple type that lists names as attribute values: `xlink:href` and its companion.
func hrefAttributes(_ address: String) -> [(String, String)] {
    [("xmlns:xlink", "http://www.w3.org/1999/xlink"), ("xlink:type", "simple"), ("xlink:href", address)]
}
