// SPDX-License-Identifier: Apache-2.0

/// A block of a page before its kind is told.
struct PageBlock {
    var bytes: Range<Int>
    var scalars: Range<Int>
    /// The element that begins and ends it.
    let container: Int
    /// What elements around it say; nil where none says anything.
    let told: (kind: BlockKind, rule: String)?
    /// Bytes in links, in links to tags, and in bold letters.
    let links: Int
    let tags: Int
    let bold: Int
}

/// Makes the text of a page: blanks run together, an empty line between blocks.
struct PageTextBuilder {
    private(set) var text: [UInt8] = []
    private(set) var scalars = 0
    private(set) var blocks: [PageBlock] = []

    /// Where the open block starts; nil between blocks.
    private var start: (byte: Int, scalar: Int)?
    private var isBlankPending = false
    private var isBreakPending = false
    private var links = 0, tags = 0, bold = 0
    /// What is said of the first letters of the open block, and how many bytes it is said of.
    private var main: (kind: BlockKind, rule: String)?
    private var mainBytes = 0

    /// How letters are set.
    struct Setting {
        var isLink = false, isTag = false, isBold = false, isFixed = false
    }

    /// What the elements around letters say of them.
    typealias Told = (kind: BlockKind, rule: String)

    mutating func append(_ letters: ArraySlice<UInt8>, _ setting: Setting, _ told: Told?) {
        let before = text.count, wasOpen = start != nil
        append(letters, setting)
        guard start != nil else { return }
        if !wasOpen { (main, mainBytes) = (told, 0) }
        if told?.rule == main?.rule, told?.kind == main?.kind { mainBytes += text.count - before }
    }

    private mutating func append(_ letters: ArraySlice<UInt8>, _ setting: Setting) {
        for byte in letters {
            if byte <= 0x20 {
                if setting.isFixed, byte == 0x0A { isBreakPending = start != nil } else { isBlankPending = true }
                continue
            }
            begin(with: byte, setting)
            put(byte)
            if setting.isLink { links += 1 }
            if setting.isTag { tags += 1 }
            if setting.isBold { bold += 1 }
        }
    }

    private mutating func begin(with byte: UInt8, _ setting: Setting) {
        if start == nil {
            if !text.isEmpty {
                put(0x0A)
                put(0x0A)
            }
            start = (text.count, scalars)
        } else if isBreakPending {
            put(0x0A)
        } else if isBlankPending {
            put(0x20)
            if setting.isLink { links += 1 }
            if setting.isBold { bold += 1 }
        }
        isBlankPending = false
        isBreakPending = false
    }

    private mutating func put(_ byte: UInt8) {
        text.append(byte)
        if byte & 0xC0 != 0x80 { scalars += 1 }
    }

    /// A line break inside of a block; two of them end it.
    mutating func lineBreak(_ container: Int, _ told: Told?) {
        if isBreakPending { end(container, told) } else { isBreakPending = start != nil }
    }

    /// The border between two cells of a row.
    mutating func cell() {
        guard start != nil else { return }
        isBlankPending = true
        append([UInt8(ascii: "|")], Setting())
        isBlankPending = true
    }

    mutating func end(_ container: Int, _ told: Told?) {
        isBlankPending = false
        isBreakPending = false
        guard let from = start else { return }
        start = nil
        let told = mainBytes * 5 >= (text.count - from.byte) * 4 ? main : told
        blocks.append(
            PageBlock(
                bytes: from.byte..<text.count, scalars: from.scalar..<scalars, container: container, told: told,
                links: links,
                tags: tags, bold: bold))
        (links, tags, bold) = (0, 0, 0)
    }
}
