// SPDX-License-Identifier: Apache-2.0

import Gazetteer
public import Geo
public import Layers
import Places

extension QueryService {
    /// Events of restricted sources by area and stretch of time, with a point inside the area that stands for it: no place of
    /// any event. None where the build tells of none.
    /// - Throws: `CatalogError` and errors of reading names for a damaged build.
    public func restrictedCounts() throws -> [(count: RestrictedCount, middle: Coordinate?)] {
        guard build.catalog.counts.restrictedEvents ?? 0 > 0, let counts = try table.get().restricted else { return [] }
        let gazetteer = try names.get().gazetteer
        return counts.map { ($0, gazetteer.match(id: $0.area)?.coordinate) }
    }

    /// The claims behind an incident on the surface, with the places of their words, and these where they may be quoted; nil
    /// for an incident that is not on it.
    /// - Throws: `CatalogError` for a damaged build.
    public func claims(ofIncident id: String) throws -> [ContributingClaim]? {
        try table.get().incidents.first { $0.id == id }?.claims
    }
}
