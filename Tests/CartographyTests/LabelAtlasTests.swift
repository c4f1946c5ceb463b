// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Testing

@testable import Cartography

/// Names spread over four degrees by a fixed rule: as dense as a table of villages.
private func villages(_ count: Int, west: Double = 40, south: Double = 33) -> [ReferenceLabel] {
    (0..<count).map { index in
        // Multiples of the golden section spread evenly and never repeat.
        let x = (Double(index) * 0.618_033_988_7).truncatingRemainder(dividingBy: 1)
        let y = (Double(index) * 0.754_877_666_2).truncatingRemainder(dividingBy: 1)
        let kind: ReferenceLabel.Kind = index == 0 ? .capital : index < 10 ? .city : index < 100 ? .town : .village
        return ReferenceLabel(
            kind: kind, name: TextByLanguage(en: "Village \(index)", ar: "قرية \(index)"),
            place: .point(PlanarPoint(x: west + 4 * x, y: south + 4 * y)),
            zooms: (index < 10 ? 4 : index < 100 ? 7 : 10)...22)
    }
}

private func town(_ name: String, _ longitude: Double, _ latitude: Double, ar: String = "") -> ReferenceLabel {
    ReferenceLabel(
        kind: .town, name: TextByLanguage(en: name, ar: ar), place: .point(PlanarPoint(x: longitude, y: latitude)),
        zooms: 5...22)
}

private let both: [Language] = [.english, .arabic]

private func tile(_ longitude: Double, _ latitude: Double, zoom: Int) throws -> TileID {
    let place = try #require(Coordinate(longitude: longitude, latitude: latitude))
    return try #require(TileID(containing: place, zoom: zoom))
}

@Suite("Names of the base map are placed once for a zoom level") struct LabelAtlasTests {
    @Test("No name and no dot of a whole level touches another", arguments: [4, 7, 10, 12])
    func noCollision(zoom: Int) throws {
        let sheet = try LabelAtlas(villages(700), in: both).sheet(.webMercatorQuad, zoom: zoom)
        // At level 4 all of them lie within 45 pixels.
        #expect(sheet.count >= (zoom == 4 ? 2 : 6))
        let frames = sheet.placed.map(\.frame), dots = sheet.placed.compactMap(\.dot).map(LabelPlacer.frame(ofDot:))
        for (index, frame) in frames.enumerated() {
            #expect(!frames[..<index].contains { $0.intersects(frame) }, "\(index)")
            #expect(!dots.contains { $0.intersects(frame) }, "\(index)")
        }
        #expect(dots.count == sheet.count, "a dot without its name tells nothing")
    }

    @Test("A name stands from its own level on, and where nothing is near it stands at once")
    func tiers() throws {
        let atlas = try LabelAtlas([town("Alone", 41, 35)], in: both)
        #expect(atlas.sheet(.webMercatorQuad, zoom: 4).count == 0)
        #expect(atlas.sheet(.webMercatorQuad, zoom: 5).count == 1)
        #expect(atlas.sheet(.webMercatorQuad, zoom: 22).count == 1)
        // A tile of degrees shows what two of Web Mercator one level deeper show.
        #expect(atlas.sheet(.worldCRS84Quad, zoom: 3).count == 0)
        #expect(atlas.sheet(.worldCRS84Quad, zoom: 4).count == 1)
    }

    @Test("Of two names on one spot the first is shown, and both as soon as there is room")
    func order() throws {
        let atlas = try LabelAtlas([town("First", 41, 35), town("Second", 41.0005, 35)], in: both)
        let far = atlas.sheet(.webMercatorQuad, zoom: 8)
        #expect(far.placed.map(\.label) == [0])
        // 0.0005 degrees are 93 pixels at level 18: 256 * 2^18 / 360 * 0.0005.
        #expect(atlas.sheet(.webMercatorQuad, zoom: 18).placed.map(\.label) == [0, 1])
    }

    @Test("At a town's first level it has one language, later both")
    func languages() throws {
        let atlas = try LabelAtlas([town("Baghdad", 44.4, 33.3, ar: "بغداد")], in: both)
        #expect(atlas.sheet(.webMercatorQuad, zoom: 5).placed.map(\.lines) == [1])
        #expect(atlas.sheet(.webMercatorQuad, zoom: 6).placed.map(\.lines) == [2])
        let arabic = try LabelAtlas([town("Baghdad", 44.4, 33.3, ar: "بغداد")], in: [.arabic])
        #expect(arabic.texts[0].lines.map(\.text) == ["بغداد"])
    }

    @Test("The name of an area stands where it has room, off the dots of cities, and not beside its namesake")
    func areas() throws {
        func area(_ name: String, room: Double) -> ReferenceLabel {
            ReferenceLabel(
                kind: .province, name: TextByLanguage(en: name),
                place: .multiPoint([PlanarPoint(x: 41, y: 35), PlanarPoint(x: 42, y: 35)]), room: room, zooms: 5...11)
        }
        let city = ReferenceLabel(
            kind: .city, name: TextByLanguage(en: "Mosul"), place: .point(PlanarPoint(x: 41, y: 35)), zooms: 5...22)
        // At level 8 a degree is 182 pixels wide: the name has room in one of them and not in a tenth.
        for (room, count) in [(1, 1), (0.1, 0)] {
            let atlas = try LabelAtlas([area("Nineveh", room: room)], in: [.english])
            #expect(atlas.sheet(.webMercatorQuad, zoom: 8).count == count)
        }
        let beside = try LabelAtlas([area("Nineveh", room: 1), city], in: [.english])
            .sheet(.webMercatorQuad, zoom: 8)
        #expect(beside.placed.map(\.label) == [0, 1])
        // The first place is the city's: the second one is a degree, 182 pixels, to the east.
        let pixel = (42.0 + 180) / 360 * 65_536
        #expect(abs(beside.placed[0].frame.center.x - pixel) <= 1)
        let same = try LabelAtlas([area("Mosul", room: 1), city], in: [.english]).sheet(.webMercatorQuad, zoom: 6)
        #expect(same.placed.map(\.label) == [1], "46 pixels away the city says it already")
    }

    @Test("A study on both sides of 180 degrees keeps its names within the world")
    func dateLine() throws {
        let atlas = try LabelAtlas(
            [town("Eastern end", 179.999, 0), town("Western end", -179.999, 10)], in: [.english])
        for zoom in [5, 9, 14] {
            let sheet = atlas.sheet(.webMercatorQuad, zoom: zoom), width = 256.0 * Double(1 << zoom)
            for placed in sheet.placed { #expect(placed.frame.x >= 0 && placed.frame.maxX <= width, "\(zoom)") }
            #expect(sheet.count <= 2)
        }
        // A dot of five pixels needs them: at level 14 the last 0.001 degrees are 11 pixels wide.
        #expect(atlas.sheet(.webMercatorQuad, zoom: 14).count == 2)
    }

    @Test("Without names there is nothing to draw")
    func empty() throws {
        let atlas = try LabelAtlas([], in: both), sheet = atlas.sheet(.webMercatorQuad, zoom: 8)
        #expect(sheet.count == 0)
        #expect(try LabelPicture(atlas, sheet, x: 0, y: 0, width: 256).pixels(rows: 0..<256).isEmpty)
        let unnamed = try LabelAtlas([town("", 41, 35)], in: both)
        #expect(unnamed.sheet(.webMercatorQuad, zoom: 8).count == 0)
    }

    @Test("Positions beyond the map, and a name of a thousand letters, harm nothing")
    func hostile() throws {
        let long = String(repeating: "Long name ", count: 100)
        let labels = [town("Pole", 10, 90), town("Nowhere", 1e6, 0), town("Beyond", .infinity, 0), town(long, 20, 10)]
        let atlas = try LabelAtlas(labels, in: [.english])
        #expect(atlas.sheet(.webMercatorQuad, zoom: 6).placed.allSatisfy { $0.label == 0 || $0.label == 3 })
    }

    @Test("A river is named along its course, again and again, never upside down")
    func rivers() throws {
        // From north-east to south-west: at level 9 some 3,640 pixels to the west and 2,200 to the south.
        let course = (0...400).map { PlanarPoint(x: 45 - Double($0) / 40, y: 36 - Double($0) / 80) }
        let river = ReferenceLabel(
            kind: .river, name: TextByLanguage(en: "Euphrates"), place: .lines([course]), zooms: 6...22)
        let sheet = try LabelAtlas([river], in: [.english]).sheet(.webMercatorQuad, zoom: 9)
        #expect((11...13).contains(sheet.count), "one in 480 pixels of the sum of both directions: \(sheet.count)")
        for placed in sheet.placed { #expect(abs(placed.angle) <= .pi / 2 && placed.angle < 0) }
        let bent = ReferenceLabel(
            kind: .river, name: TextByLanguage(en: "Winding"),
            place: .lines([(0...200).map { PlanarPoint(x: 40 + Double($0) / 400, y: 35 + ($0 % 2 == 0 ? 0.1 : 0)) }]),
            zooms: 6...22)
        #expect(try LabelAtlas([bent], in: [.english]).sheet(.webMercatorQuad, zoom: 9).count == 0)
    }
}

@Suite("Tiles of names") struct LabelTileTests {
    /// The names of a window of a level, as one picture and as the tiles that it is made of.
    private func pictures(
        scale: Double, columns: ClosedRange<Int>, row: Int, zoom: Int, _ atlas: LabelAtlas
    ) throws -> (whole: [UInt32], tiles: [[UInt32]], side: Int) {
        let sheet = atlas.sheet(.webMercatorQuad, zoom: zoom), side = Int(256 * scale)
        let whole = try LabelPicture(
            atlas, sheet, x: Double(columns.lowerBound) * 256, y: Double(row) * 256, width: side * columns.count,
            scale: scale
        ).pixels(rows: 0..<side)
        let tiles = try columns.map { column in
            let tile = try LabelPicture(
                atlas, sheet, x: Double(column) * 256, y: Double(row) * 256, width: side, scale: scale
            ).pixels(rows: 0..<side)
            return tile.isEmpty ? [UInt32](repeating: 0, count: side * side) : tile
        }
        return (whole, tiles, side)
    }

    @Test("A name over the edge of two tiles has the same pixels as in a picture of both", arguments: [1.0, 2.0])
    func seam(scale: Double) throws {
        // Level 9, column 313 begins at 313 / 512 * 360 - 180 = 40.078125 degrees: the name reaches over it.
        let atlas = try LabelAtlas(
            [town("Over the edge of tiles", 40.0, 35, ar: "فوق حافة البلاط")] + villages(300), in: both)
        let tile = try CartographyTests.tile(40, 35, zoom: 9)
        let (whole, tiles, side) = try pictures(
            scale: scale, columns: tile.column...tile.column + 1, row: tile.row, zoom: 9, atlas)
        #expect(whole.contains { $0 != 0 })
        var differing = 0, crossing = 0
        for row in 0..<side {
            for column in 0..<2 * side {
                let pixel: UInt32 = tiles[column / side][row * side + column % side]
                if whole[row * 2 * side + column] != pixel { differing += 1 }
            }
            let edge: Int = row * 2 * side + side
            if whole[edge - 1] > 0, whole[edge] > 0 { crossing += 1 }
        }
        #expect(differing == 0)
        #expect(crossing > 5, "a name lies over the edge")
    }

    @Test("Strips of a picture are the picture")
    func strips() throws {
        let atlas = try LabelAtlas(villages(200), in: both), sheet = atlas.sheet(.webMercatorQuad, zoom: 8)
        let tile = try CartographyTests.tile(42, 35, zoom: 8)
        let picture = LabelPicture(
            atlas, sheet, x: Double(tile.column) * 256, y: Double(tile.row) * 256, width: 256)
        let whole = try picture.pixels(rows: 0..<256)
        let parts = try [0..<64, 64..<128, 128..<192, 192..<256].flatMap { rows in
            let strip = try picture.pixels(rows: rows)
            return strip.isEmpty ? [UInt32](repeating: 0, count: 256 * rows.count) : strip
        }
        #expect(whole == parts)
    }

    @Test("Colours are multiplied by their opacity, and the rim is as white as it is opaque")
    func premultiplied() throws {
        let atlas = try LabelAtlas(villages(50), in: both), sheet = atlas.sheet(.webMercatorQuad, zoom: 8)
        let tile = try CartographyTests.tile(42, 35, zoom: 8)
        let pixels = try LabelPicture(
            atlas, sheet, x: Double(tile.column) * 256, y: Double(tile.row) * 256, width: 256
        ).pixels(rows: 0..<256)
        #expect(pixels.count == 256 * 256)
        for pixel in pixels {
            let alpha = pixel >> 24
            #expect([16, 8, 0].allSatisfy { (pixel >> UInt32($0)) & 0xFF <= alpha })
        }
        #expect(pixels.contains { $0 >> 24 == 214 && $0 & 0xFF == 214 }, "the rim")
        #expect(pixels.contains { $0 >> 24 > 240 && $0 & 0xFF < 60 }, "letters")
    }
}

@Suite("The ground of the base map") struct ReferencePictureTests {
    private func square(_ x: Double, _ y: Double, _ side: Double) -> Geometry {
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)]
        return .area(
            MultiPolygon([Polygon(shell: corners.map { PlanarPoint(x: x + $0.0 * side, y: y + $0.1 * side) })]))
    }

    @Test("Ground has the inks of the sheets, whatever the order in which it is given")
    func inks() throws {
        let shapes = [
            ReferenceShape(.study, square(100, 100, 50)), ReferenceShape(.land, square(60, 60, 120)),
            ReferenceShape(.sea, square(20, 20, 200)),
        ]
        for order in [shapes, shapes.reversed()] {
            let pixels = try ReferencePicture(width: 256, shapes: order, zoom: 8).pixels(rows: 0..<256)
            #expect(pixels[5 * 256 + 5] == 0xFFF4_F3F0, "beyond the study")
            #expect(pixels[40 * 256 + 40] == 0xFFDC_E7EE, "sea")
            #expect(pixels[80 * 256 + 80] == 0xFFEC_EAE4, "a neighbour")
            #expect(pixels[120 * 256 + 120] == 0xFFFB_FAF6, "the study")
        }
    }

    @Test("A disputed border is dashed, and its dashes run on in the next picture")
    func dashes() throws {
        let whole = [PlanarPoint(x: 0, y: 50), PlanarPoint(x: 512, y: 50)]
        let left = try ReferencePicture(
            width: 512, shapes: [ReferenceShape(.disputedBorder(isOuter: true), .lines([whole]))], zoom: 7
        ).pixels(rows: 0..<100)
        let run = [PlanarPoint(x: -6, y: 50), PlanarPoint(x: 256, y: 50)]
        let right = try ReferencePicture(
            width: 256, shapes: [ReferenceShape(.disputedBorder(isOuter: true), .lines([run]), start: 250)], zoom: 7
        ).pixels(rows: 0..<100)
        let row = 50
        let line = (0..<512).map { left[row * 512 + $0] }
        #expect(Set(line).count > 1, "dashed")
        #expect((0..<256).allSatisfy { right[row * 256 + $0] == line[256 + $0] })
    }

    @Test("The site of a name is inside its area and knows its width")
    func site() throws {
        let corners = [(0.0, 0.0), (6, 0), (6, 2), (0, 2), (0, 0)].map { PlanarPoint(x: $0.0 + 40, y: $0.1 + 30) }
        let site = ReferenceSite(in: MultiPolygon([Polygon(shell: corners)]))
        let first = try #require(site.positions.first)
        #expect(abs(first.y - 31) < 0.2 && first.x > 41 && first.x < 45)
        #expect(abs(site.room - 6) < 1e-9)
        #expect(ReferenceSite(in: MultiPolygon([])).positions.isEmpty)
    }

    @Test("Borders along the study are told from those among its neighbours")
    func borders() {
        let corners = [(40.0, 30.0), (42, 30), (42, 32), (40, 32), (40, 30)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let borders = ReferenceBorders(provinces: [MultiPolygon([Polygon(shell: corners)])])
        let along = [(40, 30.5), (40.01, 31), (40, 31.5)].map { PlanarPoint(x: $0.0, y: $0.1) }
        #expect(borders.follow(along))
        #expect(!borders.follow([PlanarPoint(x: 38, y: 30.5), PlanarPoint(x: 38, y: 31.5)]))
    }
}
