// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Incidents
import Layers
@testable import Studies
import Testing

@Suite("What a day knew")
struct KnownOnTests {
    /// Seconds since 1970 at noon of a day of February 2026.
    private static func noon(_ day: Int) -> Int { 1_769_904_000 + (day - 1) * 86_400 + 43_200 }

    private func study(_ inputs: String, _ files: [String: String]) throws -> SquareStudy {
        let study = try SquareStudy()
        let text = try study.text("study.yaml")
        let start = try #require(text.range(of: "inputs:\n")), end = try #require(text.range(of: "\nroutes:"))
        try study.write(text[..<start.upperBound] + inputs + text[end.lowerBound...], to: "study.yaml")
        for (name, content) in files { try study.write(content, to: name) }
        return study
    }

    private func read(
        _ study: SquareStudy, knownOn: String? = nil, asOf: String? = nil
    ) throws -> (ReadEvidence, Hindsight) {
        var overrides = ResolvedStudy.Overrides()
        (overrides.release, overrides.knownOn, overrides.asOf) = ("internal", knownOn, asOf)
        let resolved = try study.resolved(overrides)
        let read = try EvidenceReading(study: resolved, progress: { _ in }).read()
        return (read, read.hindsight(of: resolved, withRestricted: true))
    }

    private static func check(_ study: SquareStudy, _ overrides: ResolvedStudy.Overrides) throws {
        _ = try Pipeline(study: study.resolved(overrides), options: .init(out: study.out)).check()
    }

    /// Events of 1, 3, 5 and 7 February, published on the 2nd, 4th, 20th and 8th.
    private func acled(more: String = "") throws -> SquareStudy {
        let rows = zip(["A1", "A2", "A3", "A4"], zip([1, 3, 5, 7], [2, 4, 20, 8])).map { id, days in
            "\(id),2026-02-0\(days.0),Battles,Armed clash,34.5,40.5,1,Paper,3,\(Self.noon(days.1))\n"
        }
        let header =
            "event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,geo_precision,source,fatalities,timestamp\n"
        return try study(
            "  - {name: a, format: acled, file: a.csv}\n", ["a.csv": header + rows.joined() + more])
    }

    @Test(
        "Rows of ACLED count from the day of their timestamp",
        arguments: [
            ("2026-02-01", []), ("2026-02-02", ["a:A1"]), ("2026-02-07", ["a:A1", "a:A2"]),
            ("2026-02-08", ["a:A1", "a:A2", "a:A4"]), ("2026-02-20", ["a:A1", "a:A2", "a:A3", "a:A4"]),
        ] as [(String, [String])])
    func acled(day: String, known: [String]) throws {
        let (read, _) = try read(acled(), knownOn: day)
        #expect(read.claims.map(\.id) == known)
        #expect(read.summary.rows == 4 && read.summary.rejected == 0)
        #expect(read.summary.notKnownYet == 4 - known.count && read.rejected.isEmpty)
    }

    @Test("The row that a day knew stands, not its revision")
    func revision() throws {
        let revised = "A1,2026-02-01,Battles,Armed clash,34.5,40.5,1,Paper,12,\(Self.noon(15))\n"
        let then = try read(acled(more: revised), knownOn: "2026-02-08").0
        #expect(then.claims.first?.quantity?.best == 3 && then.summary.notKnownYet == 2)
        let now = try read(acled(more: revised)).0
        #expect(now.claims.last?.quantity?.best == 12 && now.summary.rejectedByReason == ["superseded": 1])
    }

    @Test("A map of a past day says what was published since")
    func hindsight() throws {
        // Up to 5 February: events of the 1st, 3rd and 5th, of which the last was published on the 20th.
        let (_, found) = try read(acled(), asOf: "2026-02-05")
        #expect(found.rows == 3 && found.publishedLater == 1 && found.unknown == 0 && found.isPast)
        let (_, all) = try read(acled(), asOf: "2026-02-20")
        #expect(all.rows == 4 && all.publishedLater == 0 && !all.isPast)
    }

    @Test("Superseded rows are not among those used")
    func supersededMarks() throws {
        let revised = "A1,2026-02-01,Battles,Armed clash,34.5,40.5,1,Paper,12,\(Self.noon(15))\n"
        let (read, found) = try read(acled(more: revised), asOf: "2026-02-10")
        #expect(read.publications.count == read.claims.count && read.claims.count == 4)
        #expect(found.publishedLater == 2)
    }

    @Test("UCDP's first source tells, and where it is silent the last day of the event")
    func ucdp() throws {
        let table = """
            id,date_start,date_end,type_of_violence,where_prec,latitude,longitude,low,best,high,source_date
            1,2026-02-01,2026-02-01,1,1,34.5,40.5,1,1,1,2026-02-03;2026-02-02
            2,2026-02-01,2026-02-06,1,1,34.5,40.5,1,1,1,2026-02-02
            3,2026-02-02,2026-02-02,1,1,34.5,40.5,1,1,1,

            """
        let study = try study("  - {name: u, format: ucdp, file: u.csv}\n", ["u.csv": table])
        let (known, _) = try read(study, knownOn: "2026-02-02")
        #expect(known.claims.map(\.id) == ["u:1", "u:3"] && known.summary.notKnownYet == 1)
        let (_, found) = try read(study, asOf: "2026-02-01")
        #expect(found.rows == 2 && found.publishedLater == 2 && found.isPast)
    }

    @Test("A mapping names the column; what is no day there is noted and costs nothing")
    func mapped() throws {
        let table = """
            day,x,y,entered
            2026-02-01,40.5,34.5,2026-02-09
            2026-02-01,40.5,34.5,2026-02-02
            2026-02-01,40.5,34.5,later

            """
        let input = """
              - name: own
                format: table
                file: o.csv
                access: open
                mapping: {date: day, longitude: x, latitude: y, type: {constant: battle}, published: entered}

            """
        let study = try study(input, ["o.csv": table])
        let (known, _) = try read(study, knownOn: "2026-02-05")
        #expect(known.claims.map(\.id) == ["own:3", "own:4"] && known.summary.notKnownYet == 1)
        #expect(known.summary.notes.all.contains { $0.sentence.contains("'entered'") })
        let (_, found) = try read(study)
        #expect(found.rows == 3 && found.publishedLater == 0 && found.unknown == 1)
    }

    @Test("The sum of outcomes stays the rows read, in the catalog too, and the day enters the digest")
    func catalog() throws {
        let study = try acled()
        var overrides = ResolvedStudy.Overrides()
        overrides.release = "internal"
        var digests: Set<String> = []
        for day in [nil, "2026-02-08", "2026-02-20"] {
            overrides.knownOn = day
            let catalog = try study.build(overrides).output.catalog()
            digests.insert(catalog.inputDigest)
            let counts = catalog.counts
            #expect(counts.rows == 4 && counts.notKnownYet == (day == nil ? nil : day == "2026-02-08" ? 1 : 0))
            #expect(
                counts.rows == counts.claims + counts.rejected.values.reduce(0, +) + (counts.notKnownYet ?? 0))
            #expect(counts.publishedLater == 0 && counts.publicationUnknown == 0)
        }
        #expect(digests.count == 3)
    }

    @Test("Restricted rows of a public map are not told apart by the day on which they were entered")
    func refusal() throws {
        let study = try acled()
        var overrides = ResolvedStudy.Overrides()
        (overrides.release, overrides.knownOn) = ("public", "2026-02-08")
        let error = #expect(throws: StudyError.self) { try Self.check(study, overrides) }
        #expect(error.map { "\($0)".contains("known_on 2026-02-08 needs 'release: internal'") } == true)
    }

    @Test("A day before all rows is refused with the reason")
    func nothingKnown() throws {
        var overrides = ResolvedStudy.Overrides()
        (overrides.release, overrides.knownOn) = ("internal", "2026-01-01")
        let error = #expect(throws: StudyError.self) { try Self.check(acled(), overrides) }
        #expect(error.map { "\($0)".contains("none of the 4 rows was known on 2026-01-01") } == true)
    }
}
