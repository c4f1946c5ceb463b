// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Testing
import TileEncoding

@testable import MapServices

@Suite struct WebMapTests {
    private static let map = "/wms?SERVICE=WMS&REQUEST=GetMap&LAYERS=risk&STYLES=&FORMAT=image/png&WIDTH=80&HEIGHT=60"
    private static let v13 = map + "&VERSION=1.3.0"
    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write())
    }

    @Test func axisOrderFollowsTheVersion() async throws {
        // The same rectangle, 40 to 48 E and 30 to 36 N, in every order that clients use.
        let reference = await maps.get(Self.v13 + "&CRS=CRS:84&BBOX=40,30,48,36")
        #expect(reference.status == 200)
        for query in [
            "&VERSION=1.3.0&CRS=EPSG:4326&BBOX=30,40,36,48", "&VERSION=1.1.1&SRS=EPSG:4326&BBOX=40,30,48,36",
        ] {
            #expect(await maps.get(Self.map + query).bytes == reference.bytes, "\(query)")
        }
    }

    @Test("A map needs a version that is spoken", arguments: ["", "&VERSION=9.9.9", "&VERSION=1.3", "&VERSION=1.0.0"])
    func version(_ version: String) async {
        for target in [Self.map, Self.map.replacing("GetMap", with: "GetFeatureInfo") + "&QUERY_LAYERS=risk&I=1&J=1"] {
            let response = await maps.get(target + version + "&CRS=EPSG:4326&BBOX=30,40,36,48")
            #expect(response.status == 400 && response.text.contains("<ServiceException"), "\(version)")
        }
    }

    @Test func aPictureComesAsJPEGToo() async {
        let query =
            Self.v13.replacing("image/png", with: "image/jpeg") + "&CRS=CRS:84&BBOX=40,30,48,36&TRANSPARENT=TRUE"
        let picture = await maps.get(query)
        #expect(picture.status == 200 && picture.header("Content-Type") == "image/jpeg")
        #expect(Array(picture.bytes.prefix(3)) == [0xFF, 0xD8, 0xFF] && picture.bytes.suffix(2) == [0xFF, 0xD9])
    }

    @Test func capabilitiesSayWhoseDataItIsAndWhoRunsTheServer() async throws {
        let contact = ServiceContact(person: "Maps & desk", organization: "Test aid", email: "maps@example.org")
        let named = try TestService(try build.write(), contact: contact)
        for version in ["1.3.0", "1.1.1"] {
            let text = await named.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=\(version)").text
            for part in [
                "<KeywordList>", "<ContactPerson>Maps &amp; desk</ContactPerson>", "<Attribution><Title>",
                "<ContactElectronicMailAddress>maps@example.org<", "<MetadataURL ", "Absence of reports is not safety.",
            ] { #expect(text.contains(part), "\(version): \(part)") }
            #expect(!text.contains("FORMAT="), "a client adds the format itself")
        }
        let tiles = await named.get("/wmts?SERVICE=WMTS&REQUEST=GetCapabilities").text
        #expect(tiles.contains("<ows:ProviderName>Test aid</ows:ProviderName>"))
        #expect(await !maps.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities").text.contains("ContactInformation"))
    }

    @Test func opaquePicturesShowTheBackground() async throws {
        let box = "&CRS=CRS:84&BBOX=0,0,1,1"
        let plain = await maps.get(Self.v13 + box + "&TRANSPARENT=FALSE&BGCOLOR=0x112233")
        #expect(plain.bytes.contains("PLTE".utf8))
        #expect(!plain.bytes.contains("tRNS".utf8))
        let start = try #require(plain.bytes.firstRange(of: "PLTE".utf8)?.upperBound)
        #expect(Array(plain.bytes[start..<start + 3]) == [0x11, 0x22, 0x33])
        #expect(await maps.get(Self.v13 + box + "&TRANSPARENT=TRUE").bytes.contains("tRNS".utf8))
    }

    @Test func severalLayersAreDrawnOverEachOther() async {
        let target = Self.v13.replacing("LAYERS=risk", with: "LAYERS=risk,risk") + "&CRS=CRS:84&BBOX=40,30,48,36"
        #expect(await maps.get(target).status == 200)
    }

    @Test func utmIsDrawn() async {
        let response = await maps.get(Self.v13 + "&CRS=EPSG:32638&BBOX=300000,3400000,700000,3900000")
        #expect(response.status == 200 && response.bytes.count > 300)
        let absurd = await maps.get(Self.v13 + "&CRS=EPSG:32638&BBOX=-9e8,-9e8,9e8,9e8")
        #expect(absurd.status == 200, "nothing to see, and no failure")
    }

    @Test(arguments: [
        ("&CRS=EPSG:9999&BBOX=1,2,3,4", "InvalidCRS"), ("&CRS=CRS:84&BBOX=1,2,1,4", ""),
        ("&CRS=CRS:84&BBOX=3,2,1,4", ""),
        ("&CRS=CRS:84&BBOX=nan,2,3,4", ""), ("&CRS=CRS:84&BBOX=inf,2,3,4", ""), ("&CRS=CRS:84&BBOX=1,2,3", ""),
        ("&CRS=CRS:84&BBOX=1e300,2,1e301,4", ""), ("&CRS=CRS:84", ""), ("&BBOX=1,2,3,4", ""),
        ("&CRS=EPSG:32638&BBOX=-9e9,-9e9,9e9,9e9", ""),
        ("&CRS=CRS:84&BBOX=1,2,3,4&BGCOLOR=red", ""),
        ("&CRS=CRS:84&BBOX=1,2,3,4&TIME=1999-01-01", "InvalidDimensionValue"),
    ])
    func faultsAreServiceExceptions(query: String, code: String) async {
        let response = await maps.get(Self.v13 + query)
        #expect(response.status == 400, "\(query): \(response.status)")
        #expect(response.header("Content-Type") == "text/xml; charset=utf-8")
        #expect(response.text.contains("<ServiceException"))
        if !code.isEmpty { #expect(response.text.contains("code=\"\(code)\"")) }
    }

    @Test func otherParametersAreChecked() async {
        let box = "&CRS=CRS:84&BBOX=40,30,48,36"
        let many = [String](repeating: "risk", count: 500).joined(separator: ",")
        for (from, to, code) in [
            ("LAYERS=risk", "LAYERS=none", "LayerNotDefined"), ("STYLES=", "STYLES=purple", "StyleNotDefined"),
            ("FORMAT=image/png", "FORMAT=image/gif", "InvalidFormat"), ("WIDTH=80", "WIDTH=0", ""),
            ("WIDTH=80", "WIDTH=4097", ""), ("WIDTH=80", "WIDTH=-1", ""), ("WIDTH=80", "WIDTH=8e1", ""),
            ("LAYERS=risk", "LAYERS=\(many)", ""), ("REQUEST=GetMap", "REQUEST=Drop", "OperationNotSupported"),
            ("SERVICE=WMS", "SERVICE=WFS", ""), ("LAYERS=risk", "LAYERS=risk,,risk", ""), ("REQUEST=GetMap&", "", ""),
        ] {
            let response = await maps.get(Self.v13.replacing(from, with: to) + box)
            #expect(response.status == 400, "\(to): \(response.status)")
            if !code.isEmpty { #expect(response.text.contains("code=\"\(code)\""), "\(response.text)") }
        }
    }

    @Test func capabilitiesComeInBothVersions() async throws {
        let new = await maps.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities").text
        #expect(new.contains("<WMS_Capabilities version=\"1.3.0\""))
        #expect(
            new.contains(
                "<Dimension name=\"time\" units=\"ISO8601\" default=\"2026-02-15\" multipleValues=\"1\" nearestValue=\"1\">2026-02-15</Dimension>"
            ))
        #expect(new.contains("<Title>Test &amp; study</Title>"))
        #expect(new.contains("<BoundingBox CRS=\"EPSG:4326\" minx=\"29.9"))
        #expect(new.contains("<LegendURL width=\"300\""))
        let old = await maps.get("/wms?service=wms&request=getcapabilities&version=1.1.0").text
        #expect(
            old.contains("<WMT_MS_Capabilities version=\"1.1.1\"") && old.contains("<LatLonBoundingBox minx=\"39.9"))
        for document in [new, old] { #expect(XMLCheck.isWellFormed(document)) }
    }

    @Test func pixelsColoursAndToldValuesAgree() async throws {
        let layer = try #require(maps.store.current?.latest.raster("risk"))
        let box = "&CRS=EPSG:4326&BBOX=29.5,39.5,36.5,48.5"
        // Fine enough that a pixel shows one cell, and not the mean of several.
        let fine = Self.v13.replacing("WIDTH=80", with: "WIDTH=480").replacing("HEIGHT=60", with: "HEIGHT=360")
        let request = try WMSMapRequest(try RequestTarget(fine + box), largestSide: 4096)
        let image = try layer.renderer.indexed(request.view)
        var classes: Set<String> = []
        for step in 0..<300 {
            let column = step * 37 % 480, row = step * 53 % 360
            let target =
                fine.replacing("GetMap", with: "GetFeatureInfo") + box
                + "&QUERY_LAYERS=risk&INFO_FORMAT=application/json&I=\(column)&J=\(row)"
            let info = try await maps.json(target)["features"]?.elements?.first?["properties"]
            let color = layer.style.palette[Int(image.pixels[row * 480 + column])]
            let told = info?["class"]?.text
            #expect(told == layer.style.styleClass(of: color)?.id)
            if let value = info?["value"]?.double {
                #expect(layer.style.rgba(for: Float(value)) == color, "\(value)")
            }
            classes.insert(told ?? "outside")
        }
        #expect(classes.count >= 6, "\(classes)")
    }

    @Test func valuesNextToAnEdgeAreToldSoThatTheyStayInTheirClass() throws {
        try expectValuesToStayInTheirClass(#require(maps.store.current?.latest.raster("risk")))
    }

    @Test func featureInfoComesInFourFormats() async {
        let target =
            Self.v13.replacing("GetMap", with: "GetFeatureInfo")
            + "&CRS=CRS:84&BBOX=40,30,48,36&QUERY_LAYERS=risk&I=40&J=30&INFO_FORMAT="
        #expect(await maps.get(target + "text/plain").text.contains("layer = risk\n"))
        #expect(await maps.get(target + "text/html").text.contains("<th>layer</th><td>risk</td>"))
        #expect(await maps.get(target + "application/json").text.contains("\"type\":\"FeatureCollection\""))
        let gml = await maps.get(target + "application/vnd.ogc.gml").text
        #expect(gml.contains("<riskmap:layer>risk</riskmap:layer>") && XMLCheck.isWellFormed(gml))
        #expect(await maps.get(target + "image/tiff").status == 400)
        let outside = target.replacing("I=40", with: "I=80")
        #expect(await maps.get(outside + "text/plain").text.contains("code=\"InvalidPoint\""))
    }

    @Test func oldVersionsNameColumnAndRowOtherwise() async {
        let target =
            "/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetFeatureInfo&LAYERS=risk&QUERY_LAYERS=risk&SRS=EPSG:4326"
            + "&BBOX=40,30,48,36&WIDTH=80&HEIGHT=60&X=40&Y=30"
        #expect(await maps.get(target).text.contains("layer = risk\n"))
    }
}

/// Whether a text is XML, as libxml2's reader behind Foundation says.
enum XMLCheck {
    static func isWellFormed(_ text: String) -> Bool {
        var depth = 0
        var rest = text[...]
        var open: [String] = []
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?") || tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { return false }
            } else {
                open.append(String(tag.prefix { $0 != " " }))
                depth += 1
            }
        }
        return open.isEmpty && depth > 0
    }
}

@Suite struct WebMapTileTests {
    private static let tile =
        "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=risk&STYLE=default&FORMAT=image/png"
    let build: TestBuild
    let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write())
    }

    @Test func parametersAndAddressesGiveTheSameTile() async {
        let xyz = await maps.get("/tiles/risk/6/39/25.png")
        let query = "&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=6&TILEROW=25&TILECOL=39"
        #expect(await maps.get(Self.tile + query).bytes == xyz.bytes)
        let rest = "/wmts/1.0.0/risk/default/2026-02-15/WebMercatorQuad/6/25/39.png"
        #expect(await maps.get(rest).bytes == xyz.bytes)
        #expect(await maps.get("/wmts/1.0.0/risk/default/WebMercatorQuad/6/25/39.png").bytes == xyz.bytes)
        let ogc = await maps.get("/collections/risk/map/tiles/WebMercatorQuad/6/25/39.png")
        #expect(ogc.bytes == xyz.bytes)
    }

    @Test(
        "A tile is asked for with all that names it",
        arguments: [
            ("VERSION=1.0.0", "", "MissingParameterValue"), ("VERSION=1.0.0", "VERSION=9.9.9", "InvalidParameterValue"),
            ("&STYLE=default", "", "MissingParameterValue"), ("&FORMAT=image/png", "", "MissingParameterValue"),
            ("SERVICE=WMTS&", "", "MissingParameterValue"), ("STYLE=default", "STYLE=purple", "InvalidParameterValue"),
        ])
    func parametersOfATile(part: String, other: String, code: String) async {
        let query = "&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=6&TILEROW=25&TILECOL=39"
        let response = await maps.get(Self.tile.replacing(part, with: other) + query)
        #expect(response.status == 400 && response.text.contains("exceptionCode=\"\(code)\""), "\(response.text)")
    }

    @Test func versionsAreNegotiated() async {
        let address = "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&ACCEPTVERSIONS="
        #expect(await maps.get(address + "9.0.0").text.contains("VersionNegotiationFailed"))
        #expect(await maps.get(address + "9.0.0,1.0.0").status == 200)
    }

    @Test func theGeographicSetShowsTheSameValues() async throws {
        let layer = try #require(maps.store.current?.latest.raster("risk"))
        let tile = try #require(TileID(.worldCRS84Quad, zoom: 6, column: 79, row: 20))
        let image = try layer.renderer.indexed(MapView(tile: tile))
        let response = await maps.get(
            Self.tile + "&TILEMATRIXSET=WorldCRS84Quad&TILEMATRIX=6&TILEROW=20&TILECOL=79")
        #expect(response.status == 200)
        #expect(response.bytes == PNGEncoder.encode(image, palette: layer.style.palette))
        #expect(Set(image.pixels).count > 3)
    }

    @Test func capabilitiesListOneLayerWithTwoSets() async {
        let simple = await maps.get("/wmts?SERVICE=WMTS&REQUEST=GetCapabilities").text
        #expect(simple.components(separatedBy: "<TileMatrixSetLink>").count == 3)
        let text = await maps.get("/wmts/1.0.0/WMTSCapabilities.xml").text
        #expect(XMLCheck.isWellFormed(text))
        #expect(text.components(separatedBy: "<Layer>").count == 2)
        #expect(text.components(separatedBy: "<TileMatrixSetLink>").count == 3)
        #expect(text.contains("<ScaleDenominator>559082264.028717"))
        #expect(text.contains("http://maps.example:8080/wmts/1.0.0/risk/default/{Time}/{TileMatrixSet}/"))
    }

    @Test(arguments: [
        ("&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=6&TILEROW=64&TILECOL=39", "TileOutOfRange"),
        ("&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=6&TILEROW=-1&TILECOL=39", "TileOutOfRange"),
        ("&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=x&TILEROW=1&TILECOL=39", "NoApplicableCode"),
        ("&TILEMATRIXSET=None&TILEMATRIX=6&TILEROW=1&TILECOL=39", "InvalidParameterValue"),
        ("&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=6&TILEROW=1", "MissingParameterValue"),
    ])
    func faultsAreExceptionReports(query: String, code: String) async {
        let response = await maps.get(Self.tile + query)
        #expect(response.status == 400)
        #expect(response.text.contains("exceptionCode=\"\(code)\""), "\(response.text)")
        #expect(XMLCheck.isWellFormed(response.text))
    }
}
