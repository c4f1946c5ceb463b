// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Foundation
import Gazetteer
import Geo
import Incidents
import Places
import Studies
import Tables

/// What is measured, read once.
struct GeoparseRun {
    /// Files of gold that are not there.
    let missing: [String]
    private let gazetteer: Gazetteer
    private let lexicon: Lexicon
    private let world: Gazetteer?
    private let severity: [String: Double]
    private let articles: [(name: String, article: Article, published: CalendarDay?)]
    private let places: [GoldPlace]
    private let claims: [GoldClaim]
    private let ownClaims: [GoldClaim]
    private let documents: [MarkedDocument]
    private let headlines: [GoldHeadline]

    /// - Throws: the reader's error of the study, its names, its words or a file of gold.
    init(_ options: GeoparseCommand) throws {
        let study = try ResolvedStudy(file: options.study)
        gazetteer = try study.loadGazetteer()
        lexicon = try Self.lexicon(beside: options.study)
        let names = URL(fileURLWithPath: options.study).deletingLastPathComponent().appending(path: "world/names.csv")
            .path
        world = FileManager.default.fileExists(atPath: names) ? try WorldNames.gazetteer(path: names) : nil
        severity = study.study.model.severity
        var missing: [String] = []
        let present = { (path: String) -> String? in
            if FileManager.default.fileExists(atPath: path) { return path }
            missing.append(path)
            return nil
        }
        places = try present("\(options.gold)/places.csv").map(GoldPlace.read) ?? []
        claims = try present("\(options.gold)/claims.csv").map(GoldClaim.read) ?? []
        ownClaims = try Self.ownClaims(beside: options.study, gazetteer)
        documents = try present(options.text).map(MarkedDocument.read) ?? []
        headlines = try present(options.headlines).map(GoldHeadline.read) ?? []
        let days = options.published.compactMap(GeoparseCommand.day)
        articles = try present(options.articles).map { try Self.articles(in: $0, days) } ?? []
        self.missing = missing
    }

    private static func lexicon(beside study: String) throws -> Lexicon {
        let folder = URL(fileURLWithPath: study).deletingLastPathComponent().appending(path: "lexicon").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }
        return try Lexicon(tables: names.sorted().map { TableReader(path: "\(folder)/\($0)") })
    }

    /// The study's own claims: the address of a source is the article's file.
    private static func ownClaims(beside study: String, _ gazetteer: Gazetteer) throws -> [GoldClaim] {
        let folder = URL(fileURLWithPath: study).deletingLastPathComponent().path
        let (claims, sources) = ("\(folder)/claims.csv", "\(folder)/sources.csv")
        guard FileManager.default.fileExists(atPath: claims), FileManager.default.fileExists(atPath: sources) else {
            return []
        }
        var files: [String: String] = [:]
        try TableReader(path: sources).forEachRecord { files[$0["source_id"] ?? ""] = $0["address"] ?? "" }
        return try GoldClaim.read(study: claims, files: files, gazetteer: gazetteer)
    }

    private static func articles(
        in folder: String, _ days: [(name: Substring, day: CalendarDay)]
    ) throws -> [(name: String, article: Article, published: CalendarDay?)] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        return try names.flatMap { name in
            let day = days.first { name.hasPrefix($0.name) }?.day
            return try ArticleReader().articles(file: "\(folder)/\(name)").map { (name, $0, day) }
        }
    }

    // MARK: - Scores

    /// All scores, in the order of the tables.
    func figures(without: Set<String>) -> [GeoparseFigure] {
        let extractor = extractor(without: without)
        let mentions = GeoparseMentions(extractor: extractor)
        var figures: [GeoparseFigure] = []
        if !articles.isEmpty, !places.isEmpty {
            let readings = Dictionary(
                read(with: extractor).map { ($0.article.name, $0) }, uniquingKeysWith: { a, _ in a })
            let byFile = Dictionary(
                articles.compactMap { item in readings[item.article.name].map { (item.name, $0) } },
                uniquingKeysWith: { a, _ in a })
            figures += mentions.articles(byFile, gold: places)
        }
        if !documents.isEmpty { figures += mentions.documents(documents) }
        if !headlines.isEmpty { figures += mentions.headlines(headlines) }
        if let compared = claims(without: without) { figures += compared.shares("claims") + compared.groups }
        if let own = claims(without: without, own: true) {
            figures += own.shares("own claims") + own.whole("own claims")
        }
        return figures
    }

    /// The drafts of all articles beside claims by hand, those of the gold or the study's own; nil where there are none.
    func claims(without: Set<String>, own: Bool = false) -> GeoparseClaims? {
        let gold = own ? ownClaims : claims
        guard !articles.isEmpty, !gold.isEmpty else { return nil }
        let readings = read(with: extractor(without: without))
        let names = Dictionary(zip(readings.map(\.sourceID), articles.map(\.name)), uniquingKeysWith: { a, _ in a })
        let present = Set(articles.map(\.name))
        return GeoparseClaims(
            DraftGrouping(readings, gazetteer: gazetteer), names: names,
            gold: gold.filter { present.contains($0.article) },
            severity: severity)
    }

    private func extractor(without: Set<String>) -> Extractor {
        Extractor(gazetteer: gazetteer, world: world, lexicon: lexicon, without: without)
    }

    private func read(with extractor: Extractor) -> [ArticleReading] {
        articles.enumerated().map { number, item in
            extractor.read(item.article, sourceID: "article-\(number)", published: item.published)
        }
    }

    // MARK: - Speed

    /// Articles a minute on one core, and the time of twice and four times the text over that of the text.
    func speed(without: Set<String>) -> [GeoparseFigure] {
        guard !articles.isEmpty else { return [] }
        let extractor = extractor(without: without)
        let rounds = 20
        let timing = Timing(repeats: 5) { for _ in 0..<rounds { _ = read(with: extractor) } }
        let median = timing.cpu[timing.cpu.count / 2]
        let all = articles.map(\.article.text).joined(separator: "\n")
        let once = String(repeating: all + "\n", count: 10)
        let seconds = [1, 2, 4].map { times in
            let article = PlainArticle.make(String(repeating: once, count: times), name: "repeated")
            let timing = Timing(repeats: 5) { _ = extractor.read(article, sourceID: "r") }
            return timing.cpu[timing.cpu.count / 2]
        }
        let bytes = Double(articles.map(\.article.text.utf8.count).reduce(0, +) * rounds)
        return [
            GeoparseFigure(
                name: "speed: articles a minute on one core",
                value: .measure(Double(rounds * articles.count) * 60 / median, unit: "")),
            GeoparseFigure(name: "speed: megabytes a second", value: .measure(bytes / median / 1e6, unit: "MB/s")),
            GeoparseFigure(
                name: "speed: twice the text", value: .measure(seconds[1] / seconds[0], unit: "times as long")),
            GeoparseFigure(
                name: "speed: four times the text", value: .measure(seconds[2] / seconds[0], unit: "times as long")),
        ]
    }
}
