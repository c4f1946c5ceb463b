// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Tables
import Testing

/// Paths of the repository and of the real data beside it.
enum Evidence {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().resolvingSymlinksInPath()
    static let shared = repository.deletingLastPathComponent().appending(path: "shared")
    static let ucdp = shared.appending(path: "events/ucdp_ged_iraq_syria_to_2018.csv").path
    static let sigacts = shared.appending(path: "events/iraq_sigacts_2006_2007.csv").path
    static let articles = shared.appending(path: "articles")

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
    static func geodata(_ name: String) -> TableReader {
        TableReader(path: repository.appending(path: "geodata/\(name)").path)
    }

    /// The study area of the built-in study.
    static let studyArea = Extent(minX: 34, minY: 28, maxX: 50.5, maxY: 38.6)

    /// The values of the method.
    static let severity: [String: Double] = [
        "violence_against_civilians": 1, "suicide_attack": 1, "ied": 1, "abduction": 1, "air_strike": 0.9,
        "battle": 0.8, "prison_break": 0.6, "attack_on_prison": 0.6, "depot_explosion": 0.6, "riot": 0.4,
        "cache": 0.2, "arrest": 0.2, "official_warning": 0.15, "protest": 0, "transfer": 0, "agreement": 0,
        "force_posture": 0, "custody": 0, "presence": 0, "statement": 0, "history": 0,
    ]
    static let reliability: [String: Double] = [
        "wire": 0.8, "official": 0.7, "media": 0.6, "party": 0.5, "anonymous_official": 0.5, "secondary": 0.4,
        "ai_generated": 0.2,
    ]
}

/// What a reading gave.
struct Reading {
    var claims: [Claim] = []
    var rejected: [Rejected] = []
    var summary = ReadingSummary()

    /// Takes what was read already.
    init(claims: [Claim], rejected: [Rejected], summary: ReadingSummary) {
        (self.claims, self.rejected, self.summary) = (claims, rejected, summary)
    }

    init(_ table: any RowSource, _ format: Vocabulary, _ context: ReadingContext) throws {
        var reader = ClaimReader(vocabulary: format, context: context)
        try reader.forEach(in: table) {
            claims.append($0)
        } onRejected: {
            rejected.append($0)
        }
        summary = reader.summary
    }

    init(text: String, _ format: Vocabulary, knownSources: Set<String>? = nil, reporters: String? = nil) throws {
        var context = ReadingContext(sourceID: "src", studyArea: Evidence.studyArea, knownSources: knownSources)
        context.reporters = reporters
        try self.init(TableReader(name: "t.csv", text: text), format, context)
    }

    /// Codes of the rejections in row order.
    var codes: [String] { rejected.map(\.reason.code) }
}

func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(parsing: text)) }

func days(_ first: String, _ last: String) throws -> DayInterval {
    try #require(DayInterval(first: day(first), last: day(last)))
}
