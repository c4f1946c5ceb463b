// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents

/// Columns of place names that hold towns, which decides what a name means that a town and its province share ("Raqqa").
///
/// A name alone means the province. Among names that only towns and villages bear it means the town.
struct TownColumns {
    /// What the check says of such a place.
    static let note =
        "a province and its town have this name; the other names of the column are towns, and it was read as the town"

    /// How many names of towns there are for each name that only a province bears, and how many at least.
    private static let leastShare = 4, leastTowns = 3

    /// Places of the claims that have the name of a town and its province and stand among towns.
    static func places(of claims: ClaimStore, _ gazetteer: Gazetteer) -> Set<ClaimedPlace> {
        claims.namedPlaces.reduce(into: []) { $0.formUnion(shared(among: $1.places, gazetteer)) }
    }

    private static func shared(among places: [ClaimedPlace], _ gazetteer: Gazetteer) -> [ClaimedPlace] {
        var towns: Set<String> = [], provinces: Set<String> = [], shared: [ClaimedPlace] = []
        for place in places where !place.isTown && place.precision < .province {
            switch gazetteer.bearers(of: place.name) {
            case .town: towns.insert(place.name)
            case .province: provinces.insert(place.name)
            case .townAndProvince: shared.append(place)
            case .none: break
            }
        }
        return towns.count >= leastTowns && towns.count >= leastShare * provinces.count ? shared : []
    }
}
