// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

/// An incident as `incidents` shows it.
public struct IncidentFeature: Sendable {
    /// Facts at the precision of the tier.
    public var incident: ReleasedIncident
    /// Geometry that belongs to `incident.location`, lon/lat degrees: a point, or the area it was coarsened to; nil
    /// for unlocated incidents.
    public var geometry: Geometry?
    /// Access of the incident's sources: restricted when any of them is.
    public var access: SourceAccess
    /// Terms of the incident's rows: aggregates only when any source says so.
    public var terms: RowTerms
    /// The place is a facility.
    public var isFacility: Bool
    /// ISO 3166-2 of the province; empty when it is not known to one.
    public var province: String
    /// Least, best and greatest count of people (casualties, escapees); nil where no claim states one.
    public var quantity: (least: Int?, best: Int?, most: Int?)
    /// Independent root sources.
    public var rootSources: Int
    /// Claims that contradict another one.
    public var claimsInConflict: Int
    /// Weight of the incident (dimensionless, before the decay with time).
    public var weight: Double

    /// Takes the parts as they are.
    public init(
        incident: ReleasedIncident, geometry: Geometry?, access: SourceAccess, terms: RowTerms, isFacility: Bool,
        province: String, quantity: (least: Int?, best: Int?, most: Int?), rootSources: Int, claimsInConflict: Int,
        weight: Double
    ) {
        self.incident = incident
        self.geometry = geometry
        self.access = access
        self.terms = terms
        self.isFacility = isFacility
        self.province = province
        self.quantity = quantity
        self.rootSources = rootSources
        self.claimsInConflict = claimsInConflict
        self.weight = weight
    }
}

extension FeatureLayer {
    /// `incident-points`: the incidents known to a place, at the precision of the tier, in the order given.
    ///
    /// - Throws: `ReleaseViolation` when an incident is shown finer than the tier allows or its rows may not leave.
    public static func incidentPoints(
        _ incidents: [IncidentFeature], asOf: CalendarDay, policy: ReleasePolicy
    ) throws -> FeatureLayer {
        // All of them, so that neither layer hides what the other would refuse.
        try policy.check(incidents)
        return try layer(
            .incidentPoints, incidents.filter { $0.geometry?.isArea == false },
            title: Wording.english.text(.incidentPoints),
            summary: "Reported incidents known to a place, at the precision of the release tier", asOf, policy)
    }

    /// `incident-areas`: the incidents known to an area, and those known to no place, which have no geometry.
    ///
    /// - Throws: as `incidentPoints`.
    public static func incidentAreas(
        _ incidents: [IncidentFeature], asOf: CalendarDay, policy: ReleasePolicy
    ) throws -> FeatureLayer {
        try policy.check(incidents)
        return try layer(
            .incidentAreas, incidents.filter { $0.geometry?.isArea ?? true },
            title: Wording.english.text(.incidentAreas),
            summary: "Reported incidents known to an area or to no place, at the precision of the release tier", asOf,
            policy)
    }

    private static func layer(
        _ kind: Kind, _ incidents: [IncidentFeature], title: TextByLanguage, summary: String, _ asOf: CalendarDay,
        _ policy: ReleasePolicy
    ) throws -> FeatureLayer {
        @Sendable func vector(isFlat: Bool) throws -> VectorLayer {
            let columns = incidentColumns(asOf: asOf, tier: policy.tier, isFlat: isFlat)
            let features = try incidents.map {
                VectorLayer.Feature(id: $0.incident.id, geometry: $0.geometry, values: try columns.values($0))
            }
            return VectorLayer(
                name: kind.layerName, summary: summary, fields: columns.fields, features: features,
                shape: kind == .incidentPoints ? .points : .areas)
        }
        var layer = FeatureLayer(kind: kind, title: title, vector: try vector(isFlat: false))
        layer.table = { try vector(isFlat: true) }
        return layer
    }

    /// - Parameter isFlat: one value a column, for tables; else the location and the claims as objects.
    private static func incidentColumns(
        asOf: CalendarDay, tier: ReleaseTier, isFlat: Bool
    ) -> FeatureColumns<IncidentFeature> {
        FeatureColumns([
            ("id", .text, { .text($0.incident.id) }),
            ("title", .text, { .text($0.incident.title) }),
            ("type", .text, { .text($0.incident.type) }),
            ("first_day", .text, { .text($0.incident.first) }),
            ("last_day", .text, { .text($0.incident.last) }),
            ("province", .text, { $0.province.isEmpty ? .null : .text($0.province) }),
            isFlat
                ? ("precision", .text, { .text($0.incident.location.precision) })
                : ("location", .json, { try .json(encoding: $0.incident.location) }),
            ("quantity_min", .integer, { .optional($0.quantity.least) }),
            ("quantity_best", .integer, { .optional($0.quantity.best) }),
            ("quantity_max", .integer, { .optional($0.quantity.most) }),
            ("claims", .integer, { .integer($0.incident.claims.count) }),
            ("root_sources", .integer, { .integer($0.rootSources) }),
            ("claims_in_conflict", .integer, { .integer($0.claimsInConflict) }),
            isFlat
                ? ("claim_text", .text, { .text($0.incident.claimText) })
                : ("claim_list", .json, { try .json(encoding: $0.incident.claims.map(\.withoutPassage)) }),
            ("weight", .real, { .rounded($0.weight, 4) }),
            ("access", .text, { .text($0.access.rawValue) }),
            ("as_of", .text, { _ in .text("\(asOf)") }),
            ("tier", .text, { _ in .text(tier.rawValue) }),
        ])
    }
}

extension Geometry {
    fileprivate var isArea: Bool { if case .area = self { true } else { false } }
}

extension ReleasedIncident {
    /// Who says what, a line for each claim.
    fileprivate var claimText: String {
        claims.map { "\($0.claimant): \($0.text) (\($0.source))" }.joined(separator: "\n")
    }
}
