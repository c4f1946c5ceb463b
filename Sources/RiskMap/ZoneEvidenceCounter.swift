// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers

/// Counts the evidence behind a zone: what is placed in it, and what an area law spreads over it.
struct ZoneEvidenceCounter {
    /// Numbers behind one zone.
    struct Counts: Sendable {
        var incidents = 0
        var claims = 0
        var rootSources = 0
        var claimsInConflict = 0
        var restricted = 0
    }

    /// Less of an incident's area than this inside the zone is the noise of generalised boundaries.
    private static let leastShare: Float = 0.01

    let located: [LocatedIncident]
    /// Cells of the area laws, by law.
    let footprints: LawFootprints
    let grid: Grid

    /// Counts the drawn incidents of a province: those whose report or position puts them there, and those whose area
    /// reaches into it.
    func counts(of province: Region, zone: AreaFootprint) -> Counts {
        var isInside = [Bool](repeating: false, count: grid.count)
        for index in zone.indices { isInside[Int(index)] = true }
        // Thousands of events share a few dozen areas.
        var known: [AreaLaw: Bool] = [:]
        return counts { entry in
            if entry.place.province == province.id { return true }
            guard case .area(let law) = entry.place.law else { return false }
            if let answer = known[law] { return answer }
            let answer = reaches(law, isInside)
            known[law] = answer
            return answer
        }
    }

    /// Counts the drawn incidents of which the test holds.
    func counts(where isInside: (LocatedIncident) -> Bool) -> Counts {
        var counts = Counts()
        var roots: Set<String> = []
        for entry in located where entry.isDrawn && isInside(entry) {
            counts.incidents += 1
            counts.claims += entry.incident.claims.count
            counts.claimsInConflict += entry.incident.claimsInConflict
            counts.restricted += entry.access == .restricted ? 1 : 0
            roots.formUnion(entry.incident.rootSources)
        }
        counts.rootSources = roots.count
        return counts
    }

    /// Incidents with weight that are known to the country, and to nothing finer.
    func unlocated(in country: String) -> Int {
        located.count { $0.weight > 0 && $0.place.law == .unlocated && $0.place.country == country }
    }

    private func reaches(_ law: AreaLaw, _ isInside: [Bool]) -> Bool {
        guard let footprint = footprints.footprint(of: law), !footprint.isEmpty else { return false }
        var inside: Float = 0
        for (index, fraction) in zip(footprint.indices, footprint.fractions) where isInside[Int(index)] {
            inside += fraction
        }
        return inside > Self.leastShare * Float(footprint.cellCount)
    }
}

/// The evidence behind each province, and the provinces whose figures the tier withholds.
struct ProvinceEvidence {
    /// Counts in the order of the provinces.
    let counts: [ZoneEvidenceCounter.Counts]
    /// Ids of the provinces whose figures may not be shown.
    let withheld: Set<String>
    /// Incidents known to a country only, by country.
    let unlocated: [String: Int]

    init(provinces: [Region], zones: [AreaFootprint], counter: ZoneEvidenceCounter, policy: ReleasePolicy) {
        let counts = provinces.indices.map { counter.counts(of: provinces[$0], zone: zones[$0]) }
        let evidence = zip(provinces, counts).map { province, counts in
            ZoneEvidence(
                id: province.id, group: province.country, events: counts.incidents, rootSources: counts.rootSources,
                restrictedEvents: counts.restricted)
        }
        self.counts = counts
        withheld = Set(policy.withheld(evidence))
        let countries = Set(provinces.map(\.country))
        unlocated = Dictionary(uniqueKeysWithValues: countries.map { ($0, counter.unlocated(in: $0)) })
    }
}
