// SPDX-License-Identifier: Apache-2.0

/// Goes through a page in its order and makes its text and blocks. What readers do not see is left out.
struct PageWalk {
    private let tree: PageTree
    private let prose: PageProse
    private var builder = PageTextBuilder()
    private var open: [Frame] = []
    private var notes: [String] = []
    private var classes = ClassWords()

    private struct Frame {
        let end: Int
        let isBlock: Bool
        let container: Int
        let told: (kind: BlockKind, rule: String)?
        let setting: PageTextBuilder.Setting
    }

    struct Result {
        let text: String
        let blocks: [PageBlock]
        let notes: [String]
    }

    private init(_ tree: PageTree, _ prose: PageProse) {
        self.tree = tree
        self.prose = prose
    }

    /// The blocks of a page, or of the part inside of a node.
    static func blocks(_ tree: PageTree, _ prose: PageProse, inside range: Range<Int>? = nil) -> Result {
        var walk = PageWalk(tree, prose)
        walk.walk(range ?? 0..<tree.nodes.count)
        return Result(
            text: String(decoding: walk.builder.text, as: UTF8.self), blocks: walk.builder.blocks, notes: walk.notes)
    }

    private mutating func walk(_ range: Range<Int>) {
        var number = range.lowerBound
        while number < range.upperBound {
            close(before: number)
            let node = tree.nodes[number]
            if node.isText {
                builder.append(tree.bytes[node.range], open.last?.setting ?? PageTextBuilder.Setting(), open.last?.told)
                number += 1
            } else {
                number = enter(number, node)
            }
        }
        close(before: Int.max)
        builder.end(range.lowerBound, nil)
    }

    private mutating func close(before number: Int) {
        while let last = open.last, last.end <= number {
            if last.isBlock { builder.end(last.container, last.told) }
            open.removeLast()
        }
    }

    /// Enters an element; the number of the node to go on with.
    private mutating func enter(_ number: Int, _ node: PageTree.Node) -> Int {
        let outer = open.last
        if node.name == "br" {
            builder.lineBreak(outer?.container ?? number, outer?.told)
            return number + 1
        }
        var told = outer?.told
        switch ElementRole.role(of: number, in: tree, &classes) {
        case .hidden:
            guard isShown(number, node) else { return node.end }
        case .kind(let kind, let rule) where !prose.holdsPage(number, tree) || rule == "element_h1":
            told = Self.inner((kind, rule), in: told)
        default: break
        }
        let isCell = ElementNames.cells.contains(node.name)
        let isBlock = isCell ? isLayout(number) : ElementNames.blocks.contains(node.name) || node.name.contains("-")
        if isBlock, let outer { builder.end(outer.container, outer.told) } else if isCell { builder.cell() }
        open.append(
            Frame(
                end: node.end, isBlock: isBlock, container: isBlock ? number : outer?.container ?? number,
                told: told, setting: setting(number, node, outer?.setting)))
        return number + 1
    }

    /// Pages that are saved while a notice lies over them hide all the rest.
    private mutating func isShown(_ number: Int, _ node: PageTree.Node) -> Bool {
        guard !ElementNames.hidden.contains(node.name), prose.holdsPage(number, tree) else { return false }
        let note = "a part that the page hides was read, for it holds most of the text"
        if !notes.contains(note) { notes.append(note) }
        return true
    }

    /// Furniture stays furniture inside; a caption inside of an article is one; a title inside of a caption is none.
    private static func inner(
        _ new: (kind: BlockKind, rule: String), in outer: (kind: BlockKind, rule: String)?
    ) -> (kind: BlockKind, rule: String) {
        guard let outer else { return new }
        switch outer.kind {
        case .navigation, .tagCloud, .related, .boilerplate, .embedded, .disclosure: return outer
        case .headline, .heading: return new.kind.isContent ? outer : new
        case .caption, .byline: return new.kind == .heading || new.kind == .headline ? outer : new
        case .body: return new
        }
    }

    /// Tables that lay out a page have paragraphs in their cells.
    private func isLayout(_ cell: Int) -> Bool {
        prose.letters(cell, tree) > 200
            || tree.nodes[cell..<min(tree.nodes[cell].end, cell + 40)].contains { $0.name == "table" || $0.name == "p" }
    }

    private func setting(
        _ number: Int, _ node: PageTree.Node, _ outer: PageTextBuilder.Setting?
    ) -> PageTextBuilder.Setting {
        var setting = outer ?? PageTextBuilder.Setting()
        switch node.name {
        case "a":
            setting.isLink = true
            if tree.attribute("rel", of: number)?.contains("tag") == true { setting.isTag = true }
        case "b", "strong": setting.isBold = true
        case "pre": setting.isFixed = true
        default: break
        }
        return setting
    }
}
