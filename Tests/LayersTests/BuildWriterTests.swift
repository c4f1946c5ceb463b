// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

@testable import Layers

@Suite struct BuildWriterTests {
    private let folder: TemporaryFolder
    private let day: CalendarDay

    init() throws {
        folder = try TemporaryFolder()
        day = try #require(CalendarDay(parsing: "2026-02-15"))
    }

    private func writer(_ tier: ReleaseTier = .public) throws -> BuildWriter {
        let first = try #require(CalendarDay(parsing: "2026-01-19"))
        let provenance = Provenance(
            title: "Test", softwareVersion: "1.2.3", inputDigest: "abc123", asOf: day,
            period: try #require(DayInterval(first: first, last: day)), method: "half-life 30 days",
            attributions: ["© A", "© B"])
        return BuildWriter(folder: folder.path, policy: ReleasePolicy(tier: tier), provenance: provenance)
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    }

    private func json(_ name: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(read(name).utf8)) as? [String: Any])
    }

    private func square(_ west: Double, _ south: Double, _ size: Double) -> MultiPolygon {
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)]
        return MultiPolygon([
            Polygon(shell: corners.map { PlanarPoint(x: west + $0.0 * size, y: south + $0.1 * size) })
        ])
    }

    // MARK: Rasters

    private func surface() throws -> RasterLayer {
        let crs = CoordinateReferenceSystem.lambertEqualArea(latitude: 34.5, longitude: 42)
        let grid = try #require(
            Grid(crs: crs, originX: -50_000, originY: 50_000, cellSize: 5000, columns: 20, rows: 20))
        var raster = Raster(grid: grid, filledWith: Float(10))
        for row in 0..<10 { for column in 0..<20 { raster[column: column, row: row] = 90 } }
        for row in 0..<20 { raster[column: 0, row: row] = .nan }
        return RasterLayer(raster: raster, style: try ShippedStyles.test("risk"), summary: "Score", isMain: true)
    }

    @Test func aRasterLayerIsWrittenWithItsCompany() throws {
        let entry = try writer().write(try surface())
        #expect(
            entry.files.map(\.path) == [
                "risk.tif", "risk.png", "risk.pgw", "risk.png.aux.xml", "risk.qml", "styles/risk.sld",
                "styles/risk.maplibre.json", "styles/risk.gdal.txt",
            ])
        #expect(entry.files.allSatisfy { $0.bytes > 0 })
        #expect(entry.statistics?.cells == 380 && entry.statistics?.mean == 50)
        #expect(abs(entry.extent[0] - 41.4557) < 0.01 && abs(entry.extent[3] - 34.95) < 0.01)
        let file = try RasterFile(path: folder.path + "/risk.tif")
        #expect(file.units == "score, 0 to 100")
        #expect(file.noData == -9999)
        #expect(file.metadata("as_of") == "2026-02-15" && file.metadata("release_tier") == "public")
        #expect(file.metadata("input_digest") == "abc123" && file.metadata("attribution") == "© A; © B")
        #expect(file.metadata("absence") == "Absence of reports is not safety.")
        #expect(file.grid.crs.definition.contains("3857"))
        let values = try file.readAll().values
        #expect(values.contains { $0.isNaN } && values.contains(90) && values.contains(10))
    }

    private static let translator = "/usr/bin/gdal_translate"

    /// Through GDAL's own program, which reads the world file and the side file as a client does.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: translator), "gdal_translate (gdal-bin) is needed"))
    func thePictureAgreesWithTheRasterPixelByPixel() throws {
        let layer = try surface()
        _ = try writer().write(layer)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.translator)
        process.arguments = ["-q", "-b", "1", folder.path + "/risk.png", folder.path + "/picture.tif"]
        try process.run()
        process.waitUntilExit()
        let values = try RasterFile(path: folder.path + "/risk.tif").readAll()
        let indices = try RasterFile(path: folder.path + "/picture.tif").readAll()
        #expect(indices.grid.crs.definition.contains("3857"))
        #expect(indices.grid.columns == values.grid.columns && indices.grid.rows == values.grid.rows)
        #expect(abs(indices.grid.originX - values.grid.originX) < 1e-3)
        #expect(abs(indices.grid.originY - values.grid.originY) < 1e-3)
        for (index, value) in zip(indices.values, values.values) {
            #expect(UInt8(index.isNaN ? 0 : index) == layer.style.paletteIndex(for: value))
        }
    }

    @Test func theSameLayerGivesTheSameBytes() throws {
        _ = try writer().write(try surface())
        let names = ["risk.tif", "risk.png", "risk.pgw", "risk.qml", "styles/risk.sld"]
        let first = names.map { FileManager.default.contents(atPath: "\(folder.path)/\($0)") }
        _ = try writer().write(try surface())
        #expect(names.map { FileManager.default.contents(atPath: "\(folder.path)/\($0)") } == first)
    }

    // MARK: Features

    @Test func provincesHaveTheAgreedPropertiesInTheirOrder() throws {
        let layer = try FeatureLayer.provinces(
            [(Samples.province("IQ-AN", 42.128), square(40, 32, 2))], main: .relativeRisk)
        let entry = try writer().write(layer, also: [.hxl, .gpkg, .kml])
        #expect(
            entry.files.map(\.path) == ["provinces.geojson", "provinces.gpkg", "provinces.kml", "provinces.hxl.csv"])
        #expect(entry.extent == [40, 32, 42, 34] && entry.featureCount == 1)
        let text = try read("provinces.geojson")
        let keys = ProvinceResult.CodingKeys.allCases.map(\.rawValue)
        let places = keys.compactMap { text.range(of: "\"\($0)\":", options: .backwards)?.lowerBound }
        #expect(places.count == keys.count && places == places.sorted())
        let collection = try json("provinces.geojson")
        #expect(collection["release_tier"] as? String == "public")
        #expect(collection["attribution"] as? String == "© A; © B")
        let feature = try #require((collection["features"] as? [[String: Any]])?.first)
        #expect(feature["id"] as? String == "IQ-AN")
        let properties = try #require(feature["properties"] as? [String: Any])
        #expect((properties["relative_risk"] as? NSNumber)?.doubleValue == 42.128)
        #expect(properties["rank"] is NSNull && properties["assessed"] as? Bool == true)
        #expect(try VectorSource(path: folder.path + "/provinces.gpkg").columns().names.contains("relative_risk"))
    }

    @Test func theHXLTableHasHeaderTagsAndValues() throws {
        _ = try writer().write(
            try FeatureLayer.provinces(
                [(Samples.province("IQ-AN", 42.128), square(40, 32, 2))], main: .relativeRisk), also: [.hxl])
        let lines = try read("provinces.hxl.csv").split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("iso3166_2,pcode,name_en,name_ar,relative_risk,"))
        #expect(
            lines[1].hasPrefix(
                "#adm1+code+iso,#adm1+code+pcode,#adm1+name+i_en,#adm1+name+i_ar,#indicator+risk+relative+mean+num,"))
        #expect(lines[2].hasPrefix("IQ-AN,,Al Anbar,الأنبار,42.128,88.126,70,,,,"))
        #expect(lines[1].split(separator: ",", omittingEmptySubsequences: false).allSatisfy { $0.hasPrefix("#") })
    }

    @Test func isobandsNameTheirClass() throws {
        let style = try ShippedStyles.load("intensity")
        let layer = try FeatureLayer.isobands(
            [(style.classes[8], square(1, 1, 1)), (style.classes[0], MultiPolygon([]))], style: style, asOf: day,
            tier: .public)
        _ = try writer().write(layer)
        let features = try #require(try json("isobands.geojson")["features"] as? [[String: Any]])
        #expect(features.count == 1)
        let properties = try #require(features[0]["properties"] as? [String: Any])
        #expect(properties["class"] as? String == "10_and_more" && properties["class_number"] as? Int == 9)
        #expect(properties["upper"] is NSNull && properties["color"] as? String == "#3a0149")
    }

    // MARK: Release

    private func feature(
        _ location: ReleasedLocation, _ geometry: Geometry?, access: SourceAccess = .open,
        terms: RowTerms = .redistributable, isFacility: Bool = false, last: String = "2026-02-06"
    ) -> IncidentFeature {
        IncidentFeature(
            incident: Samples.incident(location, last: last), geometry: geometry, access: access, terms: terms,
            isFacility: isFacility, province: "IQ-AN", quantity: (1, nil, 2), rootSources: 1, claimsInConflict: 2,
            weight: 0.83333)
    }

    private let point = ReleasedLocation.point(longitude: 41.09, latitude: 34.37, sigma: 2000)
    private let pixel = Geometry.point(PlanarPoint(x: 41.09, y: 34.37))

    @Test func openIncidentsAreWrittenAtTwoDecimals() throws {
        let layer = try FeatureLayer.incidentPoints(
            [feature(point, pixel)], asOf: day, policy: ReleasePolicy(tier: .public))
        _ = try writer().write(layer, also: [.hxl])
        let features = try #require(try json("incident-points.geojson")["features"] as? [[String: Any]])
        let properties = try #require(features[0]["properties"] as? [String: Any])
        #expect((properties["quantity_min"] as? Int, properties["quantity_max"] as? Int) == (1, 2))
        #expect(properties["quantity_best"] is NSNull)
        let claims = try #require(properties["claim_list"] as? [[String: Any]])
        #expect(claims[0]["text"] as? String == "two bombers, \"one\" killed")
        let coordinates = (features[0]["geometry"] as? [String: Any])?["coordinates"] as? [NSNumber]
        #expect(coordinates?.map(\.doubleValue) == [41.09, 34.37])
        #expect(try read("incident-points.hxl.csv").contains(",34.37,41.09,"))
    }

    @Test func whatIsTooFineIsRefused() throws {
        let exact = PlanarPoint(x: 41.0912, y: 34.3712)
        let cases: [(ReleaseTier, IncidentFeature, String)] = [
            (.public, feature(point, .point(exact)), "at most 2 decimals"),
            (.public, feature(.point(longitude: 41.0912, latitude: 34, sigma: 1), pixel), "at most 2 decimals"),
            (.public, feature(point, pixel, access: .restricted), "count for areas only"),
            (.partner, feature(point, pixel, access: .restricted), "count for areas only"),
            (
                .public, feature(.regions(["IQ-AN"]), .area(square(40, 32, 2)), access: .restricted),
                "count for areas only"
            ),
            (.public, feature(point, pixel, isFacility: true), "facility has no geometry"),
            (.internal, feature(point, pixel, terms: .aggregatesOnly), "aggregates only"),
            (.public, feature(point, pixel, last: "2026-02-30"), "is no date"),
        ]
        for (tier, incident, words) in cases {
            let refusal = #expect(throws: ReleaseViolation.self) {
                try FeatureLayer.incidentPoints([incident], asOf: day, policy: ReleasePolicy(tier: tier))
            }
            #expect(refusal?.description.contains(words) == true, "\(words)")
        }
        _ = try FeatureLayer.incidentPoints(
            [feature(point, .point(exact))], asOf: day, policy: ReleasePolicy(tier: .internal))
        _ = try FeatureLayer.incidentPoints(
            [feature(point, pixel, access: .restricted)], asOf: day, policy: ReleasePolicy(tier: .internal))
    }

    private func count(_ events: Int, _ first: String, _ last: String, _ complete: String?) -> RestrictedCount {
        RestrictedCount(
            level: .province, area: "IQ-AN", name: "Al Anbar", first: first, last: last, events: events, weight: 1,
            complete: complete)
    }

    @Test func restrictedCountsAreOfAreasAndHalfMonths() throws {
        let batch = [
            count(1, "2026-01-01", "2026-01-15", "2026-01-31"), count(2, "2026-01-16", "2026-01-31", "2026-01-31"),
            count(3, "2023-01-01", "2024-12-31", nil),
        ]
        let file = try writer().write(batch)
        #expect(file.path == "restricted-counts.csv" && file.mediaType == "text/csv")
        #expect(
            try read("restricted-counts.csv").split(separator: "\n")[1]
                == "IQ-AN,province,Al Anbar,2026-01-01,2026-01-15,1")
        for (counts, words) in [
            ([count(3, "2026-01-01", "2026-01-01", "2026-01-15")], "no half-month"),
            ([count(3, "2026-01-01", "2026-03-31", nil)], "no calendar year"),
            (Array(batch.prefix(1)), "fewer than 3"),
        ] {
            let refusal = #expect(throws: ReleaseViolation.self) { try writer().write(counts) }
            #expect(refusal?.description.contains(words) == true, "\(words)")
        }
    }

    @Test func aRestrictedContributionIsRefusedAndItsAccessWrittenNowhere() throws {
        var incident = Samples.incident(point)
        incident.access = .restricted
        func table(_ tier: ReleaseTier, _ incident: ReleasedIncident) -> ContributionTable {
            ContributionTable(
                asOf: "2026-02-15", tier: tier, inputDigest: "abc", components: [], uniformWeight: 0.05, provinces: [:],
                incidents: [incident])
        }
        #expect(throws: ReleaseViolation.self) { try writer().write(table(.public, incident)) }
        try writer(.internal).write(table(.internal, incident))
        let text = try read("contributions.json")
        #expect(!text.contains("access") && !text.contains("restricted"))
    }

    @Test func manyRefusalsAreCounted() throws {
        let refusal = #expect(throws: ReleaseViolation.self) {
            try FeatureLayer.incidentPoints(
                (0..<10).map { _ in feature(point, pixel, isFacility: true) }, asOf: day,
                policy: ReleasePolicy(tier: .public))
        }
        #expect(refusal?.sentences.count == 4 && refusal?.sentences.last == "And 7 more.")
    }

    private func route(_ geometry: Geometry, width: Double) throws -> RouteFeature {
        let route = Route(
            id: "r1", title: "Hasakah to Baghdad", mode: .land, from: "Hasakah", to: "Baghdad", basis: .assumed,
            period: DayInterval(day), count: 150...150, sources: ["001"], lines: [], usesConnector: true,
            attribution: "© OpenStreetMap contributors")
        return RouteFeature(route: route, geometry: geometry, width: .kilometers(width))
    }

    @Test func routesAreAreasOutsideTheInternalTier() throws {
        let line = Geometry.lines([[PlanarPoint(x: 40, y: 36), PlanarPoint(x: 44, y: 33)]])
        for tier in [ReleaseTier.public, .partner] {
            let policy = ReleasePolicy(tier: tier)
            #expect(throws: ReleaseViolation.self) {
                try FeatureLayer.routes([try route(line, width: 0)], asOf: day, policy: policy)
            }
            #expect(throws: ReleaseViolation.self) {
                try FeatureLayer.routes([try route(.area(square(40, 33, 1)), width: 10)], asOf: day, policy: policy)
            }
            // Says 20 km, is 0.1 degrees high.
            #expect(throws: ReleaseViolation.self) {
                try FeatureLayer.routes([try route(.area(square(40, 33, 0.1)), width: 20)], asOf: day, policy: policy)
            }
            _ = try FeatureLayer.routes([try route(.area(square(40, 33, 1)), width: 20)], asOf: day, policy: policy)
        }
        let inside = try FeatureLayer.routes(
            [try route(line, width: 0)], asOf: day, policy: ReleasePolicy(tier: .internal))
        _ = try writer(.internal).write(inside)
        let text = try read("routes.geojson")
        #expect(text.contains("\"basis\": \"assumed\"") && text.contains("OpenStreetMap") && !text.contains("150"))
    }

    @Test func contributionsAreHeldToTheTier() throws {
        func table(_ tier: ReleaseTier, _ location: ReleasedLocation) -> ContributionTable {
            ContributionTable(
                asOf: "2026-02-15", tier: tier, inputDigest: "abc",
                components: [StackComponent(halfLifeDays: 30, sigma: 4000, weight: 0.2)], uniformWeight: 0.05,
                provinces: [:], incidents: [Samples.incident(location)])
        }
        try writer().write(table(.public, point))
        #expect(try ContributionTable.read(folder: folder.path) == table(.public, point))
        let fine = ReleasedLocation.point(longitude: 41.123, latitude: 34, sigma: 2000)
        #expect(throws: ReleaseViolation.self) { try writer().write(table(.public, fine)) }
        #expect(throws: ReleaseViolation.self) { try writer().write(table(.internal, point)) }
        try writer().write(Samples.catalog())
        #expect(BuildFolder.isBuild(folder.path))
    }
}
