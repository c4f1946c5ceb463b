// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Testing
import TileEncoding

@testable import MapServices

/// A build with a base map: one country, one province, a river, a road, a disputed border, and names.
enum ReferenceFixture {
    /// Adds the files and the catalog's entry to a build folder.
    static func add(to folder: String, labels: String = labels, files: [String]? = nil) throws {
        let reference = "\(folder)/\(CatalogReference.folder)"
        try FileManager.default.createDirectory(atPath: reference, withIntermediateDirectories: true)
        let contents = [
            (CatalogReference.areas, areas), (CatalogReference.lines, lines), (CatalogReference.labels, labels),
        ]
        for (name, text) in contents {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        var catalog = try Catalog.read(folder: folder)
        catalog.reference = CatalogReference(
            languages: [.english, .arabic],
            files: (files ?? contents.map(\.0)).map {
                CatalogFile(path: $0, mediaType: "application/geo+json", bytes: 1)
            }, labelCount: 3)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(catalog).write(to: URL(fileURLWithPath: "\(folder)/catalog.json"))
    }

    private static func collection(_ features: [String]) -> String {
        #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ",\n"))]}"#
    }

    private static func feature(_ properties: String, _ type: String, _ coordinates: String) -> String {
        #"{"type":"Feature","properties":{\#(properties)},"#
            + #""geometry":{"type":"\#(type)","coordinates":\#(coordinates)}}"#
    }

    static let areas = collection([
        feature(#""kind":"country","name_en":"Land""#, "Polygon", "[[[40,30],[46,30],[46,36],[40,36],[40,30]]]"),
        feature(#""kind":"province","name_en":"Middle""#, "Polygon", "[[[42,32],[44,32],[44,34],[42,34],[42,32]]]"),
    ])

    static let lines = collection([
        feature(#""kind":"border","rank":null,"outer":false"#, "LineString", "[[42,32],[44,32]]"),
        feature(#""kind":"disputed-border","rank":null,"outer":true"#, "LineString", "[[40.1,31],[45.9,31]]"),
        feature(#""kind":"river","rank":1,"outer":false"#, "LineString", "[[40.5,30.5],[45.5,30.5]]"),
        feature(#""kind":"road","rank":2,"outer":false"#, "MultiLineString", "[[[41,33],[45,33.5]]]"),
    ])

    static let labels = collection([
        feature(
            #""kind":"country","first_zoom":2,"last_zoom":8,"room":6,"name_en":"Land","name_ar":"أرض""#, "MultiPoint",
            "[[41,35]]"),
        feature(
            #""kind":"city","first_zoom":5,"last_zoom":22,"population":2000000,"name_en":"Town","name_ar":"مدينة""#,
            "Point", "[43,33]"),
        feature(
            #""kind":"river","first_zoom":6,"last_zoom":22,"name_en":"River","name_ar":null"#, "LineString",
            "[[40.5,30.5],[45.5,30.5]]"),
    ])
}

@Suite("The base map of a server") struct ReferenceMapTests {
    private func served(_ edit: (String) throws -> Void = { try ReferenceFixture.add(to: $0) }) throws
        -> (TestBuild, TestService)
    {
        let build = try TestBuild()
        try edit(try build.write())
        return (build, try TestService(build.root + "/out"))
    }

    private func id(_ longitude: Double, _ latitude: Double, _ zoom: Int) throws -> TileID {
        let place = try #require(Coordinate(longitude: longitude, latitude: latitude))
        return try #require(TileID(containing: place, zoom: zoom))
    }

    private func tile(_ longitude: Double, _ latitude: Double, _ zoom: Int) throws -> String {
        let tile = try id(longitude, latitude, zoom)
        return "\(tile.zoom)/\(tile.column)/\(tile.row)"
    }

    /// Width and height of a PNG by its header.
    private func size(_ response: ServerResponse) -> [Int] {
        [16, 20].map { start in response.bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    }

    private func colors(_ service: TestService, _ layer: String, _ tile: TileID, size: Int = 256) throws -> [RGBA] {
        try #require(service.store.current?.latest.reference(layer)).picture(tile, size: size).colors
    }

    @Test(
        "Both layers are answered as PNG, at double size, as WebP and as vector tiles", arguments: ["base", "labels"])
    func tiles(layer: String) async throws {
        let (build, service) = try served()
        defer { withExtendedLifetime(build) {} }
        let address = "/tiles/\(layer)/\(try tile(43, 33, 8))"
        let single = await service.get(address + ".png"), double = await service.get(address + "@2x.png")
        #expect(single.status == 200 && double.status == 200)
        #expect(size(single) == [256, 256] && size(double) == [512, 512])
        let id = try id(43, 33, 8)
        let opacities = Set(try colors(service, layer, id).map(\.alpha))
        #expect(layer == "base" ? opacities == [255] : opacities.count > 2 && opacities.contains(0))
        let vector = await service.get(address + ".pbf")
        #expect(vector.status == 200 && vector.header("Content-Type") == "application/vnd.mapbox-vector-tile")
        #expect(await service.get("/tiles/\(layer)/WorldCRS84Quad/7/158/40.png").status == 200)
        #expect(await service.get("/tiles/\(layer)/18/162384/105522.png").status == 200)
    }

    @Test("Where no name is, a tile is transparent")
    func emptyTile() async throws {
        let (build, service) = try served()
        defer { withExtendedLifetime(build) {} }
        let response = await service.get("/tiles/labels/8/0/0.png")
        #expect(response.status == 200)
        let corner = try #require(TileID(zoom: 8, column: 0, row: 0))
        #expect(try colors(service, "labels", corner).allSatisfy { $0.alpha == 0 })
        #expect(await service.get("/tiles/labels/8/0/0.pbf").status == 204)
    }

    @Test("A town is in vector tiles from its level on")
    func vectorTiers() async throws {
        let (build, service) = try served()
        defer { withExtendedLifetime(build) {} }
        let early = await service.get("/tiles/labels/\(try tile(43, 33, 4)).pbf")
        let late = await service.get("/tiles/labels/\(try tile(43, 33, 5)).pbf")
        #expect(!early.text.contains("Town") && late.text.contains("Town"))
    }

    @Test("Ground has the inks of the sheets: sea within the study, land, the study, nothing beyond")
    func inks() throws {
        let (build, service) = try served()
        defer { withExtendedLifetime(build) {} }
        func middle(_ longitude: Double, _ latitude: Double) throws -> String {
            // Level 12: a tile is 0.09 degrees, its middle is far from every line.
            try colors(service, "base", id(longitude, latitude, 12))[128 * 256 + 128].color.hex.lowercased()
        }
        #expect(try middle(47, 34.5) == "#dce7ee")
        #expect(try middle(45, 35) == "#eceae4")
        #expect(try middle(42.5, 33.7) == "#fbfaf6")
        #expect(try middle(52, 35) == "#f4f3f0")
    }

    @Test("Ground does not jump between tiles, dashes neither")
    func seam() throws {
        let (build, service) = try served()
        defer { withExtendedLifetime(build) {} }
        let id = try id(42, 31, 9)
        let content = try #require(service.store.current?.latest.reference("base")?.content)
        #expect(content.namesPlaced(.webMercatorQuad, zoom: 9) > 0)
        let west = id.extent.minX, east = id.extent.maxX + id.extent.width
        let both = try #require(Extent(minX: west, minY: id.extent.minY, maxX: east, maxY: id.extent.maxY))
        let base = try #require(service.store.current?.latest.reference("base"))
        let view = try #require(MapView(plane: .webMercator, extent: both, width: 512, height: 256))
        let whole = try base.painter(view).pixels(rows: 0..<256)
        for offset in 0..<2 {
            let part = try #require(TileID(zoom: 9, column: id.column + offset, row: id.row))
            let tile = try base.picture(part, size: 256).colors
            let far = (0..<256 * 256).count { (index: Int) -> Bool in
                let row = index / 256, column = index % 256
                let other: RGBA = whole[row * 512 + offset * 256 + column]
                return abs(Int(tile[index].red) - Int(other.red)) > 3
            }
            // Curved lines are cut at other points: a few pixels of their smoothed edges differ by a shade.
            #expect(far == 0, "tile \(offset)")
        }
    }

    @Test("WMS lists both last, not to be asked for values, and draws them in every system it offers")
    func webMap() async throws {
        let (build, service) = try served()
        defer { withExtendedLifetime(build) {} }
        let capabilities = await service.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities")
        #expect(capabilities.text.contains("<Layer queryable=\"0\" opaque=\"0\"><Name>base</Name>"))
        #expect(capabilities.text.contains("<Name>labels</Name>"))
        #expect(!capabilities.text.contains("/legend/base.png"))
        for (crs, box) in [
            ("EPSG:3857", "4452779,3503549,5343335,4300621"), ("EPSG:4326", "30,40,36,48"), ("CRS:84", "40,30,48,36"),
            ("EPSG:32638", "200000,3300000,900000,4000000"),
        ] {
            let map = await service.get(
                "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=base,risk,labels&STYLES=&CRS=\(crs)&BBOX=\(box)"
                    + "&WIDTH=600&HEIGHT=500&FORMAT=image/png")
            #expect(map.status == 200, "\(crs): \(map.text.prefix(300))")
            #expect(size(map) == [600, 500])
        }
        let info = await service.get(
            "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=base&QUERY_LAYERS=base&STYLES=&CRS=CRS:84"
                + "&BBOX=40,30,48,36&WIDTH=100&HEIGHT=100&I=50&J=50&INFO_FORMAT=application/json")
        #expect(try JSONValue.parse(info.bytes)["features"]?.elements?.isEmpty == true)
        let legend = await service.get(
            "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&LAYER=base&FORMAT=image/png")
        #expect(legend.status == 400)
    }

    @Test("Tile services, collections and QGIS know both layers")
    func documents() async throws {
        let (build, service) = try served()
        defer { withExtendedLifetime(build) {} }
        let json = try await service.json("/tiles/base.json")
        #expect(json["maxzoom"]?.double == 14)
        let capabilities = await service.get("/wmts/1.0.0/WMTSCapabilities.xml").text
        #expect(capabilities.contains("<ows:Identifier>labels</ows:Identifier>"))
        let tile = try tile(43, 33, 8).split(separator: "/")
        let place = "WebMercatorQuad/8/\(tile[2])/\(tile[1])"
        #expect(await service.get("/wmts/1.0.0/labels/default/\(place).png").status == 200)
        let names = try await service.json("/collections")["collections"]?.elements?.compactMap { $0["id"]?.text }
        #expect(names?.suffix(2) == ["base", "labels"])
        for path in ["", "/map/tiles", "/map/tiles/WebMercatorQuad", "/tiles", "/tiles/WebMercatorQuad", "/map"] {
            let form = path == "/map" ? "png" : "json"
            #expect(await service.get("/collections/base\(path)?f=\(form)").status == 200, "\(path)")
        }
        #expect(await service.get("/collections/base/map/tiles/WebMercatorQuad/8/\(tile[2])/\(tile[1])").status == 200)
        #expect(await service.get("/collections/base/tiles/WebMercatorQuad/8/\(tile[2])/\(tile[1])").status == 200)
        #expect(await service.get("/collections/base/items").status == 404)
        #expect(await service.get("/collections/base/coverage").status == 404)
        #expect(await service.get("/legend/base.png").status == 404)
        let qgis = await service.get("/qgis/riskmap.qlr").text
        let order = ["riskmap_labels", "riskmap_risk", "riskmap_base"].compactMap { id in
            qgis.range(of: "id=\"\(id)\"")?.lowerBound
        }
        #expect(order.count == 3 && order == order.sorted(), "names on top, ground at the bottom")
    }

    @Test("A build of an earlier version has no base map and is served as before")
    func earlierBuild() async throws {
        let (build, service) = try served { _ in }
        defer { withExtendedLifetime(build) {} }
        #expect(service.store.current?.latest.references.isEmpty == true)
        #expect(await service.get("/tiles/base/8/158/103.png").status == 404)
        #expect(await service.get("/tiles/risk/8/158/103.png").status == 200)
        #expect(!(await service.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities").text.contains("<Name>base</Name>")))
    }

    @Test("Builds of one study share their names; other names are others, and change the tag")
    func shared() throws {
        let build = try TestBuild()
        for (name, day) in [("a", "2026-02-15"), ("b", "2026-02-16")] {
            try ReferenceFixture.add(to: build.write(name, day: day))
        }
        let set = try #require(try TestService(build.root).store.current)
        let contents = set.builds.compactMap { $0.reference("labels")?.content }
        #expect(contents.count == 2 && contents[0] === contents[1])
        try ReferenceFixture.add(
            to: "\(build.root)/b", labels: ReferenceFixture.labels.replacing("Town", with: "Other"))
        let other = try #require(try TestService(build.root).store.current)
        let changed = other.builds.compactMap { $0.reference("labels")?.content }
        #expect(changed[0] !== changed[1] && other.builds[1].tag != set.builds[1].tag)
    }

    @Test("A base map that lacks a file, holds none of its kind, or names one outside is refused with a sentence")
    func broken() throws {
        func refusal(_ edit: (String) throws -> Void) throws -> String {
            let build = try TestBuild()
            try edit(try build.write())
            do {
                _ = try TestService(build.root + "/out")
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(
            try refusal { try ReferenceFixture.add(to: $0, files: [CatalogReference.areas]) }
                .contains("lists a base map without 'reference/lines.geojson'"))
        #expect(try refusal { try ReferenceFixture.add(to: $0, labels: "[]") }.contains("reference/labels.geojson"))
        #expect(try refusal { try ReferenceFixture.add(to: $0, files: ["../x.geojson"]) }.contains("must be plain"))
    }

    @Test("Names of thirty-two thousand places are placed, and tiles stay small")
    func manyPlaces() throws {
        let features = (0..<32_000).map { index -> String in
            let x = 40 + 8 * (Double(index) * 0.618_033_988_7).truncatingRemainder(dividingBy: 1)
            let y = 30 + 6 * (Double(index) * 0.754_877_666_2).truncatingRemainder(dividingBy: 1)
            return #"{"type":"Feature","properties":{"kind":"village","first_zoom":10,"last_zoom":22,"#
                + #""name_en":"Place \#(index)","name_ar":"مكان"},"#
                + #""geometry":{"type":"Point","coordinates":[\#(x),\#(y)]}}"#
        }
        let labels = try FeatureCollection(
            geoJSON: Array(#"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#.utf8))
        let nothing = try FeatureCollection(geoJSON: Array(#"{"type":"FeatureCollection","features":[]}"#.utf8))
        let content = try ReferenceContent(
            areas: nothing, lines: nothing, labels: labels, extent: nil, languages: [.english, .arabic],
            prepares: false)
        #expect(content.namesPlaced(.webMercatorQuad, zoom: 9) == 0)
        // 48 square degrees of level 10 are some 29 million pixels; a name with its margin takes less than 3,000.
        #expect(content.namesPlaced(.webMercatorQuad, zoom: 10) > 8_000)
        let early = try #require(TileID(zoom: 4, column: 9, row: 6))
        #expect(content.names.tile(early).isEmpty)
    }
}
