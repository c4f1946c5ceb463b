// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Where the words stand that a claim was taken from, and, where their source allows it, the words.
public struct ClaimPassage: Sendable, Hashable {
    /// Key of the source.
    public var sourceID: String
    /// File or address of the source; nil where it is not known.
    public var file: String?
    /// Unicode scalars of the source's text, end excluded.
    public var start: Int, end: Int
    /// The words, at most `ReleasePolicy.longestQuote` of their scalars; nil where they are not shown.
    public var quote: String?
    /// Access of the source, for the checks before writing; no member of the file.
    public var access = SourceAccess.open
    /// Terms of the source, for the same.
    public var terms = RowTerms.redistributable

    /// Takes the parts as they are.
    public init(
        sourceID: String, file: String?, start: Int, end: Int, quote: String? = nil, access: SourceAccess = .open,
        terms: RowTerms = .redistributable
    ) {
        self.sourceID = sourceID
        self.file = file
        self.start = start
        self.end = end
        self.quote = quote
        self.access = access
        self.terms = terms
    }

    private enum CodingKeys: String, CodingKey {
        case sourceID = "source_id", file, start = "char_start", end = "char_end", quote
    }

    /// Nil where the object has no such members.
    init?(membersOf decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        guard let id = try members.decodeIfPresent(String.self, forKey: .sourceID) else { return nil }
        sourceID = id
        file = try members.decodeIfPresent(String.self, forKey: .file)
        start = try members.decode(Int.self, forKey: .start)
        end = try members.decode(Int.self, forKey: .end)
        quote = try members.decodeIfPresent(String.self, forKey: .quote)
    }

    /// Writes its members into the object that the encoder is at.
    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(sourceID, forKey: .sourceID)
        try members.encodeIfPresent(file, forKey: .file)
        try members.encode(start, forKey: .start)
        try members.encode(end, forKey: .end)
        try members.encodeIfPresent(quote, forKey: .quote)
    }

    private static let ellipsis = "\u{2026}"

    /// The words in one line, at most `ReleasePolicy.longestQuote` scalars: cut between two words, with an ellipsis, or
    /// inside a word that is too long itself.
    public static func cut(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").unicodeScalars
        guard words.count > ReleasePolicy.longestQuote else { return String(words) }
        let kept = words.prefix(ReleasePolicy.longestQuote - 1)
        guard let gap = kept.lastIndex(of: " "), words[kept.endIndex] != " " else { return String(kept) + ellipsis }
        return String(kept[..<gap]) + ellipsis
    }
}

extension ContributingClaim {
    /// The claim alone, for outputs that do not carry passages.
    var withoutPassage: ContributingClaim {
        var claim = self
        claim.passage = nil
        return claim
    }

    /// The claim with the place of its passage, and without its words.
    public var withoutQuote: ContributingClaim {
        var claim = self
        claim.passage?.quote = nil
        return claim
    }
}
