// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Testing
import TileEncoding

@testable import MapServices

/// Four provinces of 4 by 3 degrees, drawn by the Web Map Service.
@Suite("Features in the Web Map Service")
struct VectorMapTests {
    private static let map = "/wms?SERVICE=WMS&REQUEST=GetMap&VERSION=1.3.0&STYLES=&FORMAT=image/png&WIDTH=80&HEIGHT=60"
    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write())
    }

    /// Red, green, blue, alpha of the pixels that a request is drawn with, row by row; the request is answered too.
    private func pixels(_ target: String) async throws -> [[UInt8]] {
        let response = await maps.get(target)
        try #require(response.status == 200, "\(response.text)")
        #expect(Array(response.bytes.prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
        let request = try WMSMapRequest(try RequestTarget(target), largestSide: 4096)
        let current = try #require(maps.store.current?.latest)
        let layers = try request.layers.map { name -> MapLayer in
            if let surface = current.raster(name) { return .surface(surface) }
            let layer = try #require(current.vector(name))
            return .features(layer, try #require(current.drawing(of: layer)))
        }
        var pixels: [[UInt8]] = []
        try MapComposer(
            view: request.view, layers: layers, isTransparent: request.isTransparent, background: request.background
        ).eachStrip(WorkToken()) { strip in
            pixels += strip.map { [$0.red, $0.green, $0.blue, $0.alpha] }
        }
        return pixels
    }

    @Test("A border lies where it is, in every reference system; what is beyond the features is transparent")
    func drawing() async throws {
        for view in [
            "&CRS=CRS:84&BBOX=40,30,48,36", "&CRS=EPSG:4326&BBOX=30,40,36,48",
            "&CRS=EPSG:3857&BBOX=4452779,3503549,5343335,4300621",
        ] {
            let all = try await pixels(Self.map + "&LAYERS=provinces&TRANSPARENT=TRUE" + view)
            // The border between the western and the eastern provinces runs along the middle column; grey and opaque.
            let border = all[10 * 80 + 40], inside = all[10 * 80 + 20]
            #expect(border[3] > 100 && border[0] < 160, "\(view): \(border)")
            #expect(inside[0] != border[0], "\(view): \(inside)")
        }
        let beyond = try await pixels(Self.map + "&LAYERS=provinces&TRANSPARENT=TRUE&CRS=CRS:84&BBOX=36,26,52,38")
        #expect(beyond[0] == [0, 0, 0, 0] && beyond[30 * 80 + 40][3] > 0)
        let opaque = try await pixels(Self.map + "&LAYERS=provinces&BGCOLOR=0x0000FF&CRS=CRS:84&BBOX=36,26,52,38")
        #expect(Array(opaque[0].prefix(3)) == [0, 0, 255])
    }

    @Test("Features lie over a surface; far inside a feature a deep view is filled to its edges")
    func stacking() async throws {
        let view = "&CRS=CRS:84&BBOX=40,30,48,36&TRANSPARENT=TRUE"
        let surface = try await pixels(Self.map + "&LAYERS=risk,risk" + view)
        let both = try await pixels(Self.map + "&LAYERS=risk,provinces" + view)
        #expect(both[10 * 80 + 40] != surface[10 * 80 + 40])
        // Seven metres wide: corners of the province lie millions of pixels away.
        let deep = try await pixels(
            Self.map + "&LAYERS=provinces&TRANSPARENT=TRUE&CRS=CRS:84&BBOX=42,31,42.00008,31.00006")
        #expect(Set(deep).count == 1)
        #expect(
            try await pixels(
                Self.map.replacing("80", with: "3").replacing("60", with: "2")
                    + "&LAYERS=provinces" + view
            ).count == 6)
    }

    @Test("Strips of a large picture join")
    func strips() async throws {
        let target = Self.map.replacing("WIDTH=80", with: "WIDTH=600").replacing("HEIGHT=60", with: "HEIGHT=700")
        let large = try await pixels(target + "&LAYERS=provinces&TRANSPARENT=TRUE&CRS=CRS:84&BBOX=40,30,48,36")
        let column = (1..<699).map { large[$0 * 600 + 100] }
        // One inner border crosses the column, over two rows at most.
        let inside = column[0]
        #expect(column.count { $0 != inside } <= 3)
    }

    @Test("A question gives the properties of the feature at the pixel")
    func info() async throws {
        func ask(_ more: String, i: Int = 20, j: Int = 45) async -> ServerResponse {
            await maps.get(
                Self.map.replacing("GetMap", with: "GetFeatureInfo")
                    + "&LAYERS=provinces&QUERY_LAYERS=provinces&CRS=CRS:84&BBOX=40,30,48,36&I=\(i)&J=\(j)" + more)
        }
        let json = try JSONValue.parse(await ask("&INFO_FORMAT=application/json").bytes)
        let features = try #require(json["features"]?.elements)
        #expect(features.count == 1 && features[0]["properties"]?["name_en"]?.text == "Province 0")
        #expect(features[0]["geometry"]?["type"]?.text == "Polygon")
        #expect(await ask("&INFO_FORMAT=text/plain", i: 60, j: 10).text.contains("name_en = Province 3\n"))
        #expect(await ask("&INFO_FORMAT=application/vnd.ogc.gml").text.contains("<riskmap:name_en>Province 0<"))
        // Numbers, truth values and nothing are texts as JSON has them.
        #expect(
            await ask("&INFO_FORMAT=text/plain").text.contains("score = 20.5\nrank = 4\nassessed = true\nnote = \n"))
        #expect(await ask("&INFO_FORMAT=text/plain&FEATURE_COUNT=0").status == 400)
    }

    @Test("A map of another day than the one asked for says so")
    func warnings() async {
        let target = Self.map + "&LAYERS=provinces&CRS=CRS:84&BBOX=40,30,48,36"
        for (time, warning) in [
            ("", "99 Default value used: time=2026-02-15 ISO8601"), ("&TIME=2026-02-15", nil),
            ("&TIME=2026-02", "99 Nearest"),
            ("&TIME=2026-02-20", "99 Nearest value used: time=2026-02-15 ISO8601"),
        ] as [(String, String?)] {
            let stated = await maps.get(target + time).header("Warning")
            #expect(warning.map { stated?.hasPrefix($0) == true } ?? (stated == nil), "\(time): \(stated ?? "none")")
        }
    }

    @Test("Outlines and dots shrink where a picture shows half a continent")
    func symbols() throws {
        func scale(_ degrees: Double) throws -> Double {
            let extent = try #require(Extent(minX: 40, minY: 30, maxX: 40 + degrees, maxY: 30 + degrees))
            return try FeaturePlacer(try #require(MapView(plane: .geographic, extent: extent, width: 500, height: 500)))
                .symbolScale
        }
        #expect(try scale(2) == 1 && scale(20) < 0.7 && scale(180) == 0.4)
    }

    @Test("Capabilities offer them with legends, and the legends are drawn")
    func capabilities() async throws {
        for version in ["1.3.0", "1.1.1"] {
            let text = await maps.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=\(version)").text
            #expect(text.contains("<Name>provinces</Name>") && text.contains("/legend/provinces.png"))
            // A layer that builds do not make has no drawing.
            #expect(!text.contains("<Name>incidents</Name>"))
        }
        let legend = await maps.get(
            "/wms?SERVICE=WMS&REQUEST=GetLegendGraphic&VERSION=1.3.0&LAYER=provinces&FORMAT=image/png")
        let same = await maps.get("/legend/provinces.png")
        #expect(legend.status == 200 && legend.bytes == same.bytes)
        #expect(await maps.get("/legend/provinces@2x.png").status == 200)
        #expect(await maps.get("/legend/provinces@2x@2x.png").status == 404)
        #expect(await maps.get("/tiles/provinces/5/19/12@2x.pbf").status == 400)
        let unknown = await maps.get(Self.map + "&LAYERS=incidents&CRS=CRS:84&BBOX=40,30,48,36")
        #expect(unknown.status == 400 && unknown.text.contains("LayerNotDefined"))
    }
}

@Suite("Times in requests")
struct WrittenTimeTests {
    @Test(
        "A time is of a day of universal time",
        arguments: [
            ("2026-02-15", "2026-02-15"), ("2026-02-15T10", "2026-02-15"), ("2026-02-15T10:30Z", "2026-02-15"),
            ("2026-02-15T23:59:60.5Z", "2026-02-15"), ("2026-02-15T24:00", "2026-02-16"),
            ("2026-02-15T23:30-03:00", "2026-02-16"), ("2026-02-15 01:00+0300", "2026-02-14"),
            ("2026-02-15T05:00+03", "2026-02-15"),
        ])
    func times(text: String, day: String) { #expect(WrittenTime.day(text)?.description == day) }

    @Test(
        "A month and a year are their days",
        arguments: [
            ("2024-02", "2024-02-01", "2024-02-29"), ("2026", "2026-01-01", "2026-12-31"),
            ("2026-12", "2026-12-01", "2026-12-31"), ("2026-02-15T10Z", "2026-02-15", "2026-02-15"),
        ])
    func spans(text: String, first: String, last: String) {
        let days = WrittenTime.days(text)
        #expect(days?.first.description == first && days?.last.description == last)
        #expect(
            ["2026-13", "26", "2026-2", "2026-02-", "20261", "-2026", ""].allSatisfy { WrittenTime.days($0) == nil })
    }

    @Test(
        "Other texts are none",
        arguments: [
            "2026-02-15T25:00", "2026-02-15T", "2026-02-15T10:60", "2026-02-15T1", "2026-02-15T10:30:", "2026-02-30",
            "2026-02-15T10:30ZZ", "2026-02-15T10:30+25:00", "2026-02-15T10:30+3", "2026-02-15X", "2026-02-15T24:01",
            "2026-02-15T10.5", "2026-02-15T10:30:10.", "",
        ])
    func noTimes(text: String) { #expect(WrittenTime.day(text) == nil) }
}
