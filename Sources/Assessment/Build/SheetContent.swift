// SPDX-License-Identifier: Apache-2.0

import Cartography
import Gazetteer
import Geo
import GeoIO
import Layers
import Studies

/// What sheets show beside a surface, as plain values: a build that is being made and a folder of one both give them.
struct SheetContent {
    let study: ResolvedStudy
    /// The languages of the sheets and what is said in them.
    var wording: Wording
    let gazetteer: Gazetteer
    let plane: BuildGrid
    /// SHA-256 over all inputs and parameters.
    let digest: String
    /// Release version of the program that made the build.
    let version: String
    /// Provinces whose figures the tier holds back.
    let withheld: Set<String>
    let corridors: [SheetCorridor]
    /// The incidents that are marked.
    let marks: MapMarks
    /// Attribution lines.
    let attributions: [String]
    /// First and last day of the evidence; nil where there is none.
    let evidence: DayInterval?
    /// Incidents on the surface.
    let drawn: Int
    /// What the record allows; nil where the study has none.
    let forecast: CatalogForecast?
    /// The layer that is opened first.
    let mainLayer: String
    /// Whether the relative risk is that of the record.
    let isOfRecord: Bool
    /// High bound over low bound of the rate, by cell; nil where the build has no such layer.
    let doubt: Raster<Float>?
    /// What the build finds, in a sentence or two.
    var finding: TextByLanguage?
}

/// A corridor as the tier shows it.
struct SheetCorridor {
    let from, to: String
    let mode: Route.Mode
    let basis: Route.Basis
    let period: DayInterval
    /// In the plane of the study.
    let area: MultiPolygon
}

/// An incident of open sources as the tier shows it.
struct SheetIncident {
    let id: String
    let type: String
    let period: DayInterval
    /// Before any decay, rounded as outputs have it.
    let weight: Double
    /// In the plane of the study: a point or an area.
    let geometry: () throws -> Geometry?
}

extension SheetIncident {
    /// What no sheet marks: what weighs nothing, what lies after the day, and what is no open source's.
    static func isMarked(weight: Double, first: CalendarDay, asOf: CalendarDay, access: SourceAccess) -> Bool {
        weight > 0 && first <= asOf && access == .open
    }

    /// Those that weigh most first.
    static func ranked(_ incidents: [SheetIncident]) -> [SheetIncident] {
        incidents.sorted { ($1.weight, $0.id) < ($0.weight, $1.id) }
    }
}
