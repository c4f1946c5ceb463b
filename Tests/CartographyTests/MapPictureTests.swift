// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import TestSupport
import Testing

@testable import Cartography

@Suite struct MapPictureTests {
    private func style() throws -> Style {
        try Style.load(from: "\(Repository.palettes.path)/risk.json")
    }

    private func square(_ west: Double, _ south: Double, _ size: Double) -> MultiPolygon {
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)]
        return MultiPolygon([
            Polygon(shell: corners.map { PlanarPoint(x: west + $0.0 * size, y: south + $0.1 * size) })
        ])
    }

    /// One province of 100 km with a surface of one value.
    private func specification(_ value: Float) throws -> MapSpecification {
        let grid = try #require(
            Grid(
                crs: .lambertEqualArea(latitude: 34, longitude: 42), originX: 0, originY: 100_000, cellSize: 5000,
                columns: 20, rows: 20))
        let texts = MapTexts(
            title: TextByLanguage(en: "Test map", ar: "خريطة"), subtitle: TextByLanguage(en: "As of", ar: "حتى"),
            sources: ["Source A", "Source B"], provenance: "Digest 1.")
        return MapSpecification(
            surface: Raster(grid: grid, filledWith: value), style: try style(), extent: grid.extent, groundScale: 1,
            texts: texts, tier: .public,
            provinces: [MapArea(name: TextByLanguage(en: "Alpha", ar: "ألفا"), area: square(0, 0, 100_000))],
            countries: [MapArea(name: TextByLanguage(en: ""), area: square(0, 0, 100_000))],
            lines: [MapLine(kind: .border, lines: [[PlanarPoint(x: 0, y: 0), PlanarPoint(x: 100_000, y: 0)]])],
            towns: [
                MapTown(
                    name: TextByLanguage(en: "Town", ar: "بلدة"), position: PlanarPoint(x: 30_000, y: 30_000), rank: 2)
            ])
    }

    /// Colour of one pixel of a drawn map.
    private func pixel(_ specification: MapSpecification, x: Double, y: Double) throws -> [Int] {
        let canvas = try Canvas(width: 400, height: 400)
        let plane = MapPlane(
            extent: specification.extent, frame: Frame(x: 0, y: 0, width: 400, height: 400))
        BasemapPainter(specification, plane: plane).drawGround(on: canvas)
        BasemapPainter(specification, plane: plane).drawSurface(on: canvas)
        let place = plane.pixel(PlanarPoint(x: x, y: y))
        return canvas.color(x: Int(place.x), y: Int(place.y))
    }

    @Test func aPictureHasTheSizeThatWasAskedForAndTheSameBytesTwice() throws {
        let first = try MapPicture.png(try specification(50))
        #expect(first.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // Width and height stand big-endian at bytes 16 to 23.
        #expect(first[16..<24].elementsEqual([0, 0, 0x06, 0x40, 0, 0, 0x04, 0x6A]))
        #expect(try MapPicture.png(try specification(50)) == first)
        #expect(try MapPicture.png(try specification(90)) != first)
    }

    @Test(arguments: [(Float(10), 0), (30, 1), (50, 2), (70, 3), (90, 4)])
    func aPixelHasTheColourOfItsClassOverTheLand(value: Float, index: Int) throws {
        let specification = try specification(value)
        let rgba = specification.style.classes[index].rgba
        let share = Double(rgba.alpha) / 255
        let expected = zip([rgba.red, rgba.green, rgba.blue], [0xFB, 0xFA, 0xF6]).map {
            Double($0) * share + Double($1) * (1 - share)
        }
        for (drawn, wanted) in zip(try pixel(specification, x: 50_000, y: 50_000), expected) {
            #expect(abs(Double(drawn) - wanted) <= 2)
        }
    }

    @Test func aProvinceWithoutAFigureIsGreyWhateverTheCellsSay() throws {
        var hidden = try specification(90)
        hidden.provinces[0].isAssessed = false
        let drawn = try pixel(hidden, x: 50_000, y: 50_000)
        let (least, most) = (drawn.min() ?? 0, drawn.max() ?? 255)
        #expect(most - least < 16 && least > 120 && most < 230)
    }

    @Test func nothingIsDrawnOutsideTheProvinces() throws {
        var half = try specification(90)
        half.provinces = [MapArea(name: TextByLanguage(en: "A"), area: square(0, 0, 50_000))]
        half.countries = []
        #expect(try pixel(half, x: 75_000, y: 75_000) == [0xDC, 0xE7, 0xEE])
        #expect(try pixel(half, x: 25_000, y: 25_000)[0] > 150)
    }

    @Test func sizesThatCannotBeDrawnAreRefused() throws {
        for (width, height) in [(0, 100), (-5, 100), (100_000, 100)] {
            var bad = try specification(10)
            bad.width = width
            bad.height = height
            #expect(throws: CartographyError.size(width: width, height: height)) { try MapPicture.png(bad) }
        }
    }

    @Test func aMapThatCouldNotBeReadIsRefusedAndASmallOneIsDrawn() throws {
        var small = try specification(10)
        (small.width, small.height) = (700, 1130)
        #expect(throws: CartographyError.tooSmall(width: 700, height: 1130)) { try MapPicture.png(small) }
        (small.width, small.height) = (800, 565)
        #expect(try MapPicture.png(small).count > 5000)
    }

    @Test func sourcesThatLeaveNoRoomAreRefused() throws {
        var crowded = try specification(10)
        crowded.texts.sources = Array(repeating: "A source with a long title and its licence", count: 400)
        #expect(throws: CartographyError.self) { try MapPicture.png(crowded) }
    }

    @Test func aMapOfNothingIsStillAMap() throws {
        let full = try specification(.nan)
        let empty = MapSpecification(
            surface: full.surface, style: full.style, extent: full.extent, groundScale: 1, texts: full.texts,
            tier: .internal)
        #expect(try MapPicture.png(empty).count > 10_000)
    }

    @Test func aFolderThatDoesNotExistIsNamed() throws {
        let failure = #expect(throws: CartographyError.self) {
            try MapPicture.write(try specification(10), to: "/nowhere/at/all/map.png")
        }
        #expect(failure?.description.contains("/nowhere/at/all/map.png") == true)
    }
}

@Suite struct LegendPictureTests {
    private func style(_ name: String) throws -> Style {
        let folder = Repository.styles.path
        return try Style.load(from: "\(folder)/\(name).json")
    }

    @Test(arguments: SurfaceLayer.allCases.map(\.name))
    func legendsAreDrawnInBothForms(name: String) throws {
        let style = try style(name)
        let png = try LegendPicture.png(style, .ofEarlierBuilds)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try LegendPicture.png(style, .ofEarlierBuilds) == png)
        let double = try LegendPicture.png(style, .ofEarlierBuilds, scale: 2)
        let width = { (bytes: [UInt8]) in Int(bytes[18]) << 8 | Int(bytes[19]) }
        #expect(width(double) == 2 * width(png))
        let svg = String(decoding: try LegendPicture.svg(style, .ofEarlierBuilds), as: UTF8.self)
        #expect(svg.contains("<svg") && svg.hasSuffix("</svg>\n"))
        #expect(try String(decoding: LegendPicture.svg(style, .ofEarlierBuilds), as: UTF8.self) == svg)
    }

    @Test func swatchesHaveTheColoursOfTheClasses() throws {
        let style = try style("relative-risk")
        let canvas = try Canvas(width: 300, height: 300)
        canvas.fill(Frame(x: 0, y: 0, width: 300, height: 300), MapInks.paper)
        LegendPainter(style: style, wording: .ofEarlierBuilds, canvas: canvas, ground: MapInks.paper)
            .draw(at: PlanarPoint(x: 0, y: 0), width: 300)
        let column = (0..<300).map { canvas.color(x: 20, y: $0) }
        for entry in style.classes {
            let share = Double(entry.rgba.alpha) / 255
            let expected = [entry.rgba.red, entry.rgba.green, entry.rgba.blue].map {
                Double($0) * share + 255 * (1 - share)
            }
            let rows = column.count { color in zip(color, expected).allSatisfy { abs(Double($0) - $1) <= 1.5 } }
            #expect(rows >= 15, "\(entry.id)")
        }
    }
}

extension Canvas {
    /// Red, green and blue of an opaque pixel.
    func color(x: Int, y: Int) -> [Int] {
        let pixel = pixels[y * Int(width) + x]
        return [Int(pixel >> 16 & 0xFF), Int(pixel >> 8 & 0xFF), Int(pixel & 0xFF)]
    }
}
