// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import GeoIO
import Incidents
import Layers
import Scoring
@testable import Studies
import TestSupport
import Testing

@Suite(
    "The events of Iraq and Syria up to 2017",
    .enabled(if: Repository.hasEvents, "the event table is not beside the repository"))
struct UCDPBuildTests {
    private static func study() throws -> ResolvedStudy {
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = "2017-12-31"
        overrides.cell = "5km"
        let table = Repository.events.appending(path: "ucdp_ged_iraq_syria_to_2018.csv").path
        overrides.inputs = [.file(table, format: "ucdp")]
        return try ResolvedStudy(file: BuiltInBuild.file, overrides: overrides)
    }

    @Test("All rows are accounted for, all layers are whole, and the surface sums to the expected events")
    func build() throws {
        let study = try Self.study()
        let folder = FileManager.default.temporaryDirectory.appending(path: "ucdp-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let out = folder.appending(path: "out").path
        let report = try Pipeline(study: study, options: .init(out: out, threads: 2)).run()
        try Self.checkCounts(report)
        try Self.checkLayers(BuildFiles(folder: out), report)
    }

    private static func checkCounts(_ report: BuildReport) throws {
        #expect(report.reading.rows > 20_000)
        #expect(report.reading.claims + report.reading.rejected == report.reading.rows)
        #expect(Double(report.reading.rejected) < 0.01 * Double(report.reading.rows))
        #expect(report.reading.rejected == 0, "fatalities out of order are put in order")
        #expect(report.reading.notes.all.contains { $0.sentence.contains("out of order") })
        #expect(report.incidents + report.later + report.earlier + report.withheld == report.reading.claims)
        #expect(report.drawn > 10_000)
        #expect(!report.isThin)
        #expect(report.unlocatedMass > 0 && report.unlocatedMass < 0.2 * report.totalMass)
    }

    private static func checkLayers(_ output: BuildFiles, _ report: BuildReport) throws {
        let catalog = try output.catalog()
        // A study without corridors has no layer of them.
        #expect(catalog.layers.count == SurfaceLayer.allCases.count - 1 + 5)
        #expect(catalog.attributions.contains { $0.contains("UCDP") && $0.contains("CC BY 4.0") })
        for layer in catalog.layers where layer.kind == .vector {
            var count = 0
            try VectorSource(path: "\(output.folder)/\(layer.name).geojson").forEachRecord { _ in count += 1 }
            #expect(count == layer.featureCount, "\(layer.name)")
        }
        let risk = try output.raster("relative-risk").values.filter { !$0.isNaN }
        #expect(risk.allSatisfy { $0 >= 0 && $0.isFinite })
        #expect(try #require(risk.max()) > 10)
        #expect(try #require(output.province("SY-RA")?.relativeRisk) > #require(output.province("IQ-MU")?.relativeRisk))
    }

    @Test("The surface sums to the expected events of 30 days")
    func mass() throws {
        let run = try TracedRun(study: Self.study())
        let expected = run.surfaces.base.expected.total
        #expect(expected > 100)
        // What lies outside the window is named, not lost; each cell holds a 32-bit number.
        #expect(abs(run.mass - expected) < 1e-4 * expected)
        let events = run.masses.evidence.events
        let drawn = run.located.incidents.filter(\.isDrawn)
        #expect(events.count == drawn.count)
        let weight = drawn.reduce(0) { $0 + $1.weight }
        #expect(abs(events.reduce(0) { $0 + $1.weight } - weight) < 1e-9 * weight)
        #expect(abs(weight + run.located.unlocatedMass - run.located.totalMass) < 1e-9 * run.located.totalMass)
    }
}
