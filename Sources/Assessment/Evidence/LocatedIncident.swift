// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers

/// An incident with its place and weight: what the surface and the answers are made of.
struct LocatedIncident: Sendable {
    /// The incident with its claims.
    let incident: Incident
    /// Where it may have happened.
    let place: LocatedPlace
    /// Dimensionless weight w; 0 for types that say nothing about risk.
    let weight: Double
    /// The strictest access of its sources.
    let access: SourceAccess
    /// Whether single rows may be written to an output.
    let terms: RowTerms

    /// Whether the incident puts mass on the surface.
    var isDrawn: Bool { weight > 0 && place.law != .unlocated }
}
