// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

// The rules once more, on what is about to be written: a mistake upstream becomes a refusal instead of an output.
extension ReleasePolicy {
    func check(_ incidents: [IncidentFeature], asOf: CalendarDay) throws(ReleaseViolation) {
        try refuse(incidents.compactMap { fault($0, asOf: asOf) })
    }

    func check(_ routes: [RouteFeature]) throws(ReleaseViolation) { try refuse(routes.compactMap(fault)) }

    func check(_ table: ContributionTable) throws(ReleaseViolation) {
        guard table.tier == tier else {
            throw ReleaseViolation(
                tier: tier, sentences: ["The contributions are coarsened to '\(table.tier.rawValue)' instead."])
        }
        try refuse(table.incidents.compactMap { precisionFault($0.location, id: $0.id) })
    }

    private func refuse(_ sentences: [String]) throws(ReleaseViolation) {
        guard !sentences.isEmpty else { return }
        // The first few say enough; a study of thousands of rows must not print them all.
        let rest = sentences.count - 3
        throw ReleaseViolation(
            tier: tier, sentences: sentences.prefix(3) + (rest > 0 ? ["And \(rest) more."] : []))
    }

    private func fault(_ feature: IncidentFeature, asOf: CalendarDay) -> String? {
        let id = feature.incident.id
        if !mayExportRow(feature.terms) {
            return "Incident '\(id)': the terms of its source allow aggregates only."
        }
        guard let last = CalendarDay(parsing: feature.incident.last) else {
            return "Incident '\(id)': its last day '\(feature.incident.last)' is no date."
        }
        if !mayAppear(endedOn: last, asOf: asOf, access: feature.access) {
            return "Incident '\(id)': events of restricted sources appear after \(delayDays(feature.access)) days."
        }
        if let sentence = precisionFault(feature.incident.location, id: id) { return sentence }
        return pointFault(feature)
    }

    private func pointFault(_ feature: IncidentFeature) -> String? {
        guard case .point(let point) = feature.geometry else { return nil }
        let id = feature.incident.id
        if !mayShowPoint(feature.access) {
            return "Incident '\(id)': events of restricted sources are shown as their district or province."
        }
        if feature.isFacility, !mayShowFacilities {
            return "Incident '\(id)': a facility has no geometry of its own."
        }
        return isRounded([point.x, point.y]) ? nil : decimalsSentence(id)
    }

    private func precisionFault(_ location: ReleasedLocation, id: String) -> String? {
        switch location {
        case .point(let longitude, let latitude, _), .disc(let longitude, let latitude, _, _):
            isRounded([longitude, latitude]) ? nil : decimalsSentence(id)
        case .regions, .buffer, .unlocated: nil
        }
    }

    private func decimalsSentence(_ id: String) -> String {
        "Incident '\(id)': points have at most \(eventDecimals) decimals."
    }

    private func isRounded(_ degrees: [Double]) -> Bool { degrees.allSatisfy { abs($0 - rounded($0)) < 1e-9 } }

    private func fault(_ feature: RouteFeature) -> String? {
        let id = feature.route.id
        switch feature.geometry {
        case .area(let area): return mayShow(area, feature.width) ? nil : widthSentence(id)
        case .lines, .point, .multiPoint:
            return mayShowRouteLines ? nil : "Route '\(id)' is a line; lines exist in 'internal' alone."
        }
    }

    private func widthSentence(_ id: String) -> String {
        "Route '\(id)': a corridor is at least \(minimumCorridorWidth.kilometers) km wide."
    }

    /// Whether the corridor is as wide as it says and as wide as it must be: a band of that width fits into no
    /// smaller rectangle.
    private func mayShow(_ area: MultiPolygon, _ width: Meters) -> Bool {
        guard tier != .internal else { return true }
        guard width >= minimumCorridorWidth, let extent = area.extent else { return false }
        let kilometersPerDegree = 111.2
        let height = extent.height * kilometersPerDegree
        let breadth = extent.width * kilometersPerDegree * cos(extent.center.y * .pi / 180)
        return min(height, breadth) >= 0.95 * minimumCorridorWidth.kilometers
    }
}
