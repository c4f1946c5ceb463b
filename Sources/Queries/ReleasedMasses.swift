// SPDX-License-Identifier: Apache-2.0

package import Geo
package import Layers
package import Places
package import Scoring
package import Studies

extension ReleasedLocation {
    /// The area law of an imprecise location; nil for points and for what is not located.
    package var areaLaw: AreaLaw? {
        switch self {
        case .point, .unlocated: nil
        case .regions(let ids): ids.isEmpty ? nil : .regions(ids)
        case .disc(let longitude, let latitude, let radius, let region):
            Coordinate(longitude: longitude, latitude: latitude).map {
                .disc(center: $0, radius: Meters(radius), within: region)
            }
        case .buffer(let line, let distance): .buffer(line: line, distance: Meters(distance))
        case .shape(let shape): .shape(shape.geometry, distance: Meters(shape.distance))
        }
    }
}

extension RestrictedCount {
    /// The events together as one mass over their area and days.
    /// - Throws: `GeoIOError` when the area cannot be brought to the plane, `StudyError` for days that are none.
    package func mass(_ footprints: inout LawFootprints) throws -> EventMass {
        guard let period else { throw badDays }
        return EventMass(
            location: .area(footprint: try footprints.evenPosition(ofRegion: area)), weight: Double(events) * weight,
            period: period)
    }

    /// Its days are none.
    package var badDays: StudyError {
        StudyError(file: area, message: "counts of restricted events have no days from \(first) to \(last)")
    }
}
