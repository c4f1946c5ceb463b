// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

/// A transfer route as `routes` shows it.
public struct RouteFeature: Sendable {
    /// The route; its own lines are not written.
    public var route: Route
    /// What is written, lon/lat degrees: the corridor area, or lines in the internal tier.
    public var geometry: Geometry
    /// Full width of the corridor area; zero for lines.
    public var width: Meters

    /// Takes the parts as they are.
    public init(route: Route, geometry: Geometry, width: Meters) {
        self.route = route
        self.geometry = geometry
        self.width = width
    }
}

extension FeatureLayer {
    /// `routes`: corridors in the order given. People moved are no member: those numbers are a table of their own.
    ///
    /// - Throws: `ReleaseViolation` for a line outside the internal tier and for a corridor that is too narrow.
    public static func routes(
        _ routes: [RouteFeature], asOf: CalendarDay, policy: ReleasePolicy
    ) throws -> FeatureLayer {
        try policy.check(routes)
        let columns = FeatureColumns<RouteFeature>([
            ("id", .text, { .text($0.route.id) }),
            ("title", .text, { .text($0.route.title) }),
            ("mode", .text, { .text($0.route.mode.rawValue) }),
            ("origin", .text, { .text($0.route.from) }),
            ("destination", .text, { .text($0.route.to) }),
            ("basis", .text, { .text($0.route.basis.rawValue) }),
            ("first_day", .text, { .text("\($0.route.period.first)") }),
            ("last_day", .text, { .text("\($0.route.period.last)") }),
            ("width_km", .real, { .rounded($0.width.kilometers, 1) }),
            ("uses_connector", .boolean, { .boolean($0.route.usesConnector) }),
            ("sources", .text, { .text($0.route.sources.joined(separator: "; ")) }),
            ("attribution", .text, { .text($0.route.attribution) }),
            ("as_of", .text, { _ in .text("\(asOf)") }),
            ("tier", .text, { _ in .text(policy.tier.rawValue) }),
        ])
        let features = try routes.map {
            VectorLayer.Feature(id: $0.route.id, geometry: $0.geometry, values: try columns.values($0))
        }
        return FeatureLayer(
            kind: .routes, title: Wording.english.text(.routes),
            vector: VectorLayer(
                name: "routes", summary: "Corridors of transfers between named places, from published reports",
                fields: columns.fields, features: features, shape: policy.mayShowRouteLines ? .lines : .areas))
    }
}
