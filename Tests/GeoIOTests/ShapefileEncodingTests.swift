// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
@testable import GeoIO
import Tables
import Testing

@Suite("Shapefiles that state no encoding")
struct ShapefileEncodingTests {
    private static let hasGDAL = hasTool("ogr2ogr")

    /// A shapefile of one point whose name is written in the encoding; nothing says which.
    private func shapefile(_ name: String, _ encoding: String, keepsCPG: Bool = false) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dbf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let source = folder.appending(path: "a.geojson").path, target = folder.appending(path: "a.shp").path
        let text =
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"\#(name)"},"#
            + #""geometry":{"type":"Point","coordinates":[40,34]}}]}"#
        try text.write(toFile: source, atomically: true, encoding: .utf8)
        _ = try output(of: "ogr2ogr", [target, source, "-lco", "ENCODING=\(encoding)"])
        if keepsCPG { return target }
        try? FileManager.default.removeItem(at: folder.appending(path: "a.cpg"))
        let table = folder.appending(path: "a.dbf")
        var bytes = try Data(contentsOf: table)
        bytes[29] = 0
        try bytes.write(to: table)
        return target
    }

    private func names(_ path: String) throws -> [String] {
        var names: [String] = []
        try VectorSource(path: path).forEachRecord { names.append($0["name"] ?? "") }
        return names
    }

    @Test(
        "The letters tell it",
        .enabled(if: hasGDAL, "needs ogr2ogr"),
        arguments: [
            ("سنجار", "CP1256", "windows-1256"), ("الموصل القديمة", "CP1256", "windows-1256"),
            ("سنجار", "UTF-8", "utf-8"),
            ("Харьков", "CP1251", "windows-1251"), ("Харьков", "UTF-8", "utf-8"),
            ("Ouédraogo", "CP1252", "windows-1252"),
        ])
    func told(name: String, encoding: String, found: String) throws {
        let path = try shapefile(name, encoding)
        #expect(try names(path) == [name])
        #expect(VectorSource(path: path).remarks.first?.contains("read as \(found)") == true)
        #expect(try names(String(path.dropLast(3)) + "dbf") == [name])
    }

    @Test(
        "What is stated, and what is plain, is left to GDAL", .enabled(if: hasGDAL, "needs ogr2ogr"),
        arguments: [("سنجار", "CP1256", true), ("سنجار", "UTF-8", true), ("Sinjar", "UTF-8", false)])
    func stated(name: String, encoding: String, keepsCPG: Bool) throws {
        let path = try shapefile(name, encoding, keepsCPG: keepsCPG)
        #expect(try names(path) == [name] && VectorSource(path: path).remarks.isEmpty)
    }

    @Test("Other files and damaged tables have none", arguments: ["", "\u{3}", "no table at all, but text"])
    func others(content: String) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).dbf").path
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(DBFEncoding(path: path).found == nil && DBFEncoding(path: path + ".csv").found == nil)
        #expect(DBFEncoding(path: "/nowhere/a.shp").options.isEmpty)
    }
}
