// SPDX-License-Identifier: Apache-2.0

import Geo
public import Tables

/// The words that rules look for, by list: tables that a user can read and extend.
///
/// A table has the columns `list,words,value,note`: `words` are phrases joined by `|`, `value` is what they stand for
/// where the list says so (a type of event, a country), `note` says why they are there. Languages need no column: the
/// letters tell them apart, and a phrase that two languages share means the same in both.
public struct Lexicon: Sendable {
    private var lists: [String: PhraseList] = [:]

    /// Starts empty.
    public init() {}

    /// Reads tables in order; a later one adds to an earlier one, and a phrase that both have takes the later value.
    /// - Throws: `TableError` when one cannot be read or lacks a column; `LexiconError` for a row without list or words.
    public init(tables: [TableReader]) throws {
        for table in tables { try add(table) }
    }

    /// A list; empty for a name that no table has.
    public func list(_ name: String) -> PhraseList { lists[name] ?? PhraseList() }

    /// The names of the lists, in order.
    public var names: [String] { lists.keys.sorted() }

    /// Adds phrases to a list.
    public mutating func add(_ phrases: [String], to list: String, value: String = "") {
        for phrase in phrases { lists[list, default: PhraseList()].add(phrase, value: value) }
    }

    private mutating func add(_ table: TableReader) throws {
        let columns = try table.columns()
        for column in ["list", "words"] where columns.position(of: column) == nil {
            throw LexiconError(file: table.name, line: 1, column: column, message: "the table has no such column")
        }
        var fault: LexiconError?
        try table.forEachRecord { record in
            let list = record["list"] ?? "", words = (record["words"] ?? "").split(separator: "|").map(String.init)
            if list.isEmpty || words.isEmpty {
                fault =
                    fault
                    ?? LexiconError(
                        file: table.name, line: record.origin.line, column: list.isEmpty ? "list" : "words",
                        message: "is empty")
            }
            add(words, to: list, value: record["value"] ?? "")
        } onMalformed: {
            fault = fault ?? LexiconError(file: table.name, line: $0.origin.line, column: "", message: "cannot be read")
        }
        if let fault { throw fault }
    }
}

/// A fault of a lexicon's table.
public struct LexiconError: Error, Sendable, CustomStringConvertible {
    /// File and line.
    public let file: String
    /// Line, 1-based.
    public let line: Int
    /// Column; empty for the whole row.
    public let column: String
    /// What is wrong.
    public let message: String

    /// File, line, column and what is wrong.
    public var description: String {
        "\(file):\(line): \(column.isEmpty ? "the row" : "column '\(column)'") \(message); "
            + "a row of a lexicon is list,words,value,note"
    }
}

/// Phrases and what they stand for; the longest that fits is found.
public struct PhraseList: Sendable {
    private var values: [String: String] = [:]
    /// Most words of a phrase, by its first word.
    private var longest: [String: Int] = [:]
    /// Last words: most words of a text end no phrase, and cost no further look.
    private var endings: Set<String> = []

    /// Phrases of Arabic words without what is written in one with them; nil where only whole words count.
    private var arabic: [String: String]?

    /// Starts empty.
    public init() {}

    /// The same phrases, found also where Arabic words bear a conjunction, the article or the ending of an object
    /// (`وتعتزم`, `الاشتباكات`, `جريحا`).
    public var readingPrefixes: PhraseList {
        var list = self
        list.arabic = Dictionary(
            values.filter { $0.key.unicodeScalars.first.map { (0x600...0x77F).contains($0.value) } ?? false }
                .map { (ArabicStem.phrase($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        return list
    }

    /// Whether it has no phrase.
    public var isEmpty: Bool { values.isEmpty }
    /// The folded phrases, in order.
    public var phrases: [String] { values.keys.sorted() }

    /// What a folded phrase stands for; nil for one that is not listed.
    public subscript(_ folded: String) -> String? { values[folded] }

    /// Whether a folded phrase is listed.
    public func contains(_ folded: String) -> Bool { values[folded] != nil }

    mutating func add(_ phrase: String, value: String) {
        let words = Passage(phrase).tokens.map(\.folded)
        guard let first = words.first else { return }
        values[words.joined(separator: " ")] = value
        endings.insert(words[words.count - 1])
        longest[first] = max(longest[first] ?? 0, words.count)
    }

    /// The longest phrase that starts at a token and ends before `limit`.
    public func match(_ passage: Passage, at token: Int, before limit: Int) -> (tokens: Range<Int>, value: String)? {
        guard token < limit else { return nil }
        guard let most = longest[passage.tokens[token].folded] else {
            return arabicMatch(passage, at: token, before: limit)
        }
        for count in stride(from: min(most, limit - token), to: 0, by: -1) {
            if let value = values[passage.folded(token..<token + count)] { return (token..<token + count, value) }
        }
        return arabicMatch(passage, at: token, before: limit)
    }

    private func arabicMatch(
        _ passage: Passage, at token: Int, before limit: Int
    ) -> (tokens: Range<Int>, value: String)? {
        guard let arabic, !arabic.isEmpty, passage.tokens[token].isArabic else { return nil }
        var words = (token..<min(limit, token + 4)).map { ArabicStem.word(passage.tokens[$0].folded) }
        while !words.isEmpty {
            if let value = arabic[words.joined(separator: " ")] { return (token..<token + words.count, value) }
            words.removeLast()
        }
        return nil
    }

    /// The longest phrase that ends right before a token and does not start before `first`.
    public func match(_ passage: Passage, endingAt token: Int, from first: Int) -> (tokens: Range<Int>, value: String)?
    {
        guard token > first, endings.contains(passage.tokens[token - 1].folded) else { return nil }
        let most = min(token - first, 8)
        for count in stride(from: most, to: 0, by: -1) {
            if let value = values[passage.folded(token - count..<token)] { return (token - count..<token, value) }
        }
        return nil
    }
}
