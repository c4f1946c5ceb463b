// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import GeoIO
import Incidents
import Layers
@testable import Queries
import Scoring
@testable import Studies
import Testing

/// One build of the study as it stands, for all tests that only look at it.
private enum Shared {
    struct Build: @unchecked Sendable {
        let study: SquareStudy
        let report: BuildReport
        let output: BuildFiles
    }

    static func build() throws -> Build { try result.get() }

    private static let result = Result {
        let study = try SquareStudy()
        let (report, output) = try study.build()
        return Build(study: study, report: report, output: output)
    }
}

@Suite("A build of two provinces: evidence")
struct SyntheticEvidenceTests {
    @Test("Rows are claims and rejections, and nothing else")
    func rows() throws {
        let report = try Shared.build().report
        #expect(report.reading.rows == 11)
        #expect(report.reading.claims == 10)
        #expect(report.reading.reasons.map(\.code) == ["bad_date"])
        #expect(report.rejected.map(\.origin.line) == [12])
        let counts = try Shared.build().output.catalog().counts
        #expect(counts.rows == counts.claims + counts.rejected.values.reduce(0, +))
        #expect(counts.rejected == ["bad_date": 1])
    }

    @Test("What starts after the as-of date is counted and left out")
    func later() throws {
        let build = try Shared.build()
        #expect(build.report.later == 1)
        #expect(build.report.incidents == 8)
        #expect(try build.output.incident(id: "LATER") == nil)
        #expect(try !build.output.contributions().incidents.contains { $0.id == "LATER" })
    }

    @Test("What is known to the country only is counted with its weight and never drawn")
    func unlocated() throws {
        let build = try Shared.build()
        // severity 0.15 x reliability 0.7
        #expect(abs(build.report.unlocatedMass - 0.105) < 1e-12)
        #expect(build.report.unlocated == 1)
        #expect(try build.output.catalog().counts.unlocatedMass == 0.105)
        let feature = try #require(
            try build.output.incidents().first { $0["id"] as? String == "WARNING" })
        #expect(feature["geometry"] is NSNull)
        #expect(try build.output.province("XX-DO")?.unlocated == 1)
        #expect(try !build.output.contributions().incidents.contains { $0.id == "WARNING" })
    }

    @Test("Conflicting claims stay separate claims of one incident")
    func conflicts() throws {
        let output = try Shared.build().output
        let escape = try #require(try output.contributions().incidents.first { $0.id == "ESCAPE" })
        #expect(escape.claims.map(\.claimant) == ["Guards", "Ministry"])
        #expect(escape.claims.allSatisfy { $0.isInConflict })
        #expect(escape.claims[0].text.contains("1,500 persons"))
        #expect(escape.claims[1].text.contains("120 persons"))
        #expect(try output.province("XX-DO")?.claimsInConflict == 2)
        let text = String(decoding: try output.data("contributions.json"), as: UTF8.self)
        #expect(!text.contains("810"), "no mean of 1,500 and 120")
    }

    @Test("Transfers, plans and history weigh nothing")
    func weightless() throws {
        let output = try Shared.build().output
        for id in ["MOVED", "TOTAL", "PLAN", "PAST"] {
            let properties = try #require(try output.incident(id: id))
            #expect(properties["weight"] as? Double == 0, "\(id)")
        }
        #expect(try output.contributions().incidents.map(\.id) == ["MINE", "FIGHT", "ESCAPE"])
    }

    @Test("An increment, a running total and a plan are never added, and each says what it is")
    func neverAdded() throws {
        let output = try Shared.build().output
        let features = String(
            decoding: try output.data("incident-points.geojson") + output.data("incident-areas.geojson"), as: UTF8.self)
        for sum in ["9375", "9,375", "2375", "2,375", "9225", "9,225", "7150", "7,150"] {
            #expect(!features.contains(sum), "\(sum)")
        }
        #expect(features.contains("up to 7,000 persons (planned)"))
        #expect(features.contains("2,225 persons (running total)"))
        let plan = try #require(try output.incident(id: "PLAN"))
        #expect(plan["quantity_best"] is NSNull)
        #expect(plan["quantity_max"] is NSNull)
        let moved = try #require(try output.incident(id: "MOVED"))
        #expect(moved["quantity_best"] as? Int == 150)
    }

    @Test("The evidence is said to be too thin for a forecast")
    func thin() throws {
        #expect(try Shared.build().report.isThin)
        let service = try QueryService(folder: Shared.build().study.out)
        let answer = try service.answer(named: "Dorran")
        #expect(answer.isThin)
        #expect(answer.notes.contains { $0.contains("Too few incidents for a forecast") })
        #expect(answer.notes.contains("Absence of reports is not safety."))
    }
}

@Suite("A build of two provinces: figures worked out by hand")
struct SyntheticFigureTests {
    @Test("Weights are severity x (1 + log10(1 + n)) x reliability")
    func weights() throws {
        let run = try SquareStudy().surfaces()
        #expect(try abs(#require(run.incident("MINE")).weight - 0.8) < 1e-12)
        #expect(try abs(#require(run.incident("FIGHT")).weight - 0.8 * 0.7) < 1e-12)
        let escape = try #require(run.incident("ESCAPE"))
        // Two independent root sources of 0.5 and 0.7: 1 - 0.5 x 0.3.
        let median = try #require(escape.incident.count?.median)
        #expect(median >= 120 && median <= 1500)
        #expect(abs(escape.weight - 0.6 * (1 + log10(1 + median)) * 0.85) < 1e-12)
    }

    @Test("The surface sums to the expected events of 30 days")
    func mass() throws {
        let study = try SquareStudy()
        try study.keepClaims(["C1", "C2"])
        let run = try study.surfaces()
        // Mine of today: 0.8; fighting 30 days ago: 0.56, which has halved.
        let recent = log(2.0) * (0.8 + 0.56 / 2)
        let baseline = (0.8 + 0.56) * 30 / 365
        let expected = (recent + baseline) / 2
        #expect(abs(run.surfaces.base.expected.total - expected) < 1e-12)
        #expect(abs(run.mass - expected) < 1e-6 * expected)
    }

    @Test("Without evidence no cell is reached, and every province is still there")
    func nothing() throws {
        let study = try SquareStudy()
        try study.keepClaims([])
        try study.edit("riskmap: 1", "riskmap: 1\nallow_empty: true")
        let (report, output) = try study.build()
        #expect(report.incidents == 0)
        #expect(report.reading.rows == 0)
        #expect(report.isThin)
        #expect(try output.features("provinces.geojson").count == 2)
        let dorran = try #require(try output.province("XX-DO"))
        #expect(dorran.relativeRisk == 0)
        #expect(dorran.relativeRiskMax == 0)
        #expect(dorran.incidents == 0)
        #expect(try output.raster("relative-risk").values.filter { !$0.isNaN }.allSatisfy { $0 == 0 })
        // The corridor is there, and makes no risk by itself.
        #expect(try output.raster("route-proximity").values.contains { $0 > 0.9 })
        #expect(try output.raster("intensity").values.filter { !$0.isNaN }.allSatisfy { $0 == 0 })
        let answer = try QueryService(folder: study.out).answer(named: "Kelmar", why: true)
        #expect(answer.contributions?.isEmpty == true)
    }

    @Test("One incident is enough for a map")
    func single() throws {
        let study = try SquareStudy()
        try study.keepClaims(["C1"])
        let (report, output) = try study.build()
        #expect(report.drawn == 1)
        let dorran = try #require(try output.province("XX-DO")), kelmar = try #require(try output.province("XX-KE"))
        #expect(dorran.rank == 1 && kelmar.rank == 2)
        #expect(try #require(dorran.relativeRisk) > #require(kelmar.relativeRisk))
        #expect(dorran.incidents == 1 && kelmar.incidents == 0)
    }

    @Test("An incident known to the province only never peaks at its middle")
    func noPeakAtCentroid() throws {
        let study = try SquareStudy()
        try study.keepClaims(["C2"])
        let run = try study.surfaces()
        let middle = try #require(try run.intensity(longitude: 41.5, latitude: 34.5))
        for (longitude, latitude) in [(41.3, 34.3), (41.7, 34.3), (41.3, 34.7), (41.7, 34.7)] {
            let away = try #require(try run.intensity(longitude: longitude, latitude: latitude))
            #expect(middle / away < 1.2, "\(longitude), \(latitude)")
        }
        var overrides = ResolvedStudy.Overrides()
        overrides.imprecise = "centroid"
        let pinned = try study.surfaces(overrides)
        let peak = try #require(try pinned.intensity(longitude: 41.5, latitude: 34.5))
        #expect(peak > 5 * middle, "the reading that is avoided does peak there")
    }

    @Test("A corridor raises what is there by at most half, and most inside its area")
    func corridor() throws {
        let with = try SquareStudy().surfaces()
        let factor = with.surfaces.proximity.factor.values
        #expect(factor.allSatisfy { $0 >= 0 && $0 <= 1 })
        // The period holds the as-of date, so the factor on the line is exactly 1.
        #expect(factor.max() == 1)
        for (index, value) in with.surfaces.intensity.values.enumerated() {
            let base = with.surfaces.base.intensity.values[index]
            #expect(value >= base && value <= base * 1.5 * 1.000_001)
        }
        let study = try SquareStudy()
        try study.removeRoutes()
        let without = try study.surfaces()
        #expect(without.surfaces.intensity.values == with.surfaces.base.intensity.values)
        #expect(without.surfaces.proximity.factor.values.allSatisfy { $0 == 0 })
    }

    @Test("Relative risk is the intensity over its mean, and 0 where nothing but the even floor is")
    func relative() throws {
        let run = try SquareStudy().surfaces()
        let assessed = AssessedCells(zones: run.zones, grid: run.plane.grid)
        let relative = run.surfaces.relativeRisk(in: assessed), mean = assessed.mean(of: run.surfaces.intensity)
        let floor = 1.5 * run.surfaces.base.uniformIntensity
        for (value, intensity) in zip(relative.values, run.surfaces.intensity.values) {
            #expect(Double(intensity) <= floor ? value == 0 : abs(Double(value) * mean / Double(intensity) - 1) < 1e-5)
        }
        #expect(relative.values.contains(0) && relative.values.contains { $0 > 1 })
    }
}

@Suite("A build of two provinces: layers")
struct SyntheticLayerTests {
    @Test("Every layer of the catalog has its files, and they carry the digest")
    func files() throws {
        let output = try Shared.build().output
        let catalog = try output.catalog()
        #expect(
            catalog.layers.map(\.name)
                == [
                    "relative-risk", "intensity", "route-proximity", "provinces", "isobands", "incident-points",
                    "incident-areas", "routes",
                ])
        for layer in catalog.layers {
            for file in layer.files {
                let size = try output.data(file.path).count
                #expect(size > 0 && size == file.bytes, "\(file.path)")
            }
        }
        for name in ["relative-risk", "intensity", "route-proximity"] {
            let raster = try RasterFile(path: "\(output.folder)/\(name).tif")
            #expect(raster.metadata.contains { $0.value == catalog.inputDigest }, "\(name)")
            #expect(raster.grid.crs.definition.contains("3857"))
        }
    }

    @Test("Relative risks are no less than 0, factors in 0...1, and only the assessed country has values")
    func ranges() throws {
        let output = try Shared.build().output
        let risk = try output.raster("relative-risk")
        #expect(risk.values.contains { $0.isNaN })
        #expect(risk.values.filter { !$0.isNaN }.allSatisfy { $0 >= 0 && $0.isFinite })
        #expect(try output.raster("intensity").values.filter { !$0.isNaN }.allSatisfy { $0 >= 0 && $0.isFinite })
        #expect(
            try output.raster("route-proximity").values.filter { !$0.isNaN }.allSatisfy { $0 >= 0 && $0 <= 1 })
        let toMercator = try CoordinateTransform(from: .geographic, to: risk.grid.crs)
        func value(_ x: Double, _ y: Double) throws -> Float? {
            let point = try toMercator.transform(PlanarPoint(x: x, y: y))
            return risk.grid.cell(at: point).map { risk[column: $0.column, row: $0.row] }
        }
        #expect(try #require(try value(40.5, 34.5)) > 3)
        #expect(try value(42.4, 34.5)?.isNaN ?? true, "the other country is not assessed")
    }

    @Test("Shares of contributions sum to 1")
    func shares() throws {
        let output = try Shared.build().output
        for id in ["XX-DO", "XX-KE"] {
            let parts = try #require(try output.contributions().provinces[id])
            #expect(abs(parts.reduce(0) { $0 + $1.share } - 1) < 2e-3)
            #expect(parts.map(\.share) == parts.map(\.share).sorted(by: >))
        }
    }

    @Test("Contributions are those of the surface: each incident alone gives its part")
    func contributionsMatch() throws {
        let study = try SquareStudy()
        try study.removeRoutes()
        try study.keepClaims(["C1", "C2"])
        let whole = try study.surfaces()
        let parts = whole.surfaces.base.contributions(to: whole.zones, routes: nil)
        let zone = whole.zones[0]
        func mean(_ raster: Raster<Float>) -> Double {
            var sum = 0.0, weight = 0.0
            for (index, fraction) in zip(zone.indices, zone.fractions) {
                sum += Double(raster.values[Int(index)]) * Double(fraction)
                weight += Double(fraction)
            }
            return sum / weight
        }
        let total = parts[0].events.reduce(0) { $0 + $1.value } + parts[0].uniform
        #expect(abs(total - parts[0].mean) < 1e-6 * total)
        #expect(abs(mean(whole.surfaces.intensity) - parts[0].mean) < 1e-4 * parts[0].mean)
    }

    @Test("Provinces, bands and corridors are valid areas that run counter-clockwise")
    func geometry() throws {
        let output = try Shared.build().output
        for name in ["provinces", "isobands", "routes", "incident-areas"] {
            #expect(try output.json("\(name).geojson")["crs"] == nil)
            try VectorSource(path: "\(output.folder)/\(name).geojson").forEachRecord { record in
                guard case .area(let area)? = record.geometry else { return }
                let problem = try GeometryOperations.validityProblem(of: area)
                #expect(problem == nil, "\(name): \(problem ?? "")")
                for polygon in area.polygons {
                    #expect(GeometryOperations.area(of: MultiPolygon([Polygon(shell: polygon.shell)])) > 0)
                }
            }
        }
    }

    @Test("The bands together cover the assessed country once")
    func bands() throws {
        let output = try Shared.build().output
        var area = 0.0
        try VectorSource(path: "\(output.folder)/isobands.geojson").forEachRecord { record in
            if case .area(let band)? = record.geometry { area += GeometryOperations.area(of: band) }
        }
        #expect(abs(area - 2) < 0.01, "two square degrees")
    }
}
