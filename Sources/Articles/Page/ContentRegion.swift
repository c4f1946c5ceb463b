// SPDX-License-Identifier: Apache-2.0

/// The part of a page that holds the article: what the page marks as such, or what scores best.
struct ContentRegion {
    /// Ranges of nodes.
    let nodes: [Range<Int>]
    /// What told it.
    let rule: String

    func contains(_ node: Int) -> Bool { nodes.contains { $0.contains(node) } }

    static func region(of tree: PageTree, _ prose: PageProse, _ blocks: [PageBlock]) -> ContentRegion {
        if let marked = marked(tree, prose) { return marked }
        return scored(tree, prose, blocks)
    }

    // MARK: marked by the page

    /// The element that the page names, if it holds half of what is written.
    private static func marked(_ tree: PageTree, _ prose: PageProse) -> ContentRegion? {
        var best: [(node: Int, prose: Int)?] = [nil, nil, nil]
        for (number, node) in tree.nodes.enumerated() where !node.isText {
            guard let rank = rank(number, node, tree) else { continue }
            let inside = prose.prose(number, tree)
            if inside > (best[rank]?.prose ?? 0) { best[rank] = (number, inside) }
        }
        for (found, rule) in zip(best, ["article_body", "article", "main"]) {
            if let found, found.prose * 2 >= prose.all, found.prose > 100 {
                return ContentRegion(nodes: [found.node..<tree.nodes[found.node].end], rule: rule)
            }
        }
        return nil
    }

    private static func rank(_ number: Int, _ node: PageTree.Node, _ tree: PageTree) -> Int? {
        if tree.attribute("itemprop", of: number) == "articleBody" { return 0 }
        if node.name == "article" { return 1 }
        let role = tree.attribute("role", of: number)
        if role == "article" { return 1 }
        return node.name == "main" || role == "main" ? 2 : nil
    }

    // MARK: scored

    /// Each paragraph adds to the elements around it, for its length and its commas; links take away.
    private static func scored(_ tree: PageTree, _ prose: PageProse, _ blocks: [PageBlock]) -> ContentRegion {
        var scores = [Double](repeating: 0, count: tree.nodes.count)
        var counts: [Int: Int] = [:]
        for block in blocks { counts[block.container, default: 0] += 1 }
        for block in blocks where block.told.map({ $0.kind == .heading || $0.kind == .headline }) ?? true {
            let count = block.bytes.count
            guard count >= 25, block.links * 2 < count, block.container < tree.nodes.count else { continue }
            let score = 1 + min(Double(count) / 100, 6)
            // An element of one block is a paragraph, whatever it is called.
            let isParagraph = tree.nodes[block.container].name == "p" || counts[block.container] == 1
            let inner = isParagraph ? tree.nodes[block.container].parent : block.container
            guard inner >= 0 else { continue }
            scores[inner] += score
            let outer = tree.nodes[inner].parent
            if outer >= 0 { scores[outer] += score / 2 }
        }
        var best = -1, most = 0.0
        for number in scores.indices where scores[number] > 0 {
            let score = scores[number] * (1 - prose.linkShare(number, tree))
            if score > most { (best, most) = (number, score) }
        }
        guard best >= 0 else { return ContentRegion(nodes: [0..<tree.nodes.count], rule: "whole_page") }
        // What stands between two parts of the article belongs to it too.
        let parts = beside(best, scores, most, tree, prose)
        guard let first = parts.first, let last = parts.last else { return ContentRegion(nodes: parts, rule: "scored") }
        return ContentRegion(nodes: [first.lowerBound..<last.upperBound], rule: "scored")
    }

    /// Parts of an article may stand beside the best: elements of the same parent that score, and paragraphs.
    private static func beside(
        _ best: Int, _ scores: [Double], _ most: Double, _ tree: PageTree, _ prose: PageProse
    ) -> [Range<Int>] {
        let parent = tree.nodes[best].parent
        guard parent >= 0 else { return [best..<tree.nodes[best].end] }
        var ranges: [Range<Int>] = []
        for child in tree.children(of: parent) {
            let isProse =
                tree.nodes[child].name == "p" && prose.letters(child, tree) >= 40 && prose.linkShare(child, tree) < 0.25
            let score = scores[child] * (1 - prose.linkShare(child, tree))
            if child == best || score >= max(4, most * 0.2) || isProse { ranges.append(child..<tree.nodes[child].end) }
        }
        return ranges
    }
}
