// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Places
import Scoring

/// Counts the evidence behind a zone: what is placed in it, and what an area law spreads over it.
struct ZoneEvidenceCounter {
    /// Numbers behind one zone.
    struct Counts: Sendable {
        var incidents = 0
        /// Those of the incidents that lie in no single zone and reach into this one.
        var reachingIn = 0
        var claims = 0
        var rootSources = 0
        var claimsInConflict = 0
    }

    /// Less of an incident's area than this inside the zone is the noise of generalised boundaries.
    static let leastShare: Float = 0.01

    private let located: LocatedIncidents
    private let footprints: LawFootprints
    private let grid: Grid
    /// The drawn incidents by where they are counted: thousands share a few dozen provinces and areas.
    private var tallies: [Whereabouts: Tally] = [:]

    /// What decides in which zones an incident is counted.
    private struct Whereabouts: Hashable {
        /// Province of the report or position.
        let province: String?
        /// The area that stands for the place; nil for a point.
        let area: AreaLaw?
    }

    /// Numbers that add up over incidents.
    private struct Tally {
        var counts = Counts()
        var roots: Set<String> = []

        mutating func add(_ incident: Incident) {
            counts.incidents += 1
            counts.claims += incident.claims.count
            counts.claimsInConflict += incident.claimsInConflict
            for claim in incident.claims { roots.insert(claim.attribution.rootSource) }
        }

        /// The numbers with that of the root sources.
        var whole: Counts {
            var counts = counts
            counts.rootSources = roots.count
            return counts
        }

        mutating func add(_ other: Tally, reachingIn: Bool) {
            counts.incidents += other.counts.incidents
            if reachingIn { counts.reachingIn += other.counts.incidents }
            counts.claims += other.counts.claims
            counts.claimsInConflict += other.counts.claimsInConflict
            roots.formUnion(other.roots)
        }
    }

    /// - Parameters:
    ///   - footprints: cells of the area laws, by law.
    init(located: LocatedIncidents, footprints: LawFootprints, grid: Grid) {
        self.located = located
        self.footprints = footprints
        self.grid = grid
        for index in located.indices where located.isDrawn(index) {
            let entry = located[index]
            var area: AreaLaw?
            if case .area(let law) = entry.place.law { area = law }
            let place = Whereabouts(province: entry.place.province, area: area)
            tallies[place, default: Tally()].add(entry.incident)
        }
    }

    /// Counts the drawn incidents of each province: those whose report or position puts them there, and those whose
    /// area reaches into it. `zones` are the cells of the provinces, in their order.
    func counts(of provinces: [Region], zones: [AreaFootprint]) -> [Counts] {
        var sums = [Tally](repeating: Tally(), count: zones.count)
        let cells = ZoneCells(zones: zones, grid: grid)
        let known = Set(provinces.map(\.id))
        for (place, tally) in tallies {
            let reached = place.area.map { self.zones(reachedBy: $0, of: provinces, known, cells) } ?? []
            for (zone, province) in provinces.enumerated()
            where province.id == place.province || reached.contains(zone) {
                let isOnly = place.province == nil && place.area == .regions([province.id])
                sums[zone].add(tally, reachingIn: province.id != place.province && !isOnly)
            }
        }
        return sums.map(\.whole)
    }

    /// Counts the drawn incidents of any zones: those that lie in one, and those whose area reaches into it.
    /// - Parameter home: the one zone that an incident lies in, by the incident's position in `located`; nil for several
    ///   and none.
    static func counts(
        of masses: EventMasses, located: LocatedIncidents, zones: [AreaFootprint], home: (Int) -> Int?
    ) -> [Counts] {
        let evidence = masses.evidence, cells = ZoneCells(zones: zones, grid: evidence.grid)
        var sums = [Tally](repeating: Tally(), count: zones.count)
        var known: [Int: [Int]] = [:]
        for (event, incident) in zip(evidence.events, masses.incidents) {
            var reached: [Int] = []
            if let zone = home(incident) {
                reached = [zone]
            } else if case .area(let area) = event.location {
                reached = known[area] ?? cells.zones(reachedBy: evidence.footprints[area])
                known[area] = reached
            }
            for zone in reached { sums[zone].add(located[incident].incident) }
        }
        return sums.map(\.whole)
    }

    /// Incidents with weight that are known to the country, and to nothing finer.
    func unlocated(in country: String) -> Int {
        located.indices.count {
            located.weights[$0] > 0 && located.isUnlocated($0) && located.place($0).country == country
        }
    }

    /// Provinces that a law names are those, and none that shares a cell with one of them.
    private func zones(
        reachedBy law: AreaLaw, of provinces: [Region], _ known: Set<String>, _ cells: ZoneCells
    ) -> [Int] {
        if case .regions(let ids) = law, known.isSuperset(of: ids) {
            return provinces.indices.filter { ids.contains(provinces[$0].id) }
        }
        return footprints.footprint(of: law).map(cells.zones(reachedBy:)) ?? []
    }
}

/// For each cell the zones that it belongs to, so that one pass over an area serves all zones.
struct ZoneCells {
    private typealias Part = (zone: Int, share: Float)

    private let zoneCount: Int
    /// The first zone of each cell; -1 for none.
    private var first: [Int32]
    /// What each zone has of the cells on a boundary; together 1.
    private let shared: [Int32: [Part]]

    init(zones: [AreaFootprint], grid: Grid) {
        zoneCount = zones.count
        var first = [Int32](repeating: -1, count: grid.count)
        for (zone, footprint) in zones.enumerated() {
            for index in footprint.indices where first[Int(index)] < 0 { first[Int(index)] = Int32(zone) }
        }
        self.first = first
        shared = Self.shared(zones, first)
    }

    private static func shared(_ zones: [AreaFootprint], _ first: [Int32]) -> [Int32: [Part]] {
        var fractions: [Int32: [Part]] = [:]
        for (zone, footprint) in zones.enumerated() {
            for index in footprint.indices where first[Int(index)] != zone { fractions[index] = [] }
        }
        guard !fractions.isEmpty else { return [:] }
        for (zone, footprint) in zones.enumerated() {
            for (index, fraction) in zip(footprint.indices, footprint.fractions) {
                fractions[index]?.append((zone, fraction))
            }
        }
        return fractions.mapValues { parts in
            let sum = parts.reduce(0) { $0 + $1.share }
            return parts.map { ($0.zone, $0.share / sum) }
        }
    }

    /// A position counts for the zones of its cell, each alike; for none outside of all.
    func shares(at point: PlanarPoint, on grid: Grid) -> [Float] {
        guard let (column, row) = grid.cell(at: point) else { return [] }
        let index = grid.index(column: column, row: row)
        guard first[index] >= 0 else { return [] }
        let zones = shared[Int32(index)]?.map(\.zone) ?? [Int(first[index])]
        var shares = [Float](repeating: 0, count: zoneCount)
        for zone in zones { shares[zone] = 1 / Float(zones.count) }
        return shares
    }

    /// The zones that hold more of a footprint than the noise of generalised boundaries.
    func zones(reachedBy footprint: AreaFootprint) -> [Int] {
        guard !footprint.isEmpty else { return [] }
        let least = ZoneEvidenceCounter.leastShare * Float(footprint.cellCount)
        let inside = overlaps(of: footprint)
        return inside.indices.filter { inside[$0] > least }
    }

    /// Cells of the footprint, by their fractions, in each zone. Of a cell on a boundary each zone counts what it has of it.
    func overlaps(of footprint: AreaFootprint) -> [Float] {
        var inside = [Float](repeating: 0, count: zoneCount)
        for (index, fraction) in zip(footprint.indices, footprint.fractions) where first[Int(index)] >= 0 {
            if let parts = shared[index] {
                for part in parts { inside[part.zone] += fraction * part.share }
            } else {
                inside[Int(first[Int(index)])] += fraction
            }
        }
        return inside
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

    /// Takes the parts as they are.
    init(counts: [ZoneEvidenceCounter.Counts], withheld: Set<String>, unlocated: [String: Int]) {
        self.counts = counts
        self.withheld = withheld
        self.unlocated = unlocated
    }

    init(
        provinces: [Region], zones: [AreaFootprint], counter: ZoneEvidenceCounter,
        restricted: RestrictedOutcome? = nil, policy: ReleasePolicy
    ) {
        var counts = counter.counts(of: provinces, zones: zones)
        var evidence: [ZoneEvidence] = []
        for (index, province) in provinces.enumerated() {
            let released = restricted?.released(in: province.id) ?? 0
            counts[index].incidents += released
            counts[index].claims += released
            // A batch that may be told has as many root sources as a zone needs; which they are is not told.
            let roots = max(counts[index].rootSources, released > 0 ? ReleasePolicy.minimumRootSources : 0)
            evidence.append(
                ZoneEvidence(
                    id: province.id, group: province.country, events: counts[index].incidents, rootSources: roots,
                    withheldEvents: restricted?.withheld[province.id] ?? 0))
        }
        self.counts = counts
        withheld = Set(policy.withheld(evidence))
        let countries = Set(provinces.map(\.country))
        unlocated = Dictionary(uniqueKeysWithValues: countries.map { ($0, counter.unlocated(in: $0)) })
    }
}
