// SPDX-License-Identifier: Apache-2.0

package import Geo

/// Spellings by how they begin, for names as one types them. Facilities are not among them.
///
/// Made once for a gazetteer: the folded letters of each spelling lie in one arena, and an entry for each of its words is
/// sorted by the letters from there on. A look-up is a binary search and one pass over what begins so.
package struct NamePrefixes: Sendable {
    private struct Entry {
        /// The first eight letters, so that most comparisons need no look into the arena.
        let head: UInt64
        let start: Int32
        let length: Int32
        let referent: Int32
        /// Whether the letters are from the beginning of the name; else from a later word.
        let isLeading: Bool
    }

    private let arena: [UInt8]
    private let entries: [Entry]
    /// By referent: 0 is the best known.
    private let standing: [Int32]

    /// Takes the places, units, regions and lines of a gazetteer that may be shown.
    package init(_ gazetteer: Gazetteer) {
        var arena: [UInt8] = [], entries: [Entry] = []
        let codes = Dictionary(grouping: gazetteer.content.codes, by: \.value).mapValues { $0.map(\.key).sorted() }
        for (number, referent) in gazetteer.referents.enumerated() where Self.isListed(referent) {
            var seen: Set<[UInt8]> = []
            for spelling in Self.spellings(of: referent) + (codes[referent.id] ?? []) {
                Self.add(spelling, number, &seen, &arena, &entries)
            }
        }
        let letters = arena
        entries.sort { Self.precedes($0, $1, letters) }
        self.arena = letters
        self.entries = entries
        standing = Self.standing(gazetteer)
    }

    /// Positions of the referents of which a name begins so, or else a later word of one; each group by how well known
    /// they are.
    func referents(beginning text: String, limit: Int) -> [Int] {
        let words = NameFolding.words(text), joined = Array(words.joined().utf8), key = NameFolding.key(words: words)
        var best = BestRanks(limit: limit)
        if !joined.isEmpty { collect(joined, into: &best) }
        // A last word that may be an article may as well be the beginning of another.
        let isOpen = words.last.map { Articles.isLatinArticle(Array($0.utf8)[...]) } ?? true
        if key != joined, key.count > 1, !isOpen { collect(key, into: &best) }
        return best.numbers
    }

    private func collect(_ prefix: [UInt8], into best: inout BestRanks) {
        let first = entries.partitioningIndex { !isBelow($0, prefix) }
        arena.withUnsafeBufferPointer { arena in
            for entry in entries[first...] {
                guard Self.begins(entry, with: prefix, arena) else { return }
                let rank = Int(standing[Int(entry.referent)])
                best.insert(rank: entry.isLeading ? rank : rank + Int(Int32.max), number: Int(entry.referent))
            }
        }
    }

    private func isBelow(_ entry: Entry, _ prefix: [UInt8]) -> Bool {
        let letters = arena[Int(entry.start)..<Int(entry.start + entry.length)]
        return letters.lexicographicallyPrecedes(prefix)
    }

    private static func begins(_ entry: Entry, with prefix: [UInt8], _ arena: UnsafeBufferPointer<UInt8>) -> Bool {
        guard Int(entry.length) >= prefix.count else { return false }
        let start = Int(entry.start)
        for (offset, letter) in prefix.enumerated() where arena[start + offset] != letter { return false }
        return true
    }

    private static func isListed(_ referent: Referent) -> Bool {
        !referent.isRestricted && referent.feature != .supranational
    }

    /// Codes of airports and names without capitals, which machines made of other scripts, are no beginnings that anyone
    /// types; whole ones are found by their spelling.
    private static func spellings(of referent: Referent) -> [String] {
        let isSettled = referent.feature.isSettlement || referent.feature == .governorate
        let isUnit = UnitNames.isUnit(referent.feature) || referent.feature == .country
        return (isUnit ? [referent.id] : []) + [referent.name]
            + referent.variants.filter { spelling in
                !NameIndex.isMachineMade(spelling) && !(isSettled && NameIndex.isAirportCode(spelling))
            }
    }

    /// An entry for the whole name, for what follows its articles, for each later word, and for the name without any
    /// article.
    private static func add(
        _ spelling: String, _ referent: Int, _ seen: inout Set<[UInt8]>, _ arena: inout [UInt8],
        _ entries: inout [Entry]
    ) {
        let words = NameFolding.words(spelling), joined = Array(words.joined().utf8)
        guard !joined.isEmpty, joined.count <= NameFolding.longestName, seen.insert(joined).inserted else { return }
        let start = arena.count
        arena += joined
        var offset = 0, isLeading = true
        for word in words {
            let bytes = Array(word.utf8), isArticle = Articles.isLatinArticle(bytes[...])
            if offset == 0 || !isArticle {
                entries.append(entry(arena, start + offset, joined.count - offset, referent, isLeading))
            }
            let bare = Articles.withoutArabicArticle(bytes[...])
            if bare.count < bytes.count {
                let skipped = offset + bytes.count - bare.count
                entries.append(entry(arena, start + skipped, joined.count - skipped, referent, isLeading))
            }
            if !isArticle { isLeading = false }
            offset += bytes.count
        }
        let key = NameFolding.key(words: words)
        guard !joined.suffix(key.count).elementsEqual(key), seen.insert(key).inserted else { return }
        arena += key
        entries.append(entry(arena, arena.count - key.count, key.count, referent, true))
    }

    private static func entry(
        _ arena: [UInt8], _ start: Int, _ length: Int, _ referent: Int, _ isLeading: Bool
    ) -> Entry {
        var head: UInt64 = 0
        for offset in 0..<8 { head = head << 8 | (offset < length ? UInt64(arena[start + offset]) : 0) }
        return Entry(
            head: head, start: Int32(start), length: Int32(length), referent: Int32(referent), isLeading: isLeading)
    }

    private static func precedes(_ a: Entry, _ b: Entry, _ arena: [UInt8]) -> Bool {
        if a.head != b.head { return a.head < b.head }
        let first = arena[Int(a.start)..<Int(a.start + a.length)]
        let second = arena[Int(b.start)..<Int(b.start + b.length)]
        if !first.elementsEqual(second) { return first.lexicographicallyPrecedes(second) }
        return (a.referent, a.start) < (b.referent, b.start)
    }

    private static func standing(_ gazetteer: Gazetteer) -> [Int32] {
        let referents = gazetteer.referents
        func weight(_ number: Int) -> (Int, Double, Int) {
            let referent = referents[number]
            // Strips and regions are looked for less often than the towns beside them.
            let isWide = referent.coordinate == nil || referent.feature == .vernacularRegion
            let isUnit = UnitNames.isUnit(referent.feature) || referent.feature == .country
            let known = isWide && !isUnit ? min(referent.prominence, 0.45) : referent.prominence
            return (gazetteer.isHome(referent) ? 1 : 0, known, referent.population)
        }
        let order = referents.indices.sorted { a, b in
            let first = weight(a), second = weight(b)
            return first == second ? a < b : first > second
        }
        var standing = [Int32](repeating: 0, count: referents.count)
        for (rank, number) in order.enumerated() { standing[number] = Int32(rank) }
        return standing
    }
}

/// The numbers of the lowest ranks that were put in, each once.
private struct BestRanks {
    private let limit: Int
    private var kept: [(rank: Int, number: Int)] = []

    init(limit: Int) { self.limit = limit }

    var numbers: [Int] { kept.map(\.number) }

    mutating func insert(rank: Int, number: Int) {
        if kept.count == limit, let last = kept.last, rank >= last.rank { return }
        if let known = kept.firstIndex(where: { $0.number == number }) {
            guard rank < kept[known].rank else { return }
            kept.remove(at: known)
        }
        kept.insert((rank, number), at: kept.firstIndex { $0.rank > rank } ?? kept.count)
        if kept.count > limit { kept.removeLast() }
    }
}

extension Gazetteer {
    /// Places of which a name begins so, as the geocoder would read them by their own names: the best known first, then
    /// those of which a later word of the name begins so. Facilities are never among them.
    package func matches(beginning text: String, in prefixes: NamePrefixes, limit: Int) -> [Match] {
        guard text.utf8.count <= NameFolding.longestName, limit > 0 else { return [] }
        return prefixes.referents(beginning: text, limit: limit).map { ownMatch(of: referents[$0]) }
    }

    /// Whether the text is, letter by letter as it is folded, a spelling or a code of something.
    package func knows(_ text: String) -> Bool {
        guard text.utf8.count <= NameFolding.longestName else { return false }
        return referent(code: text) != nil || !index.exact(NameFolding.key(words: NameFolding.words(text))).isEmpty
    }

    /// Whether the whole text is read as the code or key of this one thing.
    package func isCode(_ text: String, of id: String) -> Bool { coded(text)?.id == id }

    /// What the whole text is the code or key of; in capitals, with a digit or a colon, so that "in" and "is" stay words.
    func coded(_ text: String) -> Referent? {
        let isCode = text == text.uppercased() || text.contains(where: \.isNumber) || text.contains(":")
        return isCode ? referent(code: text) : nil
    }

    private func ownMatch(of referent: Referent) -> Match {
        let query = PlaceQuery(name: "")
        let stage = Phrase.Stage(words: [], hint: nil, isNear: false, isPart: false)
        let candidate = Candidate(
            referent: referent, hit: NameIndex.Hit(referent: 0, spelling: 0, quality: .exact), quality: .exact,
            score: 1, stage: stage)
        return MatchBuilder(gazetteer: self, context: SearchContext(query, self), precision: nil).match(candidate)
    }

    /// Whether a district around a position, or with its seat near it, has a name that may be taken for one of a place:
    /// only then can the place's name with the word for a district mean that district.
    package func mayBeSeat(_ name: String, at position: Coordinate, near: Meters) -> Bool {
        let key = Gazetteer.nameKey(name), sounds = Set(Transliteration.keys(of: key))
        func isLike(_ id: String) -> Bool {
            guard let district = referent(id: id) else { return false }
            return district.nameKeys.contains { other in
                EditDistance.likeness(key, other) >= 0.4
                    || !sounds.isDisjoint(with: Transliteration.keys(of: other))
            }
        }
        return content.districts.contains { $0.seat.distance(to: position) < near && isLike($0.id) }
            || content.districtAreas.contains { region in
                region.area.extent?.contains(position.point) == true && isLike(region.id)
            }
    }
}

extension Gazetteer {
    /// The reading of a place by its key alone, as its own name is read; nil for an unknown key.
    package func match(id: String) -> Match? { referent(id: id).map(ownMatch) }

    /// All spellings of what has the key, the name first; none for an unknown key.
    package func spellings(of id: String) -> [String] {
        referent(id: id).map { [$0.name] + $0.variants } ?? []
    }
}
