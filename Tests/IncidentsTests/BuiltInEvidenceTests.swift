// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Tables
import Testing

/// The evidence that the project ships: read whole, consistent, and true to its sources.
@Suite("Built-in evidence")
struct BuiltInEvidenceTests {
    private let sources: [Source]
    private let headers: [IncidentHeader]
    private let reading: Reading
    private let incidents: [String: Incident]

    init() throws {
        let sources = try StudyTables.sources(in: Evidence.geodata("sources.csv"))
        let headers = try StudyTables.incidents(in: Evidence.geodata("incidents.csv"))
        #expect(sources.rejected.isEmpty && headers.rejected.isEmpty)
        self.sources = sources.sources
        self.headers = headers.headers
        let context = ReadingContext(
            sourceID: "", studyArea: Evidence.studyArea, knownSources: Set(sources.sources.map(\.id)),
            knownIncidents: Set(headers.headers.map(\.id)))
        reading = try Reading(Evidence.geodata("claims.csv"), .claims, context)
        let byID = Dictionary(uniqueKeysWithValues: headers.headers.map { ($0.id, $0) })
        let grouped = GroupedIncidents(reading.claims, headers: byID)
        incidents = Dictionary(uniqueKeysWithValues: grouped.incidents.map { ($0.id, $0) })
    }

    private func incident(_ id: String) throws -> Incident { try #require(incidents[id]) }

    private func group(_ key: String, of id: String) throws -> ConflictGroup {
        try #require(try incident(id).conflictGroups.first { $0.key == key })
    }

    @Test func everyRowIsAClaimAndEveryIncidentHasOne() {
        #expect(reading.rejected.isEmpty)
        #expect(Set(incidents.keys) == Set(headers.map(\.id)))
        #expect(Set(reading.claims.map(\.attribution.sourceID)).count == 5)
        #expect(sources.filter(\.aiGenerated).map(\.id) == ["SRC-LIABOOKS"])
        #expect(sources.allSatisfy { $0.access == .open && $0.redistributionAllowed })
    }

    @Test func theFirstTransferIsOneFactOfOneRoot() throws {
        let moved = try group("moved", of: "INC-TRANSFER-FIRST")
        #expect(moved.claims.count == 5 && moved.witnesses.map(\.rootSource) == ["US Central Command"])
        #expect(Set(moved.claims.map(\.attribution.sourceID)).count == 5)
        #expect(moved.law?.median == 150 && !moved.isInConflict)
        #expect(try incident("INC-TRANSFER-FIRST").period == DayInterval(try day("2026-01-21")))
    }

    @Test func theEscapeKeepsItsFiveClaims() throws {
        let escaped = try group("escaped", of: "INC-ESCAPE-SHADDADI")
        #expect(
            escaped.claims.map { $0.quantity?.description } == [
                "about 1,500 persons", "more than 1,000 persons", "120 persons", "about 150 persons",
                "up to 200 persons",
            ])
        #expect(escaped.witnesses.count == 3 && escaped.isInConflict)
        #expect(abs(try #require(escaped.law).median - 163.2) < 1e-9)
        #expect(try incident("INC-ESCAPE-SHADDADI").period.contains(try day("2026-01-19")))
        #expect(try group("recaptured", of: "INC-RECAPTURE-SHADDADI").claims.count == 2)
    }

    @Test func countsOfDifferentKindsStayApart() throws {
        func kind(_ key: String, _ id: String) throws -> CountKind? { try group(key, of: id).kind }
        #expect(try kind("moved", "INC-TRANSFER-FIRST") == .increment)
        #expect(try kind("received", "INC-TRANSFER-RECEIVED") == .cumulative)
        #expect(try kind("total", "INC-TRANSFER-PLAN") == .plan)
        #expect(try kind("men", "INC-HELD") == .stock)
        #expect(try !group("received", of: "INC-TRANSFER-RECEIVED").isInConflict)
        #expect(try group("received", of: "INC-TRANSFER-RECEIVED").witnesses.count == 1)
        #expect(try group("whose decision", of: "INC-TRANSFER-PLAN").isInConflict)
    }

    @Test func theBombingIsAnAreaAndAnInterval() throws {
        let bombing = try incident("INC-ANBAR-BOMBING")
        #expect(bombing.period == (try days("2026-02-06", "2026-02-07")))
        #expect(bombing.claims.allSatisfy { $0.place.precision == .region && $0.place.province == "Anbar" })
        #expect(bombing.count == nil)
        let depot = try #require(try incident("INC-DEPOT").claims.first)
        #expect(depot.place.precision == .province && !depot.place.name.contains("Hol"))
    }

    /// Transfers, agreements, posture, stocks, presence and history weigh nothing; what remains is a handful.
    @Test func fewIncidentsWeighAnything() throws {
        let model = WeightModel(
            severity: try SeverityTable(Evidence.severity), reliability: try ReliabilityTable(Evidence.reliability),
            sources: sources)
        let weighing = headers.map(\.id).filter { id in incidents[id].map { model.weight(of: $0).value > 0 } ?? false }
        #expect(
            weighing == [
                "INC-ESCAPE-SHADDADI", "INC-RECAPTURE-SHADDADI", "INC-ESCAPE-OTHER", "INC-OFFENSIVE",
                "INC-BATTLES-DETENTION", "INC-KURDISH-PRISONERS", "INC-DEPOT", "INC-ANBAR-BOMBING", "INC-WEST-SECOND",
                "INC-WARNING-NINEVEH", "INC-WARNING-ANBAR",
            ])
        #expect(abs(model.reliability(of: try incident("INC-ESCAPE-SHADDADI")) - 0.875) < 1e-12)
        for id in headers.map(\.id) where id.contains("HISTORY") || id.contains("2025") {
            #expect(try model.weight(of: incident(id)).value == 0)
        }
    }

    /// Without a position or a province a claim can only be counted: the articles are mostly of that kind.
    @Test func atLeastHalfOfTheClaimsAreVague() {
        let vague = reading.claims.filter { $0.place.precision >= .region }.count
        #expect(vague * 2 >= reading.claims.count)
    }

    private static let personNames = ["Cooper", "Barrack", "Sharaa", "Maan", "Dulaimi", "Zelin", "Lister", "Maliki"]

    @Test func noPersonIsNamed() {
        for claim in reading.claims {
            let text = [claim.actor, claim.attribution.claimant, claim.attribution.rootSource, claim.note].joined()
            #expect(!Self.personNames.contains { text.contains($0) }, "\(claim.id)")
        }
    }

    private static let articlesArePresent = Evidence.exists(Evidence.articles.path)
    private static let numberWords = [2: "two", 4: "four"]

    @Test(.enabled(if: articlesArePresent, "the articles are not on this machine"))
    func everySpanHoldsItsNumber() throws {
        let files = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0.address) })
        for claim in reading.claims {
            let span = try #require(claim.attribution.span, "\(claim.id)")
            let file = try #require(files[claim.attribution.sourceID])
            let text = try String(contentsOf: Evidence.articles.appending(path: file), encoding: .utf8)
            let scalars = Array(text.unicodeScalars)
            try #require(Int(span.end) <= scalars.count, "\(claim.id) ends behind its article")
            var passage = String.UnicodeScalarView()
            passage.append(contentsOf: scalars[Int(span.start)..<Int(span.end)])
            for number in claim.quantity?.stated ?? [] {
                #expect(Self.holds(String(passage), number), "\(claim.id): \(number) is not in the passage")
            }
        }
    }

    private static func holds(_ passage: String, _ number: Double) -> Bool {
        let digits = Quantity(min: nil, best: number, max: nil, unit: "", bound: .exact)?.description ?? ""
        if passage.contains(digits) { return true }
        return numberWords[Int(number)].map { passage.contains($0) } ?? false
    }

    /// No sentence of the articles is copied: notes and titles share no run of seven words with them.
    @Test(.enabled(if: articlesArePresent, "the articles are not on this machine"))
    func nothingIsCopied() throws {
        var runs: Set<String> = []
        for file in sources.map(\.address) where file.hasSuffix(".txt") {
            let text = try String(contentsOf: Evidence.articles.appending(path: file), encoding: .utf8)
            runs.formUnion(Self.runs(of: text))
        }
        for text in reading.claims.map(\.note) + headers.flatMap({ [$0.title, $0.note] })
            + sources.flatMap({ [$0.title, $0.rootNote] })
        {
            // Only the shared words go into the message, never the articles.
            let copied = Self.runs(of: text).intersection(runs).sorted()
            #expect(copied.isEmpty, "copied: \(text)")
        }
    }

    private static func runs(of text: String) -> Set<String> {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        guard words.count >= 7 else { return [] }
        return Set((0...(words.count - 7)).map { words[$0..<($0 + 7)].joined(separator: " ") })
    }
}
