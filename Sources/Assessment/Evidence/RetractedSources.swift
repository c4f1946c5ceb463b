// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// A claim whose publication was retracted.
struct RetractedClaim {
    let id: String
    let incidentID: String
    /// What a reader calls the incident.
    let title: String
    let sourceID: String
}

extension ReadEvidence {
    /// Takes out the claims of retracted publications: each is a rejection from here on, and its publication stands behind
    /// nothing.
    /// - Parameter day: whose knowledge is asked for; what was retracted later still stands then.
    mutating func dropRetracted(knownOn day: CalendarDay?) {
        let gone = sources.filter { $0.value.isRetracted(on: day) }
        guard !gone.isEmpty else { return }
        var kept = ClaimStore(), marks: [PublicationDay] = []
        for position in claims.indices {
            let claim = claims[position]
            if let source = gone[claim.attribution.sourceID] {
                take(claim, of: source)
            } else {
                kept.append(claim)
                if position < publications.count { marks.append(publications[position]) }
            }
        }
        claims = kept
        publications = marks
        sourceOrder.removeAll { gone[$0] != nil }
    }

    private mutating func take(_ claim: Claim, of source: Source) {
        var rejection = Rejected(
            origin: claim.origin, column: "claim_id", value: claim.id,
            reason: .retractedSource(source.retraction?.note ?? ""))
        rejection.sourceID = source.id
        summary.noteSuperseded(rejection)
        note(rejection)
        let isRestricted = source.access == .restricted
        if isRestricted { restrictedRejections[rejection.reason.code, default: 0] += 1 }
        let incident = Incident(claims: [claim], header: headers[claim.incidentID])
        retracted.append(
            RetractedClaim(
                id: claim.id, incidentID: claim.incidentID, title: incident?.title ?? claim.type.title,
                sourceID: source.id))
    }

    /// Leaves out listed publications that no claim names, where tables bring their own.
    mutating func dropUnusedSources() {
        let used = Set(claims.lazy.map(\.attribution.sourceID))
        sourceOrder.removeAll { !used.contains($0) }
    }

    /// Counts apart the rejections of rows whose publication is restricted, or fails to say what it is: outside the internal
    /// tier they would tell of rows that nobody may know of.
    mutating func guardRejections(_ rejections: [String: [String: Int]]) {
        for (source, reasons) in rejections where isGuarded(source) {
            restrictedRejections.merge(reasons, uniquingKeysWith: +)
        }
    }

    private func isGuarded(_ source: String) -> Bool {
        sources[source].map { $0.access == .restricted } ?? own.guarded.contains(source)
    }

    /// Keys of rows that were retracted, or whose publication was.
    /// - Parameter withRestricted: whether rows of restricted publications may be named.
    func retractedIDs(withRestricted: Bool) -> [String] {
        rejected.filter { rejection in
            ["retracted", "retracted_source"].contains(rejection.reason.code)
                && (withRestricted
                    || !restrictedFiles.contains(rejection.origin.file) && !isGuarded(rejection.sourceID))
        }.map(\.value)
    }
}
