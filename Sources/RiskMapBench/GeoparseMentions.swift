// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Gazetteer
import Geo
import Incidents

/// Scores of places, dates and numbers, against what people marked.
struct GeoparseMentions {
    let extractor: Extractor

    // MARK: - The articles

    /// Places of the articles by kind.
    func articles(_ readings: [String: ArticleReading], gold: [GoldPlace]) -> [GeoparseFigure] {
        var total = SpanScore()
        var embedded = Share(), metonyms = Share(), kinds = Share(), province = Share()
        for (article, places) in Dictionary(grouping: gold, by: \.article).sorted(by: { $0.key < $1.key }) {
            guard let reading = readings[article] else { continue }
            let taken = reading.mentions.filter { $0.mention.kind == .literal || $0.mention.kind == .vernacular }
            let asPlace = places.filter { $0.kind == "literal" || $0.kind == "vernacular" }
            let neutral = places.filter { ["possessive", "literal_nested", "literal_unnamed"].contains($0.kind) }
            total +=
                SpanMatching.score(
                    expected: asPlace.map(\.span), found: taken.map(\.range), neutral: neutral.map(\.span)
                ).score
            let isTaken = { (place: GoldPlace) in taken.contains { SpanMatching.matches($0.range, place.span) } }
            for place in places where place.kind == "embedded" { embedded.count(isTaken(place)) }
            for place in places where place.kind == "metonym" { metonyms.count(isTaken(place)) }
            for place in places where place.kind == "metonym" || place.kind == "literal" {
                guard let found = Self.best(reading.mentions, place.span) else { continue }
                kinds.count((found.mention.kind == .metonym) == (place.kind == "metonym"))
            }
            for place in asPlace where place.province.hasPrefix("IQ") || place.province.hasPrefix("SY") {
                let found = taken.first { SpanMatching.matches($0.range, place.span) }
                province.count(found?.mention.resolution?.match?.iso3166_2 == place.province)
            }
        }
        return [
            GeoparseFigure(name: "articles: literal and vernacular", value: .spans(total)),
            embedded.figure("articles: embedded taken for places"),
            metonyms.figure("articles: metonyms taken for places"),
            kinds.figure("articles: metonym told from literal"),
            province.figure("articles: right province"),
        ]
    }

    /// The mention that shares most of a span; of those that share alike, the first, which holds the others.
    private static func best(_ mentions: [ReadMention], _ span: Range<Int>) -> ReadMention? {
        mentions.filter { SpanMatching.matches($0.range, span) && $0.mention.holder == nil }
            .max { SpanMatching.shared($0.range, span) < SpanMatching.shared($1.range, span) }
    }

    // MARK: - Marked documents

    /// Places, dates and numbers of documents in which people marked entities.
    func documents(_ documents: [MarkedDocument]) -> [GeoparseFigure] {
        var named = SpanScore(), standing = SpanScore(), unnamed = SpanScore(), dates = SpanScore(),
            counts = SpanScore()
        var values = Share()
        for (number, document) in documents.enumerated() {
            let reading = extractor.read(
                PlainArticle.make(document.text, name: "document \(number)"), sourceID: "document-\(number)")
            let gold = document.locations()
            let outer = reading.mentions.filter { $0.mention.holder == nil }
            let names = outer.filter { $0.mention.kind != .demonym && $0.mention.kind != .unnamedFacility }
            let places = names.filter { $0.mention.kind.mayBeEventPlace }
            named +=
                SpanMatching.score(expected: gold.named, found: names.map(\.range), neutral: gold.neutral).score
            let inside = Set(gold.inside)
            standing +=
                SpanMatching.score(
                    expected: gold.named.filter { !inside.contains($0) }, found: places.map(\.range),
                    neutral: gold.neutral
                ).score
            let facilities = outer.filter { $0.mention.kind == .unnamedFacility }
            unnamed += SpanMatching.score(expected: gold.unnamed, found: facilities.map(\.range)).score
            dates +=
                SpanMatching.score(expected: document.spans("Temporal"), found: reading.dates.map { $0.span.range })
                .score
            let quantities = SpanMatching.score(
                expected: document.spans("Quantity"), found: reading.counts.map { $0.span.range })
            counts += quantities.score
            count(quantities.pairs, reading, document, &values)
        }
        return [
            GeoparseFigure(name: "re3d: Location, named", value: .spans(named)),
            GeoparseFigure(name: "re3d: Location, named, in no other name", value: .spans(standing)),
            GeoparseFigure(name: "re3d: Location, unnamed", value: .spans(unnamed)),
            GeoparseFigure(name: "re3d: Temporal", value: .spans(dates)),
            GeoparseFigure(name: "re3d: Quantity", value: .spans(counts)),
            values.figure("re3d: right value of plain numbers"),
        ]
    }

    private func count(
        _ pairs: [(expected: Range<Int>, found: Range<Int>)], _ reading: ArticleReading, _ document: MarkedDocument,
        _ values: inout Share
    ) {
        let scalars = Array(document.text.unicodeScalars)
        for (expected, found) in pairs {
            guard let value = MarkedText.plainNumber(MarkedDocument.string(scalars, expected)) else { continue }
            let count = reading.counts.first { $0.span.range == found }?.count
            values.count([count?.best, count?.least, count?.most].contains { $0 == value })
        }
    }

    // MARK: - Headlines

    /// Whether the place of a headline lies within 25 km of where other people saw the event.
    func headlines(_ headlines: [GoldHeadline]) -> [GeoparseFigure] {
        var right = Share(), answered = Share()
        for (number, headline) in headlines.enumerated() {
            let reading = extractor.read(
                PlainArticle.make(headline.text, name: "headline \(number)", kind: .headline), sourceID: "h\(number)")
            let position = Self.answer(reading)
            answered.count(position != nil)
            right.count(position.map { $0.distance(to: headline.position) <= .kilometers(25) } ?? false)
        }
        return [right.figure("headlines: right within 25 km"), answered.figure("headlines: answered")]
    }

    /// The place of the first drafted claim that has a town or a district, else the finest place that is mentioned.
    private static func answer(_ reading: ArticleReading) -> Coordinate? {
        let claims = reading.claims.filter { $0.place.precision <= .district && $0.place.coordinate != nil }
        if let place = claims.first?.place { return place.coordinate }
        let matches = reading.mentions.filter { $0.mention.kind.mayBeEventPlace }
            .compactMap { $0.mention.resolution?.match }
            .filter { $0.precision <= .district && $0.coordinate != nil }
        return matches.enumerated().min {
            ($0.element.precision.rawValue, $0.offset) < ($1.element.precision.rawValue, $1.offset)
        }?
        .element.coordinate
    }
}

/// How many of how many.
struct Share {
    private(set) var part = 0
    private(set) var whole = 0

    mutating func count(_ isPart: Bool) {
        whole += 1
        if isPart { part += 1 }
    }

    func figure(_ name: String) -> GeoparseFigure { GeoparseFigure(name: name, value: .share(part, of: whole)) }
}

extension TextSpan {
    /// As a range of scalars.
    var range: Range<Int> { Int(start)..<Int(end) }
}

extension ReadMention {
    /// Its scalars.
    var range: Range<Int> { span.range }
}
