// SPDX-License-Identifier: Apache-2.0

/// Who acted, as words that tell parties apart: reports call one party by different names.
struct PartyName: Hashable {
    private let words: Set<String>
    private let initials: String

    /// What any armed side is called.
    private static let general: Set<String> = [
        "a", "an", "the", "of", "and", "in", "by", "for", "force", "forces", "group", "groups", "fighter", "fighters",
        "militant", "militants", "militia", "militias", "army", "troops", "units", "security", "armed", "men", "gunmen",
        "unknown", "unidentified", "suspected", "official", "officials", "members", "member", "detainee", "detainees",
        "prisoner", "prisoners", "local",
    ]
    private static let joining: Set<String> = ["of", "and", "the", "in", "for"]
    /// Shortest name of a land or people that stands at the start of its adjective.
    private static let shortestStem = 4

    init(_ text: String) {
        let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        words = Set(parts).subtracting(Self.general)
        initials = String(parts.filter { !Self.joining.contains($0) }.compactMap(\.first))
    }

    /// Whether both may be one; a party that nobody names may be any.
    func mayBe(_ other: PartyName) -> Bool {
        if words.isEmpty || other.words.isEmpty || !words.isDisjoint(with: other.words) { return true }
        if words.contains(other.initials) || other.words.contains(initials) { return true }
        return words.contains { word in other.words.contains { Self.share(word, $0) } }
    }

    /// `iraq` and `iraqi`, `syria` and `syrian`.
    private static func share(_ a: String, _ b: String) -> Bool {
        min(a.count, b.count) >= shortestStem && (a.hasPrefix(b) || b.hasPrefix(a))
    }
}
