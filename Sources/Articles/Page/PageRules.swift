// SPDX-License-Identifier: Apache-2.0

/// Tells the kinds of the blocks of a page: by its elements first, then by links, then by words and shapes.
struct PageRules {
    let text: String
    let blocks: [PageBlock]
    let region: ContentRegion
    let title: String
    private var drafts: [Draft]

    static func told(
        _ blocks: [PageBlock], of text: String, in tree: PageTree, _ region: ContentRegion, title: String
    ) -> [Draft] {
        var rules = PageRules(blocks, text, region, title)
        rules.tellHeadline()
        rules.tellMarked()
        rules.tellLinks()
        rules.tellOutside()
        rules.tellBold(tree)
        return TextRules.toldAfterMarkup(rules.drafts, of: text)
    }

    private init(_ blocks: [PageBlock], _ text: String, _ region: ContentRegion, _ title: String) {
        self.blocks = blocks
        self.text = text
        self.region = region
        self.title = title
        drafts = blocks.map { Draft(bytes: $0.bytes, scalars: $0.scalars, isApart: true, in: text) }
    }

    private func isInside(_ index: Int) -> Bool { region.contains(blocks[index].container) }

    // MARK: the title

    /// The first title of the region, or above it the one that the page's meta data repeat, or any line that is equal.
    private mutating func tellHeadline() {
        let titles = blocks.indices.filter { blocks[$0].told?.kind == .headline }
        let wanted = Folding.folded(title)
        let first = blocks.indices.first(where: isInside) ?? -1
        let match = titles.first { isTitle($0, wanted) } ?? titles.first(where: isInside) ?? titles.last { $0 <= first }
        let plain = match ?? blocks.indices.prefix(400).first { isTitle($0, wanted) && isFree($0) } ?? titles.first
        guard let index = plain else { return }
        drafts[index].tell(.headline, blocks[index].told?.rule ?? "same_as_title")
    }

    private func isFree(_ index: Int) -> Bool {
        switch blocks[index].told?.kind {
        case nil, .heading, .headline, .body: true
        default: false
        }
    }

    private func isTitle(_ index: Int, _ wanted: [UInt8]) -> Bool {
        guard wanted.count >= 8, blocks[index].bytes.count <= 600 else { return false }
        return Folding.folded(text.slice(blocks[index].bytes)) == wanted
    }

    // MARK: marks, links and places

    private mutating func tellMarked() {
        for index in drafts.indices where drafts[index].isOpen {
            guard let told = blocks[index].told else { continue }
            // A long text that is called a byline or a heading is a paragraph.
            if told.kind == .heading || told.kind == .headline, blocks[index].links * 5 > blocks[index].bytes.count * 4
            {
                drafts[index].tell(.related, "linked_heading")
                continue
            }
            let isLabel = told.kind == .byline || told.kind == .heading || told.kind == .headline
            if isLabel, drafts[index].shape.words > 45 { continue }
            drafts[index].tell(told.kind == .headline ? .heading : told.kind, told.rule)
        }
    }

    /// Blocks that are links and nothing else lead elsewhere.
    private mutating func tellLinks() {
        for index in drafts.indices where drafts[index].isOpen {
            let block = blocks[index], count = block.bytes.count
            if block.tags * 2 > count {
                drafts[index].tell(.tagCloud, "tag_links")
            } else if block.links * 5 > count * 4 {
                drafts[index].tell(
                    isInside(index) && drafts[index].shape.words >= 4 ? .related : .navigation, "links_only")
            }
        }
    }

    /// Outside of the article only its title and what stands between the title and the text belong to it.
    private mutating func tellOutside() {
        guard let first = drafts.indices.first(where: { isInside($0) && drafts[$0].isOpen }) else { return }
        let headline = drafts.firstIndex { $0.kind == .headline } ?? first
        for index in drafts.indices where !isInside(index) && drafts[index].kind != .headline {
            let isBetween = index > headline && index < first
            switch drafts[index].kind {
            case .navigation, .tagCloud, .related, .boilerplate, .disclosure: continue
            case nil where isBetween, .heading where isBetween, .caption where isBetween, .byline where isBetween:
                continue
            default:
                let isLinked = blocks[index].links * 2 > blocks[index].bytes.count
                drafts[index].tell(isLinked ? .navigation : .boilerplate, "outside_article")
            }
        }
    }

    /// Short paragraphs in bold letters are titles.
    private mutating func tellBold(_ tree: PageTree) {
        for index in drafts.indices where drafts[index].isOpen && drafts[index].phrase == nil {
            let shape = drafts[index].shape
            if blocks[index].bold * 10 >= blocks[index].bytes.count * 9, shape.isTitle(from: 1), shape.words <= 16,
                index + 1 < drafts.count
            {
                drafts[index].tell(.heading, "bold_line")
            }
        }
    }
}
