// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
@testable import Places
@testable import Queries
@testable import Studies
import Testing

@Suite("Areas that somebody draws")
struct DrawnAreaTests {
    private let box = Extent(minX: 1, minY: 1, maxX: 2, maxY: 3)!

    private func ring(_ points: (Double, Double)...) -> [PlanarPoint] {
        (points + [points[0]]).map { PlanarPoint(x: $0.0, y: $0.1) }
    }

    /// Signed, by the shoelace formula.
    private func surface(_ ring: [PlanarPoint]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 }
    }

    private func clipped(_ shell: [PlanarPoint], holes: [[PlanarPoint]] = []) throws -> Polygon? {
        try DrawnArea(MultiPolygon([Polygon(shell: shell, holes: holes)]), within: box).area.polygons.first
    }

    @Test("What lies inside stays as it is, what lies outside goes")
    func clipping() throws {
        let inside = ring((1.2, 1.2), (1.8, 1.2), (1.5, 2.8))
        #expect(try clipped(inside)?.shell == inside)
        #expect(try clipped(ring((5, 5), (6, 5), (6, 6))) == nil)
        // The box is 1 by 2.
        #expect(try abs(surface(#require(try clipped(ring((0, 0), (4, 0), (4, 4), (0, 4)))).shell)) == 2)
        // A triangle whose tip of height 1 and base 1 reaches in from the west.
        #expect(try abs(surface(#require(try clipped(ring((0, 1), (2, 2), (0, 3)))).shell)) == 0.5)
        // A comb of two teeth: both are kept, the edges that join them cover nothing.
        let comb = ring((0, 1), (2, 1), (2, 1.5), (0.5, 1.5), (0.5, 2.5), (2, 2.5), (2, 3), (0, 3))
        #expect(try abs(surface(#require(try clipped(comb)).shell)) == 1)
        let holed = try #require(
            try clipped(
                ring((0, 0), (4, 0), (4, 4), (0, 4)),
                holes: [ring((0, 2), (1.5, 2), (1.5, 4), (0, 4)), ring((3, 3), (4, 3), (4, 4))]))
        #expect(holed.holes.count == 1 && abs(surface(holed.holes[0])) == 0.5)
    }

    @Test("Rings, vertices and lengths beyond what is worked on are refused")
    func budgets() {
        let speck = Polygon(shell: ring((1.1, 1.1), (1.2, 1.1), (1.2, 1.2)))
        let star = (0...100_001).map { PlanarPoint(x: 1.5 + 0.1 * cos(Double($0)), y: 2 + 0.1 * sin(Double($0))) }
        let wide = Extent(minX: 0, minY: 0, maxX: 20, maxY: 20)!
        let zigzag = (0..<2000).map { PlanarPoint(x: $0 % 2 == 0 ? -170 : 170, y: Double($0) / 100) }
        for (area, box) in [
            (MultiPolygon([Polygon](repeating: speck, count: 10_001)), box),
            (
                MultiPolygon([
                    Polygon(shell: speck.shell, holes: [[PlanarPoint]](repeating: speck.shell, count: 10_000))
                ]), box
            ),
            (MultiPolygon([Polygon(shell: star + [star[0]])]), box),
            (MultiPolygon([Polygon(shell: zigzag + [zigzag[0]])]), wide),
        ] {
            let error = #expect(throws: QueryError.self) { try DrawnArea(area, within: box) }
            guard case .tooMuch(let sentence)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(sentence.hasSuffix("."))
        }
        #expect(throws: Never.self) {
            try DrawnArea(MultiPolygon([Polygon](repeating: speck, count: 9_000)), within: box)
        }
    }

    @Test("The index of an area tells what the area tells")
    func index() {
        let star = (0..<999).map { step -> PlanarPoint in
            let turn = Double(step * 400) / 999 * 2 * Double.pi
            return PlanarPoint(x: 10 * cos(turn), y: 10 * sin(turn))
        }
        let hole = ring((-1, -1), (1, -1), (1, 1), (-1, 1))
        let area = MultiPolygon([
            Polygon(shell: star + [star[0]], holes: [hole]), Polygon(shell: ring((9, 9), (12, 9), (12, 12))),
        ])
        let index = AreaIndex(area)
        var held = 0
        for step in 0..<4000 {
            let point = PlanarPoint(x: Double(step % 63) / 2.4 - 13, y: Double(step / 63) / 2.4 - 13)
            #expect(index.contains(point) == area.contains(point))
            held += index.contains(point) ? 1 : 0
        }
        #expect(held > 100)
        #expect(!AreaIndex(MultiPolygon([])).contains(PlanarPoint(x: 0, y: 0)))
    }

    @Test("Edges as high as their area do not stand in a thousand bands each")
    func zigzag() {
        let strokes = (0..<20_000).map { PlanarPoint(x: Double($0), y: $0 % 2 == 0 ? 0 : 10) }
        let area = MultiPolygon([Polygon(shell: strokes + [PlanarPoint(x: 0, y: -1), strokes[0]])])
        let index = AreaIndex(area)
        #expect(index.size < 6 * strokes.count)
        for step in 0..<500 {
            let point = PlanarPoint(x: Double(step) * 37.3, y: Double(step % 97) / 8)
            #expect(index.contains(point) == area.contains(point))
        }
    }

    @Test("Cells that two footprints share are counted alike in both ways")
    func sharing() throws {
        let grid = try #require(Grid(crs: .webMercator, originX: 0, originY: 10, cellSize: 1, columns: 10, rows: 10))
        let other = AreaFootprint(indices: [3, 5, 50, 99], fractions: [0.5, 1, 0.25, 1])
        let few = AreaFootprint(indices: [5, 50, 98], fractions: [0.1, 0.1, 0.1])
        #expect(few.shared(with: [other], on: grid) == [1.25])
        let many = AreaFootprint(indices: (0..<60).map { Int32($0) }, fractions: [Float](repeating: 1, count: 60))
        #expect(many.shared(with: [other], on: grid) == [1.75])
    }

    @Test("A speck stands for its cell, a larger area without cells for none")
    func specks() throws {
        let grid = try #require(Grid(crs: .webMercator, originX: 0, originY: 10, cellSize: 1, columns: 10, rows: 10))
        let none = AreaFootprint(indices: [], fractions: [])
        let speck = MultiPolygon([Polygon(shell: ring((2.5, 8.5), (2.500001, 8.5), (2.5, 8.500001)))])
        #expect(none.orCell(of: speck, on: grid).indices == [12])
        let line = MultiPolygon([Polygon(shell: ring((2.5, 8.5), (5.5, 8.5), (4.5, 8.5)))])
        #expect(none.orCell(of: line, on: grid).isEmpty)
    }
}

@Suite("Questions that try a build's limits")
struct QueryLimitTests {
    private func service() throws -> QueryService { try QueryService(folder: BuiltInBuild.build().output.folder) }

    private func square(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> MultiPolygon {
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        return MultiPolygon([Polygon(shell: corners.map { PlanarPoint(x: $0.0, y: $0.1) })])
    }

    @Test("The whole world is answered by what is assessed of it")
    func world() throws {
        let service = try service()
        let world = try service.answer(area: square(-180, -90, 180, 90))
        let around = try service.answer(area: square(30, 20, 60, 45))
        #expect(
            world.result.relativeRisk == around.result.relativeRisk && world.result.intensity == around.result.intensity
        )
        #expect(world.result.incidents > 0 && world.result.incidents == around.result.incidents)
    }

    @Test("Whoever asked may end the work at each of its parts")
    func ended() throws {
        struct Enough: Error {}
        let service = try service(), area = square(40, 32, 44, 36)
        var parts = 0
        let expected = try service.answer(area: area) { parts += 1 }
        #expect(parts > 5 && expected.result.relativeRisk != nil)
        for last in Set([1, 2, 3, 4, 5, 6, parts]) {
            var part = 0
            #expect(throws: Enough.self) {
                try service.answer(area: area) {
                    part += 1
                    if part == last { throw Enough() }
                }
            }
        }
        #expect(try service.answer(area: area).result.relativeRisk == expected.result.relativeRisk)
    }

    @Test("A square of a millionth of a degree is answered by its cell")
    func speck() throws {
        let service = try service()
        let area = try service.answer(area: square(44.4, 33.3, 44.400001, 33.300001), why: true)
        let point = try service.answer(at: #require(Coordinate(longitude: 44.4000005, latitude: 33.3000005)))
        #expect(
            area.result.relativeRisk == point.result.relativeRisk && area.result.intensity == point.result.intensity)
        let shares = try #require(area.contributions).reduce(0) { $0 + $1.share }
        #expect(abs(shares - 1) < 2e-3)
    }

    @Test("Ten thousand triangles around the globe are refused, not worked on")
    func triangles() throws {
        let shell = [(-179, -80), (-179, 80), (179, 80), (-179, -80)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let area = MultiPolygon([Polygon](repeating: Polygon(shell: shell), count: 9_900))
        let error = #expect(throws: QueryError.self) { try service().answer(area: area) }
        guard case .tooMuch? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(
        "A position without a place in the plane is not assessed",
        arguments: [
            (-34.5, -138.0), (90.0, 0.0), (-90.0, 44.0), (33.0, 180.0), (33.0, -180.0), (-90.0, -180.0), (0.0, 0.0),
        ])
    func positions(latitude: Double, longitude: Double) throws {
        let error = #expect(throws: QueryError.self) {
            try service().answer(at: #require(Coordinate(longitude: longitude, latitude: latitude)))
        }
        #expect(error?.description.contains("lies outside the area that the evidence covers") == true)
    }

    @Test("What contributes changes nothing else of an answer, and threads do not disturb each other")
    func threads() throws {
        let service = try service()
        let places = try (0..<24).map { step in
            try #require(Coordinate(longitude: 39 + Double(step % 6), latitude: 32.5 + Double(step / 6)))
        }
        @Sendable func text(_ place: Coordinate, why: Bool) -> String {
            guard var answer = try? service.answer(at: place, why: why) else { return "none" }
            answer.contributions = nil
            return (try? String(decoding: StableJSON.encode(answer), as: UTF8.self)) ?? "fault"
        }
        let expected = places.map { text($0, why: true) }
        #expect(Set(expected).count > 12)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            #expect(places.map { text($0, why: false) } == expected)
        }
    }
}

@Suite("A build that is opened for questions")
struct OpenedBuildTests {
    @Test("It goes on answering when its folder is exchanged or gone")
    func gone() throws {
        let study = try SquareStudy(), (_, output) = try study.build()
        let service = try QueryService(opened: OpenedFolder(path: output.folder), sharing: GazetteerShelf())
        let moved = study.out + "-moved"
        try FileManager.default.moveItem(atPath: output.folder, toPath: moved)
        let expected = try QueryService(folder: moved)
        let place = try #require(Coordinate(longitude: 40.5, latitude: 34.5))
        let point = try expected.answer(at: place, why: true), town = try expected.answer(named: "Mulwok", why: true)
        let kelmar = try expected.answer(named: "Kelmar", why: true), ranking = expected.ranking()
        try FileManager.default.removeItem(atPath: moved)
        func text(_ answers: [QueryAnswer]) throws -> Data { try StableJSON.encode(answers) }
        #expect(try text([service.answer(at: place, why: true)]) == text([point]))
        #expect(try text([service.answer(named: "Mulwok", why: true)]) == text([town]))
        #expect(try text([service.answer(named: "Kelmar", why: true)]) == text([kelmar]))
        #expect(try text(service.ranking()) == text(ranking))
    }

    @Test("Builds that carry the same names share them")
    func sharedNames() throws {
        let study = try SquareStudy(), (_, output) = try study.build()
        let shelf = GazetteerShelf()
        let one = try BuildReading(folder: OpenedFolder(path: output.folder))
        let first = try shelf.entry(of: one)
        #expect(try shelf.entry(of: BuildReading(folder: OpenedFolder(path: output.folder))) === first)
        let handle = try #require(FileHandle(forWritingAtPath: "\(output.folder)/study/aliases.csv"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\n".utf8))
        try handle.close()
        #expect(try shelf.entry(of: BuildReading(folder: OpenedFolder(path: output.folder))) !== first)
    }

    @Test(
        "A study that names files elsewhere is refused",
        arguments: ["../places.csv", "/etc/passwd", "PG:dbname=x", "/vsicurl/http://127.0.0.1:9/x", "sub/places.csv"])
    func namesElsewhere(name: String) throws {
        let study = try SquareStudy(), (_, output) = try study.build()
        let file = "\(output.folder)/study/study.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let edited = text.replacing("\"aliases.csv\"", with: "\"\(name)\"")
        try #require(edited != text)
        try edited.write(toFile: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: StudyError.self) { try QueryService(folder: output.folder) }
        #expect(error?.file.hasPrefix(output.folder) == true && error?.message.contains("no file beside it") == true)
    }

    @Test(
        "Links in the place of files are refused",
        arguments: ["relative-risk.tif", "contributions.json", "study/aliases.csv", "routes.geojson"])
    func links(name: String) throws {
        let study = try SquareStudy(), (_, output) = try study.build()
        let target = study.out + "-other"
        try FileManager.default.moveItem(atPath: "\(output.folder)/\(name)", toPath: target)
        try FileManager.default.createSymbolicLink(atPath: "\(output.folder)/\(name)", withDestinationPath: target)
        #expect(throws: OpenedFolderError.self) { try QueryService(folder: output.folder) }
    }
}
