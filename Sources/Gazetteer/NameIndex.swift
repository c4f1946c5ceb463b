// SPDX-License-Identifier: Apache-2.0

import Geo

/// All spellings of all referents, found by folded key, by sound key, or within a few edits.
///
/// Keys lie in one byte arena; the exact look-ups are binary searches in arrays sorted by hash, the edit look-up
/// scans the keys of similar length behind a filter of the letters that they hold. Making it costs one pass and
/// three sorts, with no allocation per spelling beyond its folded bytes.
struct NameIndex: Sendable {
    /// One spelling found.
    struct Hit: Hashable {
        let referent: Int
        let spelling: Int
        let quality: MatchQuality
    }

    private struct Entry {
        let hash: UInt64
        let start: Int32
        let length: Int32
        let referent: Int32
        let spelling: Int32
        /// Whether the spelling may be met by sound or with edits.
        let isLoose: Bool
    }

    private struct FuzzyKey {
        let letters: UInt64
        let entry: Int32
    }

    private var arena: [UInt8] = []
    private var names: [Entry] = []
    private var sounds: [Entry] = []
    /// Positions in `names`, grouped by key length and first byte: an edited name keeps its first letter. The group g, of
    /// `Self.group`, is `fuzzyStarts[g]..<fuzzyStarts[g + 1]`.
    private var fuzzy: [FuzzyKey] = []
    private var fuzzyStarts: [Int] = []
    private var longest = 0

    private static func group(length: Int, first: UInt8) -> Int { length << 8 | Int(first) }

    /// Indexes the spellings; only referents that `allowsEdits` accepts take part in the edit look-up.
    init(_ referents: [Referent], allowsEdits: (Referent) -> Bool) {
        arena.reserveCapacity(referents.count * 256)
        names.reserveCapacity(referents.count * 16)
        for (number, referent) in referents.enumerated() { add(referent, number: number) }
        names.sort(by: Self.precedes)
        sounds.sort(by: Self.precedes)
        indexForEdits(referents.map(allowsEdits))
    }

    /// Spellings whose folded key equals `key`.
    func exact(_ key: [UInt8]) -> [Hit] {
        find(key, in: names).map { hit($0, .folded) }
    }

    /// Spellings that sound like the folded name `name`.
    func sounding(like name: [UInt8]) -> [Hit] {
        Transliteration.keys(of: name).flatMap { find($0, in: sounds) }.map { hit($0, .transliterated) }
    }

    /// Spellings within the bound of `EditDistance` for the name's length, or within `limit`, with equal first
    /// letter; nearest first.
    func within(edits limit: Int, of name: [UInt8]) -> [Hit] {
        guard limit > 0, let first = name.first else { return [] }
        let letters = Self.letters(of: name[...])
        var hits: [Hit] = []
        let least = max(1, name.count - limit), most = min(name.count + limit, longest)
        guard least <= most else { return [] }
        for length in least...most {
            let group = Self.group(length: length, first: first)
            for key in fuzzy[fuzzyStarts[group]..<fuzzyStarts[group + 1]]
            where (key.letters & ~letters).nonzeroBitCount <= limit && (letters & ~key.letters).nonzeroBitCount <= limit
            {
                let entry = names[Int(key.entry)]
                guard let edits = distance(entry, name, limit: limit) else { continue }
                hits.append(hit(entry, edits == 0 ? .folded : .edited(edits)))
            }
        }
        return hits.sorted { ($0.quality, $0.referent, $0.spelling) < ($1.quality, $1.referent, $1.spelling) }
    }

    private func distance(_ entry: Entry, _ name: [UInt8], limit: Int) -> Int? {
        arena.withUnsafeBufferPointer { arena in
            name.withUnsafeBufferPointer { name in
                let key = UnsafeBufferPointer(rebasing: arena[Int(entry.start)..<Int(entry.start + entry.length)])
                return EditDistance.bounded(key, name, limit: limit)
            }
        }
    }

    private mutating func add(_ referent: Referent, number: Int) {
        for spelling in 0...referent.variants.count {
            let text = referent.spelling(spelling)
            guard !((referent.feature.isSettlement || referent.feature == .governorate) && Self.isAirportCode(text))
            else { continue }
            let key = NameFolding.key(folded: NameFolding.fold(text))
            guard !key.isEmpty, key.count <= NameFolding.longestName else { continue }
            let isLoose = !Self.isMachineMade(text)
            names.append(entry(key, number, spelling, isLoose))
            guard isLoose else { continue }
            for sound in Transliteration.keys(of: key) { sounds.append(entry(sound, number, spelling, true)) }
        }
    }

    /// GeoNames lists IATA codes among a town's alternates; as names they would turn words ("dam") into towns.
    static func isAirportCode(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
    }

    /// GeoNames romanises other scripts by machine, without capitals ("homasa", "alqaym"): no one writes these.
    static func isMachineMade(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 && !($0 >= 0x41 && $0 <= 0x5A) }
    }

    private mutating func entry(_ key: [UInt8], _ referent: Int, _ spelling: Int, _ isLoose: Bool) -> Entry {
        let start = arena.count
        arena += key
        return Entry(
            hash: Self.hash(key), start: Int32(start), length: Int32(key.count), referent: Int32(referent),
            spelling: Int32(spelling), isLoose: isLoose)
    }

    private mutating func indexForEdits(_ allowed: [Bool]) {
        let candidates = names.indices.filter { position in
            let entry = names[position]
            guard entry.isLoose, allowed[Int(entry.referent)], entry.length >= 5, isEditable(entry) else {
                return false
            }
            // Of equal keys of one referent, which are neighbours, the first is enough.
            let previous = position > 0 ? names[position - 1] : nil
            return previous?.hash != entry.hash || previous?.referent != entry.referent
        }
        longest = candidates.map { Int(names[$0].length) }.max() ?? 0
        let groups = candidates.map { (group: group(of: names[$0]), entry: $0) }
        let sorted = groups.sorted { $0 < $1 }.map(\.entry)
        fuzzyStarts = [Int](repeating: 0, count: Self.group(length: longest + 1, first: 0) + 1)
        for (group, _) in groups { fuzzyStarts[group + 1] += 1 }
        for group in 1..<fuzzyStarts.count { fuzzyStarts[group] += fuzzyStarts[group - 1] }
        fuzzy = sorted.map { FuzzyKey(letters: Self.letters(of: key(of: names[$0])), entry: Int32($0)) }
    }

    /// Keys of alphabets and of the Ge'ez syllabary. Of the signs of Chinese, each edit makes another word.
    private func isEditable(_ entry: Entry) -> Bool {
        let lead = arena[Int(entry.start)]
        return (lead >= 0x61 && lead <= 0x7A) || (lead >= 0xC3 && lead <= 0xE1)
    }

    private func group(of entry: Entry) -> Int {
        Self.group(length: Int(entry.length), first: arena[Int(entry.start)])
    }

    private func key(of entry: Entry) -> ArraySlice<UInt8> {
        arena[Int(entry.start)..<Int(entry.start + entry.length)]
    }

    private func hit(_ entry: Entry, _ quality: MatchQuality) -> Hit {
        Hit(referent: Int(entry.referent), spelling: Int(entry.spelling), quality: quality)
    }

    private func find(_ key: [UInt8], in entries: [Entry]) -> [Entry] {
        let hash = Self.hash(key)
        let first = entries.partitioningIndex { $0.hash >= hash }
        return entries[first...].prefix { $0.hash == hash }.filter { self.key(of: $0).elementsEqual(key) }
    }

    /// A set of letters as bits; each byte of an Arabic letter counts as a letter.
    private static func letters(of key: ArraySlice<UInt8>) -> UInt64 {
        key.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ key: [UInt8]) -> UInt64 {
        key.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
        (a.hash, a.referent, a.spelling) < (b.hash, b.referent, b.spelling)
    }
}
