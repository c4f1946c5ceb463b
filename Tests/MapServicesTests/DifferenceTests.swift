// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Synchronization
import Testing
import TileEncoding

@testable import MapServices

/// Three dates, the middle one with a wider gap in the west.
@Suite struct DifferenceTests {
    private static let tile = "/tiles/risk-difference/6/39/25.png"
    private static let days = ["2026-01-15", "2026-02-15", "2026-03-15"]
    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        for (index, day) in Self.days.enumerated() {
            try build.write(day, day: day, shift: Double(index) * 0.4, gap: index == 1 ? 60 : 20)
        }
        maps = try TestService(build.root)
    }

    private func layer(_ time: String? = nil) throws -> ServedSurface {
        let set = try #require(maps.store.current)
        return try #require(try set.build(of: "risk-difference", time: time).raster("risk-difference"))
    }

    @Test func tilesAreThoseOfTheValuesDivided() async throws {
        let set = try #require(maps.store.current)
        let view = MapView(tile: try #require(TileID(zoom: 6, column: 39, row: 25)))
        let later = try #require(try set.build(time: Self.days[2]).raster("risk")).renderer.values(view)
        let earlier = try #require(try set.build(time: Self.days[0]).raster("risk")).renderer.values(view)
        let style = try Style.load(from: "\(TestBuild.styles)/risk-difference.json")
        let pixels = zip(later, earlier).map { later, earlier in
            later == .infinity ? UInt8(0) : style.paletteIndex(for: later / earlier)
        }
        let expected = PNGEncoder.encode(
            IndexedImage(width: 256, height: 256, pixels: pixels), palette: style.palette)
        #expect(await maps.get(Self.tile + "?datetime=2026-01-15/2026-03-15").bytes == expected)
        #expect(Set(pixels).count >= 8)
    }

    @Test func pixelsColoursAndToldValuesAgree() async throws {
        let query =
            "/wms?SERVICE=WMS&REQUEST=GetMap&LAYERS=risk-difference&STYLES=&FORMAT=image/png&WIDTH=480&HEIGHT=360"
            + "&VERSION=1.3.0&CRS=EPSG:4326&BBOX=29.5,39.5,36.5,48.5&TIME=2026-02-15/2026-03-15"
        let layer = try layer("2026-02-15/2026-03-15")
        let request = try WMSMapRequest(try RequestTarget(query), largestSide: 4096)
        let image = try layer.renderer.indexed(request.view)
        #expect(await maps.get(query).bytes.contains("PLTE".utf8))
        var classes: Set<String> = []
        for step in 0..<400 {
            let column = step * 37 % 480, row = step * 53 % 360
            let target =
                query.replacing("GetMap", with: "GetFeatureInfo")
                + "&QUERY_LAYERS=risk-difference&INFO_FORMAT=application/json&I=\(column)&J=\(row)"
            let info = try await maps.json(target)["features"]?.elements?.first?["properties"]
            let color = layer.style.palette[Int(image.pixels[row * 480 + column])]
            #expect(info?["class"]?.text == layer.style.styleClass(of: color)?.id)
            classes.insert(info?["class"]?.text ?? "outside")
            guard let value = info?["value"]?.double else {
                #expect(info?["earlier_value"]?.double == nil || info?["later_value"]?.double == nil)
                #expect(info?["ratio"]?.double == nil)
                continue
            }
            #expect(info?["ratio"]?.double == value)
            #expect(layer.style.rgba(for: Float(value)) == color, "\(value)")
            let earlier = try #require(info?["earlier_value"]?.double)
            let later = try #require(info?["later_value"]?.double)
            #expect(abs(later / earlier / value - 1) < 0.02, "\(later) / \(earlier) is told as \(value)")
        }
        #expect(classes.count >= 9 && classes.isSuperset(of: ["outside", "not_assessed"]), "\(classes)")
    }

    @Test func aPlaceThatEitherDateDoesNotAssessIsNotAssessed() async throws {
        // 40.9 degrees east lies in the gap of the middle date alone.
        let target =
            "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=risk-difference&CRS=CRS:84"
            + "&QUERY_LAYERS=risk-difference&BBOX=40.9,33,40.91,33.01&WIDTH=1&HEIGHT=1&I=0&J=0&TIME="
        let half = await maps.get(target + "2026-02-15/2026-03-15").text
        #expect(half.contains("class = not_assessed\n") && half.contains("value = \n"))
        #expect(half.contains("earlier = 2026-02-15\nearlier_value = \nlater = 2026-03-15\nlater_value = "))
        #expect(!half.contains("later_value = \n"))
        #expect(await !maps.get(target + "2026-01-15/2026-03-15").text.contains("not_assessed"))
    }

    @Test func valuesNextToAnEdgeAreToldSoThatTheyStayInTheirClass() throws {
        try expectValuesToStayInTheirClass(layer())
    }

    @Test func everyProtocolGivesTheSameTile() async {
        let tile = await maps.get(Self.tile)
        #expect(tile.status == 200)
        let query = "&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=6&TILEROW=25&TILECOL=39"
        for target in [
            "/tiles/risk-difference/6/39/25.png?datetime=2026-02-15/2026-03-15", Self.tile + "?datetime=2026-03-15",
            Self.tile + "?datetime=2026-02-15T00:00:00Z/2026-03-15T00:00:00Z", Self.tile + "?datetime=",
            "/tms/1.0.0/risk-difference/6/39/38.png",
            "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=risk-difference&STYLE=default&FORMAT=image/png"
                + query,
            "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=risk-difference&STYLE=&FORMAT=image/png"
                + "&TIME=2026-02-15/2026-03-15" + query,
            "/wmts/1.0.0/risk-difference/default/2026-03-15/WebMercatorQuad/6/25/39.png",
            "/collections/risk-difference/map/tiles/WebMercatorQuad/6/25/39.png",
        ] {
            #expect(await maps.get(target).bytes == tile.bytes, "\(target)")
        }
        #expect(await maps.get(Self.tile + "?datetime=2026-01-15/2026-03-15").bytes != tile.bytes)
        #expect(await maps.get(Self.tile.replacing("25.png", with: "25@2x.png")).status == 200)
    }

    @Test func everyDocumentOfALayerIsThere() async throws {
        for target in [
            "/collections/risk-difference", "/collections/risk-difference/map",
            "/collections/risk-difference/map/tiles", "/collections/risk-difference/map/tiles/WorldCRS84Quad",
            "/collections/risk-difference/coverage", "/legend/risk-difference.png", "/legend/risk-difference.svg",
            "/legend/risk-difference@2x.png", "/styles/risk-difference.qml", "/styles/risk-difference.sld",
            "/styles/risk-difference.json", "/styles/risk-difference.txt",
            "/wms?SERVICE=WMS&REQUEST=GetLegendGraphic&LAYER=risk-difference&TIME=2026-01-15/2026-03-15",
        ] {
            #expect(await maps.get(target).status == 200, "\(target)")
        }
        #expect(await maps.get("/data/risk-difference.tif").status == 404)
        let legend = try await maps.json("/legend/risk-difference.json?datetime=2026-01-15/2026-03-15")
        #expect(legend["units"]?.text == "times the value of the earlier date, 2026-03-15 against 2026-01-15")
        #expect(legend["units_ar"]?.text?.contains("2026-03-15 / 2026-01-15") == true)
        let json = try await maps.json("/tiles/risk-difference.json?datetime=2026-01-15/2026-03-15")
        #expect(json["data"] == nil)
        #expect(
            json["tiles"]?.elements?.first?.text?.hasSuffix("{y}.png?datetime=2026-01-15/2026-03-15") == true)
        let usual = try await maps.json("/tiles/risk-difference.json")
        #expect(usual["tiles"]?.elements?.first?.text?.hasSuffix("{y}.png") == true)
    }

    @Test func capabilitiesListTheDatesThatHaveOneBeforeThem() async throws {
        let text = await maps.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities").text
        let parts = text.components(separatedBy: "<Name>risk-difference</Name>")
        try #require(parts.count == 2)
        #expect(
            parts[1].contains(
                "default=\"2026-03-15\" multipleValues=\"1\" nearestValue=\"1\">2026-02-15,2026-03-15</Dimension>"))
        #expect(parts[0].contains(">2026-01-15,2026-02-15,2026-03-15</Dimension>"))
        let tiles = await maps.get("/wmts/1.0.0/WMTSCapabilities.xml").text
        #expect(tiles.contains("<ows:Identifier>risk-difference</ows:Identifier>"))
        #expect(XMLCheck.isWellFormed(text) && XMLCheck.isWellFormed(tiles))
        let page = try await maps.json("/page.json")
        #expect(page["compared_days"]?.elements?.compactMap(\.text) == Self.days)
    }

    @Test(
        "A map holds until the next one: dates between builds and spans of a day mean the newest before",
        arguments: [
            ("2026-03-16", "2026-02-15/2026-03-15"), ("2026-03-15/2026-03-15", "2026-02-15/2026-03-15"),
            ("2026-03-15T00:00:00Z/2026-03-15T23:59:59Z", "2026-02-15/2026-03-15"),
            ("2026-02-20", "2026-01-15/2026-02-15"),
            ("2026-01-20/2026-03-16", "2026-01-15/2026-03-15"), ("2025-01-15/2026-03-15", "2026-02-15/2026-03-15"),
            ("../2026-03-15", "2026-02-15/2026-03-15"), ("2026-01-15,2026-03-15", "2026-01-15/2026-03-15"),
            ("2026-01-15/2026-03-15/P1M", "2026-01-15/2026-03-15"),
        ])
    func nearestDates(time: String, meant: String) async {
        let tile = await maps.get(Self.tile + "?datetime=" + meant)
        let response = await maps.get(Self.tile + "?datetime=" + time)
        #expect(tile.status == 200 && response.bytes == tile.bytes, "\(time)")
    }

    @Test(arguments: [
        ("2025-01-15/2025-03-15", "the dates that can be compared are 2026-01-15, 2026-02-15"),
        ("2026-01-15", "There is no date before 2026-01-15"), ("yesterday", "nor an interval or a list of dates"),
        ("2026-03-15/2026-01-15", "nor an interval or a list of dates"), ("2026-01-15,", "nor an interval"),
        ("2026-01-15/2026-02-15/P1D/P1D", "nor an interval"),
    ])
    func datesThatAreNotThereAreExplained(time: String, sentence: String) async {
        let response = await maps.get(Self.tile + "?datetime=" + time)
        #expect(response.status == 400 && response.text.contains(sentence), "\(response.text)")
        let picture = await maps.get(
            "/wms?SERVICE=WMS&REQUEST=GetMap&LAYERS=risk-difference&STYLES=&WIDTH=8&HEIGHT=6&VERSION=1.3.0&CRS=CRS:84"
                + "&BBOX=40,30,48,36&TIME=" + time)
        #expect(picture.status == 400 && picture.text.contains("code=\"InvalidDimensionValue\""))
    }

    @Test func layersOfOneDateAndOfTwoMayShareAPicture() async {
        let target =
            "/wms?SERVICE=WMS&REQUEST=GetMap&LAYERS=risk,risk-difference&STYLES=&FORMAT=image/png&WIDTH=80&HEIGHT=60"
            + "&VERSION=1.3.0&CRS=CRS:84&BBOX=40,30,48,36&TIME="
        let one = await maps.get(target + "2026-01-15/2026-02-15"), other = await maps.get(target)
        #expect(one.status == 200 && other.status == 200 && one.bytes != other.bytes)
    }

    @Test func entityTagsCoverBothBuilds() async throws {
        let before = await maps.get(Self.tile)
        let tag = try #require(before.header("ETag"))
        let builds = try #require(maps.store.current?.builds)
        #expect(tag == "\"\(builds[1].tag)-\(builds[2].tag)\"")
        let kept = await maps.get(Self.tile + "?v=\(builds[1].tag)-\(builds[2].tag)")
        #expect(kept.header("Cache-Control") == "public, max-age=31536000, immutable")
        #expect(await maps.get(Self.tile, [("If-None-Match", tag)]).status == 304)
        // A correction of the earlier date: other values, the same later build.
        try build.write(Self.days[1], day: Self.days[1], shift: 0.6, uniformShare: 0.05, tier: .public)
        let catalog = "\(build.root)/\(Self.days[1])/catalog.json"
        let text = try String(contentsOfFile: catalog, encoding: .utf8).replacing("digest-", with: "corrected-")
        try text.write(toFile: catalog, atomically: true, encoding: .utf8)
        #expect(try maps.store.reloadIfChanged())
        let after = await maps.get(Self.tile)
        #expect(after.header("ETag") != tag && after.bytes != before.bytes)
        #expect(await maps.get(Self.tile, [("If-None-Match", tag)]).status == 200)
    }

    @Test func exportedTilesAreTheServedOnes() async throws {
        let export = try #require(TileExport(store: maps.store))
        #expect(export.layerNames.contains("risk-difference"))
        let tile = try #require(TileID(zoom: 6, column: 39, row: 25))
        #expect(try export.bytes(of: "risk-difference", tile: tile, level: .tile) == (await maps.get(Self.tile)).bytes)
    }
}

/// When there is nothing to compare, or no right to see it.
@Suite struct DifferenceOfferTests {
    private static let tile = "/tiles/risk-difference/6/39/25.png"
    let build: TestBuild

    init() throws {
        build = try TestBuild()
        try build.write("b", day: "2026-02-15", shift: 0.4)
    }

    private func isAdvertised(_ maps: TestService) async -> Bool {
        for target in [
            "/wms?SERVICE=WMS&REQUEST=GetCapabilities", "/wmts/1.0.0/WMTSCapabilities.xml", "/collections",
            "/page.json", "/qgis/riskmap.qlr", "/api",
        ] where await maps.get(target).text.contains("risk-difference") {
            return true
        }
        return false
    }

    @Test func oneDateHasNoDifference() async throws {
        let maps = try TestService(build.root)
        #expect(await !isAdvertised(maps))
        let response = await maps.get(Self.tile)
        #expect(response.status == 400 && response.text.contains("there is only 2026-02-15"), "\(response.text)")
        #expect(await maps.get("/tiles/provinces-difference/6/39/25.png").status == 404)
        try build.write("a", day: "2026-01-15")
        try maps.store.reload()
        #expect(await isAdvertised(maps))
        #expect(await maps.get(Self.tile).status == 200)
    }

    @Test(arguments: [
        (0.02, 2500.0, "the method differs in uniform_share"), (0.05, 5000, "the layers differ in grid"),
    ])
    func otherScalesAndGridsAreNotCompared(uniformShare: Double, cell: Double, reason: String) async throws {
        try build.write("a", day: "2026-01-15", cell: cell, uniformShare: uniformShare)
        let remarks = Mutex<[String]>([])
        let maps = try TestService(build.root, remark: { text in remarks.withLock { $0.append(text) } })
        #expect(await !isAdvertised(maps))
        #expect(await maps.get(Self.tile).status == 400)
        let told = remarks.withLock { $0 }
        #expect(told.count == 1 && told.allSatisfy { $0.contains("2026-01-15") && $0.contains(reason) }, "\(told)")
        // The dates that do agree are compared all the same.
        try build.write("c", day: "2026-03-15", shift: 0.9)
        try maps.store.reload()
        #expect(await maps.get(Self.tile + "?datetime=2026-02-15/2026-03-15").status == 200)
        let hindered = await maps.get(Self.tile + "?datetime=2026-01-15/2026-03-15")
        #expect(hindered.status == 400 && hindered.text.contains(reason))
    }

    @Test func theStricterTierOfTheTwoCounts() async throws {
        let bearer = [("Authorization", "Bearer " + TestService.token)]
        try build.write("a", day: "2026-01-15", tier: .partner)
        let maps = try TestService(build.root)
        #expect(await maps.get("/tiles/risk/6/39/25.png").status == 200)
        #expect(await maps.get(Self.tile).status == 400)
        #expect(await !isAdvertised(maps))
        let tile = await maps.get(Self.tile, bearer)
        #expect(tile.status == 200 && tile.header("Cache-Control")?.hasPrefix("private") == true)
        #expect(await maps.get(Self.tile).status == 400, "it must not have been kept")
        let info =
            "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=risk-difference&CRS=CRS:84"
            + "&QUERY_LAYERS=risk-difference&BBOX=43,33,44,34&WIDTH=1&HEIGHT=1&I=0&J=0"
        #expect(await maps.get(info).status == 400)
        #expect(await maps.get(info, bearer).header("Cache-Control")?.hasPrefix("private") == true)
    }
}
