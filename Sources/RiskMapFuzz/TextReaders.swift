// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Gazetteer
import Geo
import Incidents
import Tables

extension FuzzedReader {
    /// A file of articles: plain text, a page, a feed or JSON. PDF is left out: another program reads it.
    static let article = FuzzedReader(name: "article", sources: ["Sources/Articles/"]) { bytes in
        guard !bytes.starts(with: "%PDF".utf8) else { return }
        var limits = ArticleLimits()
        limits.lines = 64
        limits.articles = 16
        let articles = try ArticleReader(limits: limits).articles(bytes: bytes, name: "input")
        Promise.keep(articles.count <= limits.articles, "\(articles.count) articles")
        for article in articles { keepBlocks(of: article) }
    }

    /// A text, read down to its claims and their groups. The first byte chooses the kind of block and whether the day
    /// of publication is known, so that short inputs reach what stands in captions and headlines.
    static let extract = FuzzedReader(
        name: "extract", sources: ["Sources/Extraction/"], prepare: { _ = try Reading.tools.get() }
    ) { bytes in
        guard let first = bytes.first else { return }
        let tools = try Reading.tools.get()
        // Longer texts are the same rules again, and slow in a program that watches itself.
        let text = String(decoding: bytes.dropFirst().prefix(1024), as: UTF8.self)
        let article = Reading.article(text, choice: first)
        keepBlocks(of: article)
        let day = first & 0x20 == 0 ? CalendarDay(year: 2026, month: 1, day: 21) : nil
        let reading = tools.extractor.read(article, sourceID: "s", published: day)
        let scalars = Array(article.text.unicodeScalars)
        Passage.forEach(of: article, where: { _ in true }) { keepTokens(of: $0, count: scalars.count) }
        keepSpans(of: reading, scalars)
        keepGroups(DraftGrouping([reading, reading], gazetteer: tools.gazetteer))
    }

    // MARK: - What is promised

    /// Blocks lie in order inside of the text, none is empty or too long, and both ways of counting agree.
    private static func keepBlocks(of article: Article) {
        let text = article.text
        var scalar = 0, byte = 0
        var index = text.unicodeScalars.startIndex
        for block in article.blocks {
            let (scalars, bytes) = (block.scalars, block.bytes)
            Promise.keep(
                !scalars.isEmpty && scalar <= scalars.lowerBound && byte <= bytes.lowerBound
                    && bytes.upperBound <= text.utf8.count && bytes.count <= Article.longestBlock,
                "\(block) after scalar \(scalar) and byte \(byte) of \(text.utf8.count)")
            for (end, expected) in [(scalars.lowerBound, bytes.lowerBound), (scalars.upperBound, bytes.upperBound)] {
                while scalar < end, index < text.unicodeScalars.endIndex {
                    byte += text.unicodeScalars[index].utf8.count
                    index = text.unicodeScalars.index(after: index)
                    scalar += 1
                }
                Promise.keep(scalar == end && byte == expected, "\(block): scalar \(end) is byte \(byte)")
            }
        }
    }

    /// Sentences hold every token, in order; tokens lie in order.
    private static func keepTokens(of passage: Passage, count: Int) {
        var next = 0, end = 0
        for sentence in passage.sentences {
            Promise.keep(sentence.lowerBound == next && !sentence.isEmpty, "sentence \(sentence) after token \(next)")
            next = sentence.upperBound
        }
        Promise.keep(next == passage.tokens.count, "sentences end with token \(next) of \(passage.tokens.count)")
        Promise.keep(
            passage.kinds.count == passage.sentences.count && passage.blocks.count == passage.sentences.count,
            "\(passage.sentences.count) sentences with \(passage.kinds.count) kinds and \(passage.blocks.count) blocks")
        for token in passage.tokens {
            Promise.keep(end <= token.start && token.start < token.end, "\(token) after \(end)")
            end = token.end
        }
        Promise.keep(passage.scalarBase + end <= count, "the last token ends at \(end) of \(count)")
    }

    /// What was found says where it stands, and what stands there is what was found; bounds are in order.
    private static func keepSpans(of reading: ArticleReading, _ scalars: [Unicode.Scalar]) {
        let utf8 = Array(reading.article.text.utf8)
        for (number, place) in reading.mentions.enumerated() {
            keep(place.surface, at: place.span, scalars)
            let isInside = place.bytes.upperBound <= utf8.count
            let bytes = isInside ? String(decoding: utf8[place.bytes], as: UTF8.self) : ""
            Promise.keep(bytes == place.surface, "'\(bytes)' at bytes \(place.bytes) for '\(place.surface)'")
            guard let holder = place.mention.holder else { continue }
            let isHeld =
                reading.mentions.indices.contains(holder) && holder != number
                && reading.mentions[holder].span.start <= place.span.start
                && place.span.end <= reading.mentions[holder].span.end
            Promise.keep(isHeld, "mention \(number), '\(place.surface)', is not in its holder \(holder)")
        }
        for date in reading.dates {
            keep(date.surface, at: date.span, scalars)
            Promise.keep((date.time.interval == nil) || date.time.meaning == .days, "days of '\(date.surface)'")
        }
        for count in reading.counts {
            keep(count.surface, at: count.span, scalars)
            let given = [count.count.least, count.count.best, count.count.most].compactMap { $0 }
            Promise.keep(
                given == given.sorted() && given.allSatisfy { $0.isFinite && $0 >= 0 }, "\(given) of '\(count.surface)'"
            )
        }
        for claim in reading.claims { keep(claim.quote, at: claim.span, scalars) }
    }

    private static func keep(_ text: String, at span: TextSpan, _ scalars: [Unicode.Scalar]) {
        let (start, end) = (Int(span.start), Int(span.end))
        Promise.keep(start < end && end <= scalars.count, "\(start)..<\(end) of \(scalars.count): '\(text)'")
        Promise.keep(text.unicodeScalars.elementsEqual(scalars[start..<end]), "'\(text)' stands not at \(start)")
    }

    /// Every draft is in one incident, and says so.
    private static func keepGroups(_ grouping: DraftGrouping) {
        let members = grouping.incidents.flatMap(\.members)
        Promise.keep(
            members.sorted() == Array(grouping.claims.indices), "\(members) of \(grouping.claims.count) claims")
        for incident in grouping.incidents {
            for member in incident.members where grouping.claims[member].incidentID != incident.id {
                Promise.keep(
                    false, "claim \(member) is in '\(incident.id)' and says '\(grouping.claims[member].incidentID)'")
            }
        }
        Promise.keep(
            Set(grouping.claims.map(\.id)).count == grouping.claims.count, "two claims have one key")
    }
}

/// A few names, the words that come with the program, and texts as articles.
private enum Reading {
    struct Tools: Sendable {
        let gazetteer: Gazetteer
        let extractor: Extractor
    }

    /// Read once; words are those of the repository, because the rules ask for them.
    static let tools = Result { () throws -> Tools in
        let lexicon = try Lexicon(
            tables: ["actors", "events", "places"].map { TableReader(path: "geodata/lexicon/\($0).csv") })
        let gazetteer = Gazetteer(content)
        return Tools(gazetteer: gazetteer, extractor: Extractor(gazetteer: gazetteer, lexicon: lexicon))
    }

    /// Each line is a block of a kind that the first byte and the number of the line choose.
    static func article(_ text: String, choice: UInt8) -> Article {
        let kinds = BlockKind.allCases
        var blocks: [ArticleBlock] = []
        var scalar = 0, byte = 0
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let scalars = line.count, bytes = Substring(line).utf8.count
            if scalars > 0, bytes <= Article.longestBlock {
                // Most lines are paragraphs.
                let isPlain = choice & 0x40 == 0 || blocks.count % 3 > 0
                let kind = isPlain ? .body : kinds[(Int(choice & 0x0F) + blocks.count) % kinds.count]
                blocks.append(
                    ArticleBlock(
                        kind: kind, scalars: scalar..<scalar + scalars, bytes: byte..<byte + bytes, rule: "given"))
            }
            scalar += scalars + 1
            byte += bytes + 1
        }
        return Article(
            name: "input", text: text, blocks: blocks, language: choice & 0x10 == 0 ? .english : .arabic,
            isMachineWritten: choice & 0x80 != 0)
    }

    private static var content: Gazetteer.Content {
        var content = Gazetteer.Content()
        content.countries = [
            Region(
                id: "IQ", country: "IQ", nameEnglish: "Iraq", nameArabic: "العراق", area: square(41, 31, 48, 37)),
            Region(
                id: "SY", country: "SY", nameEnglish: "Syria", nameArabic: "سوريا", area: square(36, 32.5, 41, 37)),
        ]
        content.provinces = [
            Region(
                id: "IQ-AN", country: "IQ", nameEnglish: "Anbar", nameArabic: "الأنبار", aliases: ["Al-Anbar"],
                area: square(41, 31, 44, 35)),
            Region(
                id: "IQ-NI", country: "IQ", nameEnglish: "Nineveh", nameArabic: "نينوى", area: square(41, 35, 44, 37)),
            Region(
                id: "SY-HA", country: "SY", nameEnglish: "Hasakah", nameArabic: "الحسكة", aliases: ["Al-Hasakah"],
                area: square(39, 35.5, 41, 37)),
        ]
        content.places = [
            place("mosul", "Mosul", ["الموصل", "Al-Mawsil"], "IQ", 43.13, 36.34, .city, 1_500_000),
            place("rutbah", "Rutbah", ["Al-Rutbah", "الرطبة"], "IQ", 40.29 + 1, 33.04, .town, 30_000),
            place("hasakah", "Hasakah", ["Al-Hasakah", "الحسكة"], "SY", 40.74, 36.5, .city, 180_000),
            place("damascus", "Damascus", ["دمشق"], "SY", 36.28, 33.51, .city, 1_700_000),
            place("baghdad", "Baghdad", ["بغداد"], "IQ", 44.4, 33.3, .city, 7_000_000),
            place("camp", "Al-Hol camp", ["مخيم الهول"], "SY", 40.9, 36.4, .camp, 0),
        ]
        return content
    }

    private static func place(
        _ id: String, _ name: String, _ variants: [String], _ country: String, _ longitude: Double, _ latitude: Double,
        _ feature: FeatureClass, _ people: Int
    ) -> Place {
        Place(
            id: "place:\(id)", name: name, variants: variants, country: country,
            coordinate: Coordinate(longitude: longitude, latitude: latitude), feature: feature, population: people)
    }

    private static func square(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> MultiPolygon {
        MultiPolygon([
            Polygon(
                shell: [(west, south), (east, south), (east, north), (west, north), (west, south)]
                    .map { PlanarPoint(x: $0.0, y: $0.1) })
        ])
    }
}
