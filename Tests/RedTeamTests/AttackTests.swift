// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Testing

@testable import RedTeam

@Suite("Attacks on a surface")
struct AttackTests {
    /// Nearest candidate of an attack to a point of the plane, metres.
    private func nearest(_ attack: any Attack, in view: OutsiderView, to x: Double, _ y: Double) throws -> Double {
        let toPlane = try CoordinateTransform(from: .geographic, to: Planes.plane)
        return try attack.candidates(in: view).map { candidate in
            let point = try toPlane.transform(candidate.point)
            return hypot(point.x - x, point.y - y)
        }.min() ?? .infinity
    }

    @Test("A single Gaussian is found to a tenth of a cell, wherever it lies in its cell")
    func single() throws {
        for (x, y) in [(0.0, 0.0), (1234.0, -2100.0), (-4999.0, 7321.0), (2500.0, 2500.0)] {
            let view = Planes.view(Planes.surface(events: [(x, y, 1)]))
            #expect(try nearest(MaximumAttack(layer: "intensity"), in: view, to: x, y) < 100)
            #expect(try nearest(KernelAttack(), in: view, to: x, y) < 500)
        }
    }

    @Test("A flat surface and one that only rises have no candidates")
    func flat() throws {
        let flat = Raster<Float>(grid: Planes.grid, filledWith: 3)
        var slope = flat
        for index in slope.values.indices { slope.values[index] = Float(index % Planes.grid.columns) }
        for surface in [flat, slope] {
            let view = Planes.view(surface)
            #expect(try MaximumAttack(layer: "intensity").candidates(in: view).isEmpty)
            #expect(try KernelAttack().candidates(in: view).isEmpty)
            #expect(try DifferenceAttack(name: "difference", earlier: view).candidates(in: view).isEmpty)
        }
    }

    @Test("What is not assessed is no peak and hides none")
    func masked() throws {
        var surface = Planes.surface(floor: 1e-12, events: [(1000, 1000, 1)])
        for row in 0..<Planes.grid.rows { surface[column: 0, row: row] = .nan }
        let view = Planes.view(surface)
        #expect(try nearest(MaximumAttack(layer: "intensity"), in: view, to: 1000, 1000) < 100)
    }

    @Test("An event beside a heavier listed one shows when what the list explains is taken away")
    func explained() throws {
        // At 15 km the small event makes no peak of its own.
        let listed = Planes.surface(events: [(0, 0, 1)])
        let both = Planes.surface(floor: 1e-11, events: [(0, 0, 7), (15_000, 4000, 1)])
        var view = Planes.view(both)
        #expect(try nearest(MaximumAttack(layer: "intensity"), in: view, to: 15_000, 4000) > 10_000)
        view.explained = [listed]
        #expect(try nearest(KernelAttack(), in: view, to: 15_000, 4000) < 1500)
    }

    @Test("The difference of two releases shows the one event in which they differ, added or removed")
    func difference() throws {
        let common: [(x: Double, y: Double, mass: Double)] = [(-60_000, 20_000, 5), (40_000, -30_000, 3)]
        let with = Planes.view(Planes.surface(floor: 1e-11, events: common + [(21_000, 33_000, 1)]))
        let without = Planes.view(Planes.surface(floor: 1e-11, events: common))
        let added = DifferenceAttack(name: "difference", earlier: without)
        #expect(try nearest(added, in: with, to: 21_000, 33_000) < 500)
        let removed = DifferenceAttack(name: "difference", earlier: with)
        #expect(try nearest(removed, in: without, to: 21_000, 33_000) < 500)
        #expect(try removed.candidates(in: with).isEmpty)
    }

    @Test("The scale of a whole map may change between releases: the event shows all the same")
    func rescaled() throws {
        let common: [(x: Double, y: Double, mass: Double)] = [(-60_000, 20_000, 5), (40_000, -30_000, 3)]
        let scaled = common.map { ($0.x, $0.y, $0.mass * 0.9) }
        let with = Planes.view(Planes.surface(floor: 1e-11, events: scaled + [(21_000, 33_000, 0.9)]))
        let without = Planes.view(Planes.surface(floor: 1e-11, events: common))
        #expect(try nearest(DifferenceAttack(name: "", earlier: without), in: with, to: 21_000, 33_000) < 1000)
    }

    /// Answers from a raster, each question for its own cell or cells.
    private struct Answers: QueryAnswers {
        let surface: Raster<Float>
        let toPlane: CoordinateTransform

        func intensities(at positions: [Coordinate]) throws -> [Double?] {
            try toPlane.transform(positions.map(\.point)).map { point in
                surface.grid.cell(at: point).map { Double(surface[column: $0.column, row: $0.row]) }
            }
        }

        /// The mean over a lattice of positions: a stand-in for exact coverage.
        func intensity(over area: MultiPolygon) throws -> Double? {
            guard let extent = area.extent else { return nil }
            let points = (0..<400).map { index in
                PlanarPoint(
                    x: extent.minX + (Double(index % 20) + 0.5) * extent.width / 20,
                    y: extent.minY + (Double(index / 20) + 0.5) * extent.height / 20)
            }.filter(area.contains)
            let values = try intensities(
                at: points.compactMap { Coordinate(longitude: $0.x, latitude: $0.y) }
            ).compactMap { $0 }
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
    }

    @Test("Questions about positions and areas find what the raster shows")
    func questions() throws {
        let surface = Planes.surface(events: [(12_300, -8_100, 1)])
        let view = Planes.view(surface)
        let answers = Answers(
            surface: surface, toPlane: try CoordinateTransform(from: .geographic, to: Planes.plane))
        #expect(try nearest(LatticeAttack(answers: answers), in: view, to: 12_300, -8_100) < 1000)
        #expect(try nearest(ZoneAttack(answers: answers), in: view, to: 12_300, -8_100) < 2000)
    }

    @Test("The middle of a ring is its centre of gravity")
    func middle() throws {
        // A rectangle of 4 by 2 with its corner at (10, 20).
        let ring = [(10.0, 20.0), (14, 20), (14, 22), (10, 22), (10, 20)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let middle = try #require(IsobandAttack.middle(of: ring))
        #expect(middle.point == PlanarPoint(x: 12, y: 21))
        #expect(middle.size == 8)
        var view = Planes.view(Planes.surface(events: []))
        view.bands = [MultiPolygon([Polygon(shell: ring)])]
        #expect(try IsobandAttack().candidates(in: view) == [Coordinate(longitude: 12, latitude: 21)])
    }

    @Test("A single zone without figures is told by its complement, two are not")
    func complement() throws {
        let ring = [(40.0, 34.0), (41, 34), (41, 35), (40, 35), (40, 34)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let area = MultiPolygon([Polygon(shell: ring)])
        var view = Planes.view(Planes.surface(events: []))
        view.countedIncidents = 9
        view.zones = [
            PublishedZone(id: "A", area: area, incidents: nil), PublishedZone(id: "B", area: area, incidents: 7),
        ]
        #expect(try ComplementAttack().candidates(in: view).count == 1)
        view.countedIncidents = 7
        #expect(try ComplementAttack().candidates(in: view).isEmpty)
        view.countedIncidents = 9
        view.zones.append(PublishedZone(id: "C", area: area, incidents: nil))
        #expect(try ComplementAttack().candidates(in: view).isEmpty)
    }
}
