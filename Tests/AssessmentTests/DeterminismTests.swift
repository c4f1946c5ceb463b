// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
@testable import Studies
import Testing

@Suite("Same input, same bytes")
struct DeterminismTests {
    @Test("Two builds with one and two threads, in different folders, are equal byte for byte")
    func bytes() throws {
        let first = try SquareStudy(), second = try SquareStudy()
        let one = try first.build(threads: 1).output.contents()
        let two = try second.build(threads: 2).output.contents()
        #expect(one.keys.sorted() == two.keys.sorted())
        for name in one.keys.sorted() { #expect(one[name] == two[name], "\(name)") }
        let again = try first.build(threads: 1).output.contents()
        #expect(one == again)
    }

    /// Digest of everything that decides a build.
    private func digest(_ study: SquareStudy, _ overrides: ResolvedStudy.Overrides = .init()) throws -> String {
        let resolved = try study.resolved(overrides)
        let read = try EvidenceReading(study: resolved, progress: { _ in }).read()
        return try StudyDigest(study: resolved).hexadecimal(read)
    }

    @Test("The digest does not depend on where the study lies")
    func place() throws {
        #expect(try digest(SquareStudy()) == digest(SquareStudy()))
    }

    @Test(
        "One more byte in any input changes the digest",
        arguments: [
            "claims.csv", "incidents.csv", "sources.csv", "aliases.csv", "provinces.geojson", "countries.geojson",
            "routes.csv", "routes.geojson", "styles/relative-risk.json", "styles/intensity.json",
            "styles/route-proximity.json",
        ])
    func inputs(name: String) throws {
        let study = try SquareStudy()
        let before = try digest(study)
        try study.write(try study.text(name) + "\n", to: name)
        #expect(try digest(study) != before)
    }

    @Test(
        "Any parameter changes the digest",
        arguments: [
            ("recent_share: 0.5", "recent_share: 0.4", "study.yaml"), ("cell: 10km", "cell: 11km", "study.yaml"),
            ("beta: 0.5", "beta: 0.6", "study.yaml"), ("release: public", "release: partner", "study.yaml"),
            ("title: \"Two provinces\"", "title: \"Two Provinces\"", "study.yaml"),
            ("west: 39", "west: 39.01", "study.yaml"),
            ("bandwidth: 20km", "bandwidth: 21km", "study.yaml"), ("battle: 0.8", "battle: 0.7", "study.yaml"),
        ])
    func parameters(old: String, new: String, file: String) throws {
        let study = try SquareStudy()
        let before = try digest(study)
        try study.edit(old, new, in: file)
        #expect(try digest(study) != before)
    }

    @Test("A flag changes the digest as the study would")
    func flags() throws {
        let study = try SquareStudy(), edited = try SquareStudy()
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = "2026-03-02"
        try edited.edit("as_of: 2026-03-01", "as_of: 2026-03-02")
        let changed = try digest(study, overrides)
        #expect(try changed != digest(study))
        #expect(try changed == digest(edited))
    }

    @Test("A comment in the study changes nothing")
    func comment() throws {
        let study = try SquareStudy()
        let before = try digest(study)
        try study.edit("riskmap: 1", "# a remark\nriskmap: 1")
        #expect(try digest(study) == before)
    }
}
