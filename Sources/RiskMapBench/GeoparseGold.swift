// SPDX-License-Identifier: Apache-2.0

import Articles
import Foundation
import Geo
import JSON
import Tables

/// A text of a table or a corpus as one article, a block for each of its lines.
enum PlainArticle {
    static func make(_ text: String, name: String, kind: BlockKind = .body) -> Article {
        var blocks: [ArticleBlock] = []
        var scalar = 0, byte = 0
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let scalars = line.count, bytes = Substring(line).utf8.count
            if scalars > 0 {
                blocks.append(
                    ArticleBlock(
                        kind: kind, scalars: scalar..<scalar + scalars, bytes: byte..<byte + bytes, rule: "given"))
            }
            scalar += scalars + 1
            byte += bytes + 1
        }
        let isArabic = text.unicodeScalars.prefix(400).count { (0x600...0x6FF).contains($0.value) } > 100
        return Article(name: name, text: text, blocks: blocks, language: isArabic ? .arabic : .english)
    }
}

/// A place that a person marked in an article.
struct GoldPlace {
    let article: String
    let span: Range<Int>
    /// `literal`, `vernacular`, `metonym`, `embedded`, `demonym`, `possessive`, `literal_nested`, `literal_unnamed`.
    let kind: String
    /// ISO 3166-2; empty for what is larger or outside.
    let province: String

    /// The rows of a table of places by hand.
    /// - Throws: `TableError`.
    static func read(_ path: String) throws -> [GoldPlace] {
        var places: [GoldPlace] = []
        try TableReader(path: path).forEachRecord { record in
            guard let span = record.span else { return }
            places.append(
                GoldPlace(
                    article: record["article"] ?? "", span: span, kind: record["mention_type"] ?? "",
                    province: record["iso3166_2"] ?? ""))
        }
        return places
    }
}

extension Record {
    /// The columns `char_start` and `char_end`.
    var span: Range<Int>? {
        guard let start = self["char_start"].flatMap({ Int($0) }), let end = self["char_end"].flatMap({ Int($0) }),
            start < end
        else { return nil }
        return start..<end
    }
}

/// A document in which people marked entities.
struct MarkedDocument {
    let text: String
    let entities: [(type: String, span: Range<Int>)]

    /// The documents of a JSON file.
    /// - Throws: what reading or parsing throws.
    static func read(_ path: String) throws -> [MarkedDocument] {
        let root = try JSONValue.parse(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        return (root.elements ?? []).map { document in
            let entities = (document["entities"]?.elements ?? []).compactMap { entity -> (String, Range<Int>)? in
                guard let type = entity["type"]?.text,
                    let begin = entity["begin"]?.double.flatMap({ Int(exactly: $0) }),
                    let end = entity["end"]?.double.flatMap({ Int(exactly: $0) }), begin < end
                else { return nil }
                return (type, begin..<end)
            }
            return MarkedDocument(text: document["text"]?.text ?? "", entities: entities)
        }
    }

    /// The marked spans of a type.
    func spans(_ type: String) -> [Range<Int>] { entities.filter { $0.type == type }.map(\.span) }

    private static let outer: Set<String> = [
        "Organisation", "Person", "Nationality", "Vehicle", "MilitaryPlatform", "DocumentReference", "Weapon",
    ]

    /// Places with a name, those of them that stand in another name, and those left out of the count.
    func locations() -> (named: [Range<Int>], inside: [Range<Int>], neutral: [Range<Int>], unnamed: [Range<Int>]) {
        let scalars = Array(text.unicodeScalars)
        let marked = SpanMatching.distinct(spans("Location"))
        let isNamed = marked.map { MarkedText.isNamed(Self.string(scalars, $0)) }
        let named = marked.indices.filter { isNamed[$0] }.map { marked[$0] }
        let unnamed = marked.indices.filter { !isNamed[$0] }.map { marked[$0] }
        let (inner, holders) = SpanMatching.innermost(named)
        let others = entities.filter { Self.outer.contains($0.type) }.map(\.span)
        let inside = inner.filter { place in
            others.contains { $0.lowerBound <= place.lowerBound && place.upperBound <= $0.upperBound }
        }
        return (inner, inside, unnamed + holders, unnamed)
    }

    /// A part of a text.
    static func string(_ scalars: [Unicode.Scalar], _ span: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[span.clamped(to: 0..<scalars.count)])
        return String(view)
    }
}

/// A headline and where its event was, by other people.
struct GoldHeadline {
    let text: String
    let position: Coordinate

    /// The rows of a table of headlines.
    /// - Throws: `TableError`.
    static func read(_ path: String) throws -> [GoldHeadline] {
        var headlines: [GoldHeadline] = []
        try TableReader(path: path).forEachRecord { record in
            guard let text = record["source_headline"], let x = record["longitude"].flatMap(Double.init),
                let y = record["latitude"].flatMap(Double.init), let position = Coordinate(longitude: x, latitude: y)
            else { return }
            headlines.append(GoldHeadline(text: text, position: position))
        }
        return headlines
    }
}
