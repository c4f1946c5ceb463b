// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Testing
import TileEncoding

@testable import MapServices

/// Answers with the digest of the very folder that was opened.
struct DigestQueries: RiskQueries, RiskQueryOpener {
    var digest = ""

    func open(_ folder: OpenedFolder) throws -> any RiskQueries {
        let catalog = try Catalog(contents: Data(folder.contents(Catalog.fileName)), path: folder.name)
        return DigestQueries(digest: "\(catalog.inputDigest) \(catalog.tier.rawValue)")
    }

    private var answer: [UInt8] { JSONValue.string(digest).bytes }

    func provinces() -> [UInt8] { answer }
    func place(named name: String, why: Bool) -> [UInt8] { answer }
    func point(latitude: Double, longitude: Double, why: Bool) -> [UInt8] { answer }
    func transfers() -> [UInt8] { answer }
    func area(geoJSON: [UInt8], check: () throws -> Void) -> [UInt8] { answer }
    func search(_ text: String, limit: Int, language: Language?) -> [UInt8] { answer }
    func restrictedMarks() -> [RestrictedMark] { [] }
    func claims(ofIncident id: String) -> [ContributingClaim]? { nil }
    func placeDay(latitude: Double, longitude: Double) -> PlaceDay { PlaceDay(place: digest) }
    func placeDay(named name: String) -> PlaceDay { PlaceDay(place: digest) }
}

/// Every route of the service, in every form that it answers.
enum EveryRoute {
    static let days = ["", "2026-02-15", "2026-02-20", "2026-03-15", "2026-02-01/2026-12-31"]

    /// Addresses that take a date as `datetime`.
    static let dated: [String] = {
        let tiles = ["risk", "risk-difference"].flatMap { layer in
            [
                "/tiles/\(layer)/6/39/25.png", "/tiles/\(layer)/6/39/25@2x.png", "/tiles/\(layer)/6/39/25.webp",
                "/tiles/\(layer)/WorldCRS84Quad/5/40/10.png", "/tiles/\(layer).json", "/tms/1.0.0/\(layer)/6/39/38.png",
                "/legend/\(layer).png", "/legend/\(layer)@2x.png", "/legend/\(layer).svg", "/legend/\(layer).json",
                "/styles/\(layer).qml", "/styles/\(layer).sld", "/styles/\(layer).json", "/styles/\(layer).txt",
                "/collections/\(layer)", "/collections/\(layer)?f=html", "/collections/\(layer)/map?width=8",
                "/collections/\(layer)/coverage?width=8", "/collections/\(layer)/map/tiles",
                "/collections/\(layer)/map/tiles/WebMercatorQuad",
                "/collections/\(layer)/map/tiles/WebMercatorQuad/6/25/39.png",
            ]
        }
        let vectors = ["provinces", "incidents"].flatMap { layer in
            [
                "/tiles/\(layer)/6/39/25.pbf", "/tiles/\(layer).json", "/collections/\(layer)",
                "/collections/\(layer)/items", "/collections/\(layer)/items?f=html", "/collections/\(layer)/items/1",
                "/collections/\(layer)/queryables", "/collections/\(layer)/tiles",
                "/collections/\(layer)/tiles/WebMercatorQuad/6/25/39",
            ]
        }
        return tiles + vectors + [
            "/collections", "/collections?f=html", "/catalog.json", "/data/risk.tif", "/data/provinces.geojson",
            "/data/none.txt", "/qgis/riskmap.qlr", "/query/provinces", "/query/provinces/Anbar?why=true",
            "/query/point?lat=33&lon=44", "/query/point?lat=33&lon=44&why=true", "/query/transfers", "/query/nothing",
            "/search?q=Anbar", "/marks", "/marks?bbox=40,30,48,36&zoom=9", "/marks/i1", "/query/series?name=Anbar",
            "/query/series?lat=33&lon=44", "/collections/provinces/items?f=csv",
        ]
    }()

    static let undated: [String] = {
        let map = "CRS=CRS:84&BBOX=43,33,44,34&WIDTH=8&HEIGHT=8"
        let service = ["", "&TIME=2026-02-15", "&TIME=2026-02-20", "&TIME=2026-03-15"].flatMap { time in
            ["risk", "risk-difference"].flatMap { layer in
                [
                    "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=\(layer)&STYLES=&\(map)\(time)",
                    "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=\(layer)&QUERY_LAYERS=\(layer)&\(map)"
                        + "&I=1&J=1&INFO_FORMAT=application/json\(time)",
                    "/wms?SERVICE=WMS&REQUEST=GetLegendGraphic&LAYER=\(layer)&FORMAT=image/png\(time)",
                    "/wmts?SERVICE=WMTS&REQUEST=GetTile&LAYER=\(layer)&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=6&TILEROW=25"
                        + "&TILECOL=39\(time)",
                    "/wmts?SERVICE=WMTS&REQUEST=GetFeatureInfo&LAYER=\(layer)&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=6"
                        + "&TILEROW=25&TILECOL=39&I=1&J=1\(time)",
                ]
            }
        }
        let plain = days.filter { $0.count == 10 }.map { "/wmts/1.0.0/risk/default/\($0)/WebMercatorQuad/6/25/39.png" }
        return service + plain + [
            "/", "/?f=html", "/?f=json", "/page.json", "/api", "/api?f=html", "/conformance", "/tileMatrixSets",
            "/tileMatrixSets/WebMercatorQuad", "/assets/page.js", "/robots.txt", "/favicon.ico", "/health", "/ready",
            "/wms?SERVICE=WMS&REQUEST=GetCapabilities", "/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetCapabilities",
            "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities", "/wmts/1.0.0/WMTSCapabilities.xml", "/nothing",
            "/admin/reload",
            "/contributions.json", "/wms", "/wmts",
        ]
    }()

    static let all: [String] =
        undated
        + dated.flatMap { target in
            days.map { day in
                day.isEmpty ? target : target + (target.contains("?") ? "&" : "?") + "datetime=\(day)"
            }
        }
}

@Suite struct ClosedBuildTests {
    let build: TestBuild
    /// Two public builds; the same two among closed ones, the newest of all among these.
    let open: TestService, mixed: TestService
    let bearer = [("Authorization", "Bearer " + TestService.token)]

    init() throws {
        let build = try TestBuild()
        self.build = build
        func write(_ name: String, _ day: String, _ shift: Double, _ tier: ReleaseTier) throws -> String {
            try build.write(name, day: day, shift: shift, gap: 1, cell: 40_000, tier: tier)
        }
        for root in ["open", "mixed"] {
            try FileManager.default.createDirectory(atPath: "\(build.root)/\(root)", withIntermediateDirectories: true)
            _ = try write("\(root)/a", "2026-01-15", 0, .public)
            _ = try write("\(root)/b", "2026-02-15", 0.5, .public)
        }
        for (name, day, shift, tier) in [
            ("c", "2026-02-20", 1.0, ReleaseTier.partner), ("d", "2026-03-15", 1.5, .internal),
        ] {
            let folder = try write("mixed/\(name)", day, shift, tier)
            let catalog = try String(contentsOfFile: "\(folder)/catalog.json", encoding: .utf8)
                .replacing("Test & study", with: "Hidden study").replacing("© Someone", with: "© Nobody")
            try catalog.write(toFile: "\(folder)/catalog.json", atomically: true, encoding: .utf8)
        }
        open = try TestService("\(build.root)/open", queries: DigestQueries())
        mixed = try TestService("\(build.root)/mixed", queries: DigestQueries())
    }

    private func expectSame(_ target: String, _ headers: [(String, String)] = [], _ method: String = "GET") async {
        let body: [UInt8] = method == "POST" ? Array("{}".utf8) : []
        let expected = await open.get(target, headers, method: method, body: body)
        let found = await mixed.get(target, headers, method: method, body: body)
        #expect(found.status == expected.status && found.bytes == expected.bytes, "\(method) \(target) \(headers)")
        #expect(
            found.headers.map { "\($0.name): \($0.value)" } == expected.headers.map { "\($0.name): \($0.value)" },
            "\(method) \(target) \(headers)")
    }

    @Test func withoutTheTokenClosedBuildsDoNotExist() async {
        #expect(await open.get("/catalog.json").status == 200)
        for target in EveryRoute.all { await expectSame(target) }
        for method in ["HEAD", "OPTIONS", "POST", "PUT", "DELETE"] {
            for target in EveryRoute.undated + EveryRoute.dated + ["/query/area", "/query/area?datetime=2026-03-15"] {
                await expectSame(target, [], method)
            }
        }
    }

    @Test func wrongTokensAreNone() async {
        let token = TestService.token
        let wrong = [
            "Bearer \(token)x", "Bearer \(token.dropLast())", "Bearer", "Bearer ", token, "Basic \(token)",
            "Bearer \(token.uppercased())", "Bearer x\(token)", "Bearer \(token), Bearer \(token)", "",
        ]
        for value in wrong {
            for target in ["/", "/catalog.json", "/page.json", "/tiles/risk/6/39/25.png", "/query/provinces", "/api"] {
                await expectSame(target, [("Authorization", value)])
            }
        }
        let twice = bearer + bearer
        await expectSame("/catalog.json", twice)
    }

    @Test func whatTheTokenOpensIsNotKeptForOthers() async {
        for target in EveryRoute.all {
            let own = await mixed.get(target, bearer)
            #expect(own.header("Cache-Control")?.contains("public") != true, "\(target)")
            if own.status == 200, !["/health", "/ready"].contains(target) {
                #expect(own.header("Cache-Control")?.hasPrefix("private") == true, "\(target)")
                #expect(own.header("Vary")?.contains("Authorization") == true, "\(target)")
            }
        }
        for target in EveryRoute.all { await expectSame(target) }
    }

    @Test func theTokenOpensEverything() async throws {
        #expect(try await mixed.json("/catalog.json", bearer)["title"]?["en"]?.text == "Hidden study")
        #expect(try await mixed.json("/query/provinces", bearer).text == "digest-2026-03-15 internal")
        #expect(
            try await mixed.json("/query/provinces?datetime=2026-02-20", bearer).text == "digest-2026-02-20 partner")
        let page = try await mixed.json("/page.json", bearer)
        #expect(page["builds"]?.elements?.count == 4 && page["compared_days"]?.elements?.count == 4)
        let capabilities = await mixed.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities", bearer).text
        #expect(capabilities.contains("2026-01-15,2026-02-15,2026-02-20,2026-03-15"))
        for target in EveryRoute.dated where !target.contains("nothing") && !target.contains("none.txt") {
            let day = target.contains("/items/1") ? "" : (target.contains("?") ? "&" : "?") + "datetime=2026-03-15"
            let status = await mixed.get(target + day, bearer).status
            #expect([200, 204].contains(status) || target.contains("/items"), "\(target) \(status)")
        }
        #expect(try await mixed.json("/query/provinces").text == "digest-2026-02-15 public")
    }

    @Test func metricsTellOfClosedBuildsToHoldersOfTheTokenOnly() async {
        _ = await mixed.get("/tiles/risk/6/39/25.png?datetime=2026-03-15", bearer)
        let anyone = await mixed.get("/metrics").text, own = await mixed.get("/metrics", bearer).text
        #expect(anyone.contains("riskmap_builds 2\n") && !anyone.contains("layer=\"risk\""))
        #expect(own.contains("riskmap_builds 4\n") && own.contains("{layer=\"risk\"} 1"))
    }

    @Test func oneClosedLayerClosesItsBuild() async throws {
        let folder = try build.write("odd", gap: 1, cell: 40_000)
        var catalog = try Catalog.read(folder: folder)
        catalog.layers[2].tier = .partner
        try JSONEncoder().encode(catalog).write(to: URL(fileURLWithPath: "\(folder)/catalog.json"))
        let maps = try TestService(folder)
        for target in ["/", "/catalog.json", "/data/incidents.geojson", "/tiles/risk/6/39/25.png"] {
            #expect(await maps.get(target).status == 401)
            #expect(await maps.get(target, bearer).status == 200)
        }
    }
}
