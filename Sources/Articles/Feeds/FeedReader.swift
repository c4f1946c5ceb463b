// SPDX-License-Identifier: Apache-2.0

import Geo

/// Reads RSS, RDF and Atom files.
struct FeedReader {
    let name: String
    let limits: ArticleLimits
    var language: ArticleLanguage?

    func articles(_ bytes: [UInt8]) throws(ArticleError) -> [Article] {
        let decoded = try TextDecoding(name: name, declared: PageEncoding.stated(in: bytes)).decode(bytes)
        let start = decoded.text.unicodeScalars.drop { ShapeScanner.isBlank($0.value) }
        guard let found = TreeParser.feed(FeedMending.mended(String(start))) else { throw .noText(name: name) }
        if found.declaresEntities { throw .declaresEntities(name: name) }
        var notes = decoded.notes + found.tree.notes
        if found.faults > 0 { notes.append("the feed is not well-formed: \(found.faults) faults were passed over") }
        let tree = found.tree
        guard let root = tree.nodes.firstIndex(where: { !$0.isText }) else {
            throw .malformed(name: name, reason: "the XML cannot be read")
        }
        let entries = try entries(tree, root)
        return try EntryList(name: name, limits: limits, language: language).articles(entries, notes: notes)
    }

    private func entries(_ tree: PageTree, _ root: Int) throws(ArticleError) -> [Entry] {
        switch tree.nodes[root].name.lowercased() {
        case "rss", "rdf:rdf":
            let channel = tree.child("channel", of: root)
            let items = tree.children(of: root) + (channel.map { tree.children(of: $0) } ?? [])
            let outlet = channel.map { FeedFields(tree, $0) }
            return items.filter { tree.nodes[$0].name == "item" }.map { item(FeedFields(tree, $0), outlet) }
        case "feed":
            let outlet = FeedFields(tree, root)
            return tree.children(of: root).filter { tree.nodes[$0].name == "entry" }.map {
                item(FeedFields(tree, $0), outlet)
            }
        case "item", "entry": return [item(FeedFields(tree, root), nil)]
        default:
            throw .malformed(name: name, reason: "an XML file of the kind <\(tree.nodes[root].name)>, which is no feed")
        }
    }

    private func item(_ fields: FeedFields, _ outlet: FeedFields?) -> Entry {
        var entry = Entry()
        entry.title = fields.title
        entry.body = fields.body
        entry.publisher = fields.source ?? outlet?.title ?? ""
        entry.address = fields.address
        entry.published = fields.day
        entry.language = fields.language ?? outlet?.language ?? ""
        return entry
    }
}

/// What an element of a feed says, by the names that RSS, RDF and Atom have for it.
struct FeedFields {
    private let tree: PageTree
    private let children: [Int]
    private let node: Int

    init(_ tree: PageTree, _ node: Int) {
        self.tree = tree
        self.node = node
        children = tree.children(of: node)
    }

    private func element(_ names: String...) -> Int? {
        names.lazy.compactMap { name in children.first { tree.nodes[$0].name == name } }.first
    }

    private func text(_ node: Int) -> String { tree.text(of: node) }

    /// Titles may hold markup or its escapes.
    var title: String {
        guard let node = element("title", "media:title", "dc:title") else { return "" }
        let written = text(node)
        guard written.contains("<") || written.contains("&"), let page = TreeParser.page(written.replacingNulls())
        else {
            return TextFacts.line(written)
        }
        return TextFacts.line(PageWalk.blocks(page, PageProse(page)).text)
    }

    /// The fullest text: the whole content before a summary of it.
    var body: Entry.Body {
        guard
            let node = element(
                "content:encoded", "content", "description", "summary", "media:description", "dc:description")
        else {
            return .plain("")
        }
        if tree.attribute("type", of: node)?.lowercased() == "xhtml" { return .tree(tree.part(node)) }
        return .markup(text(node))
    }

    var source: String? {
        guard let node = element("source", "dc:publisher") else { return nil }
        let name = TextFacts.line(tree.child("title", of: node).map(text) ?? text(node))
        return name.isEmpty ? nil : name
    }

    var address: String {
        for link in children where tree.nodes[link].name == "link" {
            let relation = tree.attribute("rel", of: link) ?? "alternate"
            if relation == "alternate", let address = tree.attribute("href", of: link) { return address }
            let written = TextFacts.line(text(link))
            if !written.isEmpty { return written }
        }
        return element("guid", "id").map { TextFacts.line(text($0)) } ?? ""
    }

    var day: CalendarDay? {
        for name in ["pubDate", "published", "dc:date", "issued", "date", "updated"] {
            if let node = element(name), let day = WrittenDay.day(in: text(node)) { return day }
        }
        return nil
    }

    var language: String? {
        tree.attribute("xml:lang", of: node) ?? element("language", "dc:language").map { TextFacts.line(text($0)) }
    }
}

extension PageTree {
    /// What is inside of a node, as a tree of its own.
    func part(_ node: Int) -> PageTree {
        var part = PageTree()
        let from = node, to = nodes[node].end
        for inner in nodes[from..<to] {
            let start = inner.isText ? part.bytes.count : part.attributes.count
            if inner.isText { part.bytes += bytes[inner.range] } else { part.attributes += attributes[inner.range] }
            part.nodes.append(
                Node(
                    name: inner.name, parent: inner.parent < from ? -1 : inner.parent - from, end: inner.end - from,
                    range: start..<(inner.isText ? part.bytes.count : part.attributes.count)))
        }
        return part
    }
}
