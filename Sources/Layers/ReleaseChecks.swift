// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

// The rules once more, on what is about to be written: a mistake upstream becomes a refusal instead of an output.
extension ReleasePolicy {
    func check(_ incidents: [IncidentFeature]) throws(ReleaseViolation) {
        try refuse(incidents.compactMap(fault))
    }

    func check(_ routes: [RouteFeature]) throws(ReleaseViolation) { try refuse(routes.compactMap(fault)) }

    func check(_ counts: [RestrictedCount]) throws(ReleaseViolation) { try refuse(faults(counts)) }

    func check(_ table: ContributionTable) throws(ReleaseViolation) {
        guard table.tier == tier else {
            throw ReleaseViolation(
                tier: tier, sentences: ["The contributions are coarsened to '\(table.tier.rawValue)' instead."])
        }
        try refuse(
            table.incidents.compactMap { single($0.id, $0.access) ?? precisionFault($0.location, id: $0.id) }
                + (table.restricted.map(faults) ?? []) + quoteFaults(table))
    }

    /// A passage of a source is short, and of an open source that may be passed on, whatever the tier.
    private func quoteFaults(_ table: ContributionTable) -> [String] {
        let shown = table.incidents.flatMap(\.claims) + table.provinces.values.flatMap { $0.flatMap(\.claims) }
        return Set(shown.compactMap(quoteFault)).sorted()
    }

    private func quoteFault(_ claim: ContributingClaim) -> String? {
        guard let passage = claim.passage, let quote = passage.quote else { return nil }
        if !mayQuote(passage.access, passage.terms) { return "Claim '\(claim.id)': its source may not be quoted." }
        return quote.unicodeScalars.count <= Self.longestQuote
            ? nil : "Claim '\(claim.id)': a passage has at most \(Self.longestQuote) characters."
    }

    /// Counts of restricted events must be of a half-month or of calendar years, in batches of enough events.
    private func faults(_ counts: [RestrictedCount]) -> [String] {
        let finer = counts.filter { $0.period.map { !Self.isCoarse($0) } ?? true }.map {
            "Restricted events in '\($0.area)', \($0.first) to \($0.last): that is no half-month and no calendar year."
        }
        let batches = Dictionary(grouping: counts) { [$0.area, $0.complete ?? $0.first + $0.last] }
        let few = batches.filter { $0.value.reduce(0) { $0 + $1.events } < Self.minimumEvents }.keys.sorted {
            $0.lexicographicallyPrecedes($1)
        }
        return finer + few.map { "Restricted events in '\($0[0])': fewer than \(Self.minimumEvents) in a batch." }
    }

    private static func isCoarse(_ period: DayInterval) -> Bool {
        let (_, firstMonth, firstDay) = period.first.components
        let (_, lastMonth, lastDay) = period.last.components
        if HalfMonth(containing: period.first).days == period { return true }
        return (firstMonth, firstDay, lastMonth, lastDay) == (1, 1, 12, 31)
    }

    /// An event of a restricted source is shown by itself in no tier but the internal one.
    private func single(_ id: String, _ access: SourceAccess) -> String? {
        mayShowPoint(access) ? nil : "Incident '\(id)': events of restricted sources count for areas only."
    }

    private func refuse(_ sentences: [String]) throws(ReleaseViolation) {
        guard !sentences.isEmpty else { return }
        // The first few say enough; a study of thousands of rows must not print them all.
        let rest = sentences.count - 3
        throw ReleaseViolation(
            tier: tier, sentences: sentences.prefix(3) + (rest > 0 ? ["And \(rest) more."] : []))
    }

    private func fault(_ feature: IncidentFeature) -> String? {
        let id = feature.incident.id
        if !mayExportRow(feature.terms) {
            return "Incident '\(id)': the terms of its source allow aggregates only."
        }
        if let sentence = single(id, feature.access) { return sentence }
        guard CalendarDay(parsing: feature.incident.last) != nil else {
            return "Incident '\(id)': its last day '\(feature.incident.last)' is no date."
        }
        if let sentence = precisionFault(feature.incident.location, id: id) { return sentence }
        return pointFault(feature)
    }

    private func pointFault(_ feature: IncidentFeature) -> String? {
        guard case .point(let point) = feature.geometry else { return nil }
        let id = feature.incident.id
        if feature.isFacility, !mayShowFacilities {
            return "Incident '\(id)': a facility has no geometry of its own."
        }
        return isRounded([point.x, point.y]) ? nil : decimalsSentence(id)
    }

    private func precisionFault(_ location: ReleasedLocation, id: String) -> String? {
        switch location {
        case .point(let longitude, let latitude, _), .disc(let longitude, let latitude, _, _):
            isRounded([longitude, latitude]) ? nil : decimalsSentence(id)
        case .regions, .buffer, .shape, .unlocated: nil
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
