// SPDX-License-Identifier: Apache-2.0

import Geo
import MapServices
import Queries

extension BuildQueries {
    func placeDay(latitude: Double, longitude: Double) throws -> PlaceDay {
        guard let position = Coordinate(longitude: longitude, latitude: latitude) else {
            throw QueryFailure.invalid("The position lies outside the globe.")
        }
        return PlaceDay(try service.seriesDay(at: position))
    }

    func placeDay(named name: String) throws -> PlaceDay {
        try answering { PlaceDay(try service.seriesDay(named: name)) }
    }
}

extension PlaceDay {
    fileprivate init(_ day: SeriesDay) {
        self.init(
            place: day.place, relativeRisk: day.relativeRisk, chance: day.chance, chanceClass: day.chanceClass,
            expected: day.expected, expectedLow: day.expectedLow, expectedHigh: day.expectedHigh,
            refusal: day.refusal)
    }
}
