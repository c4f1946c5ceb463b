// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing
import TileEncoding

@testable import MapServices

@Suite(.enabled(if: WebPEncoder.isAvailable, "this GDAL was built without WebP"))
struct WebPTileTests {
    private static let address = "/tiles/risk/6/39/25.webp"
    private static let template = "{tileMatrix}/{tileRow}/{tileCol}"
    let build: TestBuild
    let folder: String
    let maps: TestService

    init() throws {
        build = try TestBuild()
        folder = try build.write()
        maps = try TestService(folder)
    }

    @Test func aTileHasTheHeadersOfAPNGAndItsOwnType() async throws {
        let tile = await maps.get(Self.address, [("Accept-Encoding", "gzip")])
        let png = await maps.get("/tiles/risk/6/39/25.png", [("Accept-Encoding", "gzip")])
        #expect(tile.status == 200 && tile.header("Content-Type") == "image/webp")
        #expect(tile.bytes.starts(with: Array("RIFF".utf8)) && tile.bytes[8..<12].elementsEqual("WEBP".utf8))
        #expect(tile.headers.map(\.name) == png.headers.map(\.name) && tile.header("Content-Encoding") == nil)
    }

    @Test func theCacheAndConditionsHoldAsForPNG() async throws {
        let made = await maps.get(Self.address, [("Accept-Encoding", "gzip")])
        for acceptsGzip in [false, true] {
            let kept = try #require(maps.service.cachedTile(target: Self.address, acceptsGzip: acceptsGzip))
            #expect(kept.bytes == made.bytes)
        }
        let again = await maps.get(Self.address, [("If-None-Match", made.header("ETag") ?? "")])
        #expect(again.status == 304)
    }

    @Test func everyAddressOfATileHasTheSamePicture() async {
        let tile = await maps.get(Self.address)
        for other in ["/tms/1.0.0/risk/6/39/38.webp", "/collections/risk/map/tiles/WebMercatorQuad/6/25/39.webp"] {
            #expect(await maps.get(other).bytes == tile.bytes)
        }
        let double = await maps.get("/tiles/risk/6/39/25@2x.webp")
        #expect(double.status == 200 && double.bytes != tile.bytes)
        #expect(await maps.get("/tiles/risk/WorldCRS84Quad/6/79/20.webp").header("Content-Type") == "image/webp")
    }

    @Test func bothFormatsAtOnceAreNotTakenForOneAnother() async {
        async let webP = maps.get(Self.address)
        async let png = maps.get("/tiles/risk/6/39/25.png")
        #expect(await webP.bytes.starts(with: Array("RIFF".utf8)))
        #expect(await png.bytes.starts(with: [0x89, 0x50]))
    }

    @Test func documentsListItAfterPNG() async throws {
        let set = try await maps.json("/collections/risk/map/tiles/WebMercatorQuad")
        let items = set["links"]?.elements?.filter { $0["rel"]?.text == "item" } ?? []
        #expect(items.compactMap { $0["type"]?.text } == ["image/png", "image/webp"])
        #expect(items.last?["href"]?.text?.hasSuffix("\(Self.template).webp") == true)
        let paths = try await maps.json("/api")["paths"]
        let answer = paths?["/collections/{collectionId}/map/tiles/{tileMatrixSetId}/\(Self.template).webp"]?["get"]
        #expect(answer?["responses"]?["200"]?["content"]?["image/webp"] != nil)
        // Clients of these take what is listed without asking whether they can read it.
        #expect(try await maps.json("/tiles/risk.json")["format"]?.text == "png")
        for capabilities in ["/wms?SERVICE=WMS&REQUEST=GetCapabilities", "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities"] {
            #expect(!(await maps.get(capabilities).text.contains("webp")))
        }
    }

    @Test func featureLayersHaveNoPictures() async {
        #expect(await maps.get("/tiles/provinces/6/39/25.webp").status == 404)
        #expect(await maps.get("/collections/provinces/tiles/WebMercatorQuad/6/25/39.webp").status == 400)
    }

    @Test func whereGDALCannotWriteItTheFormatIsUnknown() async throws {
        let without = try TestService(folder, offersWebP: false)
        for address in [Self.address, "/collections/risk/map/tiles/WebMercatorQuad/6/25/39.webp"] {
            let refused = await without.get(address)
            #expect(refused.status == 400 && refused.text.contains("'webp' is not offered"))
        }
        for document in ["/api", "/collections/risk/map/tiles/WebMercatorQuad"] {
            #expect(!(await without.get(document).text.contains("webp")))
        }
    }
}
