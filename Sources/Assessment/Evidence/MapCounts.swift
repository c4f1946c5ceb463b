// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Places
import Studies

/// Where the incidents of a study are, counted apart; the sum is the number of incidents.
public struct MapCounts: Sendable, Hashable {
    /// With weight, inside the extent and in an assessed country: what the map shows.
    public var onMap = 0
    /// With weight, outside of the rectangle of the map.
    public var outsideExtent = 0
    /// With weight, inside the rectangle and outside of the assessed countries.
    public var outsideAssessed = 0
    /// With weight, known to the country only.
    public var countryOnly = 0
    /// With weight, of a place that could not be settled.
    public var unlocated = 0
    /// Of types without weight.
    public var weightless = 0

    /// All of them.
    public var total: Int { onMap + outsideExtent + outsideAssessed + countryOnly + unlocated + weightless }

    /// Nothing yet.
    public init() {}

    /// Counts the incidents, restricted ones that count for areas aside.
    /// - Parameter footprints: cells of the area laws, filled as needed.
    /// - Throws: `GeoIOError` when a polygon cannot be worked on.
    init(
        of incidents: LocatedIncidents, study: ResolvedStudy, names: StudyNames, footprints: inout LawFootprints
    ) throws {
        // Most tables state a country in each row, and then nobody asks for it.
        lazy var provinces = ProvinceIndex(names.provinces, forManyPositions: true)
        for index in incidents.indices {
            guard incidents.weights[index] > 0 else {
                weightless += 1
                continue
            }
            let place = incidents.place(index)
            if incidents.isUnlocated(index) {
                if place.precision == .country { countryOnly += 1 } else { unlocated += 1 }
            } else if try !Self.isInExtent(place.law, study, &footprints) {
                outsideExtent += 1
            } else if Self.isAssessed(place, study, provinces: provinces) {
                onMap += 1
            } else {
                outsideAssessed += 1
            }
        }
    }

    /// Whether the place is in an assessed country: by its province, else its position, else what is stated.
    private static func isAssessed(
        _ place: LocatedPlace, _ study: ResolvedStudy, provinces: @autoclosure () -> ProvinceIndex
    ) -> Bool {
        if !place.country.isEmpty { return study.isAssessed(place.country) }
        guard case .point(let coordinate, _) = place.law else { return true }
        return place.province != nil || provinces().region(at: coordinate) != nil
    }

    private static func isInExtent(
        _ law: LocationLaw, _ study: ResolvedStudy, _ footprints: inout LawFootprints
    ) throws -> Bool {
        switch law {
        case .point(let coordinate, _): return study.extent.contains(coordinate.point)
        case .area(let law):
            let position = try footprints.position(of: law)
            return footprints.footprints[position].fractions.contains { $0 > 0 }
        case .unlocated: return false
        }
    }
}
