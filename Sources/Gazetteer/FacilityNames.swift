// SPDX-License-Identifier: Apache-2.0

/// The names of prisons, camps, bases and other restricted places, and of the towns that stand for them, to be looked for
/// in texts that must name none.
public struct FacilityNames: Sendable {
    private let keys: Set<[UInt8]>
    /// Words of the longest name.
    private let longest: Int

    /// Takes the names of a gazetteer in all their spellings.
    public init(of places: [Place]) {
        let restricted = places.filter(\.isRestricted), hosts = Set(restricted.compactMap(\.host))
        var keys: Set<[UInt8]> = [], longest = 0
        for place in restricted + places.filter({ hosts.contains($0.id) }) {
            for name in [place.name] + place.variants {
                let words = NameFolding.words(name)
                keys.insert(NameFolding.key(words: words))
                longest = max(longest, words.count)
            }
        }
        keys.remove([])
        self.keys = keys
        self.longest = longest
    }

    /// Whether one of the names stands in a text, in words of its own. Longer texts than any name of a source has are taken to
    /// hold one.
    public func occur(in text: String) -> Bool {
        guard text.utf8.count <= 4 * NameFolding.longestName else { return true }
        let words = NameFolding.words(text)
        return words.indices.contains { first in
            (1...max(1, longest)).contains { count in
                first + count <= words.count && keys.contains(NameFolding.key(words: words[first..<first + count]))
            }
        }
    }
}
