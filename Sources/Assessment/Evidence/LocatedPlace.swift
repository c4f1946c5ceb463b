// SPDX-License-Identifier: Apache-2.0

import Geo

/// Where a claim says that something happened, after the gazetteer has seen it.
struct LocatedPlace: Sendable, Hashable {
    /// Where the event may have happened.
    var law: LocationLaw
    /// Name for titles: the gazetteer's, or the report's where the gazetteer has none.
    var name: String
    /// ISO 3166-2 of the province; nil when unknown or when there are several.
    var province: String?
    /// ISO 3166-1 alpha-2; empty when unknown.
    var country: String
    /// How exactly the place is known.
    var precision: LocationPrecision
    /// Whether the place is a facility whose own position stays inside.
    var isFacility: Bool
    /// Whether a province boundary is so near that the province is uncertain.
    var isBoundaryAmbiguous: Bool
    /// What was assumed, or why there is no place; empty when nothing needs saying.
    var note: String

    /// The area that stands for the place where its point may not be shown: its province.
    var releaseArea: AreaLaw {
        if case .area(let area) = law {
            guard case .shape = area else { return area }
        }
        return .regions(province.map { [$0] } ?? [])
    }

    /// A place that cannot be drawn.
    static func unlocated(_ name: String, country: String, precision: LocationPrecision, note: String) -> LocatedPlace {
        LocatedPlace(
            law: .unlocated, name: name, province: nil, country: country, precision: precision, isFacility: false,
            isBoundaryAmbiguous: false, note: note)
    }
}
