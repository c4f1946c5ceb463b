// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

private let referenceData = "\(Repository.root.path)/../shared/geodata"

@Suite(.enabled(if: FileManager.default.fileExists(atPath: referenceData), "the reference data are not here"))
struct ReferenceDataTests {
    @Test func theProvincesAreValidAreasInDegrees() throws {
        var areas: [MultiPolygon] = []
        try VectorSource(path: "\(referenceData)/admin1_sy_iq.geojson").forEachRecord { record in
            guard case .area(let area) = record.geometry else {
                Issue.record("\(record.origin) is no area")
                return
            }
            areas.append(area)
        }
        #expect(areas.count > 30)
        let union = try GeometryOperations.union(areas.map { try GeometryOperations.makeValid($0) })
        let extent = try #require(union.extent)
        #expect(extent.minX > 35 && extent.maxX < 49.5 && extent.minY > 28.5 && extent.maxY < 38)
        let study = CoordinateReferenceSystem.lambertEqualArea(latitude: 34.5, longitude: 42)
        let planar = try CoordinateTransform(from: .geographic, to: study).transform(union, maximumEdge: 0.05)
        // Iraq has 438 317 km2 and Syria 185 180 km2; the boundaries are generalised.
        let squareKilometers = GeometryOperations.area(of: planar) / 1e6
        #expect(abs(squareKilometers / 623_497 - 1) < 0.02)
    }

    @Test func theRoadsAreLines() throws {
        var count = 0
        try VectorSource(path: "\(referenceData)/highways_sy_iq.fgb").forEachRecord { record in
            guard case .lines(let lines) = record.geometry else {
                Issue.record("\(record.origin) is no line")
                return
            }
            #expect(lines.allSatisfy { $0.count >= 2 })
            count += 1
        }
        #expect(count > 1000)
    }

    @Test func aTableWithoutGeometryIsRead() throws {
        var count = 0
        try VectorSource(path: "\(referenceData)/places.csv").forEachRecord { record in
            #expect(record.geometry == nil)
            count += 1
        }
        #expect(count > 1000)
    }
}
