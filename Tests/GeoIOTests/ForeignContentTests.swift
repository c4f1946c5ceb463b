// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

/// A port of this machine that counts who knocks; nobody is answered.
private final class SilentPort {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                bind(descriptor, name, size) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, name, &size) == 0
            }
        }
        try #require(isBound)
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    /// Whether anybody has connected since the last question.
    func wasCalled() -> Bool {
        let caller = accept(descriptor, nil, nil)
        if caller >= 0 { close(caller) }
        return caller >= 0
    }
}

@Suite("Files that are something else than their names say")
struct ForeignContentTests {
    private let folder: TemporaryFolder
    private let port: SilentPort

    init() throws {
        folder = try TemporaryFolder()
        port = try SilentPort()
    }

    /// What opening answers; nil when the source was opened and read to its end.
    private func failure(_ path: String) -> String? {
        do {
            try VectorSource(path: path).forEachRecord(onFault: { _ in }) { _ in }
            return nil
        } catch {
            return "\(error)"
        }
    }

    private static let endings = [
        "geojson", "json", "topojson", "geojsonl", "gpkg", "fgb", "shp", "dbf", "csv", "kml", "gml", "gpx", "xlsx",
        "ods", "xls", "tab", "mif", "shz",
    ]

    @Test("A description of another file, of a download or of a service is opened under no name", arguments: endings)
    func descriptions(ending: String) throws {
        _ = try folder.write("secret\nof the house\n", to: "secret.csv")
        let contents = [
            """
            <OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>\(folder.file("secret.csv"))</SrcDataSource>\
            </OGRVRTLayer></OGRVRTDataSource>
            """,
            """
            <OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://127.0.0.1:\(port.port)/x.csv\
            </SrcDataSource></OGRVRTLayer></OGRVRTDataSource>
            """,
            "<OGRWFSDataSource><URL>http://127.0.0.1:\(port.port)/wfs?SERVICE=WFS</URL></OGRWFSDataSource>",
            "WFS:http://127.0.0.1:\(port.port)/wfs", "http://127.0.0.1:\(port.port)/x.geojson",
        ]
        for content in contents {
            let path = try folder.write(content, to: "in.\(ending)")
            var words: [String] = []
            let sentence: String?
            do {
                try VectorSource(path: path).forEachRecord(onFault: { _ in }) { words += $0.values }
                sentence = nil
            } catch {
                sentence = "\(error)"
            }
            #expect(!words.contains { $0.contains("of the house") })
            #expect(!port.wasCalled())
            // A line of text is a table of one column; all else has a form that this is not.
            if !["csv"].contains(ending) {
                #expect(sentence?.hasPrefix("\(path): ") == true, "\(sentence ?? "opened")")
            }
        }
    }

    @Test("Names that lead into the network or to other drivers are refused")
    func names() throws {
        let inner = try folder.write("a,b\n1,2\n", to: "t.csv")
        let web = "http://127.0.0.1:\(port.port)/x.geojson"
        for name in [
            web, "WFS:\(web)", "WMS:\(web)", "GPKG:\(inner)", "CSV:\(inner)", "GeoJSON:\(inner)", "OAPIF:\(web)",
            "MYSQL:x", "SQLITE:\(inner)", "/vsistdin/", "/vsisparse/\(inner)", "/vsicurl_streaming/\(web)",
            "/vsisubfile/0_10,\(inner)", "/vsicrypt/\(inner)", "/vsizip//vsisparse/\(inner)",
            "/vsicached?file=\(inner)",
        ] {
            let sentence = failure(name)
            #expect(sentence?.contains(" is not opened. ") == true, "\(name): \(sentence ?? "opened")")
        }
        #expect(failure(web)?.contains("Write /vsicurl/ before the address") == true)
        for name in [#"{"type":"FeatureCollection","features":[]}"#, "<OGRVRTDataSource></OGRVRTDataSource>"] {
            #expect(failure(name) == "\(name): there is no such file. Check the path.")
        }
        #expect(!port.wasCalled())
    }

    @Test("A format that the name does not tell is refused with the known ones")
    func unknownEnding() throws {
        for name in ["in.vrt", "in.wfs", "in", "in.geojson.bak"] {
            let path = try folder.write("x", to: name)
            let sentence = failure(path)
            #expect(
                sentence?.hasPrefix("\(path): the ending of the name says no format that is read. Known are") == true)
            #expect(sentence?.contains(".gpkg") == true)
        }
    }

    @Test("The network is asked for the address that the study names, and for no other")
    func explicitAddress() {
        let address = "/vsicurl/http://127.0.0.1:\(port.port)/x.geojson"
        let caller = Thread { [path = address] in _ = try? VectorSource(path: path).layerNames() }
        caller.start()
        let deadline = ContinuousClock.now + .seconds(20)
        var wasCalled = false
        while !wasCalled, ContinuousClock.now < deadline {
            wasCalled = port.wasCalled()
            usleep(2000)
        }
        #expect(wasCalled)
    }

    @Test("Links inside GML, KML and GeoJSON are not followed")
    func links() throws {
        let web = "http://127.0.0.1:\(port.port)/x"
        let gml = """
            <?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "\(web)">]>
            <c:FeatureCollection xmlns:c="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml"
            xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://x \(web).xsd"><gml:featureMember><a fid="1"><n>1</n>
            <gml:pointProperty xlink:href="\(web)#p"/></a></gml:featureMember></c:FeatureCollection>
            """
        let kml = """
            <kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>\(web).kml</href></Link>
            </NetworkLink><Placemark><styleUrl>\(web).kml#s</styleUrl><Point><coordinates>1,2</coordinates></Point>
            </Placemark></Document></kml>
            """
        let geojson = """
            {"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"\(web)","type":"ogcwkt"}},
            "features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}
            """
        let url = geojson.replacing(#""type":"link""#, with: #""type":"url""#).replacing("href", with: "url")
        for (name, text) in [("a.gml", gml), ("a.kml", kml), ("a.geojson", geojson), ("b.geojson", url)] {
            _ = failure(try folder.write(text, to: name))
            #expect(!port.wasCalled(), "\(name)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("a.gfs")), "reading does not write")
    }

    @Test("A view of a GeoPackage asks no service", .enabled(if: hasTool("python3")))
    func geocodingView() throws {
        let path = folder.file("a.gpkg")
        let layer = VectorLayer(
            name: "t", fields: [FieldDefinition(name: "n", type: .integer)],
            features: [.init(geometry: .point(PlanarPoint(x: 1, y: 2)), values: [.integer(1)])])
        let day = try #require(CalendarDay(parsing: "2026-01-01"))
        try VectorWriter.write([layer], to: path, format: .geoPackage(date: day))
        let template = "http://127.0.0.1:\(port.port)/%s"
        let view = "CREATE VIEW v AS SELECT ogr_geocode('x', 'raw', 'QUERY_TEMPLATE=\(template)') AS g FROM t"
        let script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()"
        _ = try output(of: "python3", ["-c", script, path, view])
        do {
            try VectorSource(path: path, layer: "v").forEachRecord(onFault: { _ in }) { _ in }
        } catch {
            #expect(error is GeoIOError)
        }
        #expect(!port.wasCalled())
    }

    @Test("A raster named .tif is a GeoTIFF or nothing")
    func raster() throws {
        let content = """
            <VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>
            <SourceFilename>/vsicurl/http://127.0.0.1:\(port.port)/x.tif</SourceFilename></SimpleSource>
            </VRTRasterBand></VRTDataset>
            """
        let path = try folder.write(content, to: "a.tif")
        let error = #expect(throws: GeoIOError.self) { try RasterFile(path: path) }
        #expect("\(error!)".contains("not in the format that its name says"))
        let vrt = try folder.write(content, to: "a.vrt")
        #expect(throws: GeoIOError.unknownFormat(path: vrt, known: [".png", ".tif", ".tiff"])) {
            try RasterFile(path: vrt)
        }
        #expect(!port.wasCalled())
    }

    @Test("A file in a zip archive of this machine is read", .enabled(if: hasTool("python3")))
    func archive() throws {
        let feature = #"{"type":"Feature","properties":{"n":7},"geometry":null}"#
        let inner = try folder.write(#"{"type":"FeatureCollection","features":[\#(feature)]}"#, to: "a.geojson")
        _ = try output(of: "python3", ["-m", "zipfile", "-c", folder.file("a.zip"), inner])
        var found: [String?] = []
        try VectorSource(path: "/vsizip/\(folder.file("a.zip"))/a.geojson").forEachRecord { found.append($0["n"]) }
        #expect(found == ["7"])
    }
}
