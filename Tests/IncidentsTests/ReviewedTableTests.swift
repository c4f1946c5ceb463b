// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Tables
import Testing

@Suite("A reviewed table of claims carries its sources and its marks")
struct ReviewedTableTests {
    private static let names = [
        "claim_id", "incident_id", "type", "place", "where_prec", "date_start", "root_source", "root_kind", "source_id",
        "incident_title", "target", "source_title", "publisher", "published", "address", "machine_written", "access",
        "quote", "decision", "reviewer", "reviewed_on",
    ]

    private func row(_ changes: [String: String] = [:]) -> String {
        var values = [
            "claim_id": "c1", "type": "battle", "place": "Mulvok", "where_prec": "1", "date_start": "2026-01-19",
            "root_source": "Gazette", "root_kind": "secondary", "source_id": "s1", "publisher": "Gazette",
            "source_title": "First page", "published": "2026-01-20", "access": "open", "reviewer": "QX",
            "reviewed_on": "2026-02-01",
        ]
        values.merge(changes) { $1 }
        return Self.names.map { values[$0] ?? "" }.joined(separator: ",") + "\n"
    }

    /// What is read of some rows, with what they carry.
    private func read(
        _ rows: [String], knownSources: Set<String>? = [], access: SourceAccess? = nil, knownOn: String? = nil
    ) throws -> (reading: Reading, carried: CarriedSources, table: TableReading) {
        var context = ReadingContext(sourceID: "t", knownSources: knownSources)
        context.statedAccess = access
        context.knownOn = try knownOn.map { try day($0) }
        var reader = ClaimReader(vocabulary: .claims, context: context)
        var claims: [Claim] = [], rejected: [Rejected] = []
        let table = TableReader(name: "t.csv", text: Self.names.joined(separator: ",") + "\n" + rows.joined())
        try reader.forEach(in: table) {
            claims.append($0)
        } onRejected: {
            rejected.append($0)
        }
        return (Reading(claims: claims, rejected: rejected, summary: reader.summary), reader.carried, reader.reading)
    }

    @Test func rowsDescribeTheirSource() throws {
        let (reading, carried, _) = try read([
            row(["address": "page.txt", "machine_written": "yes", "incident_title": "Fight", "quote": "They fought."]),
            row(["claim_id": "c2", "source_title": "", "publisher": "", "published": "", "access": ""]),
        ])
        #expect(reading.claims.map(\.incidentID) == ["", ""] && reading.claims[0].quote == "They fought.")
        let source = try #require(carried.sources["s1"])
        #expect(carried.order == ["s1"] && source.publisher == "Gazette" && source.title == "First page")
        #expect(source.date?.description == "2026-01-20" && source.address == "page.txt" && source.aiGenerated)
        #expect(source.access == .open && source.redistributionAllowed && !source.mayBeQuoted)
        #expect(carried.titles == ["c1": "Fight"])
    }

    /// Each fault of a row with its column and code; the other row is read.
    @Test(arguments: [
        (["source_title": "Second page"], "source_title", "contradicts_source"),
        (["publisher": "Herald"], "publisher", "contradicts_source"),
        (["published": "2026-01-21"], "published", "contradicts_source"),
        (["address": "other.txt"], "address", "contradicts_source"),
        (["access": "restricted"], "access", "contradicts_source"),
        (["machine_written": "yes"], "machine_written", "contradicts_source"),
        (["machine_written": "perhaps"], "machine_written", "unknown_code"),
        (["source_id": "s2", "access": ""], "access", "missing_value"),
        (["source_id": "s2", "access": "secret"], "access", "unknown_code"),
        (["source_id": "s2", "source_title": "", "publisher": ""], "source_id", "unknown_source"),
        (["decision": "reject"], "claim_id", "rejected_by_reviewer"),
        (["decision": "reject", "reviewer": ""], "claim_id", "rejected_by_reviewer"),
        (["decision": "perhaps"], "decision", "unknown_code"),
        (["reviewer": ""], "claim_id", "not_reviewed"),
        (["reviewed_on": ""], "claim_id", "not_reviewed"),
        (["decision": "accept", "reviewer": "", "reviewed_on": ""], "claim_id", "not_reviewed"),
        (["reviewed_on": "soon"], "reviewed_on", "bad_date"),
    ])
    func faults(_ changes: [String: String], _ column: String, _ code: String) throws {
        var changes = changes
        changes["claim_id"] = "c2"
        let (reading, _, _) = try read([row(), row(changes)])
        #expect(reading.codes == [code] && reading.rejected.first?.column == column)
        #expect(reading.claims.map(\.id) == ["c1"])
        #expect(reading.summary.rows == 2 && reading.summary.claims + reading.summary.rejected == 2)
        #expect(reading.rejected[0].sourceID == changes["source_id"] ?? "s1")
    }

    @Test func theSentencesSayWhatToDo() throws {
        let (reading, _, _) = try read([
            row(), row(["claim_id": "c2", "publisher": "Herald"]), row(["claim_id": "c3", "reviewer": ""]),
            row(["claim_id": "c4", "decision": "reject"]),
        ])
        #expect(
            reading.rejected.map(\.description) == [
                "t.csv:3: column 'publisher', value 'Herald': line 2 describes the same source otherwise. Describe a "
                    + "source alike in all of its rows, or in its first row alone.",
                "t.csv:4: column 'claim_id', value 'c3': nobody has reviewed the row: its mark or its day is missing. "
                    + "Read it, and fill in 'reviewer' (initials or a role) and 'reviewed_on'.",
                "t.csv:5: column 'claim_id', value 'c4': refused by its reviewer.",
            ])
    }

    /// What the study says of the table stands in for rows that say nothing; its own list of sources needs no columns.
    @Test func theStudyMayKnowTheSources() throws {
        let silent = row(["access": ""])
        #expect(try read([silent], access: .restricted).carried.sources["s1"]?.access == .restricted)
        let (reading, carried, _) = try read([silent], knownSources: ["s1"])
        #expect(reading.claims.count == 1 && carried.sources.isEmpty)
    }

    /// Of restricted sources, and of those that fail to say what they are, no rejected row may be told.
    @Test func guardedSourcesAreKnownFromRejectedRowsToo() throws {
        let (_, carried, _) = try read([
            row(["access": "restricted", "decision": "reject"]),
            row(["claim_id": "c2", "source_id": "s2", "access": ""]),
            row(["claim_id": "c3", "source_id": "s3"]),
        ])
        #expect(carried.guarded == ["s1", "s2"] && carried.order == ["s3"])
    }

    @Test func theDayOfPublicationIsKnown() throws {
        let (reading, _, _) = try read([row(), row(["claim_id": "c2"])], knownOn: "2026-01-19")
        #expect(reading.claims.isEmpty && reading.summary.notKnownYet == 2)
    }

    /// A page that shows how a table was read has no example of who reviewed it.
    @Test func noExampleShowsTheReviewer() throws {
        let table = try read([row(["quote": "They fought."])]).table
        let shown = Dictionary(table.columns.map { ($0.name, $0.example) }, uniquingKeysWith: { first, _ in first })
        #expect(shown["publisher"] == "Gazette")
        #expect(shown["reviewer"] == "" && shown["reviewed_on"] == "" && shown["quote"] == "")
        #expect(table.columns.allSatisfy { !$0.meaning.isEmpty })
    }

    @Test func theColumnsAreKnownByThemselves() throws {
        let found = try VocabularyFinding.vocabulary(
            of: TableReader(name: "t.csv", text: Self.names.joined(separator: ",") + "\n" + row()))
        #expect(found?.0.name == "claims")
    }

    @Test func aListOfSourcesTellsRetractions() throws {
        let text = """
            source_id,publisher,title,access,redistribution,quote,status,retracted_on,retraction_note
            a,P,T,open,yes,yes,,,
            b,P,T,open,yes,yes,retracted,2026-02-01,withdrawn by its publisher
            c,P,T,restricted,yes,yes,,,
            d,P,T,open,no,yes,,,
            e,P,T,open,yes,,withdrawn,,

            """
        let (sources, rejected) = try StudyTables.sources(in: TableReader(name: "s.csv", text: text))
        #expect(sources.map(\.mayBeQuoted) == [true, false, false, false])
        let retracted = sources[1]
        #expect(
            retracted.retraction == SourceRetraction(day: try day("2026-02-01"), note: "withdrawn by its publisher"))
        let (before, since) = (try day("2026-01-31"), try day("2026-02-01"))
        #expect(retracted.isRetracted(on: nil) && retracted.isRetracted(on: since))
        #expect(!retracted.isRetracted(on: before) && !sources[0].isRetracted(on: nil))
        #expect(rejected.map(\.reason.code) == ["unknown_code"])
    }
}
