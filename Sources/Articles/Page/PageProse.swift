// SPDX-License-Identifier: Apache-2.0

/// How much is written, and how much of it in links, inside of each element.
struct PageProse {
    /// Sums over the nodes before each, so that any element is answered at once.
    private var prose: [Int] = [0]
    private var links: [Int] = [0]
    private var letters: [Int] = [0]

    /// A text of fewer bytes is no prose: menus are made of such.
    private static let shortest = 60

    init(_ tree: PageTree) {
        prose.reserveCapacity(tree.nodes.count + 1)
        links.reserveCapacity(tree.nodes.count + 1)
        letters.reserveCapacity(tree.nodes.count + 1)
        var linkEnd = 0, silentEnd = 0
        var total = (prose: 0, links: 0, letters: 0)
        for (number, node) in tree.nodes.enumerated() {
            if !node.isText {
                if node.name == "a" { linkEnd = max(linkEnd, node.end) }
                if ["script", "style", "noscript", "template", "svg", "head"].contains(node.name) {
                    silentEnd = max(silentEnd, node.end)
                }
            } else if number >= silentEnd {
                let count = node.range.count
                total.letters += count
                if number < linkEnd { total.links += count } else if count >= Self.shortest { total.prose += count }
            }
            prose.append(total.prose)
            links.append(total.links)
            letters.append(total.letters)
        }
    }

    /// Bytes of texts outside of links, short ones left out.
    func prose(_ node: Int, _ tree: PageTree) -> Int { prose[tree.nodes[node].end] - prose[node] }

    /// Bytes of all texts.
    func letters(_ node: Int, _ tree: PageTree) -> Int { letters[tree.nodes[node].end] - letters[node] }

    /// The share of letters in links.
    func linkShare(_ node: Int, _ tree: PageTree) -> Double {
        let all = letters(node, tree)
        return all == 0 ? 0 : Double(links[tree.nodes[node].end] - links[node]) / Double(all)
    }

    /// Bytes of prose of the whole page.
    var all: Int { prose.last ?? 0 }

    /// Whether an element holds so much of the page that no name of it can say that it is furniture.
    func holdsPage(_ node: Int, _ tree: PageTree) -> Bool {
        let inside = prose(node, tree)
        return inside > 200 && inside * 5 > all * 2
    }
}
