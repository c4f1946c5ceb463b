// SPDX-License-Identifier: Apache-2.0

import Foundation
import FoundationXML
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

    private func bytes(_ specification: MapSpecification, _ format: SheetFormat = .png) throws -> [UInt8] {
        try MapPicture.data(specification, format)
    }

    @Test func aSheetHasTheSizeOfItsPaperAt150DotsPerInch() throws {
        let a4 = try bytes(try specification(50))
        #expect(a4.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // Width and height stand big-endian at bytes 16 to 23: 1754 x 1240 and 2480 x 1754.
        #expect(a4[16..<24].elementsEqual([0, 0, 0x06, 0xDA, 0, 0, 0x04, 0xD8]))
        var large = try specification(50)
        large.paper = .a3
        #expect(try bytes(large)[16..<24].elementsEqual([0, 0, 0x09, 0xB0, 0, 0, 0x06, 0xDA]))
    }

    @Test(arguments: SheetFormat.allCases)
    func theSameMapHasTheSameBytesWhateverWasDrawnBefore(format: SheetFormat) throws {
        let first = try bytes(try specification(50), format)
        #expect(try bytes(try specification(90), format) != first)
        _ = try LegendPicture.svg(try style(), .english)
        #expect(try bytes(try specification(50), format) == first)
    }

    @Test func aPDFCarriesItsFontsAndTheDayOfItsData() throws {
        var map = try specification(50)
        map.texts.day = "2026-02-15"
        map.texts.number = "RM-1"
        let text = String(decoding: try bytes(map, .pdf), as: Unicode.ASCII.self)
        #expect(text.hasPrefix("%PDF-"))
        #expect(text.contains("/FontFile2") && text.contains("DejaVuSans"))
        #expect(text.contains("/CreationDate (") && text.contains("20260215000000Z"))
    }

    @Test func anSVGIsWellFormedAndItsPartsAreNumberedFromNought() throws {
        let svg = try bytes(try specification(50), .svg)
        let parser = XMLParser(data: Data(svg))
        #expect(parser.parse())
        let text = String(decoding: svg, as: UTF8.self)
        #expect(text.contains("width=\"841.88") && text.contains("id=\"clip0\""))
    }

    @Test func namesOfPartsAreCountedAnew() {
        func renumbered(_ text: String) -> String {
            String(decoding: SVGNames.renumbered(Array(text.utf8)), as: UTF8.self)
        }
        #expect(
            renumbered("<g id=\"surface72\"><image id=\"image9\"/><use href=\"#image9\"/></g><g id=\"surface9\"/>")
                == "<g id=\"surface0\"><image id=\"image1\"/><use href=\"#image1\"/></g><g id=\"surface2\"/>")
        #expect(renumbered("id=\"glyph0-1\" fill=\"#ff0000\" #") == "id=\"glyph0-1\" fill=\"#ff0000\" #")
    }

    /// All that a sheet can have at once, in languages of long words.
    private func crowded(_ paper: SheetPaper = .a4) throws -> MapSpecification {
        var map = try specification(50)
        map.paper = paper
        map.wording = Wording(languages: [.english, .arabic])
        map.texts.study = TextByLanguage(en: "Risk to civilians, aid workers and drivers: a country", ar: "المخاطر")
        map.texts.finding = TextByLanguage(
            en: String(repeating: "Highest: Alpha, and more of it. ", count: 6), ar: "الأعلى: ألفا")
        map.texts.note = TextByLanguage(en: String(repeating: "A note of some length. ", count: 12), ar: "ملاحظة")
        map.texts.number = "RM-20260215-A-LAYER-WITH-A-VERY-LONG-NAME-AND-MORE-fa20044d"
        map.texts.dates = "Data as of 15 February 2026."
        map.doubt = Raster(grid: map.surface.grid, filledWith: 30)
        map.highest = PlanarPoint(x: 60_000, y: 60_000)
        map.marks = MapMarks(
            MapMark.Kind.allCases.flatMap { kind in
                (0..<3).map {
                    MapMark(
                        position: PlanarPoint(x: 20_000 + 9_000 * Double(kind.rawValue), y: 20_000 + Double($0)),
                        kind: kind)
                }
            } + [
                MapMark(
                    position: PlanarPoint(x: 80_000, y: 80_000), kind: .people, area: square(70_000, 70_000, 20_000))
            ],
            days: 30)
        for (index, mode) in [Route.Mode.land, .air].enumerated() {
            for (place, basis) in [Route.Basis.stated, .assumed].enumerated() {
                map.corridors.append(
                    MapCorridor(
                        name: TextByLanguage(en: "Way \(index)\(place)"),
                        area: square(10_000 + 40_000 * Double(index), 10_000 + 40_000 * Double(place), 20_000),
                        mode: mode, basis: basis))
            }
        }
        return map
    }

    @Test(arguments: SheetPaper.allCases)
    func noTextIsSmallerThanSevenPoints(paper: SheetPaper) throws {
        let map = try crowded(paper)
        let canvas = try Canvas(svg: paper)
        canvas.zoom(SheetUnit.points, pixels: 1)
        try MapPicture.draw(map, on: canvas)
        #expect(canvas.smallestText * SheetUnit.points >= 7 - 1e-9)
        #expect(canvas.smallestText.isFinite)
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

    @Test func whatIsNotAssessedLooksAsItsSwatchAndIsNotHatched() throws {
        let map = try specification(.nan)
        var hidden = try specification(90)
        hidden.provinces[0].isAssessed = false
        let swatch = try legendColours(map.style)
        for place in [30_000.0, 31_000, 47_000, 52_500, 61_000] {
            let drawn = try pixel(map, x: place, y: 100_000 - place / 2)
            #expect(try pixel(hidden, x: place, y: 100_000 - place / 2) == drawn)
            #expect(swatch.contains(drawn), "\(drawn)")
        }
    }

    /// Colours of the swatches of a sheet's legend.
    private func legendColours(_ style: Style) throws -> Set<[Int]> {
        let canvas = try Canvas(width: 300, height: 300)
        canvas.fill(canvas.bounds, MapInks.paper)
        LegendPainter(style: style, wording: .english, canvas: canvas, measures: .sheet)
            .draw(at: PlanarPoint(x: 0, y: 0), width: 300)
        return Set((0..<300).map { canvas.color(x: 16, y: $0) })
    }

    @Test func aHatchMeansThinEvidenceAndNothingElse() throws {
        var map = try specification(50)
        let plain = try surface(map)
        var doubt = Raster<Float>(grid: map.surface.grid, filledWith: 9.9)
        map.doubt = doubt
        #expect(!map.hasDoubt)
        #expect(try surface(map) == plain)
        // The western half is hardly known.
        for index in doubt.values.indices where index % 20 < 10 { doubt.values[index] = 40 }
        map.doubt = doubt
        #expect(map.hasDoubt)
        let hatched = try surface(map)
        let changed = zip(plain, hatched).enumerated().filter { $0.element.0 != $0.element.1 }.map { $0.offset % 400 }
        #expect(changed.count > 5_000)
        // Between the last thin cell and the next one, which lies just below the bound, values are interpolated.
        #expect(changed.allSatisfy { $0 < 222 }, "lines end where the evidence is thick enough")
    }

    /// Pixels of ground and surface.
    private func surface(_ specification: MapSpecification) throws -> [UInt32] {
        let canvas = try Canvas(width: 400, height: 400)
        let plane = MapPlane(extent: specification.extent, frame: Frame(x: 0, y: 0, width: 400, height: 400))
        BasemapPainter(specification, plane: plane).drawGround(on: canvas)
        BasemapPainter(specification, plane: plane).drawSurface(on: canvas)
        return canvas.pixels
    }

    /// The class of every pixel that touches no other, compared with the value that the sampler gives there.
    @Test func cellsOfOneClassAreFilledAsTheirValuesSay() throws {
        var map = try specification(50)
        var generator = SeededGenerator(seed: 7)
        for index in map.surface.values.indices {
            let value = Float(generator.next() % 12_000) / 100
            map.surface.values[index] = value > 100 ? .nan : value
        }
        let plane = MapPlane(extent: map.extent, frame: Frame(x: 0, y: 0, width: 400, height: 400))
        let sampler = SurfaceSampler(raster: map.surface)
        func color(_ x: Int, _ y: Int) -> RGBA {
            let point = plane.plane(x: Double(x) + 0.5, y: Double(y) + 0.5), grid = map.surface.grid
            return map.style.rgba(
                for: sampler.value(
                    column: (point.x - grid.originX) / grid.cellSize, row: (grid.originY - point.y) / grid.cellSize))
        }
        let canvas = try Canvas(width: 400, height: 400)
        canvas.fill(canvas.bounds, MapInks.study)
        SurfacePainter(surface: map.surface, style: map.style, plane: plane).draw(on: canvas)
        let pixels = canvas.pixels
        var compared = 0
        for y in stride(from: 1, to: 399, by: 3) {
            for x in 1..<399 {
                let own = color(x, y)
                guard [(-1, 0), (1, 0), (0, -1), (0, 1)].allSatisfy({ color(x + $0.0, y + $0.1) == own }) else {
                    continue
                }
                let wanted = blended(own), pixel = pixels[y * 400 + x]
                let drawn = [Int(pixel >> 16 & 0xFF), Int(pixel >> 8 & 0xFF), Int(pixel & 0xFF)]
                #expect(zip(drawn, wanted).allSatisfy { abs($0 - $1) <= 2 }, "\(x) \(y)")
                compared += 1
            }
        }
        #expect(compared > 20_000)
    }

    /// A colour over the land of a study.
    private func blended(_ rgba: RGBA) -> [Int] {
        let share = Double(rgba.alpha) / 255
        return zip([rgba.red, rgba.green, rgba.blue], [0xFB, 0xFA, 0xF6]).map {
            Int((Double($0) * share + Double($1) * (1 - share)).rounded())
        }
    }

    @Test func aPanelWithoutRoomLosesNothingOfTheMap() throws {
        #expect(try bytes(try crowded()).count > 20_000)
    }

    @Test func sourcesThatLeaveNoRoomAreRefused() throws {
        var crowded = try specification(10)
        crowded.texts.sources = Array(repeating: "A source with a long title and its licence", count: 400)
        #expect(throws: CartographyError.self) { try MapPicture.data(crowded, .png) }
    }

    @Test func aMapOfNothingIsStillAMap() throws {
        let full = try specification(.nan)
        let empty = MapSpecification(
            surface: full.surface, style: full.style, extent: full.extent, groundScale: 1, texts: full.texts,
            tier: .internal)
        #expect(try MapPicture.data(empty, .png).count > 10_000)
    }

    @Test func aFolderThatDoesNotExistIsNamed() throws {
        let failure = #expect(throws: CartographyError.self) {
            try MapPicture.write(try specification(10), .png, to: "/nowhere/at/all/map.png")
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
