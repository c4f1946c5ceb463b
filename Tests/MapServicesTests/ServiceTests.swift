// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Testing
import TileEncoding

@testable import MapServices

@Suite struct TileServiceTests {
    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write())
    }

    @Test func aTileIsAPNGWithEveryHeader() async throws {
        let tile = await maps.get("/tiles/risk/6/39/25.png")
        #expect(tile.status == 200 && tile.header("Content-Type") == "image/png")
        #expect(tile.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(tile.header("ETag")?.hasPrefix("\"") == true)
        #expect(tile.header("Access-Control-Allow-Origin") == "*")
        #expect(tile.header("Cache-Control") == "public, max-age=60, must-revalidate")
    }

    @Test func theCacheAnswersTheSame() async throws {
        #expect(maps.service.cachedTile(target: "/tiles/risk/6/39/25.png", acceptsGzip: false) == nil)
        let made = await maps.get("/tiles/risk/6/39/25.png")
        let kept = try #require(maps.service.cachedTile(target: "/tiles/risk/6/39/25.png", acceptsGzip: false))
        let again = await maps.get("/tiles/risk/6/39/25.png")
        for response in [kept, again] {
            #expect(response.bytes == made.bytes)
            #expect(response.headers.map(\.name).sorted() == made.headers.map(\.name).sorted())
        }
        let conditional = await maps.get("/tiles/risk/6/39/25.png", [("If-None-Match", made.header("ETag") ?? "")])
        #expect(conditional.status == 304)
    }

    @Test func doubleDensityTilesAreFourTimesAsLarge() async throws {
        let tile = await maps.get("/tiles/risk/6/39/25@2x.png")
        #expect(Array(tile.bytes[16..<24]) == [0, 0, 2, 0, 0, 0, 2, 0])
    }

    @Test func tmsCountsRowsFromTheSouth() async throws {
        let xyz = await maps.get("/tiles/risk/6/39/25.png"), tms = await maps.get("/tms/1.0.0/risk/6/39/38.png")
        #expect(xyz.bytes == tms.bytes && tms.status == 200)
    }

    @Test func emptyRasterTilesAreTransparentAndEmptyVectorTilesAreNothing() async throws {
        let raster = await maps.get("/tiles/risk/6/0/0.png")
        #expect(raster.status == 200 && raster.bytes.count < 300)
        let vector = await maps.get("/tiles/provinces/6/0/0.pbf")
        #expect(vector.status == 204 && vector.body.count == 0)
    }

    @Test func vectorTilesAreZippedForThoseWhoTakeIt() async throws {
        let zipped = await maps.get("/tiles/provinces/6/39/25.pbf", [("Accept-Encoding", "gzip")])
        let plain = await maps.get("/tiles/provinces/6/39/25.pbf")
        #expect(zipped.header("Content-Encoding") == "gzip" && plain.header("Content-Encoding") == nil)
        #expect(Deflate.gunzip(zipped.bytes) == plain.bytes && !plain.bytes.isEmpty)
        #expect(zipped.header("ETag") != plain.header("ETag"))
        #expect(plain.header("Content-Type") == "application/vnd.mapbox-vector-tile")
    }

    @Test func tileJSONDescribesBothKinds() async throws {
        let raster = try await maps.json("/tiles/risk.json")
        #expect(raster["tilejson"]?.text == "3.0.0")
        #expect(raster["tiles"]?.elements?.first?.text == "http://maps.example:8080/tiles/risk/{z}/{x}/{y}.png")
        #expect(raster["bounds"]?.elements?.count == 4)
        let vector = try await maps.json("/tiles/provinces.json")
        let fields = vector["vector_layers"]?.elements?.first?["fields"]
        #expect(fields?["score"]?.text == "Number" && fields?["name_en"]?.text == "String")
        #expect(fields?["assessed"]?.text == "Boolean")
    }

    @Test(arguments: [
        ("/tiles/risk/-1/0/0.png", 404), ("/tiles/risk/0/1/0.png", 404), ("/tiles/risk/23/0/0.png", 404),
        ("/tiles/risk/6/39/25.jpg", 400), ("/tiles/risk/6/39/25", 400), ("/tiles/risk/a/39/25.png", 400),
        ("/tiles/risk/6/39/25.5.png", 400), ("/tiles/risk/6/1e1/25.png", 400), ("/tiles/none/6/39/25.png", 404),
        ("/tiles/provinces/6/39/25.png", 404), ("/tiles/risk/6/39/25.pbf", 404), ("/tiles/risk/6/39", 404),
        ("/tiles/risk/999999999999999999999/0/0.png", 400), ("/tiles/risk/64/0/0.png", 404), ("/tiles", 404),
        ("/tiles/risk/NoSuchSet/6/39/25.png", 404), ("/tiles/none.json", 404), ("/tms/2.0/risk/0/0/0.png", 404),
        ("/tms/1.0.0/risk/6/39/99999.png", 404), ("/tiles/risk/6/39/25.png?datetime=1999-01-01", 404),
        ("/tiles/risk/6/39/25.png?datetime=yesterday", 400),
    ])
    func badTilesGetTheRightStatus(target: String, status: Int) async {
        let response = await maps.get(target)
        #expect(response.status == status, "\(target): \(response.text)")
        #expect(response.header("Content-Type") == "application/problem+json")
        #expect(response.header("Access-Control-Allow-Origin") == "*")
    }
}

@Suite struct DocumentServiceTests {
    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write())
    }

    @Test func everyDocumentedAddressAnswers() async throws {
        for target in [
            "/", "/conformance", "/api", "/collections", "/collections/risk", "/collections/provinces",
            "/collections/provinces/items", "/collections/provinces/items/1", "/collections/provinces/queryables",
            "/collections/provinces/tiles", "/collections/provinces/tiles/WebMercatorQuad", "/collections/risk/map",
            "/collections/risk/map/tiles", "/collections/risk/map/tiles/WorldCRS84Quad", "/collections/risk/coverage",
            "/collections/risk/map/tiles/WorldCRS84Quad/3/2/9", "/collections/provinces/tiles/WebMercatorQuad/6/25/39",
            "/tileMatrixSets", "/tileMatrixSets/WebMercatorQuad", "/legend/risk.png", "/legend/risk.svg",
            "/legend/risk.json", "/styles/risk.qml", "/styles/risk.sld", "/styles/risk.json", "/qgis/riskmap.qlr",
            "/data/risk.tif", "/data/provinces.geojson", "/catalog.json", "/page.json", "/assets/page.js", "/health",
            "/ready", "/metrics", "/wmts/1.0.0/WMTSCapabilities.xml", "/favicon.ico", "/robots.txt",
        ] {
            let response = await maps.get(target)
            #expect(response.status == 200, "\(target): \(response.status) \(response.text.prefix(200))")
            let head = await maps.get(target, method: "HEAD")
            #expect(head.status == 200, "HEAD \(target)")
        }
    }

    @Test func everyLayerForQGISHasItsCoordinateSystem() async throws {
        let definition = await maps.get("/qgis/riskmap.qlr").text
        let layers = definition.components(separatedBy: "<maplayer ").count - 1
        #expect(layers > 1)
        // The number of Web Mercator in QGIS's own list: the code alone is not looked up.
        #expect(definition.components(separatedBy: "<srsid>3857</srsid>").count - 1 == layers)
        #expect(definition.contains("<layer-tree-group name=\"\""))
    }

    @Test func browsersGetPagesAndOthersJSON() async throws {
        let browser = ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
        #expect(await maps.get("/", [browser]).text.contains("assets/leaflet.js"))
        #expect(await maps.get("/", [("Accept", "*/*")]).header("Content-Type") == "application/json")
        #expect(await maps.get("/collections", [browser]).text.hasPrefix("<!DOCTYPE html>"))
        #expect(await maps.get("/collections?f=json", [browser]).header("Content-Type") == "application/json")
        #expect(await maps.get("/collections?f=yaml").status == 400)
    }

    @Test func markupInDataIsEscapedInPages() async throws {
        let page = await maps.get("/collections/incidents/items?f=html").text
        #expect(page.contains("A &lt;b&gt;clash&lt;/b&gt; &amp; more") && !page.contains("<b>clash"))
    }

    @Test func itemsArePagedWithLinks() async throws {
        let first = try await maps.json("/collections/provinces/items?limit=3")
        #expect(first["numberMatched"]?.double == 4 && first["numberReturned"]?.double == 3)
        let next = first["links"]?.elements?.first { $0["rel"]?.text == "next" }
        let address = try #require(next?["href"]?.text)
        #expect(address == "http://maps.example:8080/collections/provinces/items?limit=3&offset=3")
        let second = try await maps.json(String(address.dropFirst("http://maps.example:8080".count)))
        #expect(second["numberReturned"]?.double == 1)
        #expect(second["features"]?.elements?.first?["id"]?.double == 4)
        #expect(second["links"]?.elements?.contains { $0["rel"]?.text == "next" } == false)
    }

    @Test func itemsAreFiltered() async throws {
        func matched(_ query: String) async throws -> Double? {
            try await maps.json("/collections/provinces/items?\(query)")["numberMatched"]?.double
        }
        #expect(try await matched("bbox=40.5,30.5,41,31") == 1)
        #expect(try await matched("bbox=43,32,45,34") == 4)
        #expect(try await matched("bbox=0,0,1,1") == 0)
        #expect(try await matched("iso3166_2=IQ-T2") == 1)
        #expect(try await matched("rank=4") == 1)
        #expect(try await matched("bbox=40,30,0,44,33,9") == 4)
        let early = try await maps.json("/collections/incidents/items?datetime=2026-01-01/2026-01-31")
        #expect(early["numberMatched"]?.double == 1)
        let none = try await maps.json("/collections/incidents/items?datetime=../2026-01-19")
        #expect(none["numberMatched"]?.double == 0)
    }

    @Test func openAPIHoldsNoRemoteReference() async throws {
        let document = await maps.get("/api").text
        for part in document.components(separatedBy: "\"$ref\":\"").dropFirst() { #expect(part.hasPrefix("#/")) }
        let paths = try JSONValue.parse(Array(document.utf8))["paths"]
        #expect(paths?["/collections/{collectionId}/items"] != nil)
    }

    @Test func filesAnswerRangesAndConditions() async throws {
        let whole = await maps.get("/data/risk.tif")
        #expect(whole.header("Content-Type")?.hasPrefix("image/tiff") == true)
        let part = await maps.get("/data/risk.tif", [("Range", "bytes=0-15")])
        #expect(part.status == 206 && part.bytes == Array(whole.bytes[..<16]))
        #expect(await maps.get("/data/risk.tif", [("If-None-Match", whole.header("ETag") ?? "")]).status == 304)
    }

    @Test(arguments: [
        "/data/catalog.json", "/data/../risk.tif", "/data/risk.tif.aux.xml", "/data/risk.tif.ovr", "/data/",
        "/data/%2e%2e/%2e%2e/etc/passwd", "/assets/../page.js", "/assets/none.js", "/collections/none",
        "/collections/provinces/items/99", "/legend/none.png", "/styles/none.qml", "/nothing", "/tileMatrixSets/none",
        "/query/provinces", "/collections/risk/items", "/collections/provinces/map", "/wmts/2.0/x", "/admin/none",
    ])
    func unknownThingsAreNotThere(target: String) async {
        let response = await maps.get(target)
        #expect(response.status == 404 || response.status == 400, "\(target): \(response.status)")
        #expect(!response.text.contains(build.root) && !response.text.contains("swift"))
    }

    @Test func methodsAreChecked() async {
        let post = await maps.get("/tiles/risk/0/0/0.png", method: "POST")
        #expect(post.status == 405 && post.header("Allow") == "GET, HEAD, OPTIONS")
        #expect(await maps.get("/", method: "DELETE").status == 405)
        #expect(await maps.get("/query/area").status == 405)
        let preflight = await maps.get("/collections", [("Origin", "http://a")], method: "OPTIONS")
        #expect(preflight.status == 204 && preflight.header("Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS")
    }

    @Test func metricsCountWhatHappened() async {
        maps.service.metrics.countRequest(kind: "tile", status: 200, seconds: 0.002, bytes: 10)
        _ = await maps.get("/tiles/risk/3/4/3.png")
        let text = await maps.get("/metrics").text
        #expect(text.contains("riskmap_requests_total{kind=\"tile\",status=\"200\"} 1\n"))
        #expect(text.contains("riskmap_request_seconds_bucket{le=\"0.005\"} 1\n"))
        #expect(text.contains("riskmap_tiles_rendered_total{layer=\"risk\"} 1\n"))
        #expect(text.contains("# TYPE process_resident_memory_bytes gauge"))
    }
}
