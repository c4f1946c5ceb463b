// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
package import Geo
import GeoIO
package import Layers
import Places
import Studies

extension QueryService {
    /// The area by which a name is answered, in degrees.
    /// - Throws: `QueryError` where the name is unknown or too large.
    package func outline(named name: String) throws -> MultiPolygon {
        let gazetteer = try gazetteer()
        if let code = build.provinces.first(where: { $0.iso3166_2.caseInsensitiveCompare(name) == .orderedSame }) {
            return gazetteer.area(id: code.iso3166_2) ?? MultiPolygon([])
        }
        let plane = try BuildGrid(study: build.study)
        let zone = try QueryZone(match: try match(name), gazetteer: gazetteer, plane: plane)
        return try plane.toDegrees.transform(zone.area)
    }

    /// A circle around a position, in degrees.
    /// - Throws: `GeoIOError` for a position without a place in the plane of the study.
    package func outline(around position: Coordinate, radius: Meters) throws -> MultiPolygon {
        let plane = try BuildGrid(study: build.study)
        let center = try plane.toPlane.transform(position.point)
        return try plane.toDegrees.transform(LawFootprints.disc(center: center, radius: radius.value))
    }

    /// Whether the whole of a province or district lies in an area in degrees.
    /// - Throws: `GeoIOError`.
    package func isWhole(unit id: String, in area: MultiPolygon) throws -> Bool {
        guard let unit = try gazetteer().area(id: id), !area.isEmpty else { return false }
        let plane = try BuildGrid(study: build.study)
        let (own, around) = (try plane.toPlane.transform(unit), try plane.toPlane.transform(area))
        let whole = GeometryOperations.area(of: own)
        let shared = GeometryOperations.area(of: try GeometryOperations.intersection(own, around))
        return whole > 0 && shared >= whole * (1 - 1e-6)
    }

    /// The corridors that an area in degrees meets, as they were released.
    /// - Throws: `GeoIOError`.
    package func corridors(touching area: MultiPolygon) throws -> [ReleasedCorridor] {
        try area.isEmpty
            ? [] : build.corridors.filter { try GeometryOperations.intersects($0.geometry, .area(area)) }
    }

    /// What the build says in the languages of its study.
    package func wording() -> Wording {
        guard let bytes = try? build.folder.contents(Wording.fileInBuild, limit: 1 << 20),
            let wording = try? JSONDecoder().decode(Wording.self, from: Data(bytes))
        else { return .ofEarlierBuilds }
        return wording
    }
}
