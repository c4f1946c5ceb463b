// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Testing

struct CoordinateTransformTests {
    private let study = CoordinateReferenceSystem.lambertEqualArea(latitude: 34.5, longitude: 42)

    @Test func longitudeComesFirstWhateverTheAuthoritySays() throws {
        for geographic in [CoordinateReferenceSystem.geographic, CoordinateReferenceSystem("EPSG:4326")] {
            let transform = try CoordinateTransform(from: geographic, to: CoordinateReferenceSystem("EPSG:25832"))
            let image = try transform.transform(PlanarPoint(x: 10, y: 50))
            #expect(abs(image.x - 571_666.4) < 0.1)
            #expect(abs(image.y - 5_539_109.8) < 0.1)
        }
    }

    @Test func theCentreOfTheStudyIsItsOrigin() throws {
        let transform = try CoordinateTransform(from: .geographic, to: study)
        let image = try transform.transform(PlanarPoint(x: 42, y: 34.5))
        #expect(abs(image.x) < 1e-6 && abs(image.y) < 1e-6)
    }

    /// PROJ's inverse of the equal-area projection ends its series at about 1e-8 degrees, some millimetres.
    @Test func thereAndBackIsWithinFiveMillimetres() throws {
        let there = try CoordinateTransform(from: .geographic, to: study)
        let back = try CoordinateTransform(from: study, to: .geographic)
        var points: [PlanarPoint] = []
        for longitude in stride(from: 34.0, through: 50.5, by: 1.5) {
            for latitude in stride(from: 28.0, through: 38.6, by: 1.1) {
                points.append(PlanarPoint(x: longitude, y: latitude))
            }
        }
        let planar = try there.transform(points)
        let returned = try back.transform(planar)
        let again = try there.transform(returned)
        for (first, second) in zip(planar, again) {
            #expect(abs(first.x - second.x) < 5e-3 && abs(first.y - second.y) < 5e-3)
        }
    }

    /// The shortcut for systems on WGS 84 must be what PROJ's own search gives; an unusual spelling of WGS 84 takes it.
    @Test(arguments: [CoordinateReferenceSystem.webMercator, .lambertEqualArea(latitude: 34.5, longitude: 42)])
    func theShortWayEqualsTheLongWay(_ plane: CoordinateReferenceSystem) throws {
        let points = [PlanarPoint(x: 34, y: 28), PlanarPoint(x: 42.3, y: 36.1), PlanarPoint(x: 50.5, y: 38.6)]
        let short = try CoordinateTransform(from: .geographic, to: plane).transform(points)
        let spelled = CoordinateReferenceSystem("+proj=longlat +datum=WGS84 +no_defs")
        let long = try CoordinateTransform(from: spelled, to: plane).transform(points)
        for (a, b) in zip(short, long) { #expect(abs(a.x - b.x) < 1e-6 && abs(a.y - b.y) < 1e-6) }
        let back = try CoordinateTransform(from: plane, to: .geographic).transform(short)
        for (a, b) in zip(points, back) { #expect(abs(a.x - b.x) < 5e-8 && abs(a.y - b.y) < 5e-8) }
    }

    @Test func equalAreaToMercatorGoesThroughTheSamePlaces() throws {
        let point = PlanarPoint(x: 40.74, y: 36.5)
        let direct = try CoordinateTransform(from: .geographic, to: .webMercator).transform(point)
        let planar = try CoordinateTransform(from: .geographic, to: study).transform(point)
        let indirect = try CoordinateTransform(from: study, to: .webMercator).transform(planar)
        #expect(abs(direct.x - indirect.x) < 5e-3 && abs(direct.y - indirect.y) < 5e-3)
        #expect(abs(direct.x - 40.74 * 111_319.490_793) < 0.01)
    }

    @Test func areasKeepTheirShape() throws {
        let shell = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)].map { PlanarPoint(x: 40 + $0.0, y: 30 + $0.1) }
        let hole = [(1, 1), (1, 2), (2, 2), (1, 1)].map { PlanarPoint(x: 40 + $0.0, y: 30 + $0.1) }
        let area = MultiPolygon([Polygon(shell: shell, holes: [hole]), Polygon(shell: hole)])
        let image = try CoordinateTransform(from: .geographic, to: study).transform(area)
        #expect(image.polygons.map(\.shell.count) == [5, 4])
        #expect(image.polygons[0].holes.map(\.count) == [4])
        #expect(image.polygons[0].holes[0] == image.polygons[1].shell)
        #expect(image.polygons[0].shell.first == image.polygons[0].shell.last)
    }

    @Test func longEdgesAreCutTheSameFromBothSides() throws {
        let line = [PlanarPoint(x: 40, y: 30), PlanarPoint(x: 43, y: 30)]
        let transform = try CoordinateTransform(from: .geographic, to: study)
        let forth = try transform.transform(.lines([line]), maximumEdge: 1)
        let back = try transform.transform(.lines([line.reversed()]), maximumEdge: 1)
        guard case .lines(let a) = forth, case .lines(let b) = back else {
            Issue.record("lines became something else")
            return
        }
        #expect(a[0].count == 4)
        #expect(a[0] == b[0].reversed())
    }

    @Test func theImageOfAnExtentHoldsItsBulgingEdges() throws {
        let extent = try #require(Extent(minX: 34, minY: 28, maxX: 50.5, maxY: 38.6))
        let transform = try CoordinateTransform(from: .geographic, to: study)
        let image = try transform.transform(extent, densify: 164)
        let top = try transform.transform(PlanarPoint(x: 42, y: 28))
        let corner = try transform.transform(PlanarPoint(x: 34, y: 28))
        // The southern parallel bends: its middle lies south of its corners.
        #expect(top.y < corner.y)
        #expect(image.minY <= top.y + 1)
        #expect(image.contains(corner))
    }

    @Test func anUnknownSystemIsNamed() {
        for definition in ["EPSG:999999", "", "no such thing", "/etc/passwd", "http://example.org/x"] {
            let error = #expect(throws: GeoIOError.self) {
                try CoordinateTransform(from: .geographic, to: CoordinateReferenceSystem(definition))
            }
            #expect("\(error!)".hasPrefix("Unknown coordinate reference system '\(definition)': "))
            #expect("\(error!)".hasSuffix("Give an EPSG code such as EPSG:4326, a PROJ string or WKT."))
        }
    }

    @Test func aPointWithoutImageIsNamed() throws {
        let transform = try CoordinateTransform(from: .geographic, to: .webMercator)
        let error = #expect(throws: GeoIOError.self) {
            try transform.transform([PlanarPoint(x: 40, y: 30), PlanarPoint(x: .nan, y: 33)])
        }
        #expect("\(error!)".hasPrefix("The point x = nan, y = 33.0 of 'OGC:CRS84' has no image in 'EPSG:3857'."))
        let antipode = try CoordinateTransform(from: .geographic, to: study)
        #expect(throws: GeoIOError.self) { try antipode.transform(PlanarPoint(x: -138, y: -34.5)) }
    }

    @Test func noPointsAreNoWork() throws {
        #expect(try CoordinateTransform(from: .geographic, to: study).transform([PlanarPoint]()).isEmpty)
    }
}
