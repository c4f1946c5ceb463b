// SPDX-License-Identifier: Apache-2.0

import Articles
import Foundation
import Gazetteer
import Geo
import Incidents
import PlacesFixtures
import Tables
import TestSupport

@testable import Extraction

/// Reads invented articles with the shipped names and words.
enum ClaimReading {
    private static let tables = Result { () throws -> [TableReader] in
        let folder = Repository.root.appending(path: "geodata/lexicon").path
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }.sorted()
            .map { TableReader(path: "\(folder)/\($0)") }
    }
    private static let extractor = Result {
        Extractor(gazetteer: try BuiltInGazetteer.load(), lexicon: try Lexicon(tables: tables.get()))
    }

    /// What is read out of a text; published on Thursday, 5 March 2026, unless said otherwise.
    static func read(_ text: String, id: String = "a", published: String? = "2026-03-05") throws -> ArticleReading {
        let article = try first(ArticleReader().articles(bytes: Array(text.utf8), name: "\(id).txt"))
        return try extractor.get().read(
            article, sourceID: id, published: published.flatMap { CalendarDay(parsing: $0) })
    }

    /// The drafts of several texts, each event once.
    static func group(_ texts: [String]) throws -> DraftGrouping {
        let readings = try texts.enumerated().map { try read($1, id: "s\($0)") }
        return DraftGrouping(readings, gazetteer: try BuiltInGazetteer.load())
    }

    /// `type place first..last numbers status root` of each claim, a line each.
    static func lines(_ text: String, published: String? = "2026-03-05") throws -> [String] {
        try read(text, published: published).claims.map(line)
    }

    static func line(_ claim: DraftClaim) -> String {
        let place = claim.place.text.isEmpty ? claim.place.country : claim.place.text
        let days = claim.interval.map { "\($0.first)..\($0.last)" } ?? "undated"
        let number = claim.quantity.map { $0.description } ?? "-"
        return
            "\(claim.type.rawValue) | \(place) | \(days) | \(number) | \(claim.status.rawValue) | \(claim.speaker.root)"
    }

    private static func first(_ articles: [Article]) throws -> Article {
        guard let article = articles.first else { throw CocoaError(.fileReadUnknown) }
        return article
    }
}
