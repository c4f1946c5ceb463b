// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import JSON
import Layers
import Studies

/// What a public or partner build tells of restricted events, and what it holds back.
struct RestrictedOutcome {
    /// Counts by area and half-month, or calendar year.
    private(set) var counts: [RestrictedCount]
    /// Events of usable half-months that are told nowhere, by province.
    let withheld: [String: Int]
    /// Events of usable half-months that are known to no province.
    let unplaced: Int
    /// Claims of restricted sources that were taken out.
    let claims: Int
    private let gazetteer: Gazetteer

    init(_ found: RestrictedEvents, study: ResolvedStudy, gazetteer: Gazetteer, previous: RestrictedHistory?) {
        let delay = ReleasePolicy(tier: study.tier).delayDays(.restricted)
        let release = RestrictedRelease(of: found.events, asOf: study.asOf, delayDays: delay, previous: previous)
        let regions = gazetteer.content.provinces + gazetteer.content.districtAreas
        let names = Dictionary(regions.map { ($0.id, $0.nameEnglish) }, uniquingKeysWith: { first, _ in first })
        counts = RestrictedCount.counts(of: release.batches) { names[$0.id] ?? $0.id }
        withheld = release.withheld
        unplaced = found.unplaced.count { study.asOf.days(since: $0.last) >= delay }
        claims = found.claims
        self.gazetteer = gazetteer
    }

    /// Events that are told.
    var releasedEvents: Int { counts.reduce(0) { $0 + $1.events } }
    /// Events that are held back.
    var withheldEvents: Int { withheld.values.reduce(unplaced, +) }
    /// All events that an output may count, told or not.
    var events: Int { releasedEvents + withheldEvents }

    /// Events that are told for the province or one of its districts.
    func released(in province: String) -> Int {
        counts.reduce(0) { $0 + (self.province(of: $1) == province ? $1.events : 0) }
    }

    /// Whether events are told for the province, and not for one of its districts.
    func tellsProvinceAlone(_ province: String) -> Bool {
        counts.contains { $0.level == .province && $0.area == province }
    }

    /// Events that are told for the district.
    func released(inDistrict district: String) -> Int {
        counts.reduce(0) { $0 + ($1.level == .district && $1.area == district ? $1.events : 0) }
    }

    /// The outcome with the counts of these provinces alone.
    func within(_ provinces: Set<String>) -> RestrictedOutcome {
        var copy = self
        copy.counts = counts.filter { province(of: $0).map(provinces.contains) ?? false }
        return copy
    }

    private func province(of count: RestrictedCount) -> String? {
        count.level == .province ? count.area : gazetteer.province(ofDistrict: count.area)
    }

    /// What is told, as one text: of events that are held back their number alone, so that nobody can prove a guess about one
    /// by a digest. Which provinces are withheld follows from it no more than from the outputs.
    var digestText: String {
        get throws { try StableJSON.compact(counts) + ";\(withheldEvents)" }
    }
}
