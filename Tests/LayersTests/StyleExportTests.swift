// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

@testable import Layers

/// Each exported file is read back by the rules of the program it is for, and must give each value the class that the
/// style gives it.
@Suite struct StyleExportTests {
    /// Values inside each class, at its bounds, and one float to either side of them.
    private func samples(_ style: Style) -> [Float] {
        style.classes.flatMap { entry -> [Float] in
            let upper = entry.upper.isFinite ? entry.upper : entry.lower * 50
            return [entry.lower, entry.lower.nextUp, (entry.lower + upper) / 2, upper.nextDown]
        } + [style.range.upperBound.isFinite ? style.range.upperBound : 1e6]
    }

    private func attributes(_ text: String, element: String) -> [[String: String]] {
        text.split(separator: "<").filter { $0.hasPrefix(element + " ") }.map { tag in
            var found: [String: String] = [:]
            for match in tag.matches(of: /(\w+)="([^"]*)"/) { found[String(match.1)] = String(match.2) }
            return found
        }
    }

    @Test(arguments: ShippedStyles.names)
    func qmlAgrees(name: String) throws {
        let style = try ShippedStyles.load(name)
        let text = try StyleExport.qml.text(of: style, isMain: false)
        let items = attributes(text, element: "item")
        #expect(items.count == style.classes.count)
        for value in samples(style) {
            // QGIS, discrete: the first item that the value does not exceed.
            let item = items.first { Double(value) <= ($0["value"] == "inf" ? .infinity : Double($0["value"]!)!) }
            let expected = style.rgba(for: value)
            #expect(item?["color"] == expected.color.hex, "\(value)")
            #expect(item?["alpha"] == "\(expected.alpha)", "\(value)")
        }
        // 138, 143, 152 times 89 / 255: QGIS wants this one colour with its alpha multiplied in.
        #expect(style.notAssessed.rgba == RGBA(red: 138, green: 143, blue: 152, alpha: 89))
        #expect(text.contains("nodataColor=\"48,50,53,89\""))
        #expect(text.contains("colorRampType=\"DISCRETE\""))
    }

    @Test(arguments: ShippedStyles.names)
    func sldAgrees(name: String) throws {
        let style = try ShippedStyles.load(name)
        let text = try StyleExport.sld.text(of: style, isMain: false)
        let entries = attributes(text, element: "ColorMapEntry")
        #expect(entries.count == style.classes.count)
        for value in samples(style) where value < style.range.upperBound {
            // Intervals: the first entry whose quantity the value lies below.
            let entry = entries.first { Double(value) < Double($0["quantity"]!)! }
            let expected = style.rgba(for: value)
            #expect(entry?["color"] == expected.color.hex, "\(value)")
            let opacity = try #require(entry.flatMap { Double($0["opacity"]!) })
            #expect(UInt8((opacity * 255).rounded()) == expected.alpha)
        }
    }

    @Test(arguments: ShippedStyles.names)
    func gdalColourFileAgrees(name: String) throws {
        let style = try ShippedStyles.load(name)
        let rows = try StyleExport.gdal.text(of: style, isMain: false).split(separator: "\n").filter {
            !$0.hasPrefix("#")
        }
        .map { $0.split(separator: " ").map(String.init) }
        #expect(rows[0][0] == "nv")
        #expect(rows[0].dropFirst().compactMap { UInt8($0) } == bytes(style.notAssessed.rgba))
        for value in samples(style) {
            let above = try #require(rows.dropFirst().firstIndex { Double($0[0])! >= Double(value) })
            let exact = Double(rows[above][0])! == Double(value)
            #expect(rows[above].dropFirst().compactMap { UInt8($0) } == bytes(style.rgba(for: value)), "\(value)")
            // Between two entries the program blends: both must be of one colour.
            if !exact { #expect(rows[above].dropFirst() == rows[above - 1].dropFirst(), "\(value)") }
        }
    }

    private func bytes(_ rgba: RGBA) -> [UInt8] { [rgba.red, rgba.green, rgba.blue, rgba.alpha] }

    @Test(arguments: ShippedStyles.names)
    func mapLibreAgrees(name: String) throws {
        let style = try ShippedStyles.load(name)
        let text = try MapLibreStyle.text(
            style, sources: .init(tiles: "https://example.org/{z}/{x}/{y}.png", isobands: "b.geojson", attribution: "A")
        )
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["version"] as? Int == 8)
        let layers = try #require(document["layers"] as? [[String: Any]])
        #expect(layers.map { $0["type"] as? String } == ["raster", "fill"])
        let paint = try #require(layers[1]["paint"] as? [String: Any])
        let colors = try #require(paint["fill-color"] as? [Any])
        let opacities = try #require(paint["fill-opacity"] as? [Any])
        #expect(colors[0] as? String == "match" && colors[1] as? [String] == ["get", "class"])
        for (index, entry) in style.classes.enumerated() {
            #expect(colors[2 + 2 * index] as? String == entry.id)
            #expect(colors[3 + 2 * index] as? String == entry.rgba.color.hex)
            let opacity = try #require((opacities[3 + 2 * index] as? NSNumber)?.doubleValue)
            #expect(UInt8((opacity * 255).rounded()) == entry.rgba.alpha)
        }
        #expect(colors.last as? String == style.notAssessed.rgba.color.hex)
    }

    @Test func namesOfTheFiles() throws {
        let style = try ShippedStyles.test("risk")
        #expect(
            StyleExport.allCases.map { $0.fileName(for: style) }
                == ["risk.qml", "risk.sld", "risk.maplibre.json", "risk.gdal.txt"])
    }

    private static let gdaldem = "/usr/bin/gdaldem"

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: gdaldem), "gdaldem (Debian: gdal-bin) is needed"),
        arguments: ShippedStyles.names)
    func gdalItselfDrawsTheClasses(name: String) throws {
        let style = try ShippedStyles.load(name)
        let folder = try TemporaryFolder()
        let values = samples(style) + [.nan]
        let grid = try #require(
            Grid(crs: .webMercator, originX: 0, originY: 0, cellSize: 100, columns: values.count, rows: 1))
        try CloudOptimizedGeoTIFF.write(Raster(grid: grid, values: values), to: folder.path + "/in.tif")
        try Data(StyleExport.gdal.text(of: style, isMain: false).utf8).write(
            to: URL(fileURLWithPath: folder.path + "/c.txt"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.gdaldem)
        process.arguments = [
            "color-relief", "-q", "-alpha", folder.path + "/in.tif", folder.path + "/c.txt", folder.path + "/out.tif",
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let bands = try (1...4).map { try RasterFile(path: folder.path + "/out.tif", band: $0).readAll().values }
        for (index, value) in values.enumerated() {
            let drawn = bands.map { UInt8($0[index]) }
            #expect(drawn == bytes(style.rgba(for: value)), "\(value)")
        }
    }
}
