// SPDX-License-Identifier: Apache-2.0

public import Geo
import Incidents
import Layers

/// What retracted publications changed: for whoever builds, and in no output.
public struct RetractionReport: Sendable {
    /// A publication that was retracted.
    public struct Publication: Sendable {
        /// Key, title and publisher.
        public let id, title, publisher: String
        /// Day of the retraction; nil when it is not known.
        public let day: CalendarDay?
        /// Why.
        public let note: String
        /// Its claims that were taken out.
        public let claims: Int
    }

    /// An incident that lost claims.
    public struct Incident: Sendable {
        /// Key and what a reader calls it.
        public let id, title: String
        /// Keys of the claims that it lost.
        public let lost: [String]
        /// Claims that are left; 0 where the incident fell away.
        public let left: Int
    }

    /// The same incident in the build before and in this one.
    public struct Change: Sendable {
        /// What a reader calls it.
        public let title: String
        /// Claims in the build before and in this one; 0 where it is not listed any more.
        public let claimsBefore, claimsAfter: Int
        /// Weight in the build before and in this one.
        public let weightBefore, weightAfter: Double
    }

    /// The publications, in the order of their keys.
    public let publications: [Publication]
    /// The incidents, in the order of their keys.
    public let incidents: [Incident]
    /// Folder of the build before; nil where there is none of the same tier.
    public internal(set) var previous: String?
    /// What it listed of these incidents, and what this one lists.
    public internal(set) var changes: [Change] = []

    /// Nil where nothing was retracted.
    init?(_ read: ReadEvidence) {
        guard !read.retracted.isEmpty else { return nil }
        let bySource = Dictionary(grouping: read.retracted, by: \.sourceID)
        publications = bySource.sorted { $0.key < $1.key }.map { id, claims in
            let source = read.sources[id]
            return Publication(
                id: id, title: source?.title ?? "", publisher: source?.publisher ?? "", day: source?.retraction?.day,
                note: source?.retraction?.note ?? "", claims: claims.count)
        }
        let byIncident = Dictionary(grouping: read.retracted, by: \.incidentID)
        var left: [String: Int] = [:]
        for claim in read.claims where byIncident[claim.incidentID] != nil { left[claim.incidentID, default: 0] += 1 }
        incidents = byIncident.sorted { $0.key < $1.key }.map { id, claims in
            Incident(id: id, title: claims[0].title, lost: claims.map(\.id), left: left[id] ?? 0)
        }
    }

    /// Compares with the build before what its table of reasons lists of the incidents that lost claims. An incident is the
    /// same where a claim is.
    mutating func compare(_ before: ContributionTable, in folder: String, with after: ContributionTable) {
        guard before.tier == after.tier else { return }
        previous = folder
        let lost = Set(incidents.flatMap(\.lost))
        let now = Dictionary(
            after.incidents.flatMap { incident in incident.claims.map { ($0.id, incident) } },
            uniquingKeysWith: { first, _ in first })
        changes = before.incidents.filter { $0.claims.contains { lost.contains($0.id) } }.map { incident in
            let same = incident.claims.lazy.compactMap { now[$0.id] }.first
            return Change(
                title: incident.title, claimsBefore: incident.claims.count, claimsAfter: same?.claims.count ?? 0,
                weightBefore: incident.weight, weightAfter: same?.weight ?? 0)
        }
    }
}
