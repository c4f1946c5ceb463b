// SPDX-License-Identifier: Apache-2.0

import CXML

/// Takes what the parser of libxml2 meets. Nothing is loaded: neither a DTD nor an entity nor a picture.
final class TreeBuilder {
    var tree = PageTree()
    private(set) var declaresEntities = false
    private(set) var isStopped = false
    private(set) var faults = 0

    private let isPage: Bool
    private var open: [Int] = []
    private var names: [UnsafePointer<xmlChar>: String] = [:]
    /// Steps that mending the page takes: each end tag without a start is looked for among all open elements.
    private var work = 0
    private unowned(unsafe) let parser: ParserPointer

    static let deepest = 20_000
    private static let mostWork = 100_000_000
    private static let mostNodes = 8_000_000
    private static let longestValue = 4096

    init(isPage: Bool, parser: ParserPointer) {
        self.isPage = isPage
        self.parser = parser
    }

    /// An element of a page: its values are pairs of names and texts.
    func start(_ name: UnsafePointer<xmlChar>, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        guard canStart() else { return }
        let first = tree.attributes.count
        read(values)
        begin(self.name(name), first)
    }

    /// An element of a feed: its values are fives of name, prefix, namespace, and the borders of the text.
    func start(
        _ name: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?,
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int
    ) {
        guard canStart() else { return }
        let first = tree.attributes.count
        for number in 0..<max(0, count) {
            guard let values, let name = values[5 * number], let from = values[5 * number + 3],
                let to = values[5 * number + 4]
            else { continue }
            let length = min(max(0, to - from), Self.longestValue)
            let value = String(decoding: UnsafeBufferPointer(start: from, count: length), as: UTF8.self)
            tree.attributes.append((qualified(name, values[5 * number + 1]), value))
        }
        begin(qualified(name, prefix), first)
    }

    private func canStart() -> Bool {
        guard !isStopped else { return false }
        if open.count >= Self.deepest { stop("elements are nested deeper than \(Self.deepest)") }
        if tree.nodes.count >= Self.mostNodes { stop("it has more than \(Self.mostNodes) elements") }
        return !isStopped
    }

    private func begin(_ name: String, _ first: Int) {
        let number = tree.nodes.count
        tree.nodes.append(
            PageTree.Node(name: name, parent: open.last ?? -1, end: number + 1, range: first..<tree.attributes.count))
        open.append(number)
    }

    /// Attributes that nobody reads are left out.
    private func read(_ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        guard var pair = values else { return }
        while let name = pair[0] {
            let name = self.name(name)
            if PageAttributes.kept.contains(name) { tree.attributes.append((name, pair[1].map(Self.value) ?? "")) }
            pair += 2
        }
    }

    func end() {
        guard !isStopped, let last = open.popLast() else { return }
        tree.nodes[last].end = tree.nodes.count
    }

    func text(_ letters: UnsafePointer<xmlChar>, _ count: Int) {
        guard !isStopped, count > 0 else { return }
        let start = tree.bytes.count
        tree.bytes.append(contentsOf: UnsafeBufferPointer(start: letters, count: count))
        let number = tree.nodes.count
        if let last = tree.nodes.last, last.isText, last.range.upperBound == start, last.parent == (open.last ?? -1) {
            tree.nodes[number - 1] = PageTree.Node(
                name: "", parent: last.parent, end: number, range: last.range.lowerBound..<tree.bytes.count)
        } else {
            tree.nodes.append(
                PageTree.Node(name: "", parent: open.last ?? -1, end: number + 1, range: start..<tree.bytes.count))
        }
    }

    /// An entity is declared: nothing is read any more.
    func refuse() {
        declaresEntities = true
        isStopped = true
        parser.stop()
    }

    func fault() {
        faults += 1
        work += open.count + 1
        if work > Self.mostWork, !isStopped { stop("mending its tags takes too long") }
    }

    func close() {
        for number in open { tree.nodes[number].end = tree.nodes.count }
        open = []
    }

    private func stop(_ reason: String) {
        isStopped = true
        tree.notes.append("\(reason): the rest of the file was left out")
        parser.stop()
    }

    /// Names come from the parser's dictionary, where each stands once.
    private func name(_ pointer: UnsafePointer<xmlChar>) -> String {
        if let known = names[pointer] { return known }
        var name = Self.value(pointer)
        if isPage { name = name.lowercased() }
        if name.isEmpty { name = "?" }
        if names.count < 10_000 { names[pointer] = name }
        return name
    }

    private func qualified(_ name: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?) -> String {
        guard let prefix else { return self.name(name) }
        let space = self.name(prefix)
        return space == "xhtml" || space == "atom" ? self.name(name) : "\(space):\(self.name(name))"
    }

    /// Values that nobody reads to their end are cut.
    private static func value(_ pointer: UnsafePointer<xmlChar>) -> String {
        let count = Int(xmlStrlen(pointer))
        return String(
            decoding: UnsafeBufferPointer(start: pointer, count: min(count, longestValue)), as: UTF8.self)
    }
}

/// Attributes of pages that tell something about an article.
enum PageAttributes {
    static let kept: Set<String> = [
        "class", "id", "role", "lang", "xml:lang", "dir", "href", "datetime", "content", "property", "name", "itemprop",
        "rel", "hidden", "style", "aria-hidden", "aria-label", "type", "pubdate", "charset", "data-testid",
    ]
}
