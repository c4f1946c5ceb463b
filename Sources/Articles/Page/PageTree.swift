// SPDX-License-Identifier: Apache-2.0

/// Elements and texts of a page or feed in the order of the document, flat: deep nesting costs no stack.
struct PageTree {
    /// One element, or a text between elements.
    struct Node {
        /// Name in lower case, without a prefix of XHTML; empty for text.
        let name: String
        let parent: Int
        /// The number after the last node inside.
        var end: Int
        /// Its attributes, as numbers of `attributes`; for text, its bytes in `bytes`.
        let range: Range<Int>
        var isText: Bool { name.isEmpty }
    }

    var nodes: [Node] = []
    var attributes: [(name: String, value: String)] = []
    var bytes: [UInt8] = []
    var notes: [String] = []

    /// The value of an attribute that is kept; nil where the element has none of this name.
    func attribute(_ name: String, of node: Int) -> String? {
        let node = nodes[node]
        guard !node.isText else { return nil }
        return attributes[node.range].first { $0.name == name }?.value
    }

    /// The text inside of a node, as it is written.
    func text(of node: Int) -> String {
        var text: [UInt8] = []
        for inner in nodes[node..<nodes[node].end] where inner.isText { text += bytes[inner.range] }
        return String(decoding: text, as: UTF8.self)
    }

    /// The elements directly inside of a node.
    func children(of node: Int) -> [Int] {
        var children: [Int] = []
        var next = node + 1
        while next < nodes[node].end {
            if !nodes[next].isText { children.append(next) }
            next = nodes[next].end
        }
        return children
    }

    /// The first element of a name directly inside of a node.
    func child(_ name: String, of node: Int) -> Int? { children(of: node).first { nodes[$0].name == name } }

    /// The first element of a name.
    func first(_ name: String) -> Int? { nodes.firstIndex { $0.name == name } }
}
